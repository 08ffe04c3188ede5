"""Workbooks (.xlsx, .xlsm, .xls, .ods) to sheets of cells, within limits.

What a workbook unpacks to, and how far apart its cells stand, is looked at before a reader
allocates anything for it; the reader gets what was looked at, and nothing else.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from ....models.errors import UnreadableFile
from ...documents import read_bytes
from ..sheets import Sheet, Value, is_blank
from .archives import inspected_archive
from .compounds import inspected_compound
from .limits import Area, Inspected, Unread, damaged, refuse_large, refuse_many_merged


def sheets_in(path: Path) -> list[Sheet]:
    """The sheets of a workbook that have cells, in its order.

    Raises:
        UnreadableFile: missing, no such workbook, protected by a password, or beyond the limits.
    """
    raw = read_bytes(path)
    if not raw:
        raise UnreadableFile(path, "is empty")
    is_archive = zipfile.is_zipfile(io.BytesIO(raw))
    inspected = inspected_archive(path, raw) if is_archive else inspected_compound(path, raw)
    return [sheet for sheet in _read(path, inspected) if sheet.rows]


def _read(path: Path, inspected: Inspected) -> Iterator[Sheet]:
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(inspected.raw)) as workbook:
            _refuse_unknown(path, workbook.sheet_names, inspected.sheets)
            for number, item in enumerate(workbook.sheets_metadata):
                if item.typ == python_calamine.SheetTypeEnum.WorkSheet:  # there are sheets of charts, too
                    sheet = workbook.get_sheet_by_index(number)
                    refuse_large(path, sheet.total_height, sheet.total_width)
                    rows: list[list[Value]] = [*sheet.to_python(skip_empty_area=False)]
                    unread = inspected.sheets[number]
                    unread.merged += sheet.merged_cell_ranges or ()
                    yield _sheet(path, item.name, rows, unread)
    except python_calamine.PasswordError:
        raise UnreadableFile(path, "is protected by a password: save it without one") from None
    except python_calamine.CalamineError as error:
        raise UnreadableFile(path, f"is not a workbook that can be read: {error}") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the library gave up, which is no Exception of Python
            raise
        raise damaged(path) from None


def _refuse_unknown(path: Path, names: Sequence[str], sheets: Sequence[Unread]) -> None:
    """Each sheet has a name of its own, and was looked at."""
    if len(set(names)) < len(names) or len(names) != len(sheets):
        raise damaged(path)


def _sheet(path: Path, name: str, rows: list[list[Value]], unread: Unread) -> Sheet:
    for area, error in unread.errors:
        for row in _rows_of(rows, area):
            row[area[0][1] : area[1][1] + 1] = [error] * len(row[area[0][1] : area[1][1] + 1])
    repeated = _filled_down(path, rows, unread.merged)
    kept, numbers = [], []
    for number, row in enumerate(rows, 1):
        clean = [value.strip() if type(value) is str else value for value in row]
        if not is_blank(clean):
            kept.append(clean)
            numbers.append(number)
    return Sheet(path, name, kept, numbers, repeated=repeated)


def _rows_of(rows: Sequence[list[Value]], area: Area) -> Sequence[list[Value]]:
    return rows[area[0][0] : area[1][0] + 1]


def _filled_down(path: Path, rows: list[list[Value]], merged: Sequence[Area]) -> set[tuple[int, int]]:
    """A cell merged over several rows holds in each of them; returns the cells that were filled."""
    refuse_many_merged(path, merged, len(rows))
    filled = set()
    for (top, column), (bottom, _) in merged:
        if bottom > top and top < len(rows) and column < len(rows[top]):
            for number, row in enumerate(rows[top + 1 : bottom + 1], top + 2):
                row[column] = rows[top][column]
                filled.add((number, column))
    return filled
