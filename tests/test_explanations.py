"""What is missing today, why no plan exists, and honest statuses."""

from __future__ import annotations

from datetime import date
from typing import Any

import plan_competency as pc
import pytest
from conftest import program_of, roster_of
from plan_competency.solver import search
from plan_competency.solver.cpsat import Parameters
from plan_competency.solver.reductions import Reduction
from random_cases import DAY, random_case

CRM = "cloud-customer-relationship-management"


def reasons(requirement: Any, *holdings: Any, **credentials: Any) -> list[str]:
    program = program_of(requirement, **credentials)
    plan = pc.plan(roster_of(*holdings), "c/gold", program=program)
    assert plan.status == "infeasible"
    return [reason.sentence for reason in plan.reasons]


def test_missing_names_the_open_seats_and_the_nearest_people(program: pc.Program) -> None:
    (result,) = pc.check(pc.find_roster(), ["cloud-crm/gold"], program=program).targets
    missing = [item for item in result.missing if isinstance(item, pc.MissingPeople)]
    assert len(missing) == len(result.missing)
    customization, sales = sorted(missing, key=lambda item: item.label)
    # Ana fills a sales seat and Eva a customization seat; one of each is open. Luis has a
    # sales exam and Priya a deployment exam, so each lacks one; all others lack two.
    assert (sales.seats, sales.open) == (2, 1)
    assert [(item.person, item.exams) for item in sales.nearest] == [
        ("Luis Ortega", 1),
        ("Priya Raman", 1),
        ("Daniel Roy", 2),
    ]
    assert (customization.seats, customization.open) == (2, 1)
    assert {item.exams for item in customization.nearest} == {1}
    assert {seat.person for seat in result.seats} == {"Ana Lima", "Eva Novak"}


def test_as_many_seats_as_possible_are_filled_today() -> None:
    # A could fill either seat, B only the first: both seats are filled by B and A.
    rule = {
        "all": [{"people": 1, "label": "first", "each": "x"}, {"people": 1, "label": "second", "each": "y"}]
    }
    (result,) = pc.check(roster_of(["x", "y"], ["x"]), "c/gold", program=program_of(rule)).targets
    assert {(seat.label, seat.person) for seat in result.seats} == {("first", "B"), ("second", "A")}


def test_today_is_filled_as_well_as_can_be_even_if_the_plan_moves_people() -> None:
    # A fills "one" today. The least plan moves A to "many" (1 exam) and lets B pass x (1);
    # filling "many" with B would take 4.
    rule = {
        "all": [
            {"people": 1, "label": "one", "each": "x"},
            {"people": 1, "label": "many", "each": {"all": ["a", "b", "c", "d"]}},
        ]
    }
    credentials = {name: {"kind": "exam"} for name in "xabcd"}
    program = program_of(rule, **credentials)
    roster = roster_of(["x", "a", "b", "c"], [])
    (today,) = pc.check(roster, "c/gold", program=program).targets
    assert [(seat.label, seat.person) for seat in today.seats] == [("one", "A")]
    plan = pc.plan(roster, "c/gold", program=program)
    assert plan.totals.exams == 2
    assert {(seat.label, seat.person) for seat in plan.targets[0].seats} == {("one", "B"), ("many", "A")}


def test_today_is_filled_by_the_people_of_the_least_plan_where_it_can_be() -> None:
    # Either could fill "one". The least plan keeps A for "more" (z is missing), so B fills
    # "one"; with A there, "more" would be 2 exams away from B.
    rule = {
        "all": [
            {"people": 1, "label": "one", "each": "x"},
            {"people": 1, "label": "more", "each": {"all": ["y", "z"]}},
        ]
    }
    (result,) = pc.check(roster_of(["x", "y"], ["x"]), "c/gold", program=program_of(rule)).targets
    assert [(seat.label, seat.person) for seat in result.seats] == [("one", "B")]
    (missing,) = result.missing
    assert isinstance(missing, pc.MissingPeople)
    assert [(item.person, item.exams) for item in missing.nearest] == [("A", 1)]


