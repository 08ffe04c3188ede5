"""Holdings: who holds what on a day, with the people who hold the same taken together."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from .credentials import plain_id

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from .programs import Program
    from .rosters import Person, Roster

#: Of people who are only counted, so many are named.
NAMED = 8


class Holders(NamedTuple):
    """How many people there are, and the first of them in name order."""

    people: int
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Holdings:
    """What an organization's people hold on a day, by groups of people who hold the same.

    Names are in the order of their code points, as `sorted` puts them. Groups are in the order of
    what they hold: False before True, credential by credential.

    Attributes:
        credentials: the program's credentials that anybody holds on the day, sorted. Stated ones
            only, without what they earn.
        held: who holds what; bool of shape (groups, credentials), column by column in memory.
        counts: the people in each group; int64 of shape (groups,).
        group_of: the group of each person in name order, -1 for those set aside; int32 of shape
            (people,).
        people: everybody's name, in order.
        unknown: what the program does not know, as first written, by who names it: people who
            hold it, or who refuse to take it.
        expired: credentials of the program by the people for whom they count no longer.
        later: credentials of the program by the people who pass them only after the day.
    """

    credentials: tuple[str, ...]
    held: NDArray[np.bool_]
    counts: NDArray[np.int64]
    group_of: NDArray[np.int32]
    people: Sequence[str] = field(repr=False)
    unknown: Mapping[str, Holders] = field(default_factory=dict)
    expired: Mapping[str, Holders] = field(default_factory=dict)
    later: Mapping[str, Holders] = field(default_factory=dict)

    def names(self, groups: Sequence[int], most: int) -> list[tuple[str, ...]]:
        """The first `most` people of each group, in name order."""
        order, ends = self._by_group
        found = []
        for group in groups:
            start = int(ends[group - 1]) if group else 0
            found.append(self._named(order[start : min(start + most, int(ends[group]))]))
        return found

    def first(self, groups: ArrayLike, most: int) -> tuple[str, ...]:
        """The first `most` people of some groups taken together, in name order.

        Args:
            groups: numbers of groups, or a bool for each group.
            most: how many people at most.
        """
        import numpy as np

        wanted = np.zeros(len(self.counts) + 1, dtype=np.bool_)  # the last one: those set aside
        picked = np.asarray(groups)
        wanted[:-1][picked if picked.size else []] = True
        return self._named(np.flatnonzero(wanted[self.group_of])[:most])

    def groups_of(self, names: Iterable[str]) -> NDArray[np.int32]:
        """The group of each person named, -1 for those set aside.

        Raises:
            KeyError: nobody is called exactly that.
        """
        import numpy as np

        return self.group_of[np.fromiter(map(self._position, names), dtype=np.int64)]

    def without(self, names: Iterable[str]) -> Holdings:
        """The same groups with some people set aside; groups may be left with nobody.

        What is said about credentials (`unknown`, `expired`, `later`) stays as it is.

        Raises:
            KeyError: nobody is called exactly that.
        """
        import numpy as np

        positions = np.fromiter(set(map(self._position, names)), dtype=np.int64)
        group_of = self.group_of.copy()
        group_of[positions] = -1
        counts = np.bincount(group_of[group_of >= 0], minlength=len(self.counts))
        return replace(self, counts=counts.astype(np.int64), group_of=group_of)

    @cached_property
    def _by_group(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Positions of people by group and name, and where each group ends in them."""
        import numpy as np

        aside = int(np.count_nonzero(self.group_of < 0))
        return np.argsort(self.group_of, kind="stable")[aside:], np.cumsum(self.counts)

    def _named(self, positions: NDArray[np.int64]) -> tuple[str, ...]:
        return tuple(self.people[int(position)] for position in positions)

    def _position(self, name: str) -> int:
        position = bisect_left(self.people, name)
        if position == len(self.people) or self.people[position] != name:
            raise KeyError(name)
        return position


def holdings_of(
    roster: Roster,
    program: Program,
    on: date | None = None,
    *,
    among: Collection[str] | None = None,
    named: int = NAMED,
) -> Holdings:
    """What the people of a roster hold, person by person.

    Args:
        roster: the people, each an object.
        program: the credentials that are known.
        on: the day in question; None: today, as in `Program.held`.
        among: the only credentials by which people are told apart; None: all.
        named: how many people are named in `unknown`, `expired` and `later`.
    """
    people = sorted(roster.people)
    credential_id = cache(program.credential_id)
    day = on or date.today()
    wanting = _Wanting(credential_id, day, named)
    told = []
    for name in people:
        person = roster.people[name]
        stated = (credential_id(item.credential) for item in person.holds if item.counts_on(day))
        held = frozenset(known for known in stated if known is not None)
        wanting.add(name, person, held)
        told.append(held if among is None else held.intersection(among))
    return _grouped(told, people, wanting)


def _grouped(told: Sequence[frozenset[str]], people: Sequence[str], wanting: _Wanting) -> Holdings:
    import numpy as np

    credentials = sorted(frozenset[str]().union(*told))
    rows = {held: [credential in held for credential in credentials] for held in set(told)}
    groups = {held: number for number, held in enumerate(sorted(rows, key=rows.__getitem__))}
    held = np.array([rows[held] for held in groups], dtype=np.bool_).reshape(len(groups), len(credentials))
    group_of = np.array([groups[held] for held in told], dtype=np.int32)
    return Holdings(
        credentials=tuple(credentials),
        held=np.asfortranarray(held),
        counts=np.bincount(group_of, minlength=len(groups)).astype(np.int64),
        group_of=group_of,
        people=people,
        unknown=wanting.of("unknown"),
        expired=wanting.of("expired"),
        later=wanting.of("later"),
    )


class _Wanting:
    """What is stated and does not count, with the people who state it; they are added in name order."""

    def __init__(self, credential_id: Callable[[str], str | None], day: date, named: int) -> None:
        self._credential_id, self._day, self._named = credential_id, day, named
        self._people: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._spelled: dict[str, str] = {}

    def add(self, name: str, person: Person, held: frozenset[str]) -> None:
        """Add a person, who holds what is given on the day."""
        for written in sorted((*(item.credential for item in person.holds), *person.cannot_take)):
            if self._credential_id(written) is None:
                plain = self._spelled.setdefault(plain_id(written), written)
                self._people["unknown", plain][name] = None
        for item in person.holds:
            known = self._credential_id(item.credential)
            if known is not None and known not in held:
                why = "expired" if item.expires is not None and item.expires < self._day else "later"
                self._people[why, known][name] = None

    def of(self, why: str) -> dict[str, Holders]:
        """What does not count for one reason, sorted."""
        found = sorted((text, people) for (reason, text), people in self._people.items() if reason == why)
        return {text: Holders(len(people), tuple(islice(people, self._named))) for text, people in found}
