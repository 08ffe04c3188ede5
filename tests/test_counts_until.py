"""Until when a credential counts: towards requirements, not for what it has earned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import plan_competency as pc
import pytest
from click.testing import Result
from conftest import program_of, roster_of
from plan_competency.models.portfolios import Portfolio
from plan_competency.solver.case import case_of
from plan_competency.solver.checker import violations
from plan_competency.solver.reduction import reduced
from pydantic import ValidationError

LAST = date(2018, 12, 31)
AFTER = LAST + timedelta(days=1)
OLD = {"kind": "exam", "retired": "2017-12-31", "counts_until": "2018-12-31"}
LAPSED = {"kind": "exam", "counts_until": "2018-12-31"}
EARNED = {"kind": "certification", "earned_by": "x"}
EXAM = {"kind": "exam"}


def least(requirement: Any, on: date, *holdings: Any, **credentials: Any) -> int | None:
    """The fewest exams of people with these holdings on a day; None if impossible."""
    plan = pc.plan(roster_of(*holdings), "c/gold", program=program_of(requirement, **credentials), on=on)
    assert plan.status in ("optimal", "infeasible")
    return plan.totals.exams


ONE = {"people": 1, "each": "x"}
CASES: list[tuple[str, Any, list[Any], dict[str, Any], int | None, int | None]] = [
    ("a holding counts until then", ONE, [["x"]], {"x": OLD}, 0, None),
    # Not retired, so it can be sat; from the day after nobody has anything from it.
    ("it is not sat to count for itself", ONE, [[]], {"x": LAPSED}, 1, None),
    ("another one is sat instead", {"people": 1, "each": {"any": ["x", "y"]}}, [["x"]],
     {"x": OLD, "y": EXAM}, 0, 1),
    ("what it has earned stays earned", {"people": 1, "each": "m"}, [["x"]], {"x": OLD, "m": EARNED}, 0, 0),
    ("it is sat for what it earns", {"people": 1, "each": "m"}, [[]], {"x": LAPSED, "m": EARNED}, 1, 1),
    # The day after, x serves m and no longer the condition itself.
    ("both in one condition", {"people": 1, "each": {"all": ["x", "m"]}}, [["x"]],
     {"x": OLD, "m": EARNED}, 0, None),
    ("in a chain", {"people": 1, "each": "n"}, [["x"]],
     {"x": EXAM, "m": {**EARNED, "counts_until": "2018-12-31"},
      "n": {"kind": "certification", "earned_by": "m"}}, 0, 0),
    ("a certification, earned", {"people": 1, "each": "m"}, [["x"]],
     {"x": EXAM, "m": {**EARNED, "counts_until": "2018-12-31"}}, 0, None),
    ("a certification, stated", {"people": 1, "each": "m"}, [["m"]],
     {"m": {"kind": "certification", "counts_until": "2018-12-31"}}, 0, None),
    ("among them", {"people": 1, "each": "y", "among_them": [{"people": 1, "each": {"any": ["x", "z"]}}]},
     [["x", "y"]], {"x": OLD, "y": EXAM, "z": EXAM}, 0, 1),
    # x and y to m, both missing: one exam each, x still serves.
    ("sat together with another", {"people": 1, "each": {"all": ["m", "y"]}}, [[]],
     {"x": LAPSED, "y": EXAM, "m": {"kind": "certification", "earned_by": {"all": ["x", "y"]}}}, 2, 2),
]  # fmt: skip


@pytest.mark.parametrize(
    ("requirement", "holdings", "credentials", "last_day", "day_after"),
    [row[1:] for row in CASES],
    ids=[row[0] for row in CASES],
)
def test_smallest_case(
    requirement: Any,
    holdings: list[Any],
    credentials: dict[str, Any],
    last_day: int | None,
    day_after: int | None,
) -> None:
    assert least(requirement, LAST, *holdings, **credentials) == last_day
    assert least(requirement, AFTER, *holdings, **credentials) == day_after


def test_what_is_held_and_what_of_it_counts() -> None:
    program = program_of(ONE, x=OLD, m=EARNED)
    ana = pc.Person.model_validate(["Exam X", "q"])
    assert program.held(ana, AFTER) == {"x"}
    assert program.counting({"x"}, LAST) == {"x", "m"}
    assert program.counting({"x"}, AFTER) == {"m"}
    assert not program.lapsed(LAST)
    assert program.lapsed(AFTER) == {"x"}


def test_without_a_day_in_question_it_counts_as_of_today() -> None:
    yesterday, today = date.today() - timedelta(days=1), date.today()
    for last, eligible in ((yesterday, False), (today, True)):
        program = program_of(ONE, x={"kind": "exam", "counts_until": last})
        assert pc.check(roster_of(["x"]), "c/gold", program=program).eligible is eligible


def test_the_seat_names_the_exam_that_earned_what_counts() -> None:
    program = program_of({"people": 1, "each": "m"}, x=OLD, m=EARNED)
    (result,) = pc.check(roster_of(["x"]), "c/gold", program=program, on=AFTER).targets
    assert [seat.counts for seat in result.seats] == [("x",)]


def test_the_checker_knows_what_counts_no_longer() -> None:
    program, roster = program_of(ONE, x=OLD), roster_of(["x"])
    on_time = pc.check(roster, "c/gold", program=program, on=LAST)
    assert list(violations(on_time, program, roster)) == []
    late = on_time.replaced(on=AFTER)
    assert list(violations(late, program, roster)) == ["c/gold: A does not qualify for 'x'"]


def test_who_holds_only_what_counts_no_longer_is_like_who_holds_nothing() -> None:
    # One seat. Once x counts no longer, A and B are equal, and the first is kept.
    rule = {"people": 1, "each": {"any": ["x", "y"]}, "among_them": [{"people": 1, "each": "y"}]}
    program = program_of(rule, x=LAPSED, y=EXAM)
    roster = roster_of([], ["x"])
    portfolio = Portfolio.model_validate({"targets": ["c/gold"]})
    assert [p.name for p in reduced(case_of(roster, portfolio, program, AFTER)).people] == ["A"]
    assert [p.name for p in reduced(case_of(roster, portfolio, program, LAST)).people] == ["B"]


def test_it_is_noted_once_who_holds_what_counts_no_longer() -> None:
    program = program_of(
        {"people": 1, "each": {"any": ["x", "y"]}},
        x=OLD,
        y=EXAM,
        z={"kind": "exam", "counts_until": "2018-01-01"},
    )
    roster = roster_of(["x", "z"], ["Exam X", "x"], ["y"])
    assert pc.check(roster, "c/gold", program=program, on=LAST).notes == ()
    # z is no part of the target, and C holds nothing that lapsed.
    assert pc.check(roster, "c/gold", program=program, on=AFTER).notes == (
        "x counts only until 2018-12-31: held by A and B, it counts for nothing by itself. "
        "State the day in question (--on, or on= in Python) to ask about another day.",
    )


def test_what_is_earned_and_counts_no_longer_is_noted() -> None:
    m = {**EARNED, "counts_until": "2018-12-31"}
    program = program_of({"people": 1, "each": "m"}, x=EXAM, m=m)
    (sentence,) = pc.check(roster_of(["x"]), "c/gold", program=program, on=AFTER).notes
    assert sentence.startswith("m counts only until 2018-12-31: held by A, it counts for nothing")


@pytest.mark.parametrize("facts", [OLD, LAPSED])
def test_a_reason_names_what_counts_no_longer(facts: dict[str, Any]) -> None:
    program = program_of({"people": 1, "label": "team", "each": "x"}, x=facts)
    plan = pc.plan(roster_of(["x"]), "c/gold", program=program, on=AFTER)
    assert [reason.sentence for reason in plan.reasons] == [
        "c/gold: 'team' needs 1 person, and nobody can get there (x counts no longer)."
    ]


def test_a_reason_does_not_blame_it_for_what_it_would_earn() -> None:
    program = program_of({"people": 1, "label": "team", "each": "m"}, x=OLD, m=EARNED)
    plan = pc.plan(roster_of([]), "c/gold", program=program, on=AFTER)
    assert [reason.sentence for reason in plan.reasons] == [
        "c/gold: 'team' needs 1 person, and nobody can get there (x can no longer be sat)."
    ]


@pytest.mark.parametrize("change", [pc.RetireExam("x"), pc.Lose("x")])
@pytest.mark.parametrize("facts", [OLD, LAPSED])
def test_an_exam_that_counts_no_longer_can_still_retire(change: pc.Change, facts: dict[str, Any]) -> None:
    # Long after, so that the day before the one in question is no day on which x counts.
    program = program_of({"people": 1, "each": {"any": ["x", "y"]}}, x=facts, y=EXAM)
    outcome = pc.what_if(roster_of(["x"]), "c/gold", [change], program=program, on=date(2020, 1, 1))
    assert (outcome.before.totals.exams, outcome.after.totals.exams) == (1, 1)


def test_it_cannot_end_before_the_exam_retires() -> None:
    with pytest.raises(ValidationError, match=r"\(2017-12-30\) is before retired \(2017-12-31\)"):
        pc.Credential(kind="exam", retired=date(2017, 12, 31), counts_until=date(2017, 12, 30))
    assert pc.Credential(kind="exam", retired=LAST, counts_until=LAST).counts_on(LAST)


def test_the_catalog_shows_it(
    run: Callable[..., Result], write: Callable[[str, str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    rule = {"people": 1, "each": {"any": ["x", "y", "m", "n"]}}
    ends = {"counts_until": "2018-12-31"}
    program = program_of(rule, x=OLD, y=LAPSED, m={**EARNED, **ends}, n={"kind": "certification", **ends})
    path = write("p.json", program.model_dump_json(exclude_none=True))
    lines = [line.strip() for line in run("catalog", "c/gold", "--program", path).stdout.splitlines()]
    shown = {line.split()[0]: " ".join(line.split()[1:]) for line in lines[-4:]}
    assert shown == {
        "x": "exam, until 2017-12-31, counts until 2018-12-31",
        "y": "exam, counts until 2018-12-31",
        "m": "earned by x, counts until 2018-12-31",
        "n": "held, never sat, counts until 2018-12-31",
    }
    assert pc.read_program(path) == program