def test_a_shortfall_among_the_same_people_is_named() -> None:
    rule = {"people": 2, "label": "team", "each": "x", "among_them": [{"people": 1, "each": "y"}]}
    (result,) = pc.check(roster_of(["x"], ["x"]), "c/gold", program=program_of(rule)).targets
    (missing,) = result.missing
    assert isinstance(missing, pc.MissingPeople)
    assert (missing.label, missing.seats, missing.open) == ("team: y", 1, 1)
    assert [(item.person, item.takes) for item in missing.nearest] == [("A", ("y",)), ("B", ("y",))]


def test_who_could_be_among_them_is_looked_for_among_all() -> None:
    # Nobody sits on the seat. A has y and needs x (1), B needs both (2).
    rule = {"people": 1, "label": "seat", "each": "x", "among_them": [{"people": 1, "each": "y"}]}
    (result,) = pc.check(roster_of(["y"], []), "c/gold", program=program_of(rule)).targets
    among = result.missing[1]
    assert isinstance(among, pc.MissingPeople)
    assert (among.label, [(item.person, item.exams) for item in among.nearest]) == (
        "seat: y",
        [("A", 1), ("B", 2)],
    )


def test_someone_who_would_leave_another_seat_is_better_than_nobody() -> None:
    # A fills "one"; B will not sit y, so "two" is reached only if A moves there and B sits x.
    rule = {"all": [{"people": 1, "label": "one", "each": "x"}, {"people": 1, "label": "two", "each": "y"}]}
    roster = roster_of(["x"], {"cannot_take": ["y"]})
    (result,) = pc.check(roster, "c/gold", program=program_of(rule)).targets
    (missing,) = result.missing
    assert isinstance(missing, pc.MissingPeople)
    assert missing.nearest == (pc.Candidate(person="A", exams=1, takes=("y",), leaves_seat=True),)
    assert pc.plan(roster, "c/gold", program=program_of(rule)).totals.exams == 2


@pytest.mark.parametrize("others", [[], [[]]])
def test_of_equal_ways_the_one_with_most_seats_filled_today_is_shown(others: list[Any]) -> None:
    # Both ways take one exam, y; by "easy" A fills a seat today. Others must not matter.
    rule = {
        "overlap": "allowed",
        "all": [
            {"people": 1, "label": "first", "each": "y"},
            {
                "any": [
                    {"people": 1, "label": "easy", "each": "x"},
                    {"people": 1, "label": "hard", "each": {"all": ["x", "y"]}},
                ]
            },
        ],
    }
    (result,) = pc.check(roster_of(["x"], *others), "c/gold", program=program_of(rule)).targets
    (missing,) = result.missing
    assert isinstance(missing, pc.MissingPeople)
    assert missing.label == "first"
    assert [(seat.label, seat.person) for seat in result.seats] == [("easy", "A")]


def test_what_is_passed_tomorrow_does_not_count_today() -> None:
    roster = roster_of([{"credential": "x", "passed": "2999-01-01"}])
    check = pc.check(roster, "c/gold", program=program_of({"people": 1, "each": "x"}))
    assert not check.eligible
    assert check.notes[0].startswith("A: x was passed on 2999-01-01, after ")


def test_an_unknown_credential_is_reported_once_however_it_is_written() -> None:
    roster = roster_of(["Foo", "exam foo"], ["FOO"])
    check = pc.check(roster, "c/gold", program=program_of({"people": 1, "each": "x"}))
    assert check.notes == ("'Foo' is not a credential of tiny and counts for nothing (A and B).",)


def test_an_unmet_threshold_is_missing(program: pc.Program) -> None:
    roster = roster_of([], market="developed", metrics={"performance-1": 90000})
    (result,) = pc.check(roster, ["cloud-crm/silver"], program=program).targets
    (threshold,) = [item for item in result.missing if isinstance(item, pc.MissingThreshold)]
    assert (threshold.at_least, threshold.stated, threshold.unit) == (100000, 90000, "USD")


