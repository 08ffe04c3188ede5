"""Cells of tables: texts as texts, numbers as numbers, dates as dates, states by colour and sign."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from ..languages import Language
from ..report import Cell, State
from ..states import LOOKS
from .book import FIRST_DAY, Sheet, clean

if TYPE_CHECKING:
    from xlsxwriter.format import Format

#: Long dates, the month's name in the language of the report whatever that of the spreadsheet is.
_DAYS = {
    "en": "[$-809]d mmmm yyyy",
    "de": "[$-407]d. mmmm yyyy",
    "es": '[$-C0A]d "de" mmmm "de" yyyy',
    "fr": "[$-40C]d mmmm yyyy",
}
#: How numbers stand, a little away from the next column.
RIGHT = {"align": "right", "indent": 1}
_WHOLE, _BROKEN, _TEXT = "#,##0", "#,##0.00", "@"


class Cells:
    """Writes the cells of one sheet in a language: what stands in them stays what it is."""

    def __init__(self, sheet: Sheet, words: Language) -> None:
        self._sheet, self._words = sheet, words
        self._formats: dict[tuple[str, State | None, bool], Format] = {}

    def write(self, row: int, column: int, cell: Cell) -> None:
        """One cell; of a state without a value, its sign is the value."""
        value: str | float | date
        if cell.value is not None:
            value = self._told(cell.value)
        elif cell.state is not None:
            value = LOOKS[cell.state].sign
        else:
            return
        form = self._format(_shown_as(value, self._words), cell.state, cell.value is None)
        worksheet = self._sheet.worksheet
        if isinstance(value, str):
            worksheet.write_string(row, column, clean(value), form)
        elif isinstance(value, date):
            worksheet.write_datetime(row, column, value, form)
        else:
            worksheet.write_number(row, column, value, form)

    def _told(self, value: str | float | date) -> str | float | date:
        """Days before spreadsheets can count are told in words."""
        return self._words.day(value) if isinstance(value, date) and value < FIRST_DAY else value

    def _format(self, shown_as: str, state: State | None, is_sign: bool) -> Format:
        key = shown_as, state, is_sign
        if key not in self._formats:
            self._formats[key] = self._sheet.book.format(**_properties(*key))
        return self._formats[key]


def number_format(values: Iterable[float]) -> str:
    """How numbers are shown: with two decimals if one of them is broken."""
    return _WHOLE if all(value == int(value) for value in values) else _BROKEN


def with_sign(shown_as: str, state: State) -> str:
    """The sign in front of what is shown; the value in the cell, by which people filter, is without it."""
    locale, mark, rest = shown_as.rpartition("]")
    return f'{locale}{mark}"{LOOKS[state].sign} "{rest}'


def _shown_as(value: str | float | date, words: Language) -> str:
    if isinstance(value, str):
        return _TEXT
    if isinstance(value, date):
        return _DAYS[words.code]
    return number_format([value])


def _properties(shown_as: str, state: State | None, is_sign: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"num_format": shown_as}
    if shown_as == _TEXT:
        found |= {"num_format": "General", "text_wrap": True}
    else:
        found |= RIGHT if shown_as in (_WHOLE, _BROKEN) else {"align": "left"}
    if state is not None:
        found |= {"font_color": LOOKS[state].ink, "bg_color": LOOKS[state].paper}
        found |= {"border": 1, "border_color": "#FFFFFF"}
        found |= {"align": "center"} if is_sign else {"num_format": with_sign(shown_as, state)}
    return found
