"""A large roster's people after some came, went or changed. Needs Polars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from ..models.rosters import Person
from .coded import Coded
from .people_table import EARLIEST, LATEST, PeopleTable, day_number, people_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Number = TypeVar("Number", bound="np.integer[Any]")


def changed_people(table: PeopleTable, people: Mapping[str, Person | None]) -> PeopleTable:
    """The table with some people added or replaced, or (None) gone, in one pass over its arrays."""
    import numpy as np
    import polars as pl

    stays = _staying(table, people)
    new = {name: person for name, person in people.items() if person is not None}
    names = pl.concat([table.names.series.filter(pl.Series(stays)), pl.Series([*new], dtype=pl.String)])
    kept = np.repeat(stays, np.diff(table.starts))
    codes = np.repeat((np.cumsum(stays) - 1).astype(np.uint32), np.diff(table.starts))[kept]
    added = [(code, item) for code, who in enumerate(new.values(), int(stays.sum())) for item in who.holds]
    texts = pl.Series([*table.texts, *(item.credential for _, item in added)], dtype=pl.String)
    return people_table(
        Coded(_joined(codes, [code for code, _ in added]), names).retold(names),
        Coded(_joined(table.credential[kept], range(len(table.texts), len(texts))), texts).retold(texts),
        _joined(table.passed[kept], [_number(item.passed, EARLIEST) for _, item in added]),
        _joined(table.expires[kept], [_number(item.expires, LATEST) for _, item in added]),
        _limits(table, people),
    )


def _staying(table: PeopleTable, people: Iterable[str]) -> NDArray[np.bool_]:
    import numpy as np

    stays = np.ones(len(table.names), dtype=np.bool_)
    stays[[position for position in map(table.names.position, people) if position is not None]] = False
    return stays


def _joined(numbers: NDArray[Number], more: Iterable[int]) -> NDArray[Number]:
    import numpy as np

    return np.concatenate([numbers, np.array([*more], dtype=numbers.dtype)])


def _number(day: date | None, if_none: int) -> int:
    return if_none if day is None else day_number(day)


def _limits(table: PeopleTable, people: Mapping[str, Person | None]) -> dict[str, Person]:
    """Everybody whose exams are limited, by name."""
    everybody = {**table.limits, **people}
    return {name: person for name, person in sorted(everybody.items()) if person and person.is_limited}