def test_too_few_people() -> None:
    rule = {
        "all": [{"people": 2, "each": "x"}, {"any": [{"people": 1, "each": "y"}, {"people": 3, "each": "z"}]}]
    }
    assert reasons(rule, ["x"], ["x"]) == ["c/gold: 3 different people are needed, the roster has 2."]


def test_shared_seats_do_not_add_up_to_people() -> None:
    rule = {"overlap": "allowed", "all": [{"people": 2, "each": "x"}, {"people": 3, "each": "y"}]}
    assert reasons(rule, [], []) == ["c/gold: 3 different people are needed, the roster has 2."]


def test_nobody_can_get_there() -> None:
    credentials = {"x": {"kind": "exam"}, "m": {"kind": "certification"}}
    assert reasons({"people": 1, "label": "masters", "each": "m"}, [], **credentials) == [
        "c/gold: 'masters' needs 1 person, and nobody can get there (no exam leads to m)."
    ]


def test_a_retired_exam_is_named() -> None:
    credentials = {"x": {"kind": "exam", "retired": "2016-01-01"}}
    assert reasons({"people": 2, "label": "team", "each": "x"}, ["x"], [], **credentials) == [
        "c/gold: 'team' needs 2 different people, and only 1 can get there: A (x can no longer be sat)."
    ]


def test_a_refusal_is_named() -> None:
    assert reasons({"people": 2, "label": "team", "each": "x"}, [], {"cannot_take": ["x"]}) == [
        "c/gold: 'team' needs 2 different people, and only 1 can get there: A (B will not sit x)."
    ]


def test_a_refusal_of_a_retired_exam_is_not_to_blame() -> None:
    credentials = {"x": {"kind": "exam", "retired": "2016-01-01"}}
    assert reasons({"people": 1, "label": "team", "each": "x"}, {"cannot_take": ["x"]}, **credentials) == [
        "c/gold: 'team' needs 1 person, and nobody can get there (x can no longer be sat)."
    ]


def test_a_limit_is_named() -> None:
    rule = {"people": 1, "label": "team", "each": {"all": ["x", "y"]}}
    assert reasons(rule, {"max_exams": 1}) == [
        "c/gold: 'team' needs 1 person, and nobody can get there (A will sit at most 1)."
    ]


def test_two_requirements_that_compete_for_one_person() -> None:
    rule = {"all": [{"people": 1, "label": name, "each": name} for name in "xy"]}
    refusing = {"cannot_take": ["x", "y"]}
    (sentence,) = reasons(rule, [], refusing)
    assert sentence.startswith("c/gold: 'x' and 'y' need 2 different people, and only 1 can get there: A")


def test_other_ways_are_mentioned() -> None:
    rule = {"any": [{"people": 1, "label": "m", "each": "m"}, {"people": 1, "label": "n", "each": "n"}]}
    credentials = {name: {"kind": "certification"} for name in "mn"}
    (sentence,) = reasons(rule, [], **credentials)
    assert "even by the nearest way" in sentence


def _assert_one_exam_is_too_few(plan: pc.Plan) -> None:
    (reason,) = plan.reasons
    assert isinstance(reason, pc.Conflict)
    assert reason.minimal
    assert [rule.words for rule in reason.rules] == [
        "c/gold needs 1 person, with x",
        "d/gold needs 1 person, with y",
        "A sits at most 1 exam",
    ]


def test_limits_that_conflict_between_targets() -> None:
    data = program_of({"people": 1, "each": "x"}).model_dump(mode="json", exclude_none=True)
    data["competencies"]["d"] = {"options": {"o": {"levels": {"gold": {"people": 1, "each": "y"}}}}}
    program = pc.Program.model_validate(data)
    roster = roster_of({"max_exams": 1})
    plan = pc.plan(roster, ["c/gold", "d/gold"], program=program)
    _assert_one_exam_is_too_few(plan)
    # Verified: without that limit there is a plan.
    assert pc.plan(roster_of([]), ["c/gold", "d/gold"], program=program).status == "optimal"


