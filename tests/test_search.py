"""What a search makes of the time that it has: what was found before is not lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from conftest import program_of, roster_of
from plan_competency import read_program
from plan_competency.models.portfolios import Portfolio
from plan_competency.solver import search as searching
from plan_competency.solver.case import case_of
from plan_competency.solver.cpsat import CpModel, Parameters, Status, solve
from plan_competency.solver.reduction import lean
from plan_competency.solver.rules import ruled
from plan_competency.solver.search import Search
from plan_competency.solver.solutions import copies_of, small
from plan_competency.solver.stages import LARGEST_LOAD, Limits, measures_of, stages_of


@dataclass(frozen=True)
class Stopped:
    """What the solver says when it was stopped early: a solution, and no bound."""

    solution: list[int]
    objective_value: float
    status: Status = Status.FEASIBLE
    best_objective_bound: float = 0.0


def worst(model: CpModel, parameters: Parameters, *_: object) -> Any:
    """A solution in which the last variable, which is the largest load, is as large as it may be."""
    most = model.ends[-1][1]
    with model.held({model.size - 1: most}):
        return Stopped(list(solve(model, parameters).solution), most)


def test_a_search_that_is_stopped_keeps_the_better_plan_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # Two seats of x and y for people who hold nothing: each sits both, so the largest load is 2. It is held
    # by a variable that may be larger, and a solver that is stopped may leave it there.
    exams = {name: {"kind": "exam"} for name in ("x", "y", "z")}
    each = {"any": [{"all": ["x", "y"]}, {"all": ["x", "y", "z"]}]}
    program = program_of({"people": 2, "each": each}, **exams)
    portfolio = Portfolio.model_validate({"targets": ["c/gold"]})
    case = case_of(roster_of([], []), portfolio, program, None, frozenset({"alternatives"}))
    monkeypatch.setattr(Search, "branched", _unproven(Search.branched))
    monkeypatch.setattr(searching, "solve", worst)
    search = Search(ruled(case), Limits(seconds=60.0)).run(stages_of(case.terms), ties=False)
    stage = search.stage(LARGEST_LOAD.name)
    assert stage is not None
    assert (stage.value, stage.proven) == (2, False)
    assert sorted(map(len, search.takes().values())) == [2, 2]


def test_people_who_are_alike_share_no_seats_where_they_come_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # In the relaxation two who are alike may have half a seat each at no cost. Of such solutions the one in
    # which the first has all of it is whole, and nothing is left to search. Eight who hold nothing can reach
    # every silver with 56 exams for 5 of them.
    monkeypatch.setattr(searching, "solve", _no_search)
    program = read_program()
    portfolio = Portfolio.model_validate({"targets": ["*/silver"]})
    case = small(case_of(roster_of(*[[] for _ in range(8)]), portfolio, program, None, frozenset()))
    model = ruled(lean(case, copies_of(case)))
    search = Search(model, Limits()).run(measures_of(case.terms), ties=False)
    assert [(stage.minimized, stage.value, stage.proven) for stage in search.stages] == [
        ("exams", 56, True),
        ("people", 5, True),
    ]


def _no_search(model: CpModel, parameters: Parameters) -> Any:
    raise AssertionError("the relaxation should have sufficed")


def _unproven(branched: Any) -> Any:
    """The relaxation as it is, but of the largest load it proves nothing."""

    def found(self: Search, expression: Any, *rest: Any) -> Any:
        outcome = branched(self, expression, *rest)
        is_load = self.stage("people") is not None
        return replace(outcome, bound=None, root=None) if is_load else outcome

    return found
