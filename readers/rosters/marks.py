"""What a cell says of a credential: held, passed on a day, not held, or never to be sat."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from typing import Literal

from .dates import Reading, reading
from .sheets import Value
from .words import Mark, folded_cell, words

#: How to mend a cell that says something else.
MARKS_READ = "write a mark (x, yes, 1), the date it was passed, no, or 'will not sit', or empty the cell"
DAYS_READ = "write the day on which it was passed, or empty the cell"
EXPIRIES_READ = "write the last day on which it counts, or 'never', or empty the cell"

_COUNTED: dict[float, Mark] = {0: "not-held", 1: "held"}
#: What 0 and 1 are in the format of dates, as different programs save them.
_AS_DATES: dict[object, Mark] = {
    time(0): "not-held",
    date(1899, 12, 30): "not-held",
    date(1899, 12, 31): "held",
    date(1900, 1, 1): "held",
}


@lru_cache(maxsize=100_000)
def said(value: Value) -> Mark | Reading | None:
    """What a cell says; None: nothing that is known. An empty one says that it is not held."""
    if value == "" or value is False:
        return "not-held"
    if value is True:
        return "held"
    if isinstance(value, int | float):
        return _COUNTED.get(value) or reading(value)
    if isinstance(value, str):
        return words().marks.get(folded_cell(value)) or reading(value)
    return _AS_DATES.get(value.date() if isinstance(value, datetime) else value) or reading(value)


@lru_cache(maxsize=100_000)
def expiry(value: Value) -> Literal["never"] | Reading | None:
    """The last day on which something counts, as a cell states it; None: nothing that is known."""
    if value == "" or (isinstance(value, str) and folded_cell(value) in words().never):
        return "never"
    return reading(value)
