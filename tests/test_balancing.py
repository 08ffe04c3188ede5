"""Exams spread evenly: the smallest largest load, often found and proven without a search of its own."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import program_of
from plan_competency.models.portfolios import Portfolio
from plan_competency.models.rosters import Roster
from plan_competency.solver.balancing import evened, is_even
from plan_competency.solver.case import case_of
from plan_competency.solver.cpsat import solve
from plan_competency.solver.rules import ruled
from plan_competency.solver.search import Search
from plan_competency.solver.stages import LARGEST_LOAD, Limits, measures_of
from plan_competency.solver.stopping import Clock

EXAMS = ("a", "b", "c", "d")


def searched(requirement: dict[str, Any], people: dict[str, Any]) -> Search:
    """A search up to the fewest people, which stands before the largest load."""
    program = program_of(requirement, **{name: {"kind": "exam"} for name in EXAMS})
    roster = Roster.model_validate({"people": people})
    case = case_of(roster, Portfolio.model_validate({"targets": ["c/gold"]}), program, None, frozenset())
    return Search(ruled(case), Limits()).run(measures_of(case.terms), ties=False)


def loads(search: Search) -> list[int]:
    return sorted(len(exams) for exams in search.takes().values() if exams)


def people(number: int, each: object) -> dict[str, object]:
    """A requirement of the seats of one target."""
    return {"people": number, "each": each}


def test_a_load_for_which_there_are_too_few_people_is_ruled_out() -> None:
    # One seat of a, b and c for one of three who cannot sit d, one of d for one of three others: the loads
    # are 3 and 1. Four exams and two people would allow 2. A third of the first seat for each of three is
    # one exam for each, but also a third of a person, who sits two thirds of an exam at a load of 2.
    first = {name: {"holds": [], "cannot_take": ["d"]} for name in ("p", "q", "r")}
    other = {name: {"holds": [], "cannot_take": ["a", "b", "c"]} for name in ("s", "t", "u")}
    requirement = {"all": [people(1, {"all": ["a", "b", "c"]}), people(1, "d")]}
    search = searched(requirement, first | other)
    assert [(stage.minimized, stage.value) for stage in search.stages] == [("exams", 4), ("people", 2)]
    assert is_even(search)
    stage = search.stage(LARGEST_LOAD.name)
    assert stage is not None
    assert (stage.value, stage.lower_bound, stage.proven) == (3, 3, True)
    assert loads(search) == [1, 3]


@pytest.mark.parametrize("least", [2, 3])
def test_where_no_smaller_load_is_possible_evening_leaves_the_loads(least: int) -> None:
    # Two seats of four exams each: nobody can give any away to the other, who sits the same.
    search = searched(people(2, {"all": ["a", "b", "c", "d"]}), {name: [] for name in ("p", "q", "r")})
    assert search.minimum("people") == 2
    search.keep(evened(search.model, search.solution or [], least, search.parameters, Clock()))
    assert loads(search) == [4, 4]


def test_evening_takes_exams_from_who_sits_too_much() -> None:
    # Three seats of a, and for any of these people one of b and one of c: 5 exams by 3 people. One of them
    # may have both b and c besides a, which is 3; one has b and another c, which is 2.
    requirement = {"overlap": "allowed", "all": [people(3, "a"), people(1, "b"), people(1, "c")]}
    search = searched(requirement, {name: [] for name in ("p", "q", "r")})
    assert (search.minimum("exams"), search.minimum("people")) == (5, 3)
    first = search.model.sits["p"]
    with search.model.cp.held({first[exam].index: 1 for exam in "abc"}):
        search.keep(list(solve(search.model.cp, search.parameters()).solution))
    assert loads(search) == [1, 1, 3]
    search.keep(evened(search.model, search.solution or [], 2, search.parameters, Clock()))
    assert loads(search) == [1, 2, 2]
