"""Searches that somebody ends, and those that tell how they get on."""

from __future__ import annotations

import random
import signal
import sys
import threading
from typing import Any

import plan_competency as pc
import pytest
from conftest import program_of, roster_of
from plan_competency.reports.sentences.proofs import proof
from plan_competency.solver.cpsat import CpModel, Parameters, Status, solve
from plan_competency.solver.relaxation import Relaxation
from plan_competency.solver.stopping import Clock
from reporters import Counts, Heard, StoppedAt, stopped_at

#: The bundled question: 7 exams for 5 people are the least.
TARGETS = ["cloud-crm/gold", "messaging/gold"]


def asked(ask: Any, program: pc.Program, told: StoppedAt, **options: Any) -> Any:
    return ask(pc.find_roster(), TARGETS, program=program, report=told, stop=told.stop, **options)


def test_it_is_told_what_is_searched_and_what_is_proven(program: pc.Program) -> None:
    heard = Heard()
    pc.plan(pc.find_roster(), ["messaging/gold"], program=program, report=heard, time_limit=9)
    assert heard.lines[:11] == [
        "begins the least plan, 9",
        "reduced to 5 of 12, 1 targets",
        "searching exams: None, None",
        "searching exams: 5, 5",
        "searched exams: 5, 5, True",
        "searching people: None, None",
        "searching people: 4, 4",
        "searched people: 4, 4, True",
        "searched largest load: 2, 2, True",
        "searching ties: None, None",
        "begins the least by the mixed reading, 9",
    ]


def test_cp_sat_tells_its_solutions_and_bounds() -> None:
    # Without the relaxation CP-SAT proves the stage: 2 people sit x.
    heard = Heard()
    program = program_of({"people": 2, "each": "x"})
    pc.plan(roster_of([], [], []), "c/gold", program=program, report=heard, without=["relaxation"])
    assert "searching exams: 2, 2" in heard.lines
    assert "searched exams: 2, 2, True" in heard.lines


def test_who_listens_and_might_stop_it_changes_no_answer(program: pc.Program) -> None:
    plain = pc.plan(pc.find_roster(), TARGETS, program=program, alternatives=2)
    heard = pc.plan(
        pc.find_roster(), TARGETS, program=program, alternatives=2, report=pc.Reporter(), stop=pc.Stop()
    )
    assert heard == plain
    assert not plain.interrupted


def test_what_is_proven_before_a_stop_stays_proven(program: pc.Program) -> None:
    plan = asked(pc.plan, program, stopped_at("searched exams"))
    assert (plan.status, plan.totals.exams, plan.lower_bound, plan.interrupted) == ("feasible", 7, 7, True)
    assert [(stage.minimized, stage.proven) for stage in plan.stages] == [("exams", True), ("people", False)]
    assert list(proof(plan))[-1] == (
        "No plan needs fewer than 7 exams. Not proven minimal: of those, none needs fewer than 0 people, "
        f"this one needs {plan.totals.people} people (gap {plan.totals.people} people). "
        "The search was interrupted."
    )


def test_a_stop_before_any_plan_is_no_verdict(program: pc.Program) -> None:
    plan = asked(pc.plan, program, stopped_at("begins"))
    assert (plan.status, plan.lower_bound, plan.interrupted) == ("unknown", 0, True)
    assert list(proof(plan)) == [
        "The search stopped before it found a plan; there may be one. The search was interrupted.",
        "Nothing is proven so far.",
    ]


def test_a_stop_after_the_proof_says_that_the_rest_may_be_incomplete(program: pc.Program) -> None:
    plan = asked(pc.plan, program, stopped_at("begins the least by the mixed"))
    assert (plan.status, plan.totals.exams, plan.interrupted) == ("optimal", 7, True)
    assert plan.other_reading is not None
    assert plan.other_reading.status == "unknown"
    assert next(iter(proof(plan))) == (
        "The search was interrupted after the proof: what is said beside that may be incomplete."
    )


