"""Which comes first in the dates of a file, the day or the month: settled by the file, or asked."""

from __future__ import annotations

from typing import NamedTuple

from ...models.errors import InvalidFile
from .asked import Order
from .dates import Reading
from .headings import Header

_SIDE: dict[Order, str] = {"day-first": "the day first", "month-first": "the month first"}


class _Cell(NamedTuple):
    row: int
    column: int
    order: Order


class DateOrder:
    """The one order of the dates of a sheet, found while its dates are looked at."""

    def __init__(self, header: Header, asked: Order | None) -> None:
        self._header, self._sheet, self._asked = header, header.sheet, asked
        self._settled: _Cell | None = None
        self._open: tuple[int, int, Reading] | None = None

    def add(self, row: int, column: int, reading: Reading, settles: Order | None = None) -> None:
        """Look at a date. `settles`: what else in its row says which order it has.

        Raises:
            InvalidFile: another date has the other order, or it is none in the order asked for.
        """
        order = reading.settles or settles
        if self._asked is not None:
            if reading.by(self._asked) is None or (settles is not None and settles != self._asked):
                raise self._refusal(row, column, f"is no date with {_SIDE[self._asked]}, as --dates says")
        elif order is not None:
            self._settle(_Cell(row, column, order))
        elif reading.day_first != reading.month_first:
            self._open = self._open or (row, column, reading)

    def _settle(self, cell: _Cell) -> None:
        other = self._settled or cell
        if other.order != cell.order:
            written = self._sheet.text(other.row, other.column)
            where = self._sheet.where(other.row, other.column)
            message = f"has {_SIDE[cell.order]}, but '{written}' ({where}) {_SIDE[other.order]}"
            raise self._refusal(
                cell.row, cell.column, f"{message}: write all dates in one way, best YYYY-MM-DD"
            )
        self._settled = other

    def settled(self) -> Order | None:
        """The order of all dates; None where all are the same in both.

        Raises:
            InvalidFile: nothing settles it.
        """
        if self._asked is None and self._settled is None and self._open is not None:
            row, column, reading = self._open
            message = (
                f"may be {reading.day_first} (day first) or {reading.month_first} (month first), and no "
                "other date of the file settles it: say --dates day-first or --dates month-first"
            )
            raise self._refusal(row, column, message)
        return self._asked or (self._settled.order if self._settled else None)

    def _refusal(self, row: int, column: int, message: str) -> InvalidFile:
        return self._header.refusal(row, column, f"'{self._sheet.text(row, column)}' {message}")
