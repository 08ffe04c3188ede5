"""Random rosters written in each layout, encoding, separator and order of dates read back equal."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import plan_competency as pc
import pytest
from plan_competency.readers.roster_rows import OPTIONAL, REQUIRED, people_in
from plan_competency.readers.tables import read_table
from plan_competency.readers.validation import validated
from spreadsheets import PROGRAM, Rows, workbook
from test_untrusted_files import CSV, mutated

EXAMS = ("70-347", "70-345", "MB2-714", "mcse", "azure-admin")
NAMES = ("Ana Lima", "José Ñandú", "Zoë O'Neil", "Max Groß", "Lima, Luis", 'Eva "Evi" Roy', "Ørjan Åse")
Entry = dict[str, Any]
People = dict[str, Entry]


class Form(NamedTuple):
    """How texts and dates are written."""

    encoding: str
    separator: str
    day: str


FORMS = [
    Form(encoding, separator, day)
    for encoding, separator, day in zip(
        ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"),
        (",", ";", "\t", "|", ";", ","),
        ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y %H:%M", "%d %B %Y"),
        strict=True,
    )
]


def random_people(rng: random.Random) -> People:
    """People with dates; one day, the 25th, settles what comes first."""
    people: People = {}
    for name in rng.sample(NAMES, rng.randint(2, len(NAMES))):
        holds = []
        for exam in rng.sample(EXAMS, rng.randint(0, 3)):
            passed = date(2015, 1, 25) + timedelta(rng.randrange(1_500)) if rng.random() < 0.7 else None
            holds.append((exam, passed))
        rest = [exam for exam in EXAMS if exam not in dict(holds)]
        people[name] = {
            "holds": sorted(holds, key=lambda item: EXAMS.index(item[0])),
            "cannot_take": sorted(rng.sample(rest, rng.choice((0, 0, 1))), key=EXAMS.index),
            "max_exams": rng.choice((None, 0, 2)),
        }
    people["Settles It"] = {"holds": [("70-347", date(2016, 12, 25))], "cannot_take": [], "max_exams": None}
    return people


def roster_of(people: People, *, limits: bool) -> pc.Roster:
    """The roster that these people are; limits are left out where a layout has no place for them."""
    return pc.Roster(
        people={
            name: pc.Person(
                holds=tuple(pc.Holding(credential=exam, passed=day) for exam, day in entry["holds"]),
                max_exams=entry["max_exams"] if limits else None,
                cannot_take=tuple(entry["cannot_take"]) if limits else (),
            )
            for name, entry in people.items()
        }
    )


Write = Callable[[People, Callable[[date | None], Any]], Rows]


def long(people: People, day: Callable[[date | None], Any]) -> Rows:
    rows: list[list[Any]] = [["Employee", "Department", "Certification", "Passed on"]]
    for name, entry in people.items():
        rows += [[name, "IT", exam, day(passed)] for exam, passed in entry["holds"]] or [[name, "IT", "", ""]]
    return rows


def wide(people: People, day: Callable[[date | None], Any]) -> Rows:
    rows: list[list[Any]] = [["Our team"], [], ["Name", "Max exams", *EXAMS, "Manager"]]
    for name, entry in people.items():
        held = dict(entry["holds"])
        most = "" if entry["max_exams"] is None else entry["max_exams"]
        cells = [
            "will not sit"
            if exam in entry["cannot_take"]
            else (day(held[exam]) or "x")
            if exam in held
            else ""
            for exam in EXAMS
        ]
        rows.append([name, most, *cells, "Eva"])
    return [*rows, ["Total"]]


def text_file(path: Path, rows: Rows, form: Form) -> Path:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=form.separator).writerows(rows)
    path.write_bytes(buffer.getvalue().encode(form.encoding))
    return path


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("form", FORMS, ids=str)
@pytest.mark.parametrize("layout", [long, wide])
def test_text_files(layout: Write, form: Form, seed: int, tmp_path: Path) -> None:
    people = random_people(random.Random(seed))
    rows = layout(people, lambda day: day.strftime(form.day) if day else "")
    roster = pc.read_roster(text_file(tmp_path / "r.txt", rows, form), program=PROGRAM)
    assert roster == roster_of(people, limits=layout is wide)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("layout", [long, wide])
def test_workbooks(layout: Write, seed: int, tmp_path: Path) -> None:
    people = random_people(random.Random(seed))
    path = workbook(tmp_path / "r.xlsx", Team=layout(people, lambda day: day))
    assert pc.read_roster(path, program=PROGRAM) == roster_of(people, limits=layout is wide)


@pytest.mark.parametrize("seed", range(5))
def test_our_own_workbooks(seed: int, tmp_path: Path) -> None:
    people = random_people(random.Random(seed))
    credentials = [[name, exam, day] for name, entry in people.items() for exam, day in entry["holds"]]
    refused = [[name, exam] for name, entry in people.items() for exam in entry["cannot_take"]]
    path = workbook(
        tmp_path / "r.xlsx",
        Credentials=[["person", "credential", "passed", "expires"], *credentials],
        People=[["person", "max_exams"], *([name, entry["max_exams"]] for name, entry in people.items())],
        Will_not_sit=[["person", "exam"], *refused],
        Organization=[["name", "value"], ["organization", "Contoso"]],
    )
    expected = roster_of(people, limits=True).replaced(organization="Contoso")
    assert pc.read_roster(path) == expected


def test_our_own_form_reads_as_before_whatever_is_wrong_with_it(tmp_path: Path) -> None:
    """What the reader of plain rows accepts, is read the same; it only refused other dates."""
    rng = random.Random(3)
    path, read_alike, more = tmp_path / "r.csv", 0, 0
    for _ in range(300):
        path.write_bytes(mutated(CSV, rng).encode("utf-8", "surrogatepass"))
        try:
            before = validated(pc.Roster, people_in(path, read_table(path, REQUIRED, OPTIONAL)))
        except pc.PlanCompetencyError:
            with suppress(pc.PlanCompetencyError):
                pc.read_roster(path)
                more += 1
            continue
        read_alike += 1
        assert pc.read_roster(path) == before
    assert read_alike > 100
    assert more < 60


@pytest.mark.parametrize("form", FORMS[:2], ids=str)
def test_mangled_files_are_read_or_refused(form: Form, tmp_path: Path) -> None:
    rng, read = random.Random(4), 0
    for number in range(200):
        layout: Write = rng.choice((long, wide))
        rows = layout(random_people(rng), lambda day: day.strftime(form.day) if day else "")
        path = text_file(tmp_path / "r.csv", rows, form)
        text = mutated(path.read_bytes().decode(form.encoding), rng)
        path.write_bytes(text.encode(form.encoding, "surrogatepass"))
        with suppress(pc.PlanCompetencyError):
            pc.read_roster(path, program=PROGRAM if number % 2 else None)
            read += 1
    assert 0 < read < 200


def test_mangled_workbooks_are_read_or_refused(tmp_path: Path) -> None:
    rng = random.Random(5)
    path = workbook(tmp_path / "r.xlsx", Team=wide(random_people(rng), lambda day: day))
    whole, refused = path.read_bytes(), 0
    for _ in range(200):
        raw = bytearray(whole)
        for _ in range(rng.choice((1, 2, 10))):
            raw[rng.randrange(len(raw))] = rng.randrange(256)
        path.write_bytes(raw if rng.random() < 0.8 else raw[: rng.randrange(len(raw))])
        try:
            pc.read_roster(path)
        except pc.PlanCompetencyError:
            refused += 1
    assert refused > 50


def shuffled(rows: Rows, rng: random.Random) -> Sequence[Sequence[Any]]:
    body = list(rows[1:])
    rng.shuffle(body)
    return [rows[0], *body]


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    people = random_people(random.Random(6))
    rows = long(people, lambda day: day.strftime("%d/%m/%Y") if day else "")
    expected = {name: set(entry["holds"]) for name, entry in people.items()}
    for seed in range(5):
        path = text_file(tmp_path / "r.csv", shuffled(rows, random.Random(seed)), FORMS[0])
        found = pc.read_roster(path, program=PROGRAM).people
        assert {
            name: {(item.credential, item.passed) for item in found[name].holds} for name in found
        } == expected
