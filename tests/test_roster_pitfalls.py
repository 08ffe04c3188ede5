"""Files that look like something else: what was once read wrongly without a word."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import openpyxl
import plan_competency as pc
import pytest
from plan_competency.readers.rosters.marks import said
from spreadsheets import PROGRAM, message_on, notes_on, people_in, workbook

Write = Callable[[str, str], Path]
DAY = {"credential": "70-347", "passed": "2016-05-02"}

#: What is tried, the lines of a text file, and its people.
READ: list[tuple[str, str, Any]] = [
    (
        "a first row without a name but with an address",
        "Name;E-mail;70-347|;mei@x;x|Ana;ana@x;x",
        {"mei@x": ["70-347"], "Ana": ["70-347"]},
    ),
    ("addresses only", "E-mail;70-347|a@x;x|b@x;x", {"a@x": ["70-347"], "b@x": ["70-347"]}),
    (
        "a band above the headings",
        "Employee;;Exams;|Name;Dept;70-347;70-345|Ana;IT;x;|Eva;IT;;x",
        {"Ana": ["70-347"], "Eva": ["70-345"]},
    ),
    (
        "a band above headings that are known",
        "Employee;;Exams;|Name;Max exams;70-347;E-mail|Ana;1;x;a@x|Ana;;;b@x",
        {"Ana (a@x)": {"holds": ["70-347"], "max_exams": 1}, "Ana (b@x)": []},
    ),
    (
        "a row of cells that look like headings",
        "Name;Kind of contract;Main exam;70-345|Ana;Employee;70-347;x|Eva;Employee;70-347;",
        {"Ana": ["70-345"], "Eva": []},
    ),
    (
        "a band beside the heading of people",
        "Name;Exams;|;70-347;70-345|Ana;x;|Eva;;x",
        {"Ana": ["70-347"], "Eva": ["70-345"]},
    ),
    ("an expiry behind the only exam", "Name;70-347;Expires|Ana;x;2019-05-02", {
        "Ana": [{"credential": "70-347", "expires": "2019-05-02"}],
    }),
    ("a date and an expiry behind", "Name;70-347;Date;Expires;70-345;Date;Expires|Ana;x;2016-05-02;;;;", {
        "Ana": [DAY],
    }),
    ("what a column says in a second row", "Name;70-347;;70-345;|;Passed;Expires;Passed;Expires|"
     "Ana;2016-05-02;2019-05-02;x;", {"Ana": [{**DAY, "expires": "2019-05-02"}, "70-345"]}),
    (
        "an expiry by title",
        "Name;Enabling Office 365 Services;Enabling Office 365 Services expires|Ana;x;2019-05-02",
        {"Ana": [{"credential": "Enabling Office 365 Services", "expires": "2019-05-02"}]},
    ),
    ("by both", "Name;70-347;Expiry date: 70-347 Enabling Office 365 Services|Ana;x;2019-05-02", {
        "Ana": [{"credential": "70-347", "expires": "2019-05-02"}],
    }),
    ("a certification that expires", "Name;mcse;mcse expires|Ana;x;2019-05-02", {
        "Ana": [{"credential": "mcse", "expires": "2019-05-02"}],
    }),
    ("no address in words", "Name;E-mail;Exam|Ana;n/a;70-347|Luis;N/A;70-345", {
        "Ana": ["70-347"], "Luis": ["70-345"],
    }),
    ("no number in words", "Name;Employee ID;Exam|Ana;0;70-347|Luis;-;70-345|Mei;#N/A;70-345", {
        "Ana": ["70-347"], "Luis": ["70-345"], "Mei": ["70-345"],
    }),
    ("not passed, behind it", "Name;Exam|Ana;70-347 failed|Eva;70-347 - not passed|Mei;70-347 (O365)", {
        "Ana": ["70-347 failed"], "Eva": ["70-347 - not passed"], "Mei": ["70-347"],
    }),
    ("a sum of exams", "Name;Exam;Date|Ana;70-347;2016-05-02|Total;1;", {"Ana": [DAY]}),
    ("no exam in words", "Name;Exam|Ana;-|Eva;none|Mia;keine|Mei;70-347", {
        "Ana": [], "Eva": [], "Mia": [], "Mei": ["70-347"],
    }),
    ("pass or fail", "Name;Exam;Pass/Fail|Ana;70-347;Fail|Eva;70-347;Pass", {"Ana": [], "Eva": ["70-347"]}),
    ("passed or not, beside the date", "Name;Exam;Passed;Date|Ana;70-347;yes;2016-05-02|Eva;70-347;no;", {
        "Ana": [DAY], "Eva": [],
    }),
    ("numbers called employees", "Employee #;First name;Last name;70-347|1001;Ana;Lima;x", {
        "Ana Lima": ["70-347"],
    }),
    ("a long hyphen", "Name;70\u2013347;70\u2011345|Ana;x;x", {"Ana": ["70-347", "70-345"]}),
    ("blanks in a name", "Name;Exam|Ana  Lima;70-347|Ana Lima;70-345", {"Ana Lima": ["70-347", "70-345"]}),
    ("nothing known", "Name;70-347;70-345|Ana;k.A.;n/d|Eva;Not attempted;0%", {"Ana": [], "Eva": []}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "people"), READ, ids=[row[0] for row in READ])
def test_a_file_is_read_as_it_is_meant(what: str, text: str, people: Any, write: Write) -> None:
    assert people_in(write("r.csv", text.replace("|", "\n"))) == people


#: What is tried, the lines of a text file, and why it is refused.
REFUSED: list[tuple[str, str, str]] = [
    (
        "a first row of nobody",
        "Name;Dept;70-347|;Sales;x|Ana;IT;x",
        "line 2, person: the row names nobody: write who holds this",
    ),
    (
        "an expiry of one of two",
        "Name;70-347;70-345;Expires|Ana;x;x;2019-05-02",
        "line 1, expires: 'Expires' of which credential? Call it '70-347 expires'",
    ),
    (
        "a result beside",
        "Name;70-347;Result;70-345|Ana;2016-05-02;failed;x",
        "line 2, Result: 'failed' stands beside 70-347: write it into the column '70-347' itself",
    ),
    (
        "a day beside what is not held",
        "Name;70-347;Date|Ana;x;2016-05-02|Eva;;2016-05-02",
        "line 3, passed: a day, but 70-347 is not held: say when it was passed, or x",
    ),
    (
        "two days",
        "Name;70-347;Date|Ana;2016-05-03;2016-05-02",
        "line 2, passed: 2016-05-02, but '70-347' says 2016-05-03",
    ),
    (
        "a day that is none",
        "Name;70-347;Date|Ana;x;soon",
        "line 2, passed: 'soon' is not understood: write the day on which it was passed, or empty the cell",
    ),
    (
        "two expiries",
        "Name;70-347;Expires;Valid until|Ana;x;2019-05-02;2019-05-03",
        "line 1: 'Expires' and 'Valid until' say the same of 70-347: keep one column",
    ),
    (
        "credentials in a cell beside those in headings",
        "Name;Certifications;70-347|Eva;MCSE: Productivity;",
        "line 2, credential: 'MCSE: Productivity' is a credential: give it a column of its own",
    ),
    (
        "a number that was cut",
        "Name;Employee ID;Exam|Ana;1,23457E+11;70-347",
        "line 2, Employee ID: '1,23457E+11' is a number that was cut: make the column text, and save again",
    ),
    (
        "an error of a formula for a name",
        "Name;Exam|#N/A;70-347|#N/A;70-345",
        "line 2, person: '#N/A' is an error of a formula: write a name",
    ),
    (
        "the number of a certificate",
        "Name;70-347|Ana;54321",
        "line 2, 70-347: '54321' is not understood: write a mark (x, yes, 1), the date it was passed, no, "
        "or 'will not sit', or empty the cell",
    ),
]


@pytest.mark.parametrize(("what", "text", "said"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_file_is_refused_where_it_may_mean_anything(what: str, text: str, said: str, write: Write) -> None:
    assert message_on(write("r.csv", text.replace("|", "\n"))) == f"r.csv, {said}"


def test_what_is_left_out_is_said(write: Write) -> None:
    """Of a date behind the last of two exams nobody can say which of them it is about."""
    wide = write("r.csv", "Name;70-347;70-345;Date\nAna;x;;2016-05-02\n")
    assert notes_on(wide) == ["r.csv: columns left out: 'Date'."]
    long = write("r.csv", "Name;Exam;Max exams\nAna;70-347;1\n")
    assert notes_on(long) == ["r.csv: columns left out: 'Max exams'."]


def test_remarks_below_a_table_may_be_people(write: Write) -> None:
    """Nobody can tell Mei, who holds nothing, from a legend; but it is said."""
    assert notes_on(write("r.csv", "Name;Exam\nAna;70-347\nMei;\n\nSource: HR;\n")) == [
        "r.csv: 2 rows have nothing but a name, read as people who hold nothing: 'Mei' and 'Source: HR'."
    ]
    assert notes_on(write("r.csv", "Name;70-347;Dept\nA team;;\nAna;x;IT\nMei;;IT\n")) == [
        "r.csv: 1 row has nothing but a name, read as people who hold nothing: 'A team'.",
        "r.csv: columns left out: 'Dept'.",
    ]


def test_what_is_planned_is_not_passed(write: Write) -> None:
    path = write("r.csv", "Name;Exam;Planned date\nAna;70-347;2017-05-02\nEva;70-345;\n")
    assert people_in(path) == {"Ana": [], "Eva": ["70-345"]}
    assert notes_on(path) == ["r.csv: 1 row with 'Planned date' left out, as not passed."]
    path = write(
        "r.csv", "Name;Exam;Passed;Due date\nAna;70-347;;2017-05-02\nEva;70-347;2016-05-02;2017-01-01\n"
    )
    assert people_in(path) == {"Ana": [], "Eva": [DAY]}


def test_other_sheets_are_not_spoken_of(tmp_path: Path) -> None:
    """A note on how a text was read is about the sheet that is read."""
    notes = [["Name", "Ask about 70-345 for Ana", "Ask about 70-347 again"], ["Ana", "soon", "later"]]
    path = workbook(tmp_path / "r.xlsx", Exams=[["Name", "70-347"], ["Ana", "x"]], Notes=notes)
    assert notes_on(path, sheet="Exams") == []


#: Headings beside which "not held" stands are no exams; others are, with a note.
HEADINGS = {
    "70-347 booked": False, "Todo: 70-347": False, "no 70-347 needed": False, "70-347 voucher": False,
    "70-347 plan FY18": False, "70-347 (O365)": True, "70347": True, "Enabling Office-365 Services": True,
    "MCSE Productivity": True,
}  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_that_says_more(heading: str, write: Write) -> None:
    path = write("r.csv", f"Name,{heading}\nAna,x\n")
    known = "mcse" if heading.startswith("MCSE") else "70-347"
    said = [f"'{heading}' is read as {known}."] if HEADINGS[heading] else []
    assert notes_on(path) == said
    held = PROGRAM.credential_id(people_in(path)["Ana"][0])
    assert held == (known if HEADINGS[heading] else None)


def test_a_date_in_a_column_of_its_own(write: Write) -> None:
    path = write("r.csv", "Name;70-347;70-347 date;70-345\nAna;x;2016-05-02;x\n")
    assert people_in(path) == {"Ana": [DAY, "70-345"]}


def test_addresses_of_one_person_whatever_the_order_of_rows(write: Write) -> None:
    rows = ("Ana;a@work;;70-347", "Ana;;a@home;70-345", "Ana;a@work;a@home;mcse")
    for order in permutations(rows):
        path = write("r.csv", "\n".join(("Name;Company e-mail;E-mail;Exam", *order)))
        assert {name: sorted(held) for name, held in people_in(path).items()} == {
            "Ana": ["70-345", "70-347", "mcse"]
        }


def test_numbers_in_the_format_of_dates(tmp_path: Path) -> None:
    """Cells of templates have that format: 0 and 1 are marks there, and 2016 is no day of 1905."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Name", "70-347", "70-345"])
    book.active.append(["Ana", 1, 0])
    for cell in book.active[2]:
        cell.number_format = "yyyy-mm-dd"
    book.save(path := tmp_path / "r.xlsx")
    assert people_in(path) == {"Ana": ["70-347"]}
    assert [said(day) for day in (datetime.date(1900, 1, 1), datetime.date(1899, 12, 31))] == ["held"] * 2
    assert [said(day) for day in (datetime.date(1899, 12, 30), datetime.time(0))] == ["not-held"] * 2
    rows: list[list[Any]] = [["Name", "70-347"], ["Ana", datetime.date(1905, 7, 8)]]
    assert "Team!B2: '1905-07-08' is not understood" in message_on(workbook(tmp_path / "r.xlsx", Team=rows))
    rows = [["Name", "Exam", "Expires"], ["Ana", "70-347", datetime.date(1905, 7, 11)]]
    assert message_on(workbook(tmp_path / "r.xlsx", Team=rows)) == (
        "r.xlsx: Team!C2: '1905-07-11' is too long ago: perhaps a number in the format of dates"
    )


