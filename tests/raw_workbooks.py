"""Workbooks written by hand: the XML of .xlsx and .ods, the records of .xls."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

from plan_competency.readers.rosters.spreadsheets.compounds import _alone

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = '<Relationships xmlns="{}"><Relationship Id="r1" Type="{}/{}" Target="{}"/></Relationships>'
_ROWS = "".join(f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>' for place, text in (
    ("A1", "Name"), ("B1", "70-347"),
))  # fmt: skip
#: A row of headings.
HEADINGS = f'<row r="1">{_ROWS}</row>'


def cell(place: str, more: str = "") -> str:
    return f'<c r="{place}" t="inlineStr"{more}><is><t>x</t></is></c>'


def worksheet(rows: str, *, more: str = "", headings: str = HEADINGS) -> str:
    return f'<worksheet xmlns="{_MAIN}" {more}><sheetData>{headings}{rows}</sheetData></worksheet>'


def xlsx(
    path: Path,
    sheet: str | bytes,
    *,
    part: str = "xl/worksheets/sheet1.xml",
    target: str = "worksheets/sheet1.xml",
    parts: Iterable[tuple[str, str | bytes]] = (),
) -> Path:
    """A workbook with one sheet, as its XML."""
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels", _RELATION.format(_RELATIONSHIPS, _DOCUMENT, "officeDocument", "xl/workbook.xml")
        )
        archive.writestr("xl/workbook.xml", book)
        relation = _RELATION.format(_RELATIONSHIPS, _DOCUMENT, "worksheet", target)
        archive.writestr("xl/_rels/workbook.xml.rels", relation)
        archive.writestr(part, sheet)
        for name, content in parts:
            archive.writestr(name, content)
    return path


Record = tuple[int, bytes]


def label(row: int, column: int, text: str) -> Record:
    """A cell of .xls with a text."""
    return 0x204, struct.pack("<HHHHB", row, column, 0, len(text), 0) + text.encode("latin-1")


def shared(row: int, column: int) -> Record:
    """A cell of .xls with the first shared text."""
    return 0xFD, struct.pack("<HHHI", row, column, 0, 0)


def _records(*records: Record) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)


def xls(path: Path, *cells: Record, texts: Iterable[Record] = (), start: int | None = None) -> Path:
    """A workbook of .xls with one sheet."""
    begin, end = struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0), (0x0A, b"")
    sheet = struct.pack("<IBBBBs", 0, 0, 0, 1, 0, b"S")
    length = len(_records((0x809, begin), (0x85, sheet), *texts, end))
    sheet = struct.pack("<I", length if start is None else start) + sheet[4:]
    book = _records((0x809, begin), (0x85, sheet), *texts, end)
    rows = _records((0x809, begin.replace(b"\5", b"\x10", 1)), *cells, end)
    path.write_bytes(_alone("Workbook", book + rows))
    return path


ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="Team">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def ods(path: Path, *rows: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows="".join(rows)))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def text(cell: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{cell}</text:p></table:table-cell>'


EMPTY_CELLS = '<table:table-cell table:number-columns-repeated="16382"/>'


def ods_row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def repacked(path: Path, part: str, content: bytes) -> Path:
    """The workbook with one part replaced, or added."""
    raw = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return path
