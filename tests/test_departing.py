"""One model for all departures, and how things stand without somebody."""

from __future__ import annotations

from dataclasses import replace

import plan_competency as pc
import pytest
from brute_force import least as least_of_all
from conftest import roster_of
from departure_cases import (
    NO,
    RETIRED,
    SEEDS,
    case_for,
    crowd,
    departures,
    everybody_but,
    needs,
    programs,
)
from plan_competency.solver.case import Case
from plan_competency.solver.departing import Departing, NotProven
from plan_competency.solver.reductions import Reduction
from plan_competency.solver.solutions import Found
from plan_competency.solver.stages import Limits, Minimum, measures_of
from plan_competency.solver.today import Today
from random_cases import DAY, random_case


def _stages(case: Case) -> list[Minimum]:
    """What is made smallest, up to the exams."""
    found = list(measures_of(case.terms))
    return found[: 1 + [stage.name for stage in found].index("exams")]


def test_one_model_and_everything_tried() -> None:
    found = infeasible = 0
    for seed in range(800, 800 + SEEDS):
        case = random_case(seed)
        program, roster = case.read()
        asked = case_for(roster, program, case.targets)
        try:
            model = Departing(asked, Limits(), _stages(asked))
        except NotProven:
            continue
        assert _reached(model.found) == _least(program, roster, case.targets), seed
        for name in roster.people:
            best, without = _least(program, everybody_but(roster, name), case.targets), model.without(name)
            if without is None:
                infeasible += best is None
                continue
            found += 1
            assert _reached(without) == best, (seed, name)
            assert not without.takes.get(name), (seed, name)
            placed = [names for placing in without.placings.values() for names in placing.placed.values()]
            assert all(name not in names for names in placed), (seed, name)
            assert set(without.placings) == set(case.targets), (seed, name)
    assert found > SEEDS / 2
    assert infeasible > 10


def _reached(found: Found) -> tuple[int, int]:
    """Thresholds unmet, and exams."""
    return found.search.minimum("thresholds unmet"), found.search.minimum("exams")


def _least(program: pc.Program, roster: pc.Roster, targets: list[str]) -> tuple[int, int] | None:
    """The same by trying everything."""
    best = least_of_all(program, roster, targets, DAY)
    return best and best[:2]


def test_one_model_is_not_tried_where_it_cannot_prove_anything() -> None:
    program, roster = programs(needs("x"), needs("x")), roster_of(["x"], ["x"], NO)
    proven = case_for(roster, program, ["*/gold"])
    assert Departing(proven, Limits(), _stages(proven)).found.search.minimum("exams") == 0
    # Rules about sharing look at people one by one: there the relaxation suffices by chance only.
    shared = case_for(roster, program, ["*/gold"], sharing="exclusive")
    plain = replace(proven, without=frozenset[Reduction](["relaxation"]))
    for case, limits in ((shared, Limits()), (plain, Limits()), (proven, Limits(seconds=1e-9))):
        with pytest.raises(NotProven):
            Departing(case, limits, _stages(case))


def test_a_departure_leaves_the_model_as_it_was() -> None:
    # Each by itself costs one exam, in whatever order and however often they are asked for.
    case = case_for(roster_of(["x"], ["y"], NO), programs(needs("x"), needs("y")), ["*/gold"])
    case = replace(case, without=frozenset[Reduction](["met targets", "filled seats"]))
    model = Departing(case, Limits(), _stages(case))
    for name in ("A", "B", "C", "B", "A"):
        without = model.without(name)
        assert without is not None
        assert without.search.minimum("exams") == (0 if name == "C" else 1)
    assert model.found.search.minimum("exams") == 0


def test_enough_others_are_left_in_the_model() -> None:
    # One seat, and A is as good as B and C: of those alike two are kept, so that one can be missing.
    case = case_for(roster_of(*[["x"]] * 3), programs(needs("x", "y")), ["*/gold"])
    model = Departing(case, Limits(), _stages(case))
    for name in "ABC":
        without = model.without(name)
        assert without is not None
        assert without.search.minimum("exams") == 1
        assert name not in {person for person, exams in without.takes.items() if exams}


def test_today_without_somebody_is_today_of_the_others() -> None:
    kept = changed = 0
    for seed in range(900, 900 + SEEDS):
        case = random_case(seed)
        program, roster = case.read()
        roster = crowd(seed, program, roster)
        asked = case_for(roster, program, case.targets)
        today = Today(asked)
        for name in roster.people:
            left = case_for(everybody_but(roster, name), program, case.targets)
            without = today.without(name)
            assert [person.name for person in without.case.people] == [person.name for person in left.people]
            assert without.met.keys() == Today(left).met.keys(), (seed, name)
            for target, placing in without.met.items():
                placed = {person for names in placing.placed.values() for person in names}
                assert placed <= set(roster.people) - {name}, (seed, name)
                kept += placing is today.met.get(target)
            changed += without.met.keys() != today.met.keys()
    assert kept > SEEDS
    assert changed > SEEDS / 6


def test_only_what_somebody_filled_is_filled_anew() -> None:
    case = case_for(roster_of(["x"], ["y"], ["y"]), programs(needs("x"), needs("y"), needs("z")), ["*/gold"])
    today = Today(case)
    assert list(today.met) == ["c0/gold", "c1/gold"]
    without = today.without("A")
    assert list(without.met) == ["c1/gold"]
    assert without.met["c1/gold"] is today.met["c1/gold"]
    without = today.without("B")
    assert list(without.met) == ["c0/gold", "c1/gold"]
    assert without.met["c1/gold"].placed == {1: ("C",)}
    assert [str(target) for target in without.unmet.targets] == ["c2/gold"]


@pytest.mark.parametrize("idle", [1, 2])
def test_of_targets_that_share_those_are_reached_whose_thresholds_are_met(idle: int) -> None:
    # A alone has x, and serves one of the two: c1, for c0 has a threshold that is not met.
    threshold = {"metric": "m", "at_least": 5}
    rules = {"all": [needs("x"), threshold]}, needs("x")
    roster = roster_of(["x"], *[NO] * idle, metrics={"m": 1})
    found = departures(roster, *rules, share="exclusive")
    checked = pc.check(roster, "*/gold", program=programs(*rules, **RETIRED), on=DAY, share="exclusive")
    assert found.verdicts == {item.target: item.verdict for item in checked.targets}
    assert found.verdicts == {"c0/gold": "not-eligible", "c1/gold": "eligible"}
