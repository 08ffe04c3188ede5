"""Workbooks (.xlsx, .xlsm, .xls, .ods) to sheets of cells, within limits.

Workbooks are zip archives of XML: what they unpack to, and how far apart their cells stand, is
looked at before a reader allocates anything for it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from html import unescape
from pathlib import Path
from typing import Any
from xml.parsers import expat

from ...models.errors import UnreadableFile
from ..documents import read_bytes
from .sheets import Sheet, Value, is_blank

#: What a damaged archive makes of the library that reads it.
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, LookupError,
    ValueError, OSError, OverflowError,
)  # fmt: skip

LARGEST_UNPACKED_BYTES = 256 * 1024 * 1024
#: Cells between the first and the last one of a sheet, empty ones included.
MOST_CELLS = 10_000_000
#: Characters of all cells together, were each as long as the longest text that cells share.
_MOST_SHARED_CHARACTERS = 2_000_000_000

_COLUMN = re.compile(rb"""\sr=["']([A-Z]{1,3})[0-9]""")
_CELL_ROW = re.compile(rb"""\sr=["'][A-Z]{1,3}([0-9]{1,7})""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["']([0-9]{1,9})["']""")
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*\bt=["']e["'])[^>]*\br=["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*>"""
    rb""".*?<(?:\w+:)?v>([^<]{1,40})<""",
    re.DOTALL,
)
_NOT_CALCULATED = re.compile(
    rb"""<(?:\w+:)?c\s(?![^>]*\bt=["']str["'])[^>]*\br=["']([A-Z]{1,3}[0-9]{1,7})["'][^>]*>\s*"""
    rb"""<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)"""
)
_SHARED = re.compile(rb"<(?:\w+:)?si[ >].*?</(?:\w+:)?si>", re.DOTALL)
_TABLE = re.compile(rb"<table:table[ >].*?</table:table>", re.DOTALL)
_TABLE_PART = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell)\b([^>]*?)(/?)>")
_REPEATED = re.compile(rb"""table:number-(?:rows|columns)-repeated=["']([0-9]{1,9})["']""")


def sheets_in(path: Path) -> list[Sheet]:
    """The sheets of a workbook that have cells, in its order.

    Raises:
        UnreadableFile: missing, no such workbook, protected by a password, or beyond the limits.
    """
    raw = read_bytes(path)
    if not raw:
        raise UnreadableFile(path, "is empty")
    errors = _errors(path, raw) if zipfile.is_zipfile(io.BytesIO(raw)) else {}
    sheets = [_sheet(path, name, rows, errors.get(name, {})) for name, rows in _read(path, raw)]
    return [sheet for sheet in sheets if sheet.rows]


def _read(path: Path, raw: bytes) -> Iterator[tuple[str, list[list[Value]]]]:
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw)) as workbook:
            for item in workbook.sheets_metadata:
                if item.typ == python_calamine.SheetTypeEnum.WorkSheet:  # there are sheets of charts, too
                    sheet = workbook.get_sheet_by_name(item.name)
                    _refuse_large(path, sheet.total_height, sheet.total_width)
                    rows: list[list[Value]] = [*sheet.to_python(skip_empty_area=False)]
                    yield item.name, _filled_down(rows, sheet.merged_cell_ranges or ())
    except python_calamine.PasswordError:
        raise UnreadableFile(path, "is protected by a password: save it without one") from None
    except python_calamine.CalamineError as error:
        raise UnreadableFile(path, f"is not a workbook that can be read: {error}") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the library gave up, which is no Exception of Python
            raise
        raise UnreadableFile(path, "is a damaged workbook: open it and save it anew") from None


def _filled_down(rows: list[list[Value]], merged: Any) -> list[list[Value]]:
    """A cell merged over several rows holds in each of them."""
    for (top, column), (bottom, _) in merged:
        if top < len(rows) and column < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[column] = rows[top][column]
    return rows


def _sheet(path: Path, name: str, rows: list[list[Value]], errors: Mapping[tuple[int, int], str]) -> Sheet:
    for (top, column), error in errors.items():
        if top < len(rows) and column < len(rows[top]):
            rows[top][column] = error
    kept, numbers = [], []
    for number, row in enumerate(rows, 1):
        clean = [value.strip() if type(value) is str else value for value in row]
        if not is_blank(clean):
            kept.append(clean)
            numbers.append(number)
    return Sheet(path, name, kept, numbers)