def test_who_else_could_sit_an_exam_is_not_known_after_a_stop(program: pc.Program) -> None:
    plan = asked(pc.plan, program, stopped_at("begins who else"), alternatives=2)
    assert {item.instead for item in plan.exams} == {None}
    assert plan.alternatives == ()


def test_verdicts_of_today_are_proven_in_any_case(program: pc.Program) -> None:
    plain = pc.check(pc.find_roster(), TARGETS, program=program)
    stopped = asked(pc.check, program, stopped_at("begins"))
    assert [item.verdict for item in stopped.targets] == [item.verdict for item in plain.targets]
    assert (plain.interrupted, stopped.interrupted) == (False, True)


def test_a_plan_before_the_change_is_kept(program: pc.Program) -> None:
    outcome = asked(pc.what_if, program, stopped_at("searched exams"), changes=[pc.Leave("Ana Lima")])
    assert (outcome.before.totals.exams, outcome.before.lower_bound) == (7, 7)
    assert (outcome.after.status, outcome.after.interrupted, outcome.proven) == ("unknown", True, False)


def test_plans_before_and_after_a_change_are_told_apart(program: pc.Program) -> None:
    heard = Heard()
    pc.what_if(pc.find_roster(), TARGETS, [pc.Leave("Ana Lima")], program=program, report=heard)
    begun = [line for line in heard.lines if line.startswith("begins the least plan")]
    assert begun == [
        "begins the least plan before the change, 60.0",
        "begins the least plan after the change, 60.0",
    ]
    assert heard.lines.count("searched exams: 7, 7, True") >= 1


def test_targets_ranked_before_a_stop_are_kept(program: pc.Program) -> None:
    told = stopped_at("done 1 ")
    ranking = pc.nearest(pc.find_roster(), "*/gold", program=program, report=told, stop=told.stop)
    assert len(ranking.targets) == 18
    assert [item.status for item in ranking.targets].count("optimal") >= 1
    assert [item.status for item in ranking.targets].count("unknown") >= 10
    assert ranking.interrupted


def test_departures_done_before_a_stop_are_kept(program: pc.Program) -> None:
    found = asked(pc.departures, program, stopped_at("done 2 "))
    whole = pc.departures(pc.find_roster(), TARGETS, program=program)
    assert (len(found.people), found.left) == (2, 10)
    assert {item.person: item for item in whole.people}.items() >= {
        item.person: item for item in found.people
    }.items()


def test_retirements_done_before_a_stop_are_kept(program: pc.Program) -> None:
    found = asked(
        pc.retirements, program, stopped_at("done 3 "), exams=["70-411", "70-412", "70-413", "70-414"]
    )
    assert ([item.exam for item in found.exams], found.left) == (["70-411", "70-412", "70-413"], 1)


def test_what_was_looked_at_but_not_proven_is_left_out(program: pc.Program) -> None:
    found = asked(pc.retirements, program, stopped_at("begins the least without"), exams=["70-331", "70-411"])
    assert ([item.exam for item in found.exams], found.left) == (["70-331"], 1)


def test_a_stop_while_it_is_explained_keeps_what_is_proven(program: pc.Program) -> None:
    told = stopped_at("begins rules")
    away = list(pc.find_roster().people)[:9]
    found = pc.explain(
        pc.find_roster(), "messaging/gold", program=program, unavailable=away, report=told, stop=told.stop
    )
    assert (found.plan.status, found.plan.reasons, found.interrupted) == ("infeasible", (), True)
    assert (found.conflict, found.repairs) == (None, ())


def test_a_difference_of_programs_says_that_it_was_interrupted() -> None:
    told = stopped_at("begins")
    old, new = (program_of({"people": people, "each": "x"}) for people in (1, 2))
    found = pc.diff(old, new, roster_of([], []), report=told, stop=told.stop)
    assert found.interrupted
    assert found.effects is not None
    assert not found.effects[0].proven


def test_organizations_are_judged_elsewhere() -> None:
    for options in ({"stop": pc.Stop()}, {"report": Counts()}):
        with pytest.raises(pc.InvalidQuestion, match="leave out report and stop"):
            pc.batch([], "*/gold", program=program_of({"people": 1, "each": "x"}), **options)