@pytest.mark.parametrize("seed", range(700, 820))
def test_reasons_hold(seed: int) -> None:
    """What a reason says is missing makes the difference, tried out."""
    case = random_case(seed)
    program, roster = case.read()
    plan = pc.plan(roster, case.targets, program=program, on=DAY)
    for reason in plan.reasons:
        if isinstance(reason, pc.TooFewPeople):
            crowd = _with_experts(roster, program, reason.needed - reason.available)
            one_less = _with_experts(roster, program, reason.needed - reason.available - 1)
            everything = {"holds": list(program.credentials)}
            experts = pc.Roster.model_validate(
                {**crowd.model_dump(mode="json"), "people": dict.fromkeys(crowd.people, everything)}
            )
            assert _reaches(experts, reason.target, _without_ends(program))
            fewer = experts.replaced(people={name: experts.people[name] for name in one_less.people})
            assert not _reaches(fewer, reason.target, _without_ends(program))
        elif isinstance(reason, pc.TooFewCandidates):
            short = reason.needed - len(reason.candidates)
            assert short > 0
            assert not _reaches(_with_experts(roster, program, 0), reason.target, program)
        elif isinstance(reason, pc.OpenSeats):
            assert reason.open > 0
            # As many experts as there are open places always fill them, if what they hold counts.
            experts = _with_experts(roster, program, reason.open)
            assert _reaches(experts, reason.target, _without_ends(program))
        else:
            free = roster.replaced(people={n: p.replaced(max_exams=None) for n, p in roster.people.items()})
            assert pc.plan(free, case.targets, program=program, on=DAY).found
            assert all(_reaches(roster, target, program) for target in case.targets)
            assert {rule.kind for rule in reason.rules} <= {"requirement", "limit", "refusal"}
            assert reason.minimal


def _without_ends(program: pc.Program) -> pc.Program:
    """The program in which every credential counts for good: then experts can fill any seat."""
    lasting = {name: facts.replaced(counts_until=None) for name, facts in program.credentials.items()}
    return program.replaced(credentials=lasting)


def _reaches(roster: pc.Roster, target: str, program: pc.Program) -> bool:
    return pc.plan(roster, target, program=program, on=DAY).found


def _with_experts(roster: pc.Roster, program: pc.Program, number: int) -> pc.Roster:
    expert = pc.Person.model_validate(list(program.credentials))
    return roster.replaced(people={**roster.people, **{f"expert {i}": expert for i in range(number)}})


def test_a_search_without_time_knows_nothing(program: pc.Program) -> None:
    plan = pc.plan(pc.find_roster(), ["cloud-crm/gold"], program=program, time_limit=1e-9)
    assert (plan.status, plan.totals, plan.lower_bound) == ("unknown", pc.Totals(exams=None, people=None), 0)
    assert plan.reasons == ()
    assert plan.exams == ()
    assert plan.targets[0].people == "unmet"  # the verdict of today is proven all the same


#: So that CP-SAT has something to do.
CP_SAT_ALONE: tuple[Reduction, ...] = ("filled seats", "ceilings", "relaxation")


