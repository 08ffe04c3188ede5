"""Reports as CSV: one table in a file or all in an archive; no cell is ever a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import plan_competency as pc
import pytest
from plan_competency.reports.csv_tables import write_csv, write_csv_archive
from plan_competency.reports.formulas import defused, is_formula
from plan_competency.reports.report import Section, Sentence
from small_reports import HOSTILE, exams, small_report

#: The first thing in a cell that makes it a formula, and what else a cell may start with.
FORMULA_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20\t\r"


def test_the_table_of_exams(tmp_path: Path) -> None:
    write_csv(small_report(), tmp_path / "plan.csv")
    assert (tmp_path / "plan.csv").read_bytes().decode("utf-8") == (
        "\ufeffPerson,Exam,For,By,Hours\n"
        'Ana Lima,MB2-714,"Cloud CRM, gold",2017-07-01,1200\n'
        'Eva,MB2-714,"Cloud CRM, gold",2017-07-01,12.5\n'
    )


@pytest.mark.parametrize("code", ["de", "es", "fr"])
def test_where_numbers_have_a_comma_cells_are_separated_by_semicolons(tmp_path: Path, code: str) -> None:
    write_csv(small_report(code), tmp_path / "plan.csv")
    assert (tmp_path / "plan.csv").read_text(encoding="utf-8-sig").splitlines()[2] == (
        "Eva;MB2-714;Cloud CRM, gold;2017-07-01;12,5"
    )


def test_without_exams_and_seats_it_is_the_first_table(tmp_path: Path) -> None:
    report = small_report()
    write_csv(replace(report, sections=report.sections[1:]), tmp_path / "plan.csv")
    assert (tmp_path / "plan.csv").read_text(encoding="utf-8-sig") == (
        "Person,70-300,70-301\nPerson 0,holds it,2016-05-02\nPerson 1,2016-05-02,2 times\nPerson 2,2 times,\n"
    )


def test_all_tables_in_an_archive(tmp_path: Path) -> None:
    report = small_report()
    again = replace(report.sections[0], tables=(exams("Ana"), exams("Eva")))
    write_csv_archive(replace(report, sections=(*report.sections, again)), tmp_path / "plan.zip")
    with zipfile.ZipFile(tmp_path / "plan.zip") as archive:
        assert archive.namelist() == ["exams.csv", "matrix.csv", "exams-2.csv", "exams-3.csv"]
        assert archive.read("exams-3.csv").decode("utf-8-sig").splitlines()[1].startswith("Eva,")


def test_what_to_know_about_the_input_is_a_table_of_the_archive(tmp_path: Path) -> None:
    report = small_report()
    notes = Section("notes", "To know", (Sentence("=1 is left out.", "en"), Sentence("Bo, twice.", "en")))
    write_csv_archive(replace(report, sections=(*report.sections, notes)), tmp_path / "plan.zip")
    with zipfile.ZipFile(tmp_path / "plan.zip") as archive:
        assert archive.namelist() == ["exams.csv", "matrix.csv", "notes.csv"]
        assert archive.read("notes.csv").decode("utf-8-sig") == 'To know\n\'=1 is left out.\n"Bo, twice."\n'


@pytest.mark.parametrize("write", [write_csv, write_csv_archive])
def test_the_same_report_is_the_same_bytes(tmp_path: Path, write: type) -> None:
    for name in ("a", "b"):
        write(small_report(), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("write", [write_csv, write_csv_archive])
def test_a_report_without_tables(tmp_path: Path, write: type) -> None:
    path = tmp_path / "plan.csv"
    with pytest.raises(pc.NoPlaceInFile) as caught:
        write(replace(small_report(), sections=()), path)
    assert str(caught.value) == (
        f"{path}: has no place for a report without tables. "
        "Write .html, .md or .xlsx, which have its sentences."
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", HOSTILE, ids=map(repr, HOSTILE))
@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_is_a_formula_whatever_separates_cells(
    tmp_path: Path, name: str, code: str, separator: str
) -> None:
    """Also for a spreadsheet that takes other signs for separators, or ignores blanks and quotes."""
    write_csv(small_report(code, name=name), tmp_path / "t.csv")
    text = (tmp_path / "t.csv").read_text(encoding="utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        for cell in row:
            assert not cell.startswith(("\t", "\r"))
            assert not cell.lstrip(' "').startswith(tuple(FORMULA_SIGNS))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1", "'=1"),
        ("  =1", "'  =1"),
        ('"=1', "'\"=1"),
        ("\uff1d1", "'\uff1d1"),
        ("Ana;=1", "Ana;'=1"),
        ("Ana, -1", "Ana,' -1"),
        ("a\tb", "a\tb"),
        ("'=1", "'=1"),
        ("MB2-714 + 70-347", "MB2-714 + 70-347"),
        ("Lima, Ana-Maria", "Lima, Ana-Maria"),
        ("", ""),
    ],
)
def test_defused(text: str, expected: str) -> None:
    assert defused(text) == expected
    assert is_formula(text) == (text != expected)
    assert not is_formula(defused(text))
