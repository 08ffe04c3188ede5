"""Rosters as workbooks, in the sheets from which they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from ...models.errors import NoPlaceInFile
from ...models.rosters import Workforce
from ..roster_rows import COLUMNS as CREDENTIAL_COLUMNS
from ..roster_rows import rows_of
from .book import FIRST_DAY, Book, Sheet, clean, open_book
from .tables import HEADER, MOST_ROWS

#: The names of the sheets and their columns; they are read, so they are the same in every language.
CREDENTIALS, PEOPLE, WILL_NOT_SIT, ORGANIZATION = "Credentials", "People", "Will not sit", "Organization"
COLUMNS = {
    CREDENTIALS: CREDENTIAL_COLUMNS,
    PEOPLE: ("person", "max_exams"),
    WILL_NOT_SIT: ("person", "exam"),
    ORGANIZATION: ("name", "value"),
}
#: What the sheet of the organization states besides metrics.
FACTS = ("organization", "market")
_WIDTHS = (32, 40, 12, 12)

_Value = str | float | date | None
_Row = Sequence[_Value]


def write_roster_workbook(roster: Workforce, path: Path) -> None:
    """Write a roster to an `.xlsx` file; see `write_roster`."""
    rows: dict[str, list[_Row]] = {
        CREDENTIALS: list(rows_of(roster)),
        PEOPLE: [(name, person.max_exams) for name, person in roster.people.items()],
        WILL_NOT_SIT: [(name, exam) for name in roster.limited for exam in roster.people[name].cannot_take],
        ORGANIZATION: list(_facts(roster)),
    }
    _refuse_losses(roster, rows, path)
    with open_book(path, roster.organization or "") as book:
        for name, found in rows.items():
            _write_sheet(book, name, found)


def _facts(roster: Workforce) -> Iterator[_Row]:
    yield "organization", roster.organization
    yield "market", roster.market
    yield from roster.metrics.items()


def _refuse_losses(roster: Workforce, rows: dict[str, list[_Row]], path: Path) -> None:
    lost = [] if roster.people else ["a roster without people"]
    lost += [f"the {len(found):,} rows of {name}" for name, found in rows.items() if len(found) >= MOST_ROWS]
    lost += [
        f"the metric '{key}', which means something else there" for key in roster.metrics if _is_fact(key)
    ]
    texts = {
        value: None for found in rows.values() for row in found for value in row if isinstance(value, str)
    }
    lost += [
        f"{text!a}, which has a character that no workbook can hold" for text in texts if clean(text) != text
    ]
    lost += [f"max_exams of {name}, {most}" for name, most in rows[PEOPLE] if not _is_exact(most)]
    if lost:
        raise NoPlaceInFile(path, lost[:5], "Write .yaml or .json, which keep it.")


def _is_fact(key: str) -> bool:
    return key.casefold() in FACTS


def _write_sheet(book: Book, name: str, rows: Iterable[_Row]) -> None:
    sheet = book.sheet(name)
    for place, column in enumerate(COLUMNS[name]):
        sheet.worksheet.set_column(place, place, _WIDTHS[place])
        sheet.text(0, place, column, **HEADER)
    last = 0
    for last, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            write_value(sheet, last, place, value)
    sheet.worksheet.freeze_panes(1, 1)
    sheet.worksheet.autofilter(0, 0, max(1, last), len(COLUMNS[name]) - 1)
    sheet.worksheet.repeat_rows(0)
    sheet.printed(name)


def write_value(sheet: Sheet, row: int, column: int, value: _Value) -> None:
    """A value that is read back the same: a text where a spreadsheet cannot count."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.text(row, column, value)
    elif isinstance(value, date):
        if value < FIRST_DAY:
            sheet.text(row, column, value.isoformat())
        else:
            form = sheet.book.format(num_format="yyyy-mm-dd", align="left")
            sheet.worksheet.write_datetime(row, column, value, form)
    elif _is_exact(value):
        sheet.worksheet.write_number(row, column, value, sheet.book.format(align="left"))
    else:
        sheet.text(row, column, f"{Decimal(repr(value)):f}")


def _is_exact(value: object) -> bool:
    """Whether a number survives in a cell, which has 16 digits."""
    return not isinstance(value, int | float) or float(f"{value:.16G}") == value
