"""The wide layout: a row for each person, a column for each credential."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError

from ...models.base import folded_name
from ...models.errors import InvalidFile, Problem
from ...models.findings import findings
from ...models.rosters import Holding
from ..documents import Document, PathInData
from .dates import Order, Reading
from .headings import Header
from .marks import EXPIRIES_READ, MARKS_READ, expiry, said
from .orders import DateOrder
from .people import Remark, people_in_rows
from .sheets import SheetDocument, Value
from .totals import is_total
from .wide_columns import WideTable

Found = TypeVar("Found")

#: For each column of a credential: what each of its values says. A text is an exam that the person
#: will not sit.
_Said = Mapping[int, Mapping[Value, Holding | str | None]]
#: For each column of a credential that has one of expiries: that, and the day of each of its values.
_Expiries = Mapping[int, tuple[int, Mapping[Value, date | None]]]


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
    holdings, expiries = _read(table, rows, asked)
    document = header.located(_document, table, rows, people, holdings, expiries)
    header.tell_left_out(remark, {*table.columns, *table.expiries.values()})
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
                "person, or add a column with their e-mail addresses"
            )
            raise header.refusal(row, column, message)


def _read(table: WideTable, rows: Sequence[int], asked: Order | None) -> tuple[_Said, _Expiries]:
    """What the cells say, worked out once for each different value of a column.

    Raises:
        InvalidFile: some say nothing that is known, or dates contradict each other.
    """
    values = {column: _first_rows(table, column, rows) for column in table.columns}
    days = {column: _first_rows(table, column, rows) for column in table.expiries.values()}
    _refuse_strange(table, rows, values, days)
    order = DateOrder(table.header, asked)
    for column, first in (*values.items(), *days.items()):
        for value, row in first.items():
            found = said(value) if column in values else expiry(value)
            if isinstance(found, Reading):
                order.add(row, column, found)
    settled = order.settled()
    expiries = {
        owner: (column, {value: _day(expiry(value), settled) for value in days[column]})
        for owner, column in table.expiries.items()
    }
    return {column: _meant(table, column, first, settled) for column, first in values.items()}, expiries


def _first_rows(table: WideTable, column: int, rows: Sequence[int]) -> dict[Value, int]:
    """The different values of a column, with the first row of each."""
    cells = table.header.sheet.column(column, rows)
    return dict(zip(reversed(cells), reversed(rows), strict=True))


def _refuse_strange(
    table: WideTable, rows: Sequence[int], values: Mapping[int, Iterable[Value]], days: Mapping[int, Any]
) -> None:
    """Refuse cells that say nothing that is known, all of them by name."""
    strange = {column: {value for value in found if said(value) is None} for column, found in values.items()}
    strange |= {column: {value for value in found if expiry(value) is None} for column, found in days.items()}
    problems = [
        table.header.problem(
            row,
            column,
            f"'{table.header.sheet.text(row, column)}' is not understood: "
            f"{EXPIRIES_READ if column in days else MARKS_READ}",
        )
        for row in (rows if any(strange.values()) else ())
        for column, found in strange.items()
        if table.header.sheet.value(row, column) in found
    ]
    if problems:
        raise InvalidFile(table.header.sheet.path, problems)


def _day(found: object, order: Order | None) -> date | None:
    return found.by(order) if isinstance(found, Reading) else None


def _meant(
    table: WideTable, column: int, values: Iterable[Value], order: Order | None
) -> dict[Value, Holding | str | None]:
    """What the values of a column say of people."""
    credential = table.columns[column]
    try:
        undated = Holding(credential=credential)
    except ValidationError as error:
        message = next(findings(error, {})).message
        raise table.header.refusal(table.header.row, column, f"the heading {message}") from None

    def meant(value: Value) -> Holding | str | None:
        found = said(value)
        if isinstance(found, Reading):  # many: what is valid already is not validated anew
            return Holding.model_construct(credential=undated.credential, passed=found.by(order))
        return undated if found == "held" else credential if found == "cannot-take" else None

    return {value: meant(value) for value in values}


def _document(
    table: WideTable, rows: Sequence[int], people: Sequence[str], holdings: _Said, expiries: _Expiries
) -> Document:
    sheet, limit = table.header.sheet, table.header.column("max-exams")
    data: dict[str, Any] = {}
    lines: dict[PathInData, int] = {}
    for row, person in zip(rows, people, strict=True):
        lines["people", person] = sheet.numbers[row]
        stated = dict(_stated(sheet.rows[row], holdings))
        for column in expiries:
            _add_expiry(table, row, column, stated, expiries)
        entry: dict[str, Any] = {"holds": [item for item in stated.values() if not isinstance(item, str)]}
        entry["cannot_take"] = [item for item in stated.values() if isinstance(item, str)]
        if (most := sheet.value(row, limit)) != "":
            entry["max_exams"] = whole(most)
        data[person] = entry
    if not data:
        message = "has no rows below the header: add a row for each person"
        raise InvalidFile(sheet.path, [Problem("", message)])
    return Document(sheet.path, {"people": data}, lines)


def _stated(cells: Sequence[Value], holdings: _Said) -> Iterator[tuple[int, Holding | str]]:
    for column, told in holdings.items():
        if column >= len(cells):
            return
        found = told[cells[column]]
        if found is not None:
            yield column, found


def _add_expiry(
    table: WideTable, row: int, column: int, stated: dict[int, Holding | str], expiries: _Expiries
) -> None:
    other, days = expiries[column]
    day, item = days[table.header.sheet.value(row, other)], stated.get(column)
    if day is None:
        return
    if not isinstance(item, Holding):
        message = f"a day of expiry, but {table.columns[column]} is not held: say when it was passed, or x"
        raise table.header.refusal(row, other, message)
    try:
        stated[column] = Holding(credential=item.credential, passed=item.passed, expires=day)
    except ValidationError as error:
        raise table.header.refusal(row, other, next(findings(error, {})).message) from None


def whole(value: Value) -> Value:
    """A cell as the whole number that it states; anything else as it is, to be refused."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value
