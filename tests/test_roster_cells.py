"""What sheets show besides values: errors of formulas, merged cells, charts; workbooks that are protected."""

from __future__ import annotations

import struct
from pathlib import Path

import openpyxl
import pytest
from plan_competency.readers.rosters.spreadsheets import sheets_in
from plan_competency.readers.rosters.spreadsheets.compounds import _alone
from raw_workbooks import label, ods, ods_row, repacked, shared, text, xls
from spreadsheets import message_on, people_in, workbook


def ods_error(shown: str, more: str = ' calcext:value-type="error"') -> str:
    """A formula with an error, as LibreOffice saves it."""
    given = f'table:formula="of:=1/0" office:value-type="string" office:string-value=""{more}'
    return f"<table:table-cell {given}><text:p>{shown}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (ods_error("#DIV/0!"), "#DIV/0!"),
        (ods_error("Err:502"), "Err:502"),
        (ods_error("#WERT!"), "#WERT!"),
        (ods_error("#REF!", more=""), "#REF!"),
        (ods_error("Err:508", more=""), "Err:508"),
    ],
)
def test_cells_of_open_document_that_show_an_error(cell: str, shown: str, tmp_path: Path) -> None:
    rows = [ods_row(text("Name"), text("70-347")), ods_row(text("Ana"), text("x"))]
    path = ods(tmp_path / "r.ods", *rows, ods_row(text("Eva"), cell))
    assert message_on(path).startswith(f"r.ods: Team!B3: '{shown}' is not understood: write a mark")
    repeated = cell.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="2"')
    titles = ods_row(text("Name"), text("70-347"), text("70-345"))
    path = ods(tmp_path / "r.ods", titles, ods_row(text("Ana"), repeated))
    assert sheets_in(path)[0].rows[1] == ["Ana", shown, shown]


def test_a_lookup_of_open_document_that_finds_nothing(tmp_path: Path) -> None:
    rows = [ods_row(text("Name"), text("70-347")), ods_row(text("Ana"), text("x"))]
    path = ods(tmp_path / "r.ods", *rows, ods_row(text("Eva"), ods_error("#N/A")))
    assert people_in(path) == {"Ana": ["70-347"], "Eva": []}


def test_a_text_of_open_document_that_looks_like_an_error(tmp_path: Path) -> None:
    rows = [ods_row(text("Name"), text("70-347"), text("Remarks"))]
    path = ods(tmp_path / "r.ods", *rows, ods_row(text("Ana"), text("x"), text("#REF!")))
    assert people_in(path) == {"Ana": ["70-347"]}


NAMES = label(0, 0, "Name"), label(0, 1, "70-347"), label(1, 0, "Ana"), label(1, 1, "x"), label(2, 0, "Eva")


@pytest.mark.parametrize(("code", "shown"), [(0x07, "#DIV/0!"), (0x17, "#REF!"), (0x24, "#NUM!")])
def test_cells_of_binary_sheets_that_show_an_error(code: int, shown: str, tmp_path: Path) -> None:
    """A value that is an error, and a formula with that result."""
    value = 0x205, struct.pack("<HHHBB", 2, 1, 0, code, 1)
    result = bytes((2, 0, code, 0, 0, 0, 0xFF, 0xFF))
    formula = 0x06, struct.pack("<HHH", 2, 1, 0) + result + struct.pack("<HIHBB", 0, 0, 2, 0x1C, code)
    for record in (value, formula):
        path = xls(tmp_path / "r.xls", *NAMES, record)
        assert message_on(path).startswith(f"r.xls: S!B3: '{shown}' is not understood: write a mark")


def test_a_lookup_of_binary_sheets_that_finds_nothing(tmp_path: Path) -> None:
    path = xls(tmp_path / "r.xls", *NAMES, (0x205, struct.pack("<HHHBB", 2, 1, 0, 0x2A, 1)))
    assert people_in(path) == {"Ana": ["70-347"], "Eva": []}
    path = xls(tmp_path / "r.xls", *NAMES, (0x205, struct.pack("<HHHBB", 2, 1, 0, 1, 0)))
    assert people_in(path) == {"Ana": ["70-347"], "Eva": ["70-347"]}


def test_numbers_of_a_chart_in_a_binary_sheet_are_no_cells(tmp_path: Path) -> None:
    begin = struct.pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 0)
    numbers = [
        (0x203, struct.pack("<HHHd", row, column, 0, 0.5)) for column in (0, 1) for row in (0, 1, 2, 3)
    ]
    merged = 0xE5, struct.pack("<HHHHH", 1, 2, 3, 0, 0)
    path = xls(tmp_path / "r.xls", *NAMES, label(3, 1, "x"), (0x809, begin), *numbers, (0x0A, b""), merged)
    assert sheets_in(path)[0].rows == [["Name", "70-347"], ["Ana", "x"], ["Eva", ""], ["Eva", "x"]]


def test_texts_that_are_continued_in_a_binary_sheet(tmp_path: Path) -> None:
    """A text goes on behind a byte that says how wide its characters are; formats go on without one."""
    first = struct.pack("<IIHBH", 2, 2, 4, 8, 2) + b"Na"
    texts = [
        (0xFC, first),
        (0x3C, b"\1" + "me".encode("utf-16-le") + bytes(5)),
        (0x3C, bytes(3) + b"\3\0\0Ana"),
    ]
    cells = [shared(0, 0), label(0, 1, "70-347"), (0xFD, struct.pack("<HHHI", 1, 0, 0, 1)), label(1, 1, "x")]
    assert people_in(xls(tmp_path / "r.xls", *cells, texts=texts)) == {"Ana": ["70-347"]}


def test_workbooks_that_are_protected(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(_alone("EncryptedPackage", b"x"))
    assert message_on(path) == "r.xlsx: is protected by a password: save it without one"
    path = xls(tmp_path / "r.xls", *NAMES, texts=[(0x2F, b"\1\0")])
    assert message_on(path) == "r.xls: is protected by a password: save it without one"
    path = ods(tmp_path / "r.ods", ods_row(text("Name")))
    repacked(path, "META-INF/manifest.xml", b"<manifest><manifest:encryption-data/></manifest>")
    assert message_on(repacked(path, "content.xml", b"\0\1\2")) == (
        "r.ods: is protected by a password: save it without one"
    )


COVERED = "<table:covered-table-cell/>"
SPANNED = ' table:number-columns-spanned="1" table:number-rows-spanned="2"'


def test_a_name_merged_over_rows_of_open_document(tmp_path: Path) -> None:
    rows = [
        ods_row(text("Name"), text("Exam")),
        ods_row(text("Ana", SPANNED), text("70-347")),
        ods_row(COVERED, text("70-345")),
        ods_row(text("Eva"), text("70-345")),
    ]
    path = ods(tmp_path / "r.ods", *rows)
    assert people_in(path) == {"Ana": ["70-347", "70-345"], "Eva": ["70-345"]}
    assert sheets_in(path)[0].repeated == {(3, 0)}


def test_cells_that_are_filled_by_merging_are_known(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", Team=[[], ["Name", "Exams"], [None, "70-347"], ["Ana", "x"]])
    book = openpyxl.load_workbook(path)
    book["Team"].merge_cells("A2:A3")
    book["Team"].merge_cells("B2:C2")
    book.save(path)
    sheet = sheets_in(path)[0]
    assert [row[0] for row in sheet.rows] == ["Name", "Name", "Ana"]
    assert [sheet.is_repeated(row, column) for row in range(3) for column in (0, 1)] == [
        False, False, True, False, False, False,
    ]  # fmt: skip
