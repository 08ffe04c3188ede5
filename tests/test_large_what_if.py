"""Changes to a roster in columns are those to the same people as objects."""

from __future__ import annotations

from pathlib import Path

import plan_competency as pc
import pytest
from plan_competency.readers.large_rosters import read_large_roster
from plan_competency.scenarios.changes import Situation
from roster_tables import everybody, exams_program, small, written

ROWS = [
    ("Ana", "x", "", ""),
    ("Ana", "y", "", ""),
    ("Bo", "x", "", "2016-01-01"),
    ("Cy", "Exam X", "", ""),
    ("Eva", "", "", ""),
    ("Luis", "y", "2090-01-01", ""),
]
CHANGES: list[pc.Change] = [
    pc.Leave("ana"),
    pc.Join("Zed", ["x"]),
    pc.Pass("Eva", "y"),
    pc.Lose("Ana", "x"),
    pc.Lose("x"),
    pc.Lose("y"),
    pc.Lose("z"),
    pc.RetireExam("x"),
]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_changes(tmp_path: Path, change: pc.Change) -> None:
    path, program = written(tmp_path / "r.csv", ROWS), exams_program(["x", "y", "z"])
    expected = change.apply(Situation(program, small(path)))
    found = change.apply(Situation(program, read_large_roster(path)))
    assert isinstance(found.roster, pc.TableRoster)
    assert everybody(found.roster) == dict(sorted(expected.roster.people.items()))
    assert found.program == expected.program
