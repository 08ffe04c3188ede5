"""Small workbooks that would take all memory, or hours: read or refused, in little of both."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from raw_workbooks import EMPTY_CELLS, cell, label, ods, ods_row, shared, text, worksheet, xls, xlsx

pytest.importorskip("resource", reason="memory is limited by it")

FAR = (
    "has a sheet of 1,048,576 rows and 16,384 columns, 10,000,000 cells are read at most: delete what "
    "stands far from the table"
)
LONG = "has too long a text in too many cells"
DAMAGED = "is a damaged workbook: open it and save it anew"
LAST = "XFD1048576"
ROW = '<row r="1048576">{}</row>'
UTF_16 = worksheet(ROW.format(cell(LAST))).encode("utf-16")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NO_PLACES = "<c/>" * 16383 + "<c><v>1</v></c>"
ONE_ROW = ods_row(text("Name"), text("70-347")), ods_row(text("Ana"), text("x"))
#: Numbers of the last row and column of .xls.
END = 0xFFFF


def hostile_sheets(folder: Path) -> None:
    """Sheets of .xlsx with something far away."""
    far = worksheet(ROW.format(cell(LAST)))
    prefixed = f'<x:row r="1048576"><x:c r="{LAST}"><x:v>1</x:v></x:c></x:row>'
    xlsx(folder / "elsewhere.xlsx", far, part="xl/other/sheet1.xml", target="other/sheet1.xml")
    xlsx(folder / "blanks.xlsx", far.replace('r="', 'r = "'))
    xlsx(folder / "lines.xlsx", far.replace('r="', 'r\n=\n"'))
    xlsx(folder / "quotes.xlsx", worksheet(f"<row r='1048576'><c r='{LAST}'><v>1</v></c></row>"))
    xlsx(folder / "order.xlsx", worksheet(ROW.format(f'<c s="1" t="n" r="{LAST}"><v>1</v></c>')))
    xlsx(folder / "small.xlsx", worksheet(ROW.format(f'<c r="{LAST.lower()}"><v>1</v></c>')))
    xlsx(folder / "noplace.xlsx", worksheet(ROW.format(NO_PLACES)))
    xlsx(folder / "entities.xlsx", far.replace('r="XFD', 'r="&#88;FD'))
    xlsx(folder / "prefix.xlsx", worksheet(prefixed, more=f'xmlns:x="{MAIN}"'))
    xlsx(folder / "upper.xlsx", far, part="XL/WORKSHEETS/SHEET1.XML")
    xlsx(folder / "backslash.xlsx", far, part="xl\\worksheets\\sheet1.xml")


def other_sheets(folder: Path) -> None:
    """Sheets of .xlsx that are not what they seem."""
    far = worksheet(ROW.format(cell(LAST)))
    xlsx(folder / "utf16.xlsx", UTF_16)
    xlsx(folder / "doctype.xlsx", "<!DOCTYPE a>" + far)
    xlsx(folder / "backwards.xlsx", worksheet(cell("A1048576") + cell("A1"), headings=""))
    xlsx(folder / "overflow.xlsx", worksheet('<row r="4294967297"><c r="B4294967297"><v>1</v></c></row>'))
    xlsx(folder / "binary.xlsx", far, part="xl/worksheets/sheet1.bin", target="worksheets/sheet1.bin")
    near = worksheet(f'<row r="2">{cell("A2")}{cell("B2")}</row>')
    xlsx(folder / "twice.xlsx", near, parts=[("xl/worksheets/Sheet1.xml", far)])
    tail = xlsx(folder / "tail.xlsx", far)
    tail.write_bytes(tail.read_bytes() + bytes(100_000))
    merged = "".join(f'<mergeCell ref="A1:A{1000 + row}"/>' for row in range(20_000))
    rows = "".join(f'<row r="{row}">{cell(f"A{row}")}</row>' for row in range(2, 3000))
    sheet = worksheet(rows).replace("</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>")
    xlsx(folder / "merged.xlsx", sheet)


def slow_sheets(folder: Path) -> None:
    """Sheets of some 200 KB and more that are quadratic for whoever searches them."""
    person = f'<row r="2">{cell("A2")}{cell("B2")}</row>'
    for name, cells in (
        ("errors", '<c r="C3" t="e"/>' * 100_000),
        ("opened", '<c r="C3" t="e"></c>' * 100_000),
        ("formulas", '<c r="C3" t="str"><f>1</f></c>' * 50_000),
    ):
        xlsx(folder / f"{name}.xlsx", worksheet(f'{person}<row r="3">{cells}</row>'))
    xlsx(folder / "comments.xlsx", worksheet(person + "<!-- <c t='e' r='C1'><f> -->" * 50_000))
    blanks = '<c r="C2"><f>1</f>' + " " * 1_000_000 + "<v>1</v></c>"
    xlsx(folder / "wide.xlsx", worksheet(person.replace("</row>", f"{blanks}</row>")))
    texts = "<sst>" + "<!-- <si> -->" * 50_000 + "<si><t>x</t></si></sst>"
    xlsx(folder / "shared.xlsx", worksheet(person), parts=[("xl/sharedStrings.xml", texts)])


def documents(folder: Path) -> None:
    """The same in .ods."""
    many = '<table:table-cell table:number-columns-repeated="999999999"/>'
    ods(folder / "columns.ods", *ONE_ROW, ods_row(many, "<table:table-cell/>"))
    ods(
        folder / "rows.ods",
        ONE_ROW[0],
        ods_row(EMPTY_CELLS, more=' table:number-rows-repeated="99999999"'),
        ods_row(text("x")),
    )
    ods(folder / "negative.ods", *ONE_ROW, ods_row(EMPTY_CELLS.replace("16382", "-1")))
    spaces = text("x").replace(
        "<text:p>",
        '<text:p><text:s text:c="999999999"/><text:s text:c="999999999"/><text:s text:c="999999999"/>',
    )
    ods(folder / "spaces.ods", *ONE_ROW, ods_row(spaces))
    ods(
        folder / "copies.ods",
        *ONE_ROW,
        ods_row(
            text("x" * 10_000, ' table:number-columns-repeated="999"'),
            more=' table:number-rows-repeated="999"',
        ),
    )
    ods(folder / "nested.ods", *ONE_ROW, "<table:table>" * 3 + "</table:table>" * 3)
    ods(folder / "parts.ods", *ONE_ROW, ods_row("<table:table-cell table:x='table:table'/>" * 30_000))
    ods(folder / "quotes.ods", *ONE_ROW, ods_row(many.replace('"', "'").replace("=", " = "), text("x")))


def binaries(folder: Path) -> None:
    """The same in .xls."""
    headings = label(0, 0, "Name"), label(0, 1, "70-347")
    xls(folder / "good.xls", *headings, label(1, 0, "Ana"), label(1, 1, "x"))
    xls(
        folder / "size.xls",
        (0x200, struct.pack("<IIHHH", 0, 0xFFFFFFF0, 0, END, 0)),
        *headings,
        label(1, 0, "Ana"),
    )
    xls(folder / "far.xls", *headings, label(END, END, "x"))
    xls(folder / "backwards.xls", label(END, 0, "Name"), label(0, 0, "70-347"))
    xls(folder / "result.xls", label(9, 0, "Name"), (0x207, struct.pack("<HB", 1, 0) + b"x"))
    xls(folder / "texts.xls", *headings, texts=[(0xFC, struct.pack("<II", 9, 0x7FFFFFFF))])
    long = (0xFC, struct.pack("<IIHB", 1, 1, 8000, 0) + b"x" * 8000)
    cells = [shared(row, column) for row in range(3000) for column in range(100)]
    xls(folder / "long.xls", *headings, *cells, texts=[long])
    xls(folder / "nowhere.xls", *headings, start=0x7FFFFFFF)
    circle = xls(folder / "circle.xls", *headings)
    raw = bytearray(circle.read_bytes())
    raw[-4096 + 4 : -4096 + 8] = struct.pack("<I", 1)  # the sector of the stream follows itself
    circle.write_bytes(raw)


def _size(rows: str, columns: str) -> str:
    return FAR.replace("1,048,576", rows).replace("16,384", columns)


#: Beginnings of messages, or the people that are read.
EXPECTED: dict[str, str | list[str]] = {
    "elsewhere.xlsx": FAR,
    "blanks.xlsx": FAR,
    "lines.xlsx": FAR,
    "quotes.xlsx": FAR,
    "order.xlsx": FAR,
    "small.xlsx": FAR,
    "noplace.xlsx": FAR,
    "entities.xlsx": FAR,
    "prefix.xlsx": FAR,
    "upper.xlsx": FAR,
    "backslash.xlsx": FAR,
    "utf16.xlsx": DAMAGED,
    "doctype.xlsx": DAMAGED,
    "backwards.xlsx": DAMAGED,
    "overflow.xlsx": DAMAGED,
    "twice.xlsx": DAMAGED,
    "binary.xlsx": "is not a workbook that can be read: ",
    "tail.xlsx": "is not a workbook that can be read: nothing in it says so",
    "merged.xlsx": "has cells merged over each other too often: remove the merging",
    "errors.xlsx": ["x"],
    "opened.xlsx": ["x"],
    "formulas.xlsx": ["x"],
    "comments.xlsx": ["x"],
    "wide.xlsx": ["x"],
    "shared.xlsx": ["x"],
    "columns.ods": _size("3", "1,000,000,000"),
    "rows.ods": _size("100,000,001", "2"),
    "negative.ods": DAMAGED,
    "spaces.ods": LONG,
    "copies.ods": LONG,
    "nested.ods": DAMAGED,
    "parts.ods": ["Ana"],
    "quotes.ods": _size("3", "1,000,000,000"),
    "good.xls": ["Ana"],
    "size.xls": ["Ana"],
    "far.xls": _size("65,536", "65,536"),
    "backwards.xls": DAMAGED,
    "result.xls": DAMAGED,
    "texts.xls": DAMAGED,
    "long.xls": LONG,
    "nowhere.xls": DAMAGED,
    "circle.xls": DAMAGED,
}


_SCRIPT = """
import json, resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (6 * 2**30, 6 * 2**30))
import plan_competency as pc
for path in sys.argv[1:]:
    began = time.perf_counter()
    try:
        said = sorted(pc.read_roster(path).people)
    except pc.PlanCompetencyError as error:
        said = str(error).partition(": ")[2]
    print(json.dumps([path, said, time.perf_counter() - began]), flush=True)
"""


def said_of(paths: Iterable[Path]) -> dict[str, tuple[str | list[str], float]]:
    """What reading each file says (or whom it names) in a process of 6 GiB, and how long it takes."""
    command = [sys.executable, "-c", _SCRIPT, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    lines = map(json.loads, done.stdout.splitlines())
    return {Path(path).name: (said, seconds) for path, said, seconds in lines}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str | list[str], float]]:
    folder = tmp_path_factory.mktemp("hostile")
    for write in (hostile_sheets, other_sheets, slow_sheets, documents, binaries):
        write(folder)
    return said_of(sorted(folder.iterdir()))


@pytest.mark.parametrize("name", EXPECTED)
def test_a_hostile_workbook(name: str, said: dict[str, tuple[str | list[str], float]]) -> None:
    assert name in said, f"no answer after that on {list(said)[-1:]}"
    what, seconds = said[name]
    expected = EXPECTED[name]
    assert what[: len(expected)] == expected
    assert seconds < 20


def test_no_file_is_left_out(said: dict[str, tuple[str | list[str], float]]) -> None:
    assert set(said) == set(EXPECTED)
