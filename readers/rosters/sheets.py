"""Sheets: rows of cells from any kind of file, and how their places are named in messages."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from ...models.errors import InvalidFile, Problem, UnreadableFile, place_of
from ...models.told import listed
from ..documents import Document, PathInData
from .words import folded

#: What a cell holds; text without blanks around it, "" where there is nothing.
Value = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True)
class Sheet:
    """The rows of a text file, or of one sheet of a workbook.

    Attributes:
        path: the file.
        name: of the sheet; None for a text file.
        rows: cells; rows may end early.
        numbers: where each row stands: lines of a text file, rows of a sheet.
        separators: what separates the cells of a text file, in words.
        repeated: cells that say what a cell above them does, with which they are merged, by the numbers
            of their rows and by their columns.
    """

    path: Path
    name: str | None
    rows: Sequence[Sequence[Value]]
    numbers: Sequence[int]
    separators: str = "commas"
    repeated: Set[tuple[int, int]] = frozenset()

    def value(self, row: int, column: int | None) -> Value:
        """A cell; "" beyond the end of its row, or without a column."""
        cells = self.rows[row]
        return cells[column] if column is not None and column < len(cells) else ""

    def column(self, column: int, rows: Sequence[int]) -> list[Value]:
        """The cells of a column in some rows."""
        return [cells[column] if column < len(cells) else "" for cells in map(self.rows.__getitem__, rows)]

    def is_repeated(self, row: int, column: int) -> bool:
        """Whether a cell only says what the cell above it does, with which it is merged."""
        return (self.numbers[row], column) in self.repeated

    def text(self, row: int, column: int | None) -> str:
        """A cell as text."""
        return text_of(self.value(row, column))

    def where(self, row: int, column: int | None = None) -> str:
        """A place as people name it: `line 7` or `Roster!D7`."""
        return self.place(self.numbers[row], column)

    def place(self, number: int, column: int | None = None) -> str:
        """The same of a row by its number in the file."""
        if self.name is None:
            return f"line {number}"
        return f"{self.name}!{letters(column)}{number}" if column is not None else f"{self.name}!{number}"

    def problem(self, row: int, column: int | None, message: str, place: str = "") -> Problem:
        """What is wrong with a cell; `place` says what the cell is, where no letters do."""
        return self.numbered(self.numbers[row], column, message, place)

    def numbered(self, number: int | None, column: int | None, message: str, place: str = "") -> Problem:
        """The same of a row by its number in the file; None: somewhere in it."""
        if self.name is None:
            return Problem(place, message, number)
        return Problem(self.name if number is None else self.place(number, column), message)

    def refusal(self, row: int, column: int | None, message: str, place: str = "") -> InvalidFile:
        """The same as an error."""
        return InvalidFile(self.path, [self.problem(row, column, message, place)])

    def refuse_all(self, message: str) -> InvalidFile:
        """An error of the sheet as a whole."""
        return InvalidFile(self.path, [Problem(self.name or "", message)])


def sheet_called(sheets: Sequence[Sheet], name: str) -> Sheet:
    """The sheet of a name: exactly so, or else the one whose name has the same letters and digits.

    Raises:
        UnreadableFile: none is called so, or several are.
    """
    found = [sheet for sheet in sheets if sheet.name == name] or [
        sheet for sheet in sheets if sheet.name is not None and folded(sheet.name) == folded(name)
    ]
    if len(found) == 1:
        return found[0]
    names = listed(tuple(f"'{sheet.name}'" for sheet in found or sheets), most=len(sheets))
    if found:
        message = f"the sheets {names} may each be '{name}': write the name exactly as it is"
    else:
        message = f"has no sheet '{name}': its sheets are {names}"
    raise UnreadableFile(sheets[0].path, message)


@dataclass(frozen=True)
class SheetDocument(Document):
    """The data of a roster that stood in a sheet; `columns` are those of its keys."""

    sheet: Sheet | None = None
    columns: dict[str, int] = field(default_factory=dict)

    def located(self, path: PathInData, message: str, at: PathInData) -> Problem:
        """What is wrong with a value, with the cell where it stands."""
        assert self.sheet is not None
        column = next((self.columns[str(step)] for step in reversed(at) if step in self.columns), None)
        return self.sheet.numbered(self.line_of(at), column, message, place_of(path))


def letters(column: int) -> str:
    """A column as spreadsheets name it: 0 is A, 26 is AA."""
    text = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        text, column = chr(ord("A") + letter) + text, column - 1
    return text


def text_of(value: Value) -> str:
    """A cell as people read it: 642, not 642.0; a day without a time of 0:00."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)


def is_blank(row: Sequence[Value]) -> bool:
    """Whether nothing stands in a row."""
    return all(value == "" for value in row)