def _errors(path: Path, raw: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """The cells of each sheet that show an error such as #REF!, which readers take for empty.

    Raises:
        UnreadableFile: the archive is damaged, or beyond the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _refuse_bombs(path, archive)
            return dict(_errors_by_sheet(archive))
    except _DAMAGES:
        raise UnreadableFile(path, "is a damaged workbook: open it and save it anew") from None


def _refuse_bombs(path: Path, archive: zipfile.ZipFile) -> None:
    """Sizes are as stated, for reading a part checks that; then the cells of each sheet are counted."""
    if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED_BYTES:
        raise UnreadableFile(path, f"unpacks to more than {LARGEST_UNPACKED_BYTES // 1024**2} MiB")
    shared, longest = 0, 0
    for part in archive.infolist():
        name, text = part.filename.lower(), archive.read(part)
        if name.endswith((".xml", ".rels")):
            _refuse_broken(path, text)
        if name.startswith("xl/worksheets/"):
            _refuse_not_calculated(path, text)
            _refuse_large(path, *_size_of(text))
            shared += text.count(b't="s"') + text.count(b"t='s'")
        elif name == "xl/sharedstrings.xml":
            longest = max((len(item[0]) for item in _SHARED.finditer(text)), default=0)
        elif name == "content.xml":
            for table in _TABLE.finditer(text):
                _refuse_large(path, *_size_of_table(table[0]))
    if shared * longest > _MOST_SHARED_CHARACTERS:
        raise UnreadableFile(path, "has too long a text in too many cells")


def _refuse_broken(path: Path, xml: bytes) -> None:
    """Readers of workbooks may look for ever for an end that is missing; entities are never needed."""
    if b"<!DOCTYPE" not in xml and b"\0" not in xml:
        with suppress(expat.ExpatError):
            expat.ParserCreate().Parse(xml, True)
            return
    raise UnreadableFile(path, "is a damaged workbook: open it and save it anew")


def _refuse_not_calculated(path: Path, sheet: bytes) -> None:
    """A formula has no value before a spreadsheet program has calculated it: the cell would seem empty."""
    if b"f>" in sheet and (found := _NOT_CALCULATED.search(sheet)):
        message = (
            f"cell {found[1].decode()} has a formula that was never calculated: open the file and save it"
        )
        raise UnreadableFile(path, message)


def _refuse_large(path: Path, height: int, width: int) -> None:
    if height * width > MOST_CELLS:
        message = (
            f"has a sheet of {height:,} rows and {width:,} columns, {MOST_CELLS:,} cells are read at most: "
            "delete what stands far from the table"
        )
        raise UnreadableFile(path, message)


def _size_of(sheet: bytes) -> tuple[int, int]:
    """The last row and column of a sheet of .xlsx."""
    rows = set(map(int, _CELL_ROW.findall(sheet))).union(map(int, _ROW.findall(sheet)))
    columns = map(_column, set(_COLUMN.findall(sheet)))
    return max(rows, default=0), max(columns, default=-1) + 1


def _size_of_table(table: bytes) -> tuple[int, int]:
    """The last row and column of a table of .ods that hold something, with all that repeats before."""
    height = width = row = column = 0
    for closes, kind, attributes, _ in _TABLE_PART.findall(table):
        times = int(found[1]) if (found := _REPEATED.search(attributes)) else 1
        if kind == b"table-row":
            row, column = (row if closes else row + times), 0
        elif not closes:
            column += times
            if b"value-type=" in attributes:
                height, width = max(height, row), max(width, column)
    return height, width


def _column(name: bytes) -> int:
    """The number of a column by its letters: A is 0."""
    number = 0
    for letter in name:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _errors_by_sheet(archive: zipfile.ZipFile) -> Iterator[tuple[str, dict[tuple[int, int], str]]]:
    if "xl/workbook.xml" not in archive.namelist():
        return
    parts = {
        item.get("Id"): f"xl/{item.get('Target', '').removeprefix('/xl/')}"
        for item in _elements(archive.read("xl/_rels/workbook.xml.rels"), b"Relationship")
    }
    for sheet in _elements(archive.read("xl/workbook.xml"), b"sheet"):
        part = next((parts.get(value) for key, value in sheet.items() if key.endswith(":id")), None)
        if part in archive.namelist():
            yield sheet.get("name", ""), _errors_in(archive.read(str(part)))


def _elements(xml: bytes, name: bytes) -> Iterator[dict[str, str]]:
    """The attributes of each element of a name; no parser is needed, or trusted, for that."""
    for element in re.findall(rb"<(?:\w+:)?" + name + rb"\s([^>]*)>", xml):
        found = re.findall(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", element.decode("utf-8", "replace"))
        yield {key: unescape(double or single) for key, double, single in found}


def _errors_in(sheet: bytes) -> dict[tuple[int, int], str]:
    if b't="e"' not in sheet and b"t='e'" not in sheet:
        return {}
    return {
        (int(row) - 1, _column(name)): error.decode("utf-8", "replace")
        for name, row, error in _ERROR.findall(sheet)
    }
