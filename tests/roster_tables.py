"""Rosters as tables: written as CSV and Parquet, read in each way, as data that can be compared."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import plan_competency as pc
import polars as pl
import pytest
from plan_competency.models.holdings import Holdings
from plan_competency.readers.roster_rows import OPTIONAL, REQUIRED, people_in
from plan_competency.readers.tables import read_table
from plan_competency.readers.validation import validated

HEADER = "person,credential,passed,expires\n"
FIRST_NAMES = ["Ana", "Zoë", "李", "\uff21", "𐐀"]
CREDENTIALS = [f"70-{number}" for number in range(340, 480)]


def small(path: Path) -> pc.Roster:
    """A CSV file in our own form, row by row."""
    return validated(pc.Roster, people_in(path, read_table(path, REQUIRED, OPTIONAL)))


def in_parquet(path: Path) -> Path:
    """The rows of a CSV file as Parquet; an empty cell is null."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    cells = [[cell or None for cell in [*row, "", "", "", ""][: len(rows[0])]] for row in rows[1:]]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(rows[0], pl.String), orient="row")
    frame.write_parquet(target := path.with_suffix(".parquet"))
    return target


def written(path: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([HEADER.strip().split(","), *rows])
    return path


def everybody(roster: pc.Workforce) -> dict[str, pc.Person]:
    return {name: roster.people[name] for name in roster.people}


def refusal(read: Callable[[Path], object], path: Path) -> str:
    with pytest.raises(pc.PlanCompetencyError) as caught:
        read(path)
    return str(caught.value)


def exams_program(credentials: Sequence[str]) -> pc.Program:
    return pc.Program.model_validate(
        {
            "program": "p",
            "credentials": {name: {"kind": "exam"} for name in credentials},
            "competencies": {
                "c": {"options": {"o": {"levels": {"gold": {"people": 1, "each": credentials[0]}}}}}
            },
        }
    )


Row = tuple[str, str, str, str]


def random_rows(rng: random.Random, credentials: Sequence[str], people: int) -> list[Row]:
    """Rows about people who hold little, with dates, odd spellings and what no program knows."""
    names = [f"{rng.choice(FIRST_NAMES)} {number}" for number in range(people)]
    rows = [(name, "", "", "") for name in names if rng.random() < 0.3]
    for _ in range(3 * people):
        known = rng.choice(credentials)
        spelled = rng.choice((known, known, known, f" Exam {known}", "AZ-900", "az 900", "Prüfung Z"))
        passed = rng.choice(("", "", "2015-03-04", "2018-05-06"))
        expires = rng.choice(("", "", "2018-05-06", "2019-01-01"))
        rows.append((rng.choice(names), spelled, passed, expires))
    return rows


def plain(holdings: Holdings) -> dict[str, object]:
    """Holdings as plain data."""
    return {
        "credentials": holdings.credentials,
        "held": holdings.held.tolist(),
        "counts": holdings.counts.tolist(),
        "group_of": holdings.group_of.tolist(),
        "people": list(holdings.people),
        "unknown": dict(holdings.unknown),
        "expired": dict(holdings.expired),
        "later": dict(holdings.later),
    }
