"""Reports as workbooks: numbers and dates are real, texts are texts, states have colour and sign."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import plan_competency as pc
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from plan_competency.reports.report import Card, Cell, Column, Report, Section, Sentence, State, Table
from plan_competency.reports.states import LOOKS
from plan_competency.reports.workbook import tables, write_workbook
from plan_competency.reports.workbook.book import lines_of
from small_reports import HOSTILE, matrix, small_report

#: The name of the sheet for "People/credentials: who holds what": 31 characters.
MATRIX = "People credentials who holds wh"


def written(tmp_path: Path, report: Report) -> dict[str, Worksheet]:
    write_workbook(report, tmp_path / "r.xlsx")
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets}


def values(sheet: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]


def with_table(table: Table) -> Report:
    return replace(small_report(), sections=(Section("s", "S", tables=(table,)),))


def of_rows(*rows: tuple[Cell, ...], title: str = "T", columns: int = 2) -> Table:
    return Table("t", title, tuple(Column(f"c{number}") for number in range(columns)), rows)


def test_the_summary_says_everything_that_is_no_table(tmp_path: Path) -> None:
    sheets = written(tmp_path, small_report())
    assert list(sheets) == ["Summary", "Exams to sit", MATRIX]
    assert [row for row in values(sheets["Summary"]) if row] == [
        ["Plan for Ana Lima"],
        ["Organization", "Ana Lima"],
        ["Day", datetime(2017, 7, 1)],
        ["2 exams for 1 person."],
        ["Ana Lima is in it."],
        ["Target", "Today", "Remarks"],
        ["Cloud CRM, gold", "not eligible today", "2 seats open\nthreshold met"],
        ["Ana Lima, gold", "eligible"],
        ["Exams"],
        ["Ana Lima sits 2 exams."],
        ["Exams to sit"],
        ["Progress"],
        ["Seats of each target"],
        ["Seats"],
        ["Target", "filled", "open"],
        ["Cloud CRM, gold", 3, 1],
        ["Messaging, gold", 2, 2],
        ["People"],
        ["People/credentials: who holds what"],
    ]


def test_a_table_has_its_title_note_header_and_rows(tmp_path: Path) -> None:
    sheet = written(tmp_path, small_report())["Exams to sit"]
    assert values(sheet) == [
        ["Exams to sit"],
        ["Nobody needs more than these."],
        ["Person", "Exam", "For", "By", "Hours"],
        ["Ana Lima", "MB2-714", "Cloud CRM, gold", datetime(2017, 7, 1), 1200],
        ["Eva", "MB2-714", "Cloud CRM, gold", datetime(2017, 7, 1), 12.5],
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B4", "A3:E5")
    assert all(cell.font.bold for cell in sheet["A3:E3"][0])
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.right.text == "&P / &N"
    comment = sheet["B4"].comment
    assert comment is not None
    assert comment.text == "Microsoft Dynamics CRM 2016 Sales"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "[$-809]d mmmm yyyy"),
        ("de", "[$-407]d. mmmm yyyy"),
        ("es", '[$-C0A]d "de" mmmm "de" yyyy'),
        ("fr", "[$-40C]d mmmm yyyy"),
    ],
)
def test_days_are_shown_in_the_language(tmp_path: Path, code: str, expected: str) -> None:
    sheet = written(tmp_path, small_report(code))["Exams to sit"]
    assert sheet["D4"].number_format == expected
    assert [sheet[place].number_format for place in ("E4", "E5")] == ["#,##0", "#,##0.00"]


def test_names_of_sheets_are_those_of_the_language(tmp_path: Path) -> None:
    assert next(iter(written(tmp_path, small_report("de")))) == "Zusammenfassung"


def test_states_have_colour_and_sign_and_the_value_stays_what_it_is(tmp_path: Path) -> None:
    """Row 4 is the header: title, legend and hints are above it."""
    sheet = written(tmp_path, small_report())[MATRIX]
    assert values(sheet)[2:5] == [
        ["Title of exam number 0 & more", "Title of exam number 1 & more"],
        ["Person", "70-300", "70-301"],
        ["Person 0", "✓", datetime(2016, 5, 2)],
    ]
    assert sheet["A2"].value == "✓ holds it      ✎ will sit it       "
    assert sheet["C5"].number_format == '[$-809]"✓ "d mmmm yyyy'
    assert (sheet["C6"].value, sheet["C6"].number_format) == ("2 times", '"✎ "@')
    assert sheet["C6"].fill.fgColor.rgb == "FFDBEAFE"
    assert sheet.auto_filter.ref == "A4:C7"


def test_every_state_has_a_look_with_a_sign_that_is_no_formula() -> None:
    assert set(LOOKS) == set(State.__args__)  # type: ignore[attr-defined]
    assert all(len(look.sign) == 1 and look.sign not in "=+-@" for look in LOOKS.values())


def test_a_number_among_the_facts_is_a_number(tmp_path: Path) -> None:
    sheet = written(tmp_path, replace(small_report(), facts=(("People", 1234),)))["Summary"]
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["B2"].number_format) == (1234, "n", "#,##0")


def named(name: str, report: Report) -> Section:
    """A section with a name in every place that there is."""
    column = Column(name, hint=name)
    table = Table("t", name, (column,), ((Cell(name, "held", name),),), name, (("held", name),))
    chart = replace(
        report.sections[1].charts[0], title=name, axis=name, parts=(("held", name), ("open", name))
    )
    return Section("x", name, (Sentence(name, "en"),), (chart,), (table,))


def test_names_are_text_wherever_they_stand(tmp_path: Path) -> None:
    """No formula, no number, no link: only the ways from the summary to the tables lead anywhere."""
    report = small_report(name=HOSTILE[0])
    cards = tuple(Card(name, "eligible", name, (name,)) for name in HOSTILE)
    facts = tuple((name, name) for name in HOSTILE)
    sections = tuple(named(name, report) for name in HOSTILE)
    sheets = written(tmp_path, replace(report, facts=facts, cards=cards, sections=sections))
    found = dict.fromkeys((name.replace("\r", "\n") for name in HOSTILE), 0)
    for sheet in sheets.values():
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type in "snd"
            if cell.value in found:
                found[str(cell.value)] += 1
            if cell.hyperlink is not None:
                assert cell.hyperlink.target is None
                assert (cell.hyperlink.location or "").rpartition("!")[0].strip("'").replace(
                    "''", "'"
                ) in sheets
    assert min(found.values()) >= 10
    with zipfile.ZipFile(tmp_path / "r.xlsx") as archive:
        for part in archive.namelist():
            text = archive.read(part).decode("utf-8", errors="replace")
            assert "<f>" not in text
            assert 'TargetMode="External"' not in text


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["a/b:c*d?[e]\\f"], ["a b c d e f"]),
        (["x" * 40], ["x" * 31]),
        (["T", "t", "T"], ["T", "t (2)", "T (3)"]),
        (["x" * 40, "x" * 41], ["x" * 31, "x" * 27 + " (2)"]),
        (["'quoted'", "", "[]"], ["quoted", "-", "- (2)"]),
        (["History", "Summary"], ["History (2)", "Summary (2)"]),
        (["a\nb\tc"], ["a b c"]),
    ],
)
def test_names_of_sheets_are_those_that_excel_admits(
    tmp_path: Path, titles: list[str], names: list[str]
) -> None:
    section = Section("s", "S", tables=tuple(of_rows(title=title) for title in titles))
    sheets = written(tmp_path, replace(small_report(), sections=(section,)))
    assert list(sheets)[1:] == names


def test_values_that_a_sheet_cannot_hold(tmp_path: Path) -> None:
    """Days before March 1900 are words; a text beyond the limit of a cell ends with a sign for that."""
    rows = (Cell(date(1900, 2, 28)), Cell("x" * 40_000)), (Cell("a\uffffb"), Cell(None))
    sheet = written(tmp_path, with_table(of_rows(*rows)))["T"]
    assert sheet["A3"].value == "28 February 1900"
    assert sheet["B3"].value == "x" * 32_766 + "…"
    assert sheet["A4"].value == "a\ufffdb"


def test_long_tables_go_on_on_further_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Room for 10 rows, 7 of which are left for what stands above: 3 people a sheet."""
    monkeypatch.setattr(tables, "MOST_ROWS", 10)
    sheets = written(tmp_path, with_table(of_rows(*((Cell(f"p{n}"), Cell(n)) for n in range(7)))))
    assert list(sheets) == ["Summary", "T", "T (2)", "T (3)"]
    assert [values(sheets[name])[2:] for name in ("T", "T (2)", "T (3)")] == [
        [["p0", 0], ["p1", 1], ["p2", 2]],
        [["p3", 3], ["p4", 4], ["p5", 5]],
        [["p6", 6]],
    ]


