"""The wide layout: a row for each person, a column for each credential."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from ...models.base import folded_name
from ...models.credentials import plain_id
from ...models.errors import InvalidFile, Problem
from ...models.findings import findings
from ...models.rosters import Holding
from ..documents import Document, PathInData
from .credentials import Credentials, has_code
from .dates import Order, Reading
from .headings import Header
from .marks import MARKS_READ, said
from .orders import DateOrder
from .people import Remark, people_in_rows
from .sheets import SheetDocument, Value
from .words import folded, words


@dataclass(frozen=True)
class WideTable:
    """A table in the wide layout.

    Attributes:
        header: what the other columns are.
        first: the position of the first row of a person.
        columns: the credential of each column that is one.
    """

    header: Header
    first: int
    columns: Mapping[int, str]

    @property
    def body(self) -> range:
        """The positions of the rows of people."""
        return range(self.first, len(self.header.sheet.rows))


def wide_table(header: Header, credentials: Credentials) -> WideTable:
    """Find the columns of credentials: by the program, or by having nothing but marks and dates in them."""
    titles = _second_headings(header, credentials)
    below = header.row + 1 if titles is None else header.row + 2
    columns: dict[int, str] = {}
    for column in range(len(header.headings) if titles is None else max(len(header.headings), len(titles))):
        heading = _heading(header, column, titles, credentials)
        if heading and _is_credential(header, column, heading, below, credentials):
            columns[column] = credentials.meant(heading)
    return WideTable(header, below, columns)


def _heading(header: Header, column: int, titles: Sequence[str] | None, credentials: Credentials) -> str:
    """What names the credential: the heading, or what stands below it where only that is known."""
    heading, second = header.heading(column), (titles or ())[column : column + 1]
    if not second or not second[0] or credentials.is_known(heading):
        return heading
    return second[0] if not heading or credentials.is_known(second[0]) else heading


def _second_headings(header: Header, credentials: Credentials) -> Sequence[str] | None:
    """The titles in the row below the headings, if it has nobody's name and some text that is no mark."""
    row = header.row + 1
    if row >= len(header.sheet.rows) or header.name(row):
        return None
    texts = [header.sheet.text(row, column) for column in range(len(header.sheet.rows[row]))]
    given = [text for text in texts if text]
    if any(credentials.is_known(text) or said(text) is None for text in given):
        return texts
    return None


def _is_credential(header: Header, column: int, heading: str, first: int, credentials: Credentials) -> bool:
    meaning = header.meanings[column] if column < len(header.meanings) else None
    if credentials.is_known(heading):
        return column not in header.name_columns
    if meaning is not None:
        return False
    values = set(header.sheet.column(column, range(first, len(header.sheet.rows)))) - {""}
    if credentials.has_program or not has_code(heading):
        return bool(values) and all(said(value) is not None for value in values)
    return True


def wide_document(table: WideTable, asked: Order | None, remark: Remark) -> SheetDocument:
    """The table as the data of a roster.

    Raises:
        InvalidFile: a cell says nothing that is known, a row names nobody or somebody twice, two columns
            are one credential, dates contradict each other, or there is nobody.
    """
    header = table.header
    header.refuse_repeats(("person", "first-name", "last-name", "max-exams"))
    header.refuse_long_rows()
    _refuse_same_columns(table)
    rows = [row for row in table.body if not _is_total(table, row, remark)]
    people = people_in_rows(header, rows, remark)
    _refuse_names(header, rows, people)
    holdings = _holdings(table, rows, asked)
    document = header.located(_document, table, rows, people, holdings)
    header.tell_left_out(remark, table.columns)
    return document


def _refuse_same_columns(table: WideTable) -> None:
    seen: dict[str, int] = {}
    for column, credential in table.columns.items():
        other = seen.setdefault(plain_id(credential), column)
        if other != column:
            titles = f"{table.header.title(other)} and {table.header.title(column)}"
            message = f"{titles} are both {credential}: keep one column"
            raise table.header.sheet.refusal(table.header.row, column, message)


