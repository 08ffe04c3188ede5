"""The wide layout: a row for each person, a column for each credential."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from pydantic import ValidationError

from ...models.base import folded_name
from ...models.errors import InvalidFile, Problem
from ...models.findings import findings
from ...models.rosters import Holding
from ..documents import Document, PathInData
from .asked import Order
from .dates import Reading
from .headings import Header
from .marks import DAYS_READ, EXPIRIES_READ, MARKS_READ, expiry, said
from .orders import DateOrder
from .people import Remark, people_in_rows
from .sheets import SheetDocument, Value
from .totals import is_total, tell_of_names_alone
from .wide_columns import WideTable

#: What a cell says: a holding, an exam that the person will not sit, or nothing.
_Said = Holding | str | None


def wide_document(table: WideTable, asked: Order | None, remark: Remark) -> SheetDocument:
    """The table as the data of a roster.

    Raises:
        InvalidFile: a cell says nothing that is known, a row names nobody or somebody twice, dates
            contradict each other, or there is nobody.
    """
    header = table.header
    header.refuse_repeats(("person", "first-name", "last-name", "max-exams"))
    header.refuse_long_rows()
    rows = [row for row in table.body if not is_total(table, row, remark)]
    people = people_in_rows(header, rows, remark)
    _refuse_names(header, rows, people)
    tell_of_names_alone(header, rows, remark)
    said_by_column = _read(table, rows, asked)
    document = header.located(_document, table, rows, people, said_by_column)
    header.tell_left_out(remark, ("max-exams",), _columns_of(table))
    return document


def _refuse_names(header: Header, rows: Sequence[int], people: Sequence[str]) -> None:
    """Refuse a row that names nobody, or somebody whom another row names."""
    first: dict[str, int] = {}
    column = next(iter((*header.name_columns, *header.columns("identity"), *header.columns("e-mail"))), 0)
    for row, person in zip(rows, people, strict=True):
        if not person:
            raise header.refusal(row, column, "the row names nobody: write who holds this")
        other = first.setdefault(folded_name(person), row)
        if other != row:
            message = (
                f"'{person}' stands in {header.sheet.where(other, column)}, too: keep one row for each "
                f"person{'' if header.tells_apart else ', or add a column with their e-mail addresses'}"
            )
            raise header.refusal(row, column, message)


def _read(table: WideTable, rows: Sequence[int], asked: Order | None) -> list[list[_Said]]:
    """What the cells of each column of a credential say, row by row.

    It is worked out once for each different value of a column.

    Raises:
        InvalidFile: some say nothing that is known, or dates contradict each other.
    """
    cells = {column: table.header.sheet.column(column, rows) for column in _columns_of(table)}
    _refuse_strange(table, rows, cells)
    order = _order(table, rows, cells, asked)
    found = []
    for column in table.columns:
        told = _meant(table, column, set(cells[column]), order)
        items = [told[value] for value in cells[column]]
        for name, others in (("passed", table.days), ("expires", table.expiries)):
            if (other := others.get(column)) is not None:
                days = [_day(expiry(value), order) for value in cells[other]]
                dated = partial(_dated, table, column, other, name)
                items = list(map(dated, rows, items, days))
        found.append(items)
    return found


def _columns_of(table: WideTable) -> tuple[int, ...]:
    """The columns of credentials, and those that say more of them."""
    return (*table.columns, *table.days.values(), *table.expiries.values())


def _order(
    table: WideTable, rows: Sequence[int], cells: Mapping[int, Sequence[Value]], asked: Order | None
) -> Order | None:
    order = DateOrder(table.header, asked)
    for column, values in cells.items():
        first = dict(zip(reversed(values), reversed(rows), strict=True))  # the first row of each value
        for value, row in first.items():
            found = said(value) if column in table.columns else expiry(value)
            if isinstance(found, Reading):
                order.add(row, column, found)
    return order.settled()


def _refuse_strange(table: WideTable, rows: Sequence[int], cells: Mapping[int, Sequence[Value]]) -> None:
    """Refuse cells that say nothing that is known, all of them by name."""
    strange = {
        column: {value for value in set(values) if _is_strange(table, column, value)}
        for column, values in cells.items()
    }
    problems = [
        table.header.problem(
            row,
            column,
            f"'{table.header.sheet.text(row, column)}' is not understood: {_what_is_read(table, column)}",
        )
        for row in (rows if any(strange.values()) else ())
        for column, found in strange.items()
        if table.header.sheet.value(row, column) in found
    ]
    if problems:
        raise InvalidFile(table.header.sheet.path, problems)


def _what_is_read(table: WideTable, column: int) -> str:
    if column in table.columns:
        return MARKS_READ
    return EXPIRIES_READ if column in table.expiries.values() else DAYS_READ


def _is_strange(table: WideTable, column: int, value: Value) -> bool:
    return (said(value) if column in table.columns else expiry(value)) is None


def _day(found: object, order: Order | None) -> date | None:
    return found.by(order) if isinstance(found, Reading) else None


def _meant(table: WideTable, column: int, values: Iterable[Value], order: Order | None) -> dict[Value, _Said]:
    """What the values of a column say of people."""
    credential = table.columns[column]
    try:
        undated = Holding(credential=credential)
    except ValidationError as error:
        message = next(findings(error, {})).message
        raise table.header.refusal(table.header.row, column, f"the heading {message}") from None

    def meant(value: Value) -> _Said:
        found = said(value)
        if isinstance(found, Reading):  # many: what is valid already is not validated anew
            return undated.model_copy(update={"passed": found.by(order)})
        return undated if found == "held" else credential if found == "cannot-take" else None

    return {value: meant(value) for value in values}


def _dated(
    table: WideTable, column: int, other: int, name: str, row: int, item: _Said, day: date | None
) -> _Said:
    """A holding with the day in another column: when it was passed, or when it expires.

    Raises:
        InvalidFile: it is not held, was passed on another day, or expires before.
    """
    if day is None:
        return item
    if not isinstance(item, Holding):
        what = "a day of expiry" if name == "expires" else "a day"
        message = f"{what}, but {table.columns[column]} is not held: say when it was passed, or x"
        raise table.header.refusal(row, other, message)
    if name == "passed" and item.passed not in (None, day):
        raise table.header.refusal(row, other, f"{day}, but {table.header.title(column)} says {item.passed}")
    try:
        return item.replaced(**{name: day})
    except ValidationError as error:
        raise table.header.refusal(row, other, next(findings(error, {})).message) from None


def _document(
    table: WideTable, rows: Sequence[int], people: Sequence[str], said_by_column: Sequence[Sequence[_Said]]
) -> Document:
    sheet, limit = table.header.sheet, table.header.column("max-exams")
    data: dict[str, Any] = {}
    lines: dict[PathInData, int] = {}
    for row, person, items in zip(rows, people, zip(*said_by_column, strict=True), strict=True):
        lines["people", person] = sheet.numbers[row]
        stated = [item for item in items if item is not None]
        entry: dict[str, Any] = {"holds": [item for item in stated if not isinstance(item, str)]}
        entry["cannot_take"] = [item for item in stated if isinstance(item, str)]
        if (most := sheet.value(row, limit)) != "":
            entry["max_exams"] = whole(most)
        data[person] = entry
    if not data:
        message = "has no rows below the header: add a row for each person"
        raise InvalidFile(sheet.path, [Problem("", message)])
    return Document(sheet.path, {"people": data}, lines)


def whole(value: Value) -> Value:
    """A cell as the whole number that it states; anything else as it is, to be refused."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value
