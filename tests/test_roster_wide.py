"""The wide layout: a row for each person, a column for each credential."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from spreadsheets import PROGRAM, notes_on, people_in, workbook

Write = Callable[[str, str], Path]
DAY = {"credential": "70-347", "passed": "2016-05-02"}

#: What a cell says of the credential in its column.
CELLS: list[tuple[list[Any], Any]] = [
    (
        [
            "x",
            "X",
            "✓",
            "✔",
            "☑",
            "yes",
            "YES",
            "ja",
            "sí",
            "si",
            "oui",
            "true",
            1,
            "1",
            True,
            "passed",
            "OK",
        ],
        ["70-347"],
    ),
    (["bestanden", "aprobado", "réussi", "reussi", "done", "●"], ["70-347"]),
    (
        [None, "no", "nein", "non", "-", "\u2013", 0, "0", False, "n/a", "failed", "nicht bestanden", "open"],
        [],
    ),
    (
        [
            "will not sit",
            "Will not sit.",
            "won't sit",
            "tritt nicht an",
            "no se presentará",
            "ne passera pas",
        ],
        {"holds": [], "cannot_take": ["70-347"]},
    ),
    ([datetime.date(2016, 5, 2), datetime.datetime(2016, 5, 2, 14, 0), "2016-05-02", 42492], [DAY]),
    (["2 de mayo de 2016", "2. Mai 2016", "May 2, 2016"], [DAY]),
]


@pytest.mark.parametrize(
    ("cell", "person"), [(cell, person) for cells, person in CELLS for cell in cells], ids=repr
)
def test_a_cell(cell: Any, person: Any, tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", Team=[["Name", "70-347", "70-345"], ["Ana", cell, None]])
    assert people_in(path) == {"Ana": person}


#: Headings that mean 70-347 to the program.
HEADINGS = [
    "70-347", "Exam 70-347", "EXAMEN 70-347", "70-347 Enabling Office 365 Services",
    "Exam 70-347: Enabling Office 365 Services", "Enabling Office 365 Services", "70-347 (O365)",
    "Enabling Office 365 Services (70-347)", "70 - 347", "70\u2013347 O365", "70-347 passed", "Date 70-347",
]  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_names_a_credential_of_the_program(heading: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", Team=[["Name", heading], ["Ana", "x"]])
    roster = pc.read_roster(path, program=PROGRAM)
    assert [PROGRAM.credential_id(item.credential) for item in roster.people["Ana"].holds] == ["70-347"]


#: Headings that do not, although something of it stands in them.
OTHERS = ["70-347 planned", "70-3471", "70-347 or 70-345", "Enabling", "AZ-104", "Project 70-34"]


@pytest.mark.parametrize("heading", OTHERS)
def test_what_the_program_does_not_know_is_a_credential_as_it_is_written(
    heading: str, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "r.xlsx", Team=[["Name", heading], ["Ana", "x"], ["Eva", None]])
    assert people_in(path) == {"Ana": [heading], "Eva": []}


#: A table and its people.
TABLES: list[tuple[str, list[list[Any]], Any]] = [
    (
        "as it often is",
        [
            ["Certifications of our team", None, None, None, None, "Status: May 2016"],
            [],
            ["No.", "Employee", "Department", "70-347", "MB2-714", "Max. exams", "Hire date"],
            [1, "Ana Lima", "Sales", "x", None, 2, datetime.date(2010, 1, 1)],
            [2, "Luis Ortega", "IT", None, datetime.date(2016, 5, 2), None, None],
            [],
            [None, "Total", None, 1, 1],
        ],
        {
            "Ana Lima": {"holds": ["70-347"], "max_exams": 2},
            "Luis Ortega": [{"credential": "MB2-714", "passed": "2016-05-02"}],
        },
    ),
    (
        "a word for the sum in another column",
        [["No.", "Name", "70-347"], [1, "Ana", "x"], ["Sum", None, 1]],
        {"Ana": ["70-347"]},
    ),
    (
        "a sum without a word",
        [["Name", "70-347", "70-345"], ["Ana", "x", "x"], ["Eva", "x", "no"], [None, 2, 1]],
        {"Ana": ["70-347", "70-345"], "Eva": ["70-347"]},
    ),
    (
        "a second row of headings",
        [["Name", "Messaging", None, "CRM"], [None, "70-347", "70-345", "MB2-714"], ["Ana", "x", None, "x"]],
        {"Ana": ["70-347", "MB2-714"]},
    ),
    (
        "people without a heading",
        [[None, "70-347", "70-345"], ["Ana", "x", None], ["Eva", None, "x"]],
        {"Ana": ["70-347"], "Eva": ["70-345"]},
    ),
    (
        "first and last names",
        [["Vorname", "Nachname", "70-347"], ["Ana", "Lima", "ja"], ["Ana", "Roy", "nein"]],
        {"Ana Lima": ["70-347"], "Ana Roy": []},
    ),
    (
        "two people of one name",
        [["Name", "E-mail", "70-347"], ["Ana", "a@x.com", "x"], ["Ana", "b@x.com", None]],
        {"Ana (a@x.com)": ["70-347"], "Ana (b@x.com)": []},
    ),
    (
        "a day of expiry beside",
        [
            ["Name", "70-347", "70-347 expires", "70-345"],
            ["Ana", datetime.date(2016, 5, 2), datetime.date(2019, 5, 2), "x"],
            ["Eva", "x", None, None],
            ["Luis", "x", "never", None],
        ],
        {"Ana": [{**DAY, "expires": "2019-05-02"}, "70-345"], "Eva": ["70-347"], "Luis": ["70-347"]},
    ),
    (
        "a count of certifications among credentials",
        [["Name", "Certifications", "70-347"], ["Ana", 1, "x"]],
        {"Ana": ["70-347"]},
    ),
    ("nothing held", [["Name", "70-347"], ["Ana", None], ["Eva", "no"]], {"Ana": [], "Eva": []}),
    ("blanks before", [[], [None, "Name", "70-347"], [None, "Ana", "x"]], {"Ana": ["70-347"]}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "rows", "people"), TABLES, ids=[row[0] for row in TABLES])
def test_a_table(what: str, rows: list[list[Any]], people: Any, tmp_path: Path) -> None:
    assert people_in(workbook(tmp_path / "r.xlsx", Team=rows)) == people


def test_without_a_program_columns_of_marks_and_dates_are_credentials(write: Write) -> None:
    text = "Name,70-347,Office,Kubernetes,E-mail,AZ-104 passed\nAna,x,Berlin,x,a@x.com,2016-05-02\n"
    assert people_in(write("r.csv", text), program=None) == {
        "Ana": ["70-347", "Kubernetes", {"credential": "AZ-104", "passed": "2016-05-02"}]
    }
    assert notes_on(write("r.csv", text), program=None) == ["r.csv: columns left out: 'Office'."]


#: What is said of a table.
NOTES: list[tuple[str, str, list[str]]] = [
    ("nothing of concern", "Name,70-347,Max exams\nAna,x,1\n", []),
    (
        "columns that are no credentials",
        "Name,E-mail,Department,70-347,Eintrittsdatum,\nAna,a@x,IT,x,2010-01-01,!\n",
        ["r.csv: columns left out: 'Department', 'Eintrittsdatum' and F (without heading)."],
    ),
    ("a sum", "Name,70-347\nAna,x\nTotal,1\n", ["line 3 has sums and is no person: left out."]),
    ("an id and more", "Name,70-347 (O365)\nAna,x\n", ["'70-347 (O365)' is read as 70-347."]),
    (
        "people without a heading",
        ",70-347\nAna,x\n",
        ["line 1: column A, which has no heading, is read as the people."],
    ),
]


@pytest.mark.parametrize(("what", "text", "notes"), NOTES, ids=[row[0] for row in NOTES])
def test_what_is_said_of_a_table(what: str, text: str, notes: list[str], write: Write) -> None:
    assert notes_on(write("r.csv", text)) == notes


def test_one_order_of_day_and_month_holds_for_the_whole_file(write: Write) -> None:
    text = "Name,70-347,70-345\nAna,02/10/2019,\nEva,,25/12/2018\n"
    assert people_in(write("r.csv", text)) == {
        "Ana": [{"credential": "70-347", "passed": "2019-10-02"}],
        "Eva": [{"credential": "70-345", "passed": "2018-12-25"}],
    }


def test_many_people_and_columns(tmp_path: Path) -> None:
    """5,000 x 100: person p holds exam e if p + e is a multiple of 3, passed on a day if of 6."""
    exams = [f"E{number}-{number:03}" for number in range(100)]

    def cell(person: int, exam: int) -> str:
        both = person + exam
        return "" if both % 3 else "x" if both % 2 else f"20{10 + both % 9}-0{1 + both % 7}-15"

    lines = [
        ",".join([f"P{person}", *(cell(person, exam) for exam in range(100))]) for person in range(5_000)
    ]
    path = tmp_path / "r.csv"
    path.write_text("\n".join([",".join(["Name", *exams]), *lines]), encoding="utf-8")
    roster = pc.read_roster(path)
    assert isinstance(roster, pc.Roster)
    assert len(roster.people) == 5_000
    for person in (0, 1, 2_500, 4_999):
        held = {item.credential: item.passed for item in roster.people[f"P{person}"].holds}
        expected = {exams[exam]: cell(person, exam) for exam in range(100) if cell(person, exam)}
        assert {exam: str(day) if day else "x" for exam, day in held.items()} == expected
    assert sum(len(person.holds) for person in roster.people.values()) == 166_667  # a third of 500,000
