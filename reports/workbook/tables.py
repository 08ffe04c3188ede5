"""A sheet for a table: title, note and legend, a header that stays, filters, and the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any

from ...models.errors import NoPlaceInFile
from ..languages import Language
from ..report import Cell, Column, Table
from ..states import LOOKS
from .book import Book, Sheet, lines_of, width_of
from .cells import RIGHT, Cells

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
#: Rows of one sheet above the data: title, notes, legend, hints, header, and one to spare.
_ROWS_ABOVE = 7
#: Remarks on single cells are heavy: more than this are left to the other forms of a report.
MOST_REMARKS = 2_000
_NARROWEST, _WIDEST = 9, 40
#: The sign by which a column is filtered is so wide.
_FILTER = 4
#: Beyond so many columns, their hints are turned upright.
_COLUMNS_WITH_LEVEL_HINTS = 8
_UPRIGHT_HEIGHT = 120
#: So many characters are legible across a page.
_PAGE = 190
#: A line of text above a table is at least so long.
_LINE = 100
#: The width of a column that nobody set.
_UNUSED = 8.43
HEADER = {
    "bold": True,
    "text_wrap": True,
    "bg_color": "#1F3A5F",
    "font_color": "#FFFFFF",
    "valign": "vcenter",
}
_HINT = {"font_size": 8, "font_color": "#4B5563", "text_wrap": True, "valign": "bottom"}
_NOTE: dict[str, Any] = {"font_color": "#4B5563"}


def refuse_wide(tables: Sequence[Table], path: Path) -> None:
    """Refuse tables that have more columns than a sheet.

    Raises:
        NoPlaceInFile: one has.
    """
    wide = [
        f"the {len(table.columns):,} columns of '{table.title}'"
        for table in tables
        if len(table.columns) > MOST_COLUMNS
    ]
    if wide:
        instead = f"A sheet holds {MOST_COLUMNS:,}: ask about fewer targets, or write .html, .md or .zip."
        raise NoPlaceInFile(path, wide, instead)


def write_table(table: Table, words: Language, book: Book) -> str:
    """Write a table to a sheet of its own, or to several if it is longer than a sheet.

    Returns:
        the name of the first one.
    """
    most = MOST_ROWS - _ROWS_ABOVE
    parts = [table.rows[start : start + most] for start in range(0, max(1, len(table.rows)), most)]
    names = [_TableSheet(book.sheet(table.title), table, words).write(rows) for rows in parts]
    return names[0]


@dataclass
class _TableSheet:
    """One sheet being written, from top to bottom."""

    sheet: Sheet
    table: Table
    words: Language
    row: int = 0

    def write(self, rows: Sequence[tuple[Cell, ...]]) -> str:
        """Write everything; gives the name of the sheet."""
        widths = [_width(column, place, rows) for place, column in enumerate(self.table.columns)]
        for place, width in enumerate(widths):
            self.sheet.worksheet.set_column(place, place, width)
        remarks = _remarks(rows)
        self._top(widths, left_out=0 if len(remarks) <= MOST_REMARKS else len(remarks))
        first = self.row
        self._header(widths)
        cells = Cells(self.sheet, self.words)
        for number, row in enumerate(rows, self.row):
            for place, cell in enumerate(row):
                cells.write(number, place, cell)
            self._make_room(number, ((_text(cell), widths[place]) for place, cell in enumerate(row)))
        for number, place, remark in remarks if len(remarks) <= MOST_REMARKS else ():
            self.sheet.remark(self.row + number, place, remark)
        self._behaviour(first, len(rows), sum(widths))
        return self.sheet.name

    def _top(self, widths: Sequence[float], left_out: int) -> None:
        """Title, note and legend, across as many columns as a line of text needs."""
        columns, width = _room(widths)
        room: dict[str, Any] = {"columns": columns, "width": int(width)}
        notes = [self.table.note] if self.table.note else []
        if left_out:
            number = self.words.number(left_out)
            notes.append(
                self.words.say("The {number} remarks on single cells are not shown here.", number=number)
            )
        self.sheet.paragraph(self.row, self.table.title, **room, bold=True, font_size=14)
        for note in notes:
            self.row += 1
            self.sheet.paragraph(self.row, note, **room, **_NOTE)
        if self.table.legend:
            self.row += 1
            legend = [(LOOKS[state], meaning) for state, meaning in self.table.legend]
            self.sheet.coloured(
                self.row, [(f"{look.sign} {text}", look.ink) for look, text in legend], **room
            )
        self.row += 1

    def _make_room(self, row: int, texts: Iterable[tuple[str, float]]) -> None:
        """Make a row as high as its longest text: not every spreadsheet program does that by itself."""
        lines = max((lines_of(text, int(width)) for text, width in texts if len(text) > width), default=1)
        if lines > 1:
            self.sheet.worksheet.set_row(row, 15 * lines)

    def _header(self, widths: Sequence[float]) -> None:
        columns = self.table.columns
        if any(column.hint for column in columns):
            upright = len(columns) > _COLUMNS_WITH_LEVEL_HINTS
            self.sheet.worksheet.set_row(self.row, _UPRIGHT_HEIGHT if upright else 36)
            turned = {"rotation": 90, "align": "center"} if upright else {}
            for place, column in enumerate(columns):
                self.sheet.text(self.row, place, column.hint, **_HINT, **turned)
            self.row += 1
        for place, column in enumerate(columns):
            form = {**HEADER, **RIGHT} if column.kind == "number" else HEADER
            self.sheet.text(self.row, place, column.title, **form)
        titles = ((column.title, widths[place] - _FILTER) for place, column in enumerate(columns))
        self._make_room(self.row, titles)
        self.row += 1

    def _behaviour(self, first: int, rows: int, width: float) -> None:
        """What stays in sight, what can be filtered, and how it is printed."""
        worksheet = self.sheet.worksheet
        worksheet.freeze_panes(self.row, 1)
        last = len(self.table.columns) - 1
        worksheet.autofilter(self.row - 1, 0, self.row - 1 + max(1, rows), last)
        worksheet.repeat_rows(first, self.row - 1)
        pages = ceil(width / _PAGE)
        if pages > 1:
            worksheet.repeat_columns(0)
        self.sheet.printed(self.table.title, pages)


def _room(widths: Sequence[float]) -> tuple[int, float]:
    """How many columns a line of text needs, and how wide they are; beside a narrow table there are more."""
    width, number = 0.0, 0
    while width < _LINE:
        width += widths[number] if number < len(widths) else _UNUSED
        number += 1
    return number, width


def _remarks(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[int, int, str]]:
    """What is behind cells, by row and column."""
    return [
        (number, place, cell.hint)
        for number, row in enumerate(rows)
        for place, cell in enumerate(row)
        if cell.hint
    ]


def _width(column: Column, place: int, rows: Sequence[tuple[Cell, ...]]) -> float:
    """Wide enough for the longest value, and for the longest word of the header beside its filter."""
    longest = max((_length(row[place]) for row in rows), default=0)
    header = max(map(len, column.title.split()), default=0) + _FILTER
    return min(_WIDEST, max(_NARROWEST, longest + 2, header))


def _text(cell: Cell) -> str:
    return cell.value if isinstance(cell.value, str) else ""


def _length(cell: Cell) -> int:
    value = cell.value
    if value is None:
        return 0
    sign = 2 if cell.state else 0
    if isinstance(value, str):
        return width_of(value) + sign
    return (18 if isinstance(value, date) else len(f"{value:,.2f}")) + sign