def covering() -> CpModel:
    """Sums of seven out of 400 bits, at random: far more than a minute for CP-SAT."""
    rng, model = random.Random(3), CpModel()
    bits = [model.new_bool_var() for _ in range(400)]
    for _ in range(600):
        model.add(sum(rng.sample(bits, 7)) >= 2)
    model.minimize(sum(rng.randint(5, 20) * bit for bit in bits))
    return model


def limited() -> Parameters:
    parameters = Parameters()
    parameters.num_workers, parameters.max_time_in_seconds = 1, 60.0
    return parameters


def test_cp_sat_ends_with_its_best_solution() -> None:
    stop, told = pc.Stop(), list[tuple[float | None, float | None]]()

    def heard(value: float | None, bound: float | None) -> None:
        told.append((value, bound))
        if value is not None:
            stop.set()

    found = solve(covering(), limited(), Clock.of(60, stop), heard)
    assert found.status == Status.FEASIBLE
    assert found.wall_time < 30
    assert told[-1][0] == found.objective_value


def test_cp_sat_ends_from_another_thread() -> None:
    stop = pc.Stop()
    timer = threading.Timer(0.3, stop.set)
    timer.start()
    found = solve(covering(), limited(), Clock.of(60, stop))
    timer.join()
    assert found.status in (Status.FEASIBLE, Status.UNKNOWN)
    assert found.wall_time < 30


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are not sent there")
def test_ctrl_c_belongs_to_whoever_waits_for_a_search_in_another_thread() -> None:
    stop, found = pc.Stop(), list[Any]()
    search = threading.Thread(target=lambda: found.append(solve(covering(), limited(), Clock.of(60, stop))))
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        search.start()
        search.join(0.7)  # by then the solver is at it
        signal.raise_signal(signal.SIGINT)
        search.join()
    finally:
        signal.signal(signal.SIGINT, before)
    assert stop.is_set
    assert found[0].status in (Status.FEASIBLE, Status.UNKNOWN)
    assert found[0].wall_time < 30


def test_nothing_begins_after_a_stop() -> None:
    stop = pc.Stop()
    stop.set()
    clock = Clock(None, stop)
    assert (clock.left(), clock.is_up) == (0.0, True)
    assert solve(covering(), limited(), clock).status == Status.UNKNOWN
    model = CpModel()
    bit = model.new_bool_var()
    assert Relaxation(model).minimize(-bit, clock=clock) is None
    relaxed = Relaxation(model).minimize(-bit, clock=Clock())
    assert relaxed is not None
    assert relaxed.bound == -1


def test_the_relaxation_ends_while_it_is_solved() -> None:
    # It takes seconds: 1,400 sums of forty out of 1,000 bits.
    rng, model, stop = random.Random(1), CpModel(), pc.Stop()
    bits = [model.new_bool_var() for _ in range(1000)]
    for _ in range(1400):
        model.add(sum(rng.randint(1, 9) * bit for bit in rng.sample(bits, 40)) >= 20)
    timer = threading.Timer(0.5, stop.set)
    timer.start()
    assert Relaxation(model).minimize(sum(bits), clock=Clock(None, stop)) is None
    timer.join()


def test_a_stop_ends_what_runs_and_nothing_else() -> None:
    stop, ended = pc.Stop(), list[str]()
    with stop.ending(lambda: ended.append("done before")):
        pass
    with stop.ending(lambda: ended.append("running")):
        stop.set()
        with stop.ending(lambda: ended.append("begun too late")):
            pass
    assert ended == ["running", "begun too late"]


@pytest.mark.parametrize(("ends", "left"), [(None, None), (0.0, 0.0)])
def test_a_clock_that_nobody_stops(ends: float | None, left: float | None) -> None:
    for clock in (Clock(ends), Clock(ends, pc.Stop())):
        assert (clock.left(), clock.is_up) == (left, left == 0.0)
