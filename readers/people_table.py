"""The people of a large roster in arrays, a row for each credential. Needs Polars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ..models.rosters import Holding, Person
from .coded import Coded
from .sorted_names import SortedNames

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

#: Before all days, and after them: when something was passed, or expires, where that is not stated.
EARLIEST, LATEST = -(2**31), 2**31 - 1
_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def days_in(texts: pl.Series, if_none: int) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """The days that texts state, as numbers; and which texts are no date.

    Args:
        texts: YYYY-MM-DD, or empty.
        if_none: the number of what states no day.
    """
    import numpy as np
    import polars as pl

    is_form = texts.str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    days = texts.str.to_date("%Y-%m-%d", strict=False).cast(pl.Int32)
    is_day = (is_form & (days >= day_number(date.min)).fill_null(value=False)).to_numpy()
    numbers = np.where(is_day, days.fill_null(if_none).to_numpy(), np.int32(if_none))
    return numbers, (texts != "").to_numpy() & ~is_day


@dataclass(frozen=True, eq=False)
class PeopleTable:
    """People in name order, and what each holds in the order of the file.

    Attributes:
        names: everybody's name.
        starts: where the rows of each person start, and where the last ones end; int64 of shape
            (people + 1,).
        credential: the position in `texts` of each row's credential; uint32 of shape (rows,).
        passed: when it was passed, in days since 1970; int32 of shape (rows,).
        expires: the last day on which it counts, likewise.
        texts: the credentials as they are written.
        limits: the people whose exams are limited.
    """

    names: SortedNames
    starts: NDArray[np.int64]
    credential: NDArray[np.uint32]
    passed: NDArray[np.int32]
    expires: NDArray[np.int32]
    texts: tuple[str, ...]
    limits: Mapping[str, Person] = field(default_factory=dict)

    def person(self, position: int) -> Person:
        """One person, as an object."""
        limited = self.limits.get(self.names[position])
        return limited or Person(
            holds=tuple(map(self._holding, range(self.starts[position], self.starts[position + 1])))
        )

    def _holding(self, row: int) -> Holding:
        return Holding(
            credential=self.texts[self.credential[row]],
            passed=_day(int(self.passed[row])),
            expires=_day(int(self.expires[row])),
        )


def _day(number: int) -> date | None:
    return None if number in (EARLIEST, LATEST) else date.fromordinal(number + _EPOCH)


def people_table(
    names: Coded,
    credentials: Coded,
    passed: NDArray[np.int32],
    expires: NDArray[np.int32],
    limits: Mapping[str, Person] | None = None,
) -> PeopleTable:
    """The people whose rows these are, in any order; a row without a credential is only a name."""
    import numpy as np

    order = np.argsort(names.codes, kind="stable")
    order = order[(credentials.texts != "").to_numpy()[credentials.codes[order]]]
    numbers = np.bincount(names.codes[order], minlength=len(names.texts))
    return PeopleTable(
        SortedNames(names.texts),
        np.concatenate(([0], np.cumsum(numbers))),
        credentials.codes[order],
        passed[order],
        expires[order],
        tuple(credentials.texts.to_list()),
        limits or {},
    )
