"""The long layout: a row for each person and credential."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spreadsheets import message_on, notes_on, people_in, workbook

Write = Callable[[str, str], Path]

ANA = {"Ana Lima": [{"credential": "70-347", "passed": "2016-05-02", "expires": "2019-05-02"}]}

#: The same table under the headings of four languages.
HEADINGS: list[str] = [
    "Person,Credential,Passed,Expires",
    "Employee name,Exam no.,Exam date,Valid until",
    "Full Name,CERTIFICATION,Date completed,Expiration date",
    "Mitarbeiter/in,Prüfung,Bestanden am,Gültig bis",
    "Name,Zertifizierung,Datum,Ablaufdatum",
    "Nombre y apellidos,Examen,Fecha de obtención,Caduca el",
    "Empleado,Certificación,Fecha,Vencimiento",
    "Nom,Examen,Date d'obtention,Expire le",
    "Collaborateur,Certification,Date,Date d\u2019expiration",
    "name*,exam (number),date (passed),expires:",
]


@pytest.mark.parametrize("headings", HEADINGS)
def test_headings_in_four_languages(headings: str, write: Write) -> None:
    assert people_in(write("r.csv", f"{headings}\nAna Lima,70-347,2016-05-02,2019-05-02\n")) == ANA


#: First and last names in two columns, in any order and beside a column for both.
NAMES: list[tuple[str, str]] = [
    ("First name,Last name,Exam", "Ana,Lima,x"),
    ("Surname,Given name,Exam", "Lima,Ana,x"),
    ("Vorname,Nachname,Prüfung", "Ana,Lima,x"),
    ("Name,Vorname,Prüfung", "Lima,Ana,x"),
    ("Nombre,Apellidos,Examen", "Ana,Lima,x"),
    ("Nom,Prénom,Examen", "Lima,Ana,x"),
    ("Full name,First name,Last name,Exam", "Ana Lima,A.,L.,x"),
    ("Last name,Exam", "Ana Lima,x"),
]


@pytest.mark.parametrize(("headings", "row"), NAMES)
def test_names_in_two_columns(headings: str, row: str, write: Write) -> None:
    assert people_in(write("r.csv", f"{headings}\n{row}\n")) == {"Ana Lima": ["x"]}


#: What a table says, and the people it has.
TABLES: list[tuple[str, str, Any]] = [
    ("nobody's credential is empty", "Name,Exam\nAna,\nEva,x\n", {"Ana": [], "Eva": ["x"]}),
    (
        "titles above, blank rows between and a sum below",
        "Our exams,,\n,,\nName,Exam,Date\n,,\nAna,x,\n,,\nEva,y,\nTotal,,2\n",
        {"Ana": ["x"], "Eva": ["y"]},
    ),
    (
        "results",
        "Name,Exam,Result\nAna,x,Passed\nAna,y,failed\nEva,x,bestanden\nEva,y,will not sit\nLuis,x,nein\n",
        {"Ana": ["x"], "Eva": {"holds": ["x"], "cannot_take": ["y"]}, "Luis": []},
    ),
    (
        "marks in the place of dates",
        "Name,Exam,Passed\nAna,x,yes\nAna,y,no\nEva,x,2016-05-02\nEva,y,sí\n",
        {"Ana": ["x"], "Eva": [{"credential": "x", "passed": "2016-05-02"}, "y"]},
    ),
    ("no day of expiry", "Name,Exam,Expires\nAna,x,never\nEva,x,-\n", {"Ana": ["x"], "Eva": ["x"]}),
    ("a column only called a date", "Name,Exam,Date,Passed on\nAna,x,soon,\n", {"Ana": ["x"]}),
    ("an id and a title", "Name,Exam\nAna,70-347: Enabling Office 365 Services\n", {"Ana": ["70-347"]}),
    ("a title and an id", "Name,Exam\nAna,Enabling Office 365 Services (Exam 70-347)\n", {"Ana": ["70-347"]}),
    ("an id and more", "Name,Exam\nAna,70-347 O365 (old)\n", {"Ana": ["70-347"]}),
    ("an id with another dash", "Name,Exam\nAna,Exam 70\u2013347 O365\n", {"Ana": ["70-347"]}),
    ("two ids", "Name,Exam\nAna,70-347 or 70-345\n", {"Ana": ["70-347 or 70-345"]}),
    ("an id of another vendor", "Name,Exam\nAna,AZ-104 Azure\n", {"Ana": ["AZ-104 Azure"]}),
    ("a title alone stays as it is written", "Name,Exam\nAna,mcse:  Productivity\n",
     {"Ana": ["mcse:  Productivity"]}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "people"), TABLES, ids=[row[0] for row in TABLES])
def test_a_table(what: str, text: str, people: Any, write: Write) -> None:
    assert people_in(write("r.csv", text)) == people


#: What is said of a table.
NOTES: list[tuple[str, str, list[str]]] = [
    ("our own headings", "person,credential,passed\nAna,x,\n", []),
    (
        "columns of no concern",
        "Name,Department,Exam,Hire date,\nAna,Sales,x,2010-01-01,soon\nEva,,y,,\n",
        ["r.csv: columns left out: 'Department', 'Hire date' and E (without heading)."],
    ),
    ("columns with nothing in them", "Name,Department,Exam,\nAna,,x,\n", []),
    ("no date", "Name,Exam,Passed\nAna,x,\nEva,x,2016-05-02\nLuis,,\n",
     ["r.csv: 1 row has nothing but a name, read as people who hold nothing: 'Luis'.",
      "r.csv: 1 row without a date count as passed."]),
    (
        "not passed",
        "Name,Exam,Result\nAna,x,failed\nEva,x,failed\nLuis,x,no\n",
        ["r.csv: 2 rows with 'failed' left out, as not passed.",
         "r.csv: 1 row with 'no' left out, as not passed."],
    ),
    ("a sum", "Name,Exam\nAna,x\nTotal,\n", ["line 3 has sums and is no person: left out."]),
    ("an id and more", "Name,Exam\nAna,70-347 O365\nEva,70-347 O365\n", ["'70-347 O365' is read as 70-347."]),
    ("an id and a title", "Name,Exam\nAna,70-347 Enabling Office 365 Services\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "notes"), NOTES, ids=[row[0] for row in NOTES])
def test_what_is_said_of_a_table(what: str, text: str, notes: list[str], write: Write) -> None:
    assert notes_on(write("r.csv", text)) == notes


def test_a_name_merged_over_several_rows_holds_in_each(tmp_path: Path) -> None:
    import openpyxl

    path = workbook(tmp_path / "r.xlsx", A=[["Name", "Exam"], ["Ana", "x"], [None, "y"], ["Eva", "z"]])
    book = openpyxl.load_workbook(path)
    book["A"].merge_cells("A2:A3")
    book.save(path)
    assert people_in(path) == {"Ana": ["x", "y"], "Eva": ["z"]}


def test_numbers_are_names_and_credentials_as_they_are_written(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", A=[["Name", "Exam"], [4711, 642], [4711, 70.5]])
    assert people_in(path) == {"4711": ["642", "70.5"]}


#: People told apart by numbers and addresses.
IDENTIFIED: list[tuple[str, str, dict[str, list[str]], list[str]]] = [
    (
        "two people of one name",
        "Name,E-mail,Exam\nAna,a@x.com,x\nana,b@x.com,y\nAna,A@X.COM,z\n",
        {"Ana (a@x.com)": ["x", "z"], "ana (b@x.com)": ["y"]},
        ["2 different people are called 'Ana': Ana (a@x.com) and ana (b@x.com)."],
    ),
    (
        "one person with two names",
        "Employee ID,Name,Exam\n7,Ana Lima,x\n7,Ana Roy,y\n",
        {"Ana Lima": ["x", "y"]},
        ["Ana Lima and Ana Roy are one person by number or address, shown as Ana Lima."],
    ),
    ("an address in some rows", "Name,E-mail,Exam\nAna,,x\nAna,a@x.com,y\n", {"Ana": ["x", "y"]}, []),
    ("a number in some rows", "MCPID,E-mail,Exam\n7,a@x.com,x\n,a@x.com,y\n", {"a@x.com": ["x", "y"]}, []),
    ("no name at all", "MCPID,Exam\n7,x\n8,y\n", {"MCPID 7": ["x"], "MCPID 8": ["y"]}, []),
    (
        "one name and address, two numbers",
        "MCPID,Name,E-mail,Exam\n7,Ana,a@x.com,x\n8,Ana,a@x.com,y\n",
        {"Ana (MCPID 7)": ["x"], "Ana (MCPID 8)": ["y"]},
        ["2 different people are called 'Ana': Ana (MCPID 7) and Ana (MCPID 8)."],
    ),
]


@pytest.mark.parametrize(("what", "text", "people", "notes"), IDENTIFIED, ids=[row[0] for row in IDENTIFIED])
def test_who_is_meant(
    what: str, text: str, people: dict[str, list[str]], notes: list[str], write: Write
) -> None:
    path = write("r.csv", text)
    assert people_in(path) == people
    assert notes_on(path) == notes


def test_a_name_that_several_people_have(write: Write) -> None:
    path = write("r.csv", "Name,E-mail,Exam\nAna,a@x.com,x\nAna,b@x.com,y\nAna,,z\n")
    assert message_on(path) == (
        "r.csv, line 4, person: 2 people are called 'Ana': write the number or address of whom you mean"
    )
