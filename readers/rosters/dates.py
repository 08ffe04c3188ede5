"""Dates as people write them, and whether the day or the month comes first in them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from .asked import Order
from .sheets import Value
from .words import folded, words

#: Days are counted from here in spreadsheets. Plain numbers that may be dates of exams (1980 to 2040); what
#: else has five digits is more often the number of a certificate.
_EPOCH = date(1899, 12, 30)
_SERIAL = range(29_221, 51_502)
#: What is before this in the format of dates is a number that was written into such a cell.
_FIRST = date(1954, 1, 1)

_ZONE = r"(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})"
_TIME = r"(?:[T\s,]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*(?:[ap]\.?\s?m\.?)?\s*" + _ZONE + "?)?"
_YEAR_FIRST = re.compile(r"([0-9]{4})\s*([-/.])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,2})\.?" + _TIME, re.IGNORECASE)
_YEAR_LAST = re.compile(
    r"([0-9]{1,2})\s*([-/.])\s*([0-9]{1,2})\s*\2\s*([0-9]{4}|[0-9]{2})" + _TIME, re.IGNORECASE
)
_COUNTED = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")
_WITH_NAME = re.compile(r"(?=.*[^\W\d_]{3})(.*?[0-9].*?)" + _TIME, re.IGNORECASE | re.DOTALL)
_PIECES = re.compile(r"[0-9]+|[^\W\d_]+")
#: Words in dates that say nothing.
_FILLER = frozenset(
    ("de", "del", "den", "der", "le", "the", "of", "el", "er", "st", "nd", "rd", "th", "am", "on")
)


class Reading(NamedTuple):
    """What a date is with the day before the month, and with the month before the day; None: no date."""

    day_first: date | None
    month_first: date | None

    @property
    def settles(self) -> Order | None:
        """The only order in which it is a date."""
        if self.day_first is None:
            return "month-first"
        return "day-first" if self.month_first is None else None

    def by(self, order: Order | None) -> date | None:
        """The date in one order."""
        return self.month_first if order == "month-first" else self.day_first


@lru_cache(maxsize=100_000)
def reading(value: Value) -> Reading | None:
    """The date that a cell states; None: it is no date."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return Reading(value, value) if value >= _FIRST else None
    if isinstance(value, float | int) and not isinstance(value, bool):
        return _counted(int(value)) if math.isfinite(value) else None
    return _in_text(value) if isinstance(value, str) else None


def _counted(days: int) -> Reading | None:
    if days not in _SERIAL:
        return None
    day = _EPOCH + timedelta(days)
    return Reading(day, day)


def _in_text(text: str) -> Reading | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return _either(_day(found[1], found[3], found[4]), None, same=True)
    if found := _YEAR_LAST.fullmatch(text):
        first, sign, second, year = found.groups()
        if len(year) == 2 and sign == "-":
            return None  # perhaps the year stands first
        return _either(_day(year, second, first), _day(year, first, second))
    if found := _COUNTED.fullmatch(text):
        return _counted(int(found[1]))
    if len(text) <= 60 and (found := _WITH_NAME.fullmatch(text)):
        return _either(_with_name(found[1]), None, same=True)
    return None


def _either(day_first: date | None, month_first: date | None, *, same: bool = False) -> Reading | None:
    found = Reading(day_first, day_first if same else month_first)
    return None if found == (None, None) else found


def _day(year: str, month: str, day: str) -> date | None:
    """A year of two digits is one from 1970 to 2069."""
    number = int(year)
    if len(year) <= 2:
        number += 2000 if number < 70 else 1900
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def _with_name(text: str) -> date | None:
    """`25-Dec-2018`, `December 25, 2018`, `25 de diciembre de 2018`, `Di., 25. Dez. 2018`."""
    numbers: list[str] = []
    months: list[int] = []
    for piece in _PIECES.findall(text):
        name = folded(piece)
        if piece.isdecimal():
            numbers.append(piece)
        elif name in month_names():
            months.append(month_names()[name])
        elif name not in _FILLER and name not in _weekdays():
            return None
    if len(months) != 1 or len(numbers) != 2:
        return None
    day, year = reversed(numbers) if len(numbers[0]) == 4 else numbers
    if len(day) > 2 or len(year) not in (2, 4):
        return None
    return _day(year, str(months[0]), day)


@lru_cache(maxsize=1)
def month_names() -> dict[str, int]:
    """The names of months in each language, whole or cut to three letters or more, where that is clear."""
    from babel.dates import get_month_names

    meant: dict[str, set[int]] = {}
    for code, more in words().months.items():
        for width in ("wide", "abbreviated"):
            for month, name in get_month_names(width, locale=code).items():
                for text in _cut(folded(name)):
                    meant.setdefault(text, set()).add(month)
        for month_text, number in (item.split() for item in more):
            meant.setdefault(folded(month_text), set()).add(int(number))
    return {text: months.pop() for text, months in meant.items() if len(months) == 1}


@lru_cache(maxsize=1)
def _weekdays() -> frozenset[str]:
    from babel.dates import get_day_names

    return frozenset(
        folded(name)
        for code in words().months
        for width in ("wide", "abbreviated")
        for name in get_day_names(width, locale=code).values()
    )


def _cut(name: str) -> Iterable[str]:
    return (name[:end] for end in range(min(3, len(name)), len(name) + 1))


def month_of(value: Value) -> int | None:
    """The month in a cell such as `Dec-18`, whatever else stands in it."""
    if isinstance(value, date):
        return value.month
    pieces = _PIECES.findall(value) if isinstance(value, str) else ()
    found = {month_names()[name] for name in map(folded, pieces) if name in month_names()}
    return found.pop() if len(found) == 1 else None