def _is_total(table: WideTable, row: int, remark: Remark) -> bool:
    """Whether a row has a sum instead of a person: by its words, or by its numbers if it is the last."""
    sheet, name = table.header.sheet, table.header.name(row)
    others = (column for column in range(len(sheet.rows[row])) if column not in table.columns)
    labels = [name] if name else [sheet.text(row, column) for column in others]
    is_sum = any(folded(label) in words().totals for label in labels) or (
        not any(labels) and row == len(sheet.rows) - 1 and _adds_up(table, row)
    )
    if is_sum:
        remark(f"{sheet.where(row)} has sums and is no person: left out.")
    return is_sum


def _adds_up(table: WideTable, row: int) -> bool:
    """Whether each cell of a row counts the cells above it that say more than no."""
    sheet = table.header.sheet
    return all(
        sheet.text(row, column) in ("", str(_number_held(table, column, row))) for column in table.columns
    )


def _number_held(table: WideTable, column: int, end: int) -> int:
    values = (table.header.sheet.value(above, column) for above in range(table.first, end))
    return sum(said(value) not in ("not-held", "cannot-take", None) for value in values)


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


#: For each column: what each of its values says; a text is an exam that the person will not sit.
_Said = dict[int, dict[Value, Holding | str | None]]


def _holdings(table: WideTable, rows: Sequence[int], asked: Order | None) -> _Said:
    """What the cells say, worked out once for each different value of a column.

    Raises:
        InvalidFile: some say nothing that is known, or dates contradict each other.
    """
    columns = {column: _values(table, column, rows) for column in table.columns}
    order = DateOrder(table.header, asked)
    for column, values in columns.items():
        for value, row in values.items():
            if isinstance(found := said(value), Reading):
                order.add(row, column, found)
    settled = order.settled()
    return {column: _meant(table, column, values, settled) for column, values in columns.items()}


def _values(table: WideTable, column: int, rows: Sequence[int]) -> dict[Value, int]:
    """The different values of a column, with the first row of each.

    Raises:
        InvalidFile: cells say nothing that is known; it names each of them.
    """
    cells = table.header.sheet.column(column, rows)
    first = dict(zip(reversed(cells), reversed(rows), strict=True))
    strange = {value for value in first if said(value) is None}
    if strange:
        problems = [
            table.header.problem(row, column, f"'{value}' is not understood: {MARKS_READ}")
            for value, row in zip(cells, rows, strict=True)
            if value in strange
        ]
        raise InvalidFile(table.header.sheet.path, problems)
    return first


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


def _document(table: WideTable, rows: Sequence[int], people: Sequence[str], holdings: _Said) -> Document:
    sheet = table.header.sheet
    limit = table.header.column("max-exams")
    data: dict[str, Any] = {}
    lines: dict[PathInData, int] = {}
    for row, person in zip(rows, people, strict=True):
        lines["people", person] = sheet.numbers[row]
        stated = list(_stated(sheet.rows[row], holdings))
        entry: dict[str, Any] = {"holds": [item for item in stated if not isinstance(item, str)]}
        entry["cannot_take"] = [item for item in stated if isinstance(item, str)]
        if (most := sheet.value(row, limit)) != "":
            entry["max_exams"] = whole(most)
        data[person] = entry
    if not data:
        raise InvalidFile(
            sheet.path, [Problem("", "has no rows below the header: add a row for each person")]
        )
    return Document(sheet.path, {"people": data}, lines)


def _stated(cells: Sequence[Value], holdings: _Said) -> Iterator[Holding | str]:
    for column, told in holdings.items():
        if column >= len(cells):
            return
        found = told[cells[column]]
        if found is not None:
            yield found


def whole(value: Value) -> Value:
    """A cell as the whole number that it states; anything else as it is, to be refused."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value