def _first_solution_only(monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    """Let CP-SAT stop at its first solution of one stage, as a time limit would."""
    parameters, searched = search.Search.parameters, search.Search._searched
    current: list[str] = []

    def remembered(self: search.Search, name: str, expression: Any, relaxed: Any) -> bool:
        current[:] = [name]
        return searched(self, name, expression, relaxed)

    def hasty(self: search.Search) -> Parameters:
        found = parameters(self)
        found.stop_after_first_solution = current == [stage]
        if current == [stage]:
            found.cp_model_presolve = False
            found.linearization_level = 0
        return found

    monkeypatch.setattr(search.Search, "_searched", remembered)
    monkeypatch.setattr(search.Search, "parameters", hasty)


def test_an_unproven_plan_is_feasible_and_states_its_bound(
    program: pc.Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    _first_solution_only(monkeypatch, "exams")
    plan = pc.plan(
        pc.find_roster(), ["cloud-crm/gold", "messaging/gold"], program=program, without=CP_SAT_ALONE
    )
    assert plan.status == "feasible"
    assert plan.totals.exams is not None
    assert plan.lower_bound is not None
    assert plan.lower_bound <= 7 <= plan.totals.exams
    assert not plan.stages[-1].proven
    from plan_competency.reports.sentences.proofs import proof

    assert any("Not proven minimal" in sentence for sentence in proof(plan))


def test_a_stage_after_the_exams_that_is_not_proven_makes_no_optimal_plan(
    program: pc.Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    _first_solution_only(monkeypatch, "people")
    plan = pc.plan(
        pc.find_roster(), ["cloud-crm/gold", "messaging/gold"], program=program, without=CP_SAT_ALONE
    )
    assert (plan.status, plan.totals.exams, plan.lower_bound) == ("feasible", 7, 7)
    assert [stage.minimized for stage in plan.stages if not stage.proven] == ["people"]


def test_what_counts_for_nothing_is_said_once(program: pc.Program) -> None:
    roster = roster_of(
        ["AZ-900", {"credential": "Exam 70-347", "expires": "2018-01-01"}],
        {"holds": ["AZ-900"], "cannot_take": ["AZ-104"]},
        [{"credential": "70-345", "passed": "2020-01-01"}],
        metrics={"revenue": 1},
    )
    check = pc.check(roster, ["messaging/silver"], program=program, on=date(2018, 6, 1))
    assert check.notes == (
        "'AZ-104' is not a credential of microsoft-partner-network and counts for nothing (B).",
        "'AZ-900' is not a credential of microsoft-partner-network and counts for nothing (A and B).",
        "'revenue' is not a metric of microsoft-partner-network and counts for nothing.",
        "A: 70-347 expired on 2018-01-01 and does not count.",
        "C: 70-345 was passed on 2020-01-01, after 2018-06-01, and does not count.",
    )


def test_exams_that_are_history_are_named(program: pc.Program) -> None:
    plan = pc.plan(roster_of([], []), ["messaging/silver"], program=program)
    assert plan.notes == (
        "The plan is made by the exams of edition 2017-07; retired since then: 70-345 and 70-347. "
        "State the day in question (--on, or on= in Python) to plan for that day.",
    )
    # On a day when none can be sat any more, nobody who holds nothing can get there.
    late = pc.plan(roster_of([], []), ["messaging/silver"], program=program, on=date(2022, 1, 1))
    assert late.status == "infeasible"


def test_exams_that_can_be_sat_longest_are_preferred(program: pc.Program) -> None:
    plan = pc.plan(roster_of(["MB2-710"], ["MB2-707"]), ["cloud-crm/silver"], program=program)
    assert [item.exam for item in plan.exams] == ["MB2-713"]  # MB2-709 retires two years earlier


def test_targets_that_are_met_have_no_part_in_a_conflict_of_limits() -> None:
    data = program_of({"people": 1, "each": "x"}).model_dump(mode="json", exclude_none=True)
    for name, exam in (("d", "y"), ("e", "z")):
        level = {"gold": {"people": 1, "each": exam}}
        data["competencies"][name] = {"options": {"o": {"levels": level}}}
    plan = pc.plan(
        roster_of({"holds": ["z"], "max_exams": 1}),
        ["c/gold", "d/gold", "e/gold"],
        program=pc.Program.model_validate(data),
    )
    _assert_one_exam_is_too_few(plan)
    assert [result.verdict for result in plan.targets] == ["not-eligible", "not-eligible", "eligible"]


def test_a_roster_of_nobody() -> None:
    plan = pc.plan(roster_of(), "c/gold", program=program_of({"people": 1, "each": "x"}))
    assert [reason.sentence for reason in plan.reasons] == ["c/gold: 1 person is needed, the roster has 0."]
