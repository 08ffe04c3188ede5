"""What the tests of batches share: one target with some options, and what a row says of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import plan_competency as pc
from inline import Inline
from plan_competency.models.verdicts import COLUMNS
from plan_competency.scenarios.told import Cells
from random_cases import DAY

NO: list[str] = []
M = {"metric": "m", "at_least": 10}
OPTIMAL, IMPOSSIBLE, OPEN = "optimal", "infeasible", "not-eligible"


def needs(*exams: str, people: int = 1) -> dict[str, Any]:
    return {"people": people, "each": {"all": list(exams)}}


def program_of(**options: Any) -> pc.Program:
    """A target `c/gold` with these options; r can be sat no more."""
    credentials: dict[str, Any] = {name: {"kind": "exam"} for name in "uvwxyz"}
    made = {
        "program": "tiny",
        "edition": "2017-07",
        "credentials": {**credentials, "r": {"kind": "exam", "retired": "2017-06-30"}},
        "competencies": {
            "c": {"options": {name: {"levels": {"gold": rule}} for name, rule in options.items()}}
        },
    }
    return pc.Program.model_validate(made)


def batch(rosters: Iterable[pc.Roster], program: pc.Program, **asked: Any) -> list[pc.VerdictRow]:
    named = [(f"o{number}", roster) for number, roster in enumerate(rosters)]
    return list(pc.batch(named, "c/gold", program=program, executor=Inline(), on=DAY, **asked))


def row(roster: pc.Roster, **options: Any) -> tuple[Any, ...]:
    """Status, verdict, people, thresholds, option, exams, people who study, bound and missing of `c/gold`."""
    (found,) = batch([roster], program_of(**options))
    assert COLUMNS[2:11] == (
        *("status", "verdict", "people", "thresholds", "option"),
        *("exams", "people_studying", "lower_bound", "missing"),
    )
    return cells(found)


def cells(row: pc.VerdictRow) -> Cells:
    return tuple(getattr(row, name) for name in COLUMNS[2:11])


#: Two options, one with a seat and one with two.
BOTH: dict[str, Any] = {"a": needs("x"), "b": needs("y", people=2)}
