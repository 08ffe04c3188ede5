"""Rosters in tables that are refused: where, why, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from spreadsheets import message_on, workbook

Write = Callable[[str, str], Path]

MARKS = (
    "is not understood: write a mark (x, yes, 1), the date it was passed, no, or 'will not sit', or empty "
    "the cell"
)
MISSING = "the header must name person,credential; if it has another heading, say so with --column"

#: What is wrong, a text file, and the whole message.
TEXTS: list[tuple[str, str, str]] = [
    (
        "no people",
        "Exam,Date\nx,2016-05-02\n",
        f"line 1: the column 'person' is missing: {MISSING} person=HEADING",
    ),
    (
        "no credentials",
        "Name,Team\nAna,A\n",
        f"line 1: the column 'credential' is missing: {MISSING} credential=HEADING",
    ),
    (
        "neither",
        "Wer,Was\nAna,x\n",
        f"line 1: the column 'person' is missing: {MISSING} person=HEADING\n"
        f"r.csv, line 1: the column 'credential' is missing: {MISSING} credential=HEADING",
    ),
    ("a column twice", "Name,Exam,name\nAna,x,y\n", "line 1: the column 'Name' stands twice: keep one"),
    (
        "two columns for one thing",
        "Name,Exam,Certification\nAna,x,y\n",
        "line 1: 'Exam' and 'Certification' may each be the credential: say which one is, with "
        "--column credential=HEADING",
    ),
    (
        "a heading that is nearly known",
        "Name,Exam,Expirs\nAna,x,2019-01-01\n",
        "line 1: unknown column 'Expirs'. Did you mean 'expires'? Correct it, or say what it is with "
        "--column expires=Expirs",
    ),
    ("nobody", "Name,Exam\nAna,x\n,y\n", "line 3, person: the row names nobody: write who holds this"),
    (
        "nobody in the wide layout",
        "Name,70-347\nAna,x\n,x\nEva,\n",
        "line 3, person: the row names nobody: write who holds this",
    ),
    (
        "a date without a credential",
        "Name,Exam,Date\nAna,,2016-05-02\n",
        "line 2, credential: the row has a date but no credential",
    ),
    ("no rows", "Name,Exam\n", ": has no rows below the header: add a row for each person"),
    (
        "no rows in the wide layout",
        "Name,70-347\n",
        ": has no rows below the header: add a row for each person",
    ),
    (
        "no date",
        "Name,Exam,Date\nAna,x,soon\n",
        "line 2, people.Ana[0].passed: 'soon' is not a date: write it as YYYY-MM-DD",
    ),
    (
        "no day of expiry",
        "Name,Exam,Expires\nAna,x,soon\n",
        "line 2, people.Ana[0].expires: 'soon' is not a date: write it as YYYY-MM-DD",
    ),
    (
        "expired before it was passed",
        "Name,Exam,Date,Expires\nAna,x,2016-05-02,2016-05-01\n",
        "line 2, people.Ana[0]: expires (2016-05-01) is before passed (2016-05-02): correct one of the dates",
    ),
    (
        "a name in two ways",
        "Name,Exam\nAna,x\nANA,y\n",
        "line 3, person: 'ANA' is also written 'Ana': write the name in one way",
    ),
    (
        "a result",
        "Name,Exam,Result\nAna,x,850\n",
        "line 2, Result: '850' says neither passed nor failed: correct it, or remove the column",
    ),
    ("a cell", "Name,70-347\nAna,maybe\n", f"line 2, 70-347: 'maybe' {MARKS}"),
    ("a score", "Name,70-347\nAna,850\n", f"line 2, 70-347: '850' {MARKS}"),
    (
        "two cells",
        "Name,70-347,70-345\nAna,x,?\nEva,perhaps,x\n",
        f"line 2, 70-345: '?' {MARKS}\nr.csv, line 3, 70-347: 'perhaps' {MARKS}",
    ),
    (
        "sums that are none",
        "Name,70-347\nAna,x\n,2\n",
        "line 3, person: the row names nobody: write who holds this",
    ),
    (
        "a last row of marks",
        "Name,70-347\nAna,no\n,1\n",
        "line 3, person: the row names nobody: write who holds this",
    ),
    (
        "somebody twice",
        "Name,70-347\nAna,x\nEva,\nana,x\n",
        "line 4, person: 'ana' stands in line 2, too: keep one row for each person, or add a column with "
        "their e-mail addresses",
    ),
    (
        "a credential twice",
        "Name,70-347,Exam 70-347\nAna,x,\n",
        "line 1: '70-347' and 'Exam 70-347' are one credential: keep one column",
    ),
    (
        "a credential by id and title",
        "Name,70-347,Enabling Office 365 Services\nAna,x,\n",
        "line 1: '70-347' and 'Enabling Office 365 Services' are one credential: keep one column",
    ),
    (
        "a limit",
        "Name,Max exams,70-347\nAna,few,x\n",
        "line 2, people.Ana.max_exams: must be a whole number (found 'few')",
    ),
    (
        "a limit below zero",
        "Name,Max exams,70-347\nAna,-1,x\n",
        "line 2, people.Ana.max_exams: must be a whole number (found '-1')",
    ),
    (
        "a control character",
        "Name,70-347\nA\x07na,x\n",
        "line 2, people.A\x07na: has a control character: remove it",
    ),
    (
        "an expiry of nothing",
        "Name,70-347,70-347 expires\nAna,,2019-01-01\n",
        "line 2, 70-347 expires: a day of expiry, but 70-347 is not held: say when it was passed, or x",
    ),
    (
        "an expiry that is no day",
        "Name,70-347,70-347 expires\nAna,x,x\n",
        "line 2, 70-347 expires: 'x' is not understood: write the last day on which it counts, or "
        "'never', or empty the cell",
    ),
    (
        "an expiry alone",
        "Name,70-345,70-347 expires\nAna,x,2019-01-01\n",
        "line 1, 70-347 expires: 70-347 has no column but this one: add one that says who passed it",
    ),
    (
        "an expiry before it was passed",
        "Name,70-347,70-347 expires\nAna,2016-05-02,2016-05-01\n",
        "line 2, 70-347 expires: expires (2016-05-01) is before passed (2016-05-02): "
        "correct one of the dates",
    ),
    ("an open quote", 'Name,Exam\n"Ana,x\n', "line 2: is not CSV: unexpected end of data"),
]


@pytest.mark.parametrize(("what", "text", "said"), TEXTS, ids=[row[0] for row in TEXTS])
def test_a_text_file_that_is_refused(what: str, text: str, said: str, write: Write) -> None:
    joined = said if said.startswith(":") else f", {said}"
    assert message_on(write("r.csv", text)) == f"r.csv{joined}"


#: What is wrong, the sheets of a workbook, and the whole message.
WORKBOOKS: list[tuple[str, dict[str, list[list[Any]]], str]] = [
    (
        "a cell",
        {"Team": [["Our team"], [], ["Name", "70-347"], ["Ana", "maybe"]]},
        f"Team!B4: 'maybe' {MARKS}",
    ),
    (
        "nobody",
        {"Team": [["Name", "Exam"], ["Ana", "x"], [None, "y"]]},
        "Team!A3: the row names nobody: write who holds this",
    ),
    (
        "a date",
        {"Team": [["Name", "Exam", "Passed on"], ["Ana", "x", "soon"]]},
        "Team!C2: 'soon' is not a date: write it as YYYY-MM-DD",
    ),
    (
        "a limit",
        {"Team": [["Name", "70-347", "Max exams"], ["Ana", "x", 1.5]]},
        "Team!C2: must be a whole number (found 1.5)",
    ),
    (
        "no rows",
        {"Team": [["Name", "Exam"]]},
        "Team: has no rows below the header: add a row for each person",
    ),
    (
        "a person in no other sheet",
        {
            "Credentials": [["person", "credential"], ["Ana", "x"]],
            "Will_not_sit": [["person", "exam"], ["Anna", "y"]],
        },
        "Will not sit!A2: 'Anna' is in no other sheet: correct the name, or add it to the sheet People",
    ),
    (
        "a limit in our own workbook",
        {
            "Credentials": [["person", "credential"], ["Ana", "x"]],
            "People": [["person", "max_exams"], ["Ana", -1]],
        },
        "People!B2: must be at least 0 (found -1)",
    ),
    (
        "two limits of one person",
        {
            "Credentials": [["person", "credential"], ["Ana", "x"]],
            "People": [["person", "max_exams"], ["Ana", 1], ["ana", 2]],
        },
        "People!A3: 'ana' stands twice with a limit: keep one row",
    ),
    (
        "an unknown market",
        {"Credentials": [["person", "credential"], ["Ana", "x"]], "Organization": [["market", "emerging"]]},
        "Organization!B1: must be one of 'developed' or 'developing' (found 'emerging')",
    ),
    (
        "an amount with separators",
        {
            "Credentials": [["person", "credential"], ["Ana", "x"]],
            "Organization": [["name", "value"], ["m", "320,000"]],
        },
        "Organization!B2: '320,000' is not a number: write it without separators and units",
    ),
    (
        "a fact twice",
        {"Credentials": [["person", "credential"], ["Ana", "x"]], "Organization": [["m", 1], ["M", 2]]},
        "Organization!A2: 'M' stands in Organization!A1, too: keep one",
    ),
    (
        "a value without a name",
        {"Credentials": [["person", "credential"], ["Ana", "x"]], "Organization": [[None, 1]]},
        "Organization!A1: the row names nothing: write organization, market, or a metric",
    ),
    (
        "an exam that is not named",
        {
            "Credentials": [["person", "credential"], ["Ana", "x"]],
            "Will_not_sit": [["person", "exam"], ["Ana", None]],
        },
        "Will not sit!A2: the row names no exam: write which one, or remove the row",
    ),
    (
        "a sheet without its columns",
        {
            "Credentials": [["person", "credential"], ["Ana", "x"]],
            "People": [["person", "limit"], ["Ana", 1]],
        },
        "People!1: the column 'max_exams' is missing: the header must name person,max_exams",
    ),
]


@pytest.mark.parametrize(("what", "sheets", "said"), WORKBOOKS, ids=[row[0] for row in WORKBOOKS])
def test_a_workbook_that_is_refused(
    what: str, sheets: dict[str, list[list[Any]]], said: str, tmp_path: Path
) -> None:
    assert message_on(workbook(tmp_path / "r.xlsx", **sheets)) == f"r.xlsx: {said}"


#: What is wrong, the name of a file that says what is in it, what is asked of it, and the whole message.
OPTIONS: list[tuple[str, str, dict[str, Any], str]] = [
    ("a sheet of a text", "r.csv", {"sheet": "A"}, "is no file that --sheet is about: leave the option out"),
    (
        "an encoding of YAML",
        "r.yaml",
        {"encoding": "utf-8"},
        "is no file that --encoding is about: leave the option out",
    ),
    (
        "dates of YAML",
        "r.yaml",
        {"dates": "day-first"},
        "is no file that --dates is about: leave the option out",
    ),
    (
        "columns of YAML",
        "r.yaml",
        {"columns": {"person": "x"}},
        "is no file that --column is about: leave the option out",
    ),
    (
        "an encoding of a workbook",
        "r.xlsx",
        {"encoding": "utf-8"},
        "is no file that --encoding is about: leave the option out",
    ),
    (
        "a heading that is nowhere",
        "r.csv",
        {"columns": {"person": "Wer"}},
        "has no heading 'Wer', which --column names for person",
    ),
]


@pytest.mark.parametrize(("what", "name", "asked", "said"), OPTIONS, ids=[row[0] for row in OPTIONS])
def test_options_that_make_no_sense(
    what: str, name: str, asked: dict[str, Any], said: str, write: Write
) -> None:
    assert message_on(write(name, "Name,Exam\nAna,x\n"), **asked) == f"{name}: {said}"


def test_without_a_program_an_exam_number_makes_a_column_one_of_marks(write: Write) -> None:
    path = write("r.csv", "Name,70-347,Office,MB2-714\nAna,x,A,maybe\n")
    assert message_on(path, program=None) == f"r.csv, line 2, MB2-714: 'maybe' {MARKS}"


def test_a_meaning_that_no_column_has() -> None:
    with pytest.raises(pc.InvalidQuestion) as caught:
        pc.read_roster("r.csv", columns={"persn": "Name"})
    assert str(caught.value) == (
        "A column cannot be 'persn'. Did you mean 'person' or 'expires'? Known: person, first-name, "
        "last-name, company-e-mail, e-mail, identity, credential, passed, expires, status, max-exams."
    )
