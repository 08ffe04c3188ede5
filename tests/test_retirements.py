"""Retirements of single exams: what is without each of them, held against the plans of a what-if for each."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import plan_competency as pc
import pytest
from click.testing import Result
from conftest import program_of, roster_of
from plan_competency.models.portfolios import Portfolio
from plan_competency.models.prices import Measure
from plan_competency.scenarios.retirements import _Sweep
from random_cases import DAY, random_case
from random_portfolios import random_portfolio
from reporters import Counts

NO: list[str] = []
EXAMS: dict[str, Any] = {
    "x": {"kind": "exam", "title": "The first"},
    "y": {"kind": "exam"},
    "z": {"kind": "exam"},
    "gone": {"kind": "exam", "retired": "2017-06-30"},
    "cert": {"kind": "certification", "earned_by": {"all": ["x", "y"]}},
}
NONE = pc.Least(status="infeasible", total=None, lower_bound=None)


def retirements(roster: pc.Workforce, each: Any, people: int = 1, **asked: Any) -> pc.Retirements:
    program = program_of({"people": people, "each": each}, **EXAMS)
    return pc.retirements(roster, "c/gold", program=program, on=DAY, **asked)


def proven(total: float) -> pc.Least:
    return pc.Least(status="optimal", total=total, lower_bound=total)


def told(found: pc.Retirements) -> dict[str, tuple[float | None, float | None, bool]]:
    """What is still to be done without each exam, how much more that is, whether it prevents a plan."""
    return {one.exam: (one.least.total, one.extra, one.prevents) for one in found.exams}


# --- The smallest cases.


def test_what_takes_more_without_an_exam() -> None:
    # One who passed y may sit x, or y and z both who holds nothing: without x it is z for who holds y.
    found = retirements(roster_of(["y"], NO), {"any": ["x", {"all": ["y", "z"]}]})
    assert found.least == proven(1)
    assert told(found) == {"x": (1, 0, False), "y": (1, 0, False), "z": (1, 0, False)}
    # Nobody holds y: without x two exams are needed, without one of the others x will do.
    found = retirements(roster_of(NO), {"any": ["x", {"all": ["y", "z"]}]})
    assert told(found) == {"x": (2, 1, False), "y": (1, 0, False), "z": (1, 0, False)}
    assert found.exams[0] == pc.Retirement(
        exam="x", title="The first", least=proven(2), extra=1, prevents=False
    )
    assert [one.matters for one in found.exams] == [True, False, False]


def test_what_nothing_else_can_replace_prevents_the_target() -> None:
    found = retirements(roster_of(NO, NO), "y", people=2)
    assert found.exams[0] == pc.Retirement(exam="y", title=None, least=NONE, extra=None, prevents=True)
    assert found.exams[0].matters


def test_what_is_held_still_counts() -> None:
    found = retirements(roster_of(["x"], NO), "x")
    assert found.least == proven(0)
    assert told(found)["x"] == (0, 0, False)


def test_an_exam_on_the_way_to_a_certification() -> None:
    found = retirements(roster_of(["x"], NO), "cert")
    # A lacks y; without it nobody can earn the certification. Without x, A still can.
    assert told(found) == {"y": (None, None, True), "x": (1, 0, False), "z": (1, 0, False)}


def test_what_is_impossible_with_all_exams_none_prevents() -> None:
    found = retirements(roster_of(NO), "x", people=2)
    assert found.least == NONE
    assert set(told(found).values()) == {(None, None, False)}
    assert not any(one.matters for one in found.exams)


def test_those_that_prevent_come_first_then_by_cost_then_by_name() -> None:
    requirement = {
        "all": [
            {"people": 1, "each": "z"},
            {"people": 1, "each": {"any": ["y", {"all": ["u", "v"]}]}},
            {"people": 1, "each": {"any": ["x", {"all": ["u", "v", "w"]}]}},
        ]
    }
    program = program_of(requirement, **{name: {"kind": "exam"} for name in "uvwxyz"})
    found = pc.retirements(roster_of(NO, NO, NO), "c/gold", program=program, on=DAY)
    assert [(one.exam, one.extra) for one in found.exams] == [
        ("z", None),
        ("x", 2),
        ("y", 1),
        ("u", 0),
        ("v", 0),
        ("w", 0),
    ]


@pytest.mark.parametrize(
    ("measure", "extra"),
    [("exams", 0), ("cost", 150), ("hours", 3), ("people", 0)],
)
def test_the_first_of_what_is_kept_small_counts(measure: Measure, extra: float) -> None:
    # x for 100 USD and 2 hours, or y for 250 USD and 5 hours.
    prices = pc.Prices.model_validate(
        {"currency": "USD", "exams": {"x": {"price": 100, "hours": 2}, "y": {"price": 250, "hours": 5}}}
    )
    found = retirements(roster_of(NO), {"any": ["x", "y"]}, minimize=measure, prices=prices)
    assert found.measure == measure
    assert told(found)["x"][1] == extra


def test_a_budget_leaves_nothing_out() -> None:
    found = retirements(roster_of(NO), {"any": ["x", {"all": ["y", "z"]}]}, budget={"exams": 1})
    assert told(found)["x"] == (2, 1, False)


def test_an_exam_that_somebody_must_sit() -> None:
    found = retirements(roster_of(NO), {"any": ["x", "y"]}, pin=[("A", "x")])
    assert told(found)["x"] == (None, None, True)
    assert told(found)["y"] == (1, 0, False)


def test_only_some_exams_named_as_one_likes() -> None:
    found = retirements(roster_of(NO), {"any": ["x", "y"]}, exams=["Y", "y"])
    assert [one.exam for one in found.exams] == ["y"]


def test_an_exam_that_is_retired_already_changes_nothing() -> None:
    found = retirements(roster_of(NO), {"any": ["x", "gone"]}, exams=["gone"])
    assert told(found) == {"gone": (1, 0, False)}
    # Unless it is named it is not among those that can be sat.
    assert "gone" not in told(retirements(roster_of(NO), {"any": ["x", "gone"]}))


def test_names_that_make_no_sense() -> None:
    with pytest.raises(pc.UnknownCredential, match="no credential 'xx'"):
        retirements(roster_of(NO), "x", exams=["xx"])
    with pytest.raises(pc.ImpossibleChange, match="cert can no longer be sat: a certification is never sat"):
        retirements(roster_of(NO), "x", exams=["cert"])


def test_it_is_told_how_many_are_done() -> None:
    counts = Counts()
    retirements(roster_of(NO), "x", report=counts)
    assert counts.seen == [(1, 3), (2, 3), (3, 3)]


def test_only_exams_of_the_plan_are_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []
    plain = _Sweep._least_under

    def noted(self: _Sweep, program: pc.Program, exam: str) -> pc.Least:
        searched.extend(name for name in "xyz" if program.credentials[name].retired)
        return plain(self, program, exam)

    monkeypatch.setattr(_Sweep, "_least_under", noted)
    retirements(roster_of(NO), {"any": ["x", {"all": ["y", "z"]}]})
    assert searched == ["x"]


def test_time_that_is_up_proves_nothing() -> None:
    found = retirements(roster_of(NO), {"any": ["x", {"all": ["y", "z"]}]}, time_limit=1e-9)
    assert found.least == pc.Least(status="unknown", total=None, lower_bound=0)
    assert {(one.least.status, one.prevents, one.matters) for one in found.exams} == {
        ("unknown", False, True)
    }


# --- Held against a what-if for each.


def after(program: pc.Program, roster: pc.Roster, portfolio: Portfolio, exam: str) -> pc.Plan | None:
    """The plan without an exam; None where the portfolio asks for the exam itself."""
    changes = [pc.RetireExam(exam)]
    try:
        return pc.what_if(roster, (), changes, program=program, portfolio=portfolio, on=DAY).after
    except pc.ContradictoryTerms:
        return None


def assert_agrees(program: pc.Program, roster: pc.Roster, portfolio: Portfolio, seed: object) -> int:
    """Whether retirements agree with the plans without each exam; how many of them matter."""
    found = pc.retirements(roster, program=program, portfolio=portfolio, on=DAY)
    before = pc.plan(roster, program=program, portfolio=portfolio, on=DAY)
    was = getattr(before.totals, found.measure)
    assert (found.least.status, found.least.total) == (before.status, was), seed
    for one in found.exams:
        plan = after(program, roster, portfolio, one.exam)
        total = getattr(plan.totals, found.measure) if plan else None
        status = plan.status if plan else "infeasible"
        assert (one.least.status, one.least.total, one.least.lower_bound) == (status, total, total), seed
        assert one.prevents == (before.found and total is None), (seed, one)
        both = total is not None and was is not None
        assert one.extra == (pytest.approx(total - was, abs=1e-9) if both else None), (seed, one)
    return sum(one.matters for one in found.exams)


def test_random_cases() -> None:
    matter = 0
    for seed in range(100):
        case = random_case(seed)
        program, roster = case.read()
        matter += assert_agrees(program, roster, Portfolio.model_validate({"targets": case.targets}), seed)
    assert matter > 15


def test_random_portfolios() -> None:
    matter = 0
    for seed in range(40):
        program, roster, portfolio = random_portfolio(seed).read()
        portfolio = portfolio.model_copy(update={"budget": None})
        matter += assert_agrees(program, roster, portfolio, seed)
    assert matter > 12


# --- The command.


def test_the_command_says_what_matters_and_how_much_does_not(run: Callable[..., Result]) -> None:
    found = run("retirements", "contoso", "cloud-crm/gold", "messaging/gold", "--exam", "70-411")
    assert found.exit_code == 0
    assert found.output.splitlines()[0] == "With all exams: 7 exams."
    assert "70-411" in found.output
    assert "8 exams" in found.output
    assert "Nothing changes" not in found.output
    found = run("retirements", "contoso", "cloud-crm/gold", "--exam", "70-411")
    assert found.output.splitlines()[-1] == "Nothing changes if this exam can no longer be sat."


def test_the_command_in_json(run: Callable[..., Result], program: pc.Program) -> None:
    found = run("retirements", "contoso", "messaging/gold", "--format", "json")
    roster = pc.find_roster("contoso")
    expected = pc.retirements(roster, "messaging/gold", program=program)
    assert pc.Retirements.model_validate(json.loads(found.output)) == expected


def test_the_command_refuses_what_makes_no_sense(run: Callable[..., Result]) -> None:
    found = run("retirements", "contoso", "messaging/gold", "--exam", "70-3455")
    assert found.exit_code == 2
    assert "There is no credential '70-3455'. Did you mean" in found.output