def test_lines_in_one_cell(tmp_path: Path) -> None:
    wide = [["Full\nname", "Exam\n70-347"], ["Ana\nLima", "x"]]
    assert people_in(workbook(tmp_path / "r.xlsx", Team=wide)) == {"Ana Lima": ["Exam 70-347"]}
    long = [["Name", "Exam"], ["Ana\nLima", "Exam\n70-347"]]
    assert people_in(workbook(tmp_path / "r.xlsx", Team=long)) == {"Ana Lima": ["Exam 70-347"]}


def test_a_sheet_is_not_the_roster_for_its_name_alone(tmp_path: Path) -> None:
    laptops = [["Name", "Department", "Laptop"], ["Ana", "IT", "yes"]]
    exams = [["Name", "70-347"], ["Ana", "x"]]
    path = workbook(tmp_path / "r.xlsx", Roster=laptops, Exams=exams)
    assert message_on(path) == (
        "r.xlsx: the sheets 'Roster' and 'Exams' may each be the roster: say which one is, with --sheet NAME"
    )
    path = workbook(tmp_path / "r.xlsx", Roster=exams, Old=exams)
    assert notes_on(path) == ["r.xlsx: the sheet 'Roster' is read, not 'Old'."]


def test_a_sheet_is_read_by_its_own_name_not_by_one_like_it(tmp_path: Path) -> None:
    sheets = {"Team_A": [["Name", "70-347"], ["Ana", "x"]], "Team_A+": [["Name", "70-347"], ["Eva", "x"]]}
    path = workbook(tmp_path / "r.xlsx", **sheets)
    assert people_in(path, sheet="Team A") == {"Ana": ["70-347"]}
    assert people_in(path, sheet="Team A+") == {"Eva": ["70-347"]}


def test_our_own_workbook_needs_no_notes(tmp_path: Path) -> None:
    roster = pc.Roster.model_validate({"people": {"Ana": {"holds": ["70-347"], "cannot_take": ["70-345"]}}})
    pc.write_roster(roster, tmp_path / "r.xlsx")
    assert notes_on(tmp_path / "r.xlsx") == []
