"""The long layout: a row for each person and credential."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ...models.base import folded_name
from ...models.told import Number, marked, told
from ..roster_rows import people_in
from ..tables import Row
from .asked import Order
from .credentials import Credentials
from .dates import Reading, month_of, reading
from .headings import Header
from .marks import expiry, said
from .orders import DateOrder
from .people import Remark, people_in_rows
from .sheets import SheetDocument, Value, text_of
from .totals import names_a_sum, tell_of_names_alone, tell_of_sum
from .words import Mark, Meaning

_DATES: tuple[Meaning, ...] = ("passed", "expires")


def long_document(
    header: Header, credentials: Credentials, asked: Order | None, remark: Remark
) -> SheetDocument:
    """A table in the long layout, or of the vendor's report, as the data of a roster.

    Raises:
        InvalidFile: a column is missing or stands twice, a row is too long or incomplete, dates
            contradict each other, a name is written in two ways, or there are no rows.
    """
    if missing := header.missing("person", "credential"):
        raise missing
    header.refuse_repeats()
    header.refuse_misspelled()
    header.refuse_long_rows()
    rows = [row for row in header.body if not _is_total(header, row, remark)]
    people = people_in_rows(header, rows, remark)
    if not header.is_plain:
        tell_of_names_alone(header, rows, remark)
    table = _Table(header, credentials, _order(header, rows, asked))
    found = table.rows(rows, people)
    document = header.located(
        people_in, header.sheet.path, _renewed(found) if header.is_vendors_report else found
    )
    table.add_refused(document)
    if not header.is_plain:
        table.tell(remark)
    return document


def _is_total(header: Header, row: int, remark: Remark) -> bool:
    """Whether a row names no credential, or a number instead, and a sum instead of a person."""
    credential = header.sheet.text(row, header.column("credential"))
    is_sum = not credential or credential.isdecimal()
    if header.is_plain or not is_sum or not names_a_sum(header, row):
        return False
    tell_of_sum(header, row, remark)
    return True


def _order(header: Header, rows: Sequence[int], asked: Order | None) -> Order | None:
    """Which comes first in the dates of all columns."""
    order = DateOrder(header, asked)
    for meaning in _DATES:
        column = header.column(meaning)
        for row in rows if column is not None else ():
            value = header.sheet.value(row, column)
            found = reading(value) if value != "" else None
            if found is None and isinstance(value, date) and column is not None:
                message = f"'{text_of(value)}' is too long ago: perhaps a number in the format of dates"
                raise header.refusal(row, column, message)
            if found is not None and column is not None:
                order.add(row, column, found, _by_month(header, row, found) if meaning == "passed" else None)
    return order.settled()


def _by_month(header: Header, row: int, found: Reading) -> Order | None:
    """The order in which the date passed lies in the month that its row states."""
    month, passed = header.column("month"), header.column("passed")
    stated = month_of(header.sheet.value(row, month)) if month is not None else None
    if stated is None or month is None or passed is None:
        return None
    fits = [day is not None and day.month == stated for day in found]
    if not any(fits):
        written, date = header.sheet.text(row, month), header.sheet.text(row, passed)
        raise header.refusal(row, passed, f"'{date}' does not lie in '{written}': correct one of them")
    if all(fits):
        return None
    return "day-first" if fits[0] else "month-first"


def _renewed(rows: Iterable[Row]) -> Iterator[Row]:
    """The vendor's report has a renewal in a row of its own: one holding, first passed, last expiry."""
    first: dict[tuple[str, str], Row] = {}
    for number, cells in rows:
        key = folded_name(cells["person"]), folded_name(cells["credential"])
        number, earlier = first.setdefault(key, (number, cells))
        for name, best in (("passed", min), ("expires", max)):
            stated = [day for day in (earlier[name], cells[name]) if day]
            earlier[name] = best(stated, default="")
    yield from first.values()