def test_tables_wider_than_a_sheet_are_refused(tmp_path: Path) -> None:
    with pytest.raises(pc.NoPlaceInFile) as caught:
        write_workbook(with_table(of_rows(columns=16_385)), tmp_path / "r.xlsx")
    assert str(caught.value) == (
        f"{tmp_path / 'r.xlsx'}: has no place for the 16,385 columns of 'T'. "
        "A sheet holds 16,384: ask about fewer targets, or write .html, .md or .zip."
    )
    assert list(tmp_path.iterdir()) == []


def test_too_many_remarks_are_left_out_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_REMARKS", 1)
    sheet = written(tmp_path, small_report())["Exams to sit"]
    assert sheet["A3"].value == "The 2 remarks on single cells are not shown here."
    assert sheet["B5"].comment is None


def test_the_same_report_is_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_workbook(small_report(), tmp_path / name)
    write_workbook(small_report(), tmp_path / "c.xlsx", created=datetime(2026, 1, 2))
    first, second, third = ((tmp_path / name).read_bytes() for name in ("a", "b", "c.xlsx"))
    assert first == second != third
    assert openpyxl.load_workbook(tmp_path / "c.xlsx").properties.created == datetime(2026, 1, 2)


def test_what_was_there_stays_if_the_file_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "no" / "r.xlsx"
    with pytest.raises(pc.UnreadableFile) as caught:
        write_workbook(small_report(), path)
    assert str(caught.value) == f"{path}: cannot be written: No such file or directory"


def test_a_large_matrix_is_printed_over_several_pages(tmp_path: Path) -> None:
    sheet = written(tmp_path, with_table(matrix(people=2, exams=60)))[MATRIX]
    assert (sheet.page_setup.fitToWidth or 0) > 1
    assert sheet.print_title_cols == "$A:$A"
    assert sheet["B3"].alignment.textRotation == 90


def test_a_card_of_many_facts_is_high_enough(tmp_path: Path) -> None:
    card = Card("T", "eligible", "eligible", tuple(f"fact {number}" for number in range(9)))
    sheet = written(tmp_path, replace(small_report(), cards=(card,), sections=()))["Summary"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "T")
    assert sheet.row_dimensions[row].height == 9 * 15 + 3


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 10, 1), ("a b", 1, 2), ("a\nb", 10, 2), ("人" * 10, 10, 3), ("abc", 10, 1)],
)
def test_lines(text: str, width: int, lines: int) -> None:
    assert lines_of(text, width) == lines
