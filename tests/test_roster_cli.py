"""Rosters as they are, from the command line: options, notes and errors."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import plan_competency as pc
import pytest
from click.testing import Result
from spreadsheets import workbook

Run = Callable[..., Result]
Write = Callable[[str, str], Path]

TEAM = [["Name", "70-347", "Enabling Office 365 Services (old)", "70-345"], ["Ana", "x", None, "x"]]


def test_a_wide_workbook_is_asked_about(run: Run, tmp_path: Path) -> None:
    rows = [["Our team"], ["Employee", "Department", "70-347", "Exam 70-345"]]
    rows += [[f"P{number}", "IT", "x", "yes"] for number in range(4)]
    result = run("check", workbook(tmp_path / "team.xlsx", Team=rows), "messaging/gold")
    assert (result.exit_code, result.stderr) == (0, "Note: Team: columns left out: 'Department'.\n")
    assert "1 of 1 target eligible." in result.stdout


def test_notes_go_to_stderr_and_leave_json_alone(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "team.csv"
    path.write_bytes("Name;70-347;Büro\nZoë;x;Köln\n".encode("windows-1252"))
    result = run("check", path, "messaging/gold", "--format", "json")
    assert json.loads(result.stdout)["status"]
    assert result.stderr.splitlines()[:2] == [
        "Note: team.csv is not UTF-8 and was read as Windows-1252, which is a guess: if names look wrong, "
        "name the encoding with --encoding.",
        "Note: team.csv: columns left out: 'Büro'.",
    ]


def test_the_options_say_how_a_roster_is_read(run: Run, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "team.xlsx",
        Old=[["Name", "70-347"], ["Ana", "x"]],
        New=[["Wer", "Was", "Wann"], *(["P1", exam, "02/10/2019"] for exam in ("70-347", "70-345"))],
    )
    options = ["--column", "person=Wer", "--column", "credential=Was", "--column", "passed=wann"]
    result = run("check", path, "messaging/gold", "--sheet", "new", "--dates", "day-first", *options)
    assert result.stderr == ""
    assert "3 of 4 seats open" in result.stdout


#: What is wrong, options, and the message.
USAGE: list[tuple[list[str], str]] = [
    (["--column", "person"], "'person' is not MEANING=HEADING."),
    (["--column", "person=A", "--column", "person=B"], "person is given twice."),
    (["--column", "persn=A"], "A column cannot be 'persn'. Did you mean 'person' or 'expires'?"),
    (["--dates", "iso"], "is not one of"),
    (["--sheet", "A"], "is no file that --sheet is about: leave the option out"),
]


@pytest.mark.parametrize(("options", "message"), USAGE, ids=[" ".join(options) for options, _ in USAGE])
def test_options_that_make_no_sense(run: Run, write: Write, options: list[str], message: str) -> None:
    result = run("check", write("r.csv", "Name,Exam\nAna,x\n"), "messaging/gold", *options)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_heading_may_have_an_equals_sign(run: Run, write: Write) -> None:
    path = write("r.csv", "a=b,Exam\nAna,70-347\n")
    assert run("check", path, "messaging/gold", "--column", "person=a=b").exit_code == 1


def test_a_bundled_roster_takes_no_such_option(run: Run) -> None:
    result = run("check", "contoso", "messaging/gold", "--dates", "day-first")
    assert result.exit_code == 2
    assert "contoso.yaml: is no file that --dates is about" in result.stderr


def test_diff_reads_the_same_rosters(run: Run, write: Write) -> None:
    path, program = write("r.csv", "Nombre;70-347\nAna;sí\n"), "microsoft-partner-network"
    result = run("diff", program, program, "--roster", path)
    assert (result.exit_code, result.stderr) == (0, "")
    result = run("diff", program, program, "--sheet", "A")
    assert result.exit_code == 2
    assert "how to read a roster are about one: name it with --roster" in result.stderr


def test_a_folder_of_rosters_of_many_kinds(run: Run, tmp_path: Path) -> None:
    (folder := tmp_path / "rosters").mkdir()
    workbook(folder / "east.xlsx", Team=[["Name", "70-347", "70-345"], ["Ana", "02/10/2019", "x"]])
    (folder / "west.csv").write_bytes("Vorname;Nachname;Prüfung\nZoë;Groß;70-347\n".encode("windows-1252"))
    (folder / "north.tsv").write_text("Name\tExam\nAna\t70-347\n", encoding="utf-16")
    (folder / "~$east.xlsx").write_bytes(b"lock")
    (folder / "notes.txt").write_text("not a roster", encoding="utf-8")
    table = tmp_path / "v.csv"
    result = run("batch", folder, "messaging/gold", "-o", table, "--processes", "1", "--dates", "day-first")
    assert "has 1 entry that is no roster, such as notes.txt" in result.stderr
    rows = [line.split(",")[:3] for line in table.read_text(encoding="utf-8").splitlines()[1:]]
    assert rows == [[name, "messaging/gold", "infeasible"] for name in ("east", "north", "west")]
    assert run("batch", folder, "messaging/gold", "-o", table, "--processes", "1").exit_code == 1
    assert "say --dates day-first or --dates month-first" in table.read_text(encoding="utf-8")


def test_a_table_of_organizations_takes_no_such_option(run: Run, write: Write, tmp_path: Path) -> None:
    path = write("t.csv", "organization,person,credential\nA,Ana,x\n")
    result = run("batch", path, "messaging/gold", "-o", tmp_path / "v.csv", "--sheet", "A")
    assert result.exit_code == 2
    assert "is a table of organizations, which is read in one way: leave the options out" in result.stderr


def test_a_large_file_that_is_not_in_our_own_form(tmp_path: Path) -> None:
    """Above 1 MB: what columns do not tell is read row by row."""
    rows = "".join(f"Person {number};70-347;25/12/2018\n" for number in range(40_000))
    path = tmp_path / "r.csv"
    path.write_text(f"Name;Exam;Date\n{rows}", encoding="utf-8")
    assert path.stat().st_size > 1_000_000
    roster = pc.read_roster(path)
    assert isinstance(roster, pc.Roster)
    assert len(roster.people) == 40_000
    assert str(roster.people["Person 39999"].holds[0].passed) == "2018-12-25"


def test_our_own_form_needs_no_words_and_no_spreadsheets(write: Write) -> None:
    path = write("r.csv", "person,credential,passed\nAna,x,2016-05-02\n")
    heavy = ["babel", "charset_normalizer", "dateutil", "openpyxl", "python_calamine", "ortools"]
    script = (
        f"import sys, plan_competency as pc; pc.read_roster({str(path)!r}); "
        f"from plan_competency.readers.rosters.words import words; "
        f"sys.exit(', '.join(set({heavy}) & set(sys.modules)) or words.cache_info().currsize or None)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("people", [10, 40_000])
def test_more_than_an_id_is_understood_whatever_the_size(people: int, tmp_path: Path) -> None:
    """Small files are read row by row, large ones by columns."""
    rows = "".join(f"Person {number},70-347 Enabling Office 365,\n" for number in range(people))
    (path := tmp_path / "r.csv").write_text(f"person,credential,passed\n{rows}", encoding="utf-8")
    notes: list[str] = []
    roster = pc.read_roster(path, program=pc.read_program(), remark=notes.append)
    assert isinstance(roster, pc.TableRoster) == (people > 10)
    assert [item.credential for item in roster.people["Person 7"].holds] == ["70-347"]
    assert notes == ["'70-347 Enabling Office 365' is read as 70-347."]