@dataclass
class _Table:
    """The rows of a table as those of a roster file, and what was seen on the way."""

    header: Header
    credentials: Credentials
    order: Order | None
    refused: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    not_passed: Counter[str] = field(default_factory=Counter)
    undated: int = 0

    def rows(self, rows: Sequence[int], people: Sequence[str]) -> Iterator[Row]:
        """Row numbers, and cells by our own names."""
        for row, person in zip(rows, people, strict=True):
            credential = self._credential(row)
            cells = {"person": person, "credential": self.credentials.meant(credential)}
            cells |= dict.fromkeys(_DATES, "")
            mark = self._mark(row) if credential and not self.header.is_plain else "held"
            if mark == "held":
                cells |= {name: self._date(row, name) for name in _DATES}
                self.undated += bool(credential) and not cells["passed"]
            elif mark == "cannot-take":
                self.refused[folded_name(person)].append(cells["credential"])
            if mark != "held":
                cells["credential"] = ""
            yield self.header.sheet.numbers[row], cells

    def _credential(self, row: int) -> str:
        """What stands in the column of credentials; "" where a word there says that nothing is held."""
        text = self._text(row, "credential")
        if self.header.is_plain:
            return text
        text = " ".join(text.splitlines())
        is_none = said(text) == "not-held" and not self.credentials.is_known(text)
        return "" if is_none else text

    def _text(self, row: int, meaning: Meaning) -> str:
        return self.header.sheet.text(row, self.header.column(meaning))

    def _date(self, row: int, meaning: Meaning) -> str:
        """YYYY-MM-DD; what is no date stays as it is, to be refused as such."""
        value = self.header.sheet.value(row, self.header.column(meaning))
        found = reading(value) if value != "" else None
        if found is None:
            return "" if self._says_no_day(meaning, value) else self._text(row, meaning)
        day = found.by(self.order)
        return day.isoformat() if day else self._text(row, meaning)

    def _says_no_day(self, meaning: Meaning, value: Value) -> bool:
        """Whether a mark stands in the place of a date."""
        if value == "" or self.header.is_plain:
            return value == ""
        return said(value) == "held" if meaning == "passed" else expiry(value) == "never"

    def _mark(self, row: int) -> Mark:
        """What a column of results, or a mark in the place of the date, says; held if nothing does."""
        if self._text(row, "planned") and not self._text(row, "passed") and not self._text(row, "status"):
            self.not_passed[self.header.heading(self.header.column("planned") or 0)] += 1
            return "not-held"
        for meaning in ("status", "passed"):
            column = self.header.column(meaning)
            value = self.header.sheet.value(row, column)
            found = said(value) if value != "" else "held"
            if found is None and meaning == "status" and column is not None:
                message = f"'{value}' says neither passed nor failed: correct it, or remove the column"
                raise self.header.refusal(row, column, message)
            if found == "not-held":
                self.not_passed[str(value)] += 1
            if found == "not-held" or found == "cannot-take":
                return found
        return "held"

    def add_refused(self, document: SheetDocument) -> None:
        """Add the exams that people will not sit."""
        people = document.data["people"]
        for name in [name for name in people if folded_name(name) in self.refused] if self.refused else ():
            people[name] = {"holds": people[name], "cannot_take": self.refused[folded_name(name)]}

    def tell(self, remark: Remark) -> None:
        """Say what was not taken as it stands."""
        where = self.header.sheet.name or self.header.sheet.path.name
        for text, number in self.not_passed.items():
            sentence = marked("{place}: {rows} with '{text}' left out, as not passed.")
            remark(told(sentence, place=where, rows=_rows(number), text=text))
        if self.undated and self.header.column("passed") is not None:
            sentence = marked("{place}: {rows} without a date count as passed.")
            remark(told(sentence, place=where, rows=_rows(self.undated)))
        self.header.tell_left_out(remark, ("credential", *_DATES, "status", "month", "planned"))


def _rows(number: int) -> Number:
    return Number(number, "{number} row", "{number} rows")
