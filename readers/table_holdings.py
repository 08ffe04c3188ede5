"""What the people of a large roster hold on a day, worked out on arrays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ..models.credentials import plain_id
from ..models.holdings import NAMED, Holders, Holdings
from ..models.programs import Program
from .people_table import PeopleTable, day_number

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Credentials are the bits of words of this many.
_BITS = 64


def holdings_in(
    table: PeopleTable,
    program: Program,
    on: date | None,
    *,
    among: Collection[str] | None = None,
    named: int = NAMED,
) -> Holdings:
    """What the people of a table hold; see `holdings_of`, which is the same for people who are objects."""
    rows = _Rows(table, program, on or date.today())
    told = rows.told(among)
    words = rows.words(told)
    held, counts, group_of = _groups(words, len(told))
    return Holdings(
        credentials=tuple(rows.known[number] for number in told),
        held=held,
        counts=counts,
        group_of=group_of,
        people=table.names,
        unknown=rows.unknown(named),
        expired=rows.wanting(named, expired=True),
        later=rows.wanting(named, expired=False),
    )


class _Rows:
    """The rows of a table as a program sees them on a day.

    `known` are the ids that rows have, sorted; `number` is each row's position among them, -1 for
    what the program does not know.
    """

    def __init__(self, table: PeopleTable, program: Program, day: date) -> None:
        import numpy as np

        self.table, self.program, self.day = table, program, day_number(day)
        ids = list(map(program.credential_id, table.texts))
        self.known = sorted({known for known in ids if known is not None})
        place = {known: number for number, known in enumerate(self.known)}
        of_text = np.array([-1 if known is None else place[known] for known in ids], dtype=np.int64)
        self.number = of_text[table.credential]
        self.has_expired = table.expires < self.day
        self.counts = (self.number >= 0) & (table.passed <= self.day) & ~self.has_expired

    @cached_property
    def person(self) -> NDArray[np.int64]:
        """The position of each row's person."""
        import numpy as np

        return np.repeat(np.arange(len(self.table.names)), np.diff(self.table.starts))

    def told(self, among: Collection[str] | None) -> list[int]:
        """The credentials that anybody holds and by which people are told apart."""
        import numpy as np

        held = np.bincount(self.number[self.counts], minlength=len(self.known))
        return [
            number
            for number, known in enumerate(self.known)
            if held[number] and (among is None or known in among)
        ]

    def words(self, told: Sequence[int]) -> NDArray[np.uint64]:
        """What each person holds, a bit a credential, the first highest; shape (words, people)."""
        import numpy as np

        has_rows = np.flatnonzero(np.diff(self.table.starts))
        words = np.zeros((-(-len(told) // _BITS), len(self.table.names)), dtype=np.uint64)
        for number, word in enumerate(words):
            bits = np.zeros(len(self.known) + 1, dtype=np.uint64)  # the last one: what is not known
            here = told[number * _BITS : (number + 1) * _BITS]
            bits[here] = np.uint64(1) << (_BITS - 1 - np.arange(len(here))).astype(np.uint64)
            rows = np.where(self.counts, bits[self.number], np.uint64(0))
            word[has_rows] = np.bitwise_or.reduceat(rows, self.table.starts[has_rows])
        return words

    def unknown(self, named: int) -> dict[str, Holders]:
        """What the program does not know, as first written, by who holds it or refuses to take it."""
        import numpy as np

        rows = np.flatnonzero(self.number < 0)
        refused = list(self._refused())
        texts = [*self.table.texts, *(written for _, written in refused)]
        text = np.concatenate([self.table.credential[rows], np.arange(len(self.table.texts), len(texts))])
        person = np.concatenate([self.person[rows], np.array([who for who, _ in refused], dtype=np.int64)])
        used = sorted(np.unique(text).tolist(), key=texts.__getitem__)
        plain = {name: number for number, name in enumerate({plain_id(texts[place]): 0 for place in used})}
        rank, key = np.zeros(len(texts), dtype=np.int64), np.zeros(len(texts), dtype=np.int64)
        rank[used] = range(len(used))
        key[used] = [plain[plain_id(texts[place])] for place in used]
        found = _by_key(key[text], person, rank[text])
        return {texts[used[first]]: self._holders(who, named) for _, who, first in found}

    def _refused(self) -> Iterator[tuple[int, str]]:
        """Unknown credentials that people refuse to take, with the positions of the people."""
        for name, person in self.table.limits.items():
            for written in person.cannot_take:
                if self.program.credential_id(written) is None:
                    yield bisect_left(self.table.names, name), written

    def wanting(self, named: int, *, expired: bool) -> dict[str, Holders]:
        """Known credentials that have expired for people, or that they pass only later."""
        import numpy as np

        rows = np.flatnonzero((self.number >= 0) & ~self.counts & (self.has_expired == expired))
        is_asked = np.zeros(len(self.table.names), dtype=np.bool_)
        is_asked[self.person[rows]] = True
        held = self.counts & is_asked[self.person]
        pairs = self.person * len(self.known) + self.number
        rows = rows[~np.isin(pairs[rows], pairs[held])]  # of two statements one counts
        found = _by_key(self.number[rows], self.person[rows], rows)
        return {self.known[key]: self._holders(who, named) for key, who, _ in found}

    def _holders(self, who: NDArray[np.int64], named: int) -> Holders:
        return Holders(len(who), tuple(self.table.names[int(place)] for place in who[:named]))


def _by_key(
    key: NDArray[np.int64], person: NDArray[np.int64], rank: NDArray[np.int64]
) -> Iterator[tuple[int, NDArray[np.int64], int]]:
    """Each key with its people in order, each once, and the least rank of the first of them."""
    import numpy as np

    order = np.lexsort((rank, person, key))
    key, person, rank = key[order], person[order], rank[order]
    is_new = np.ones(len(key), dtype=np.bool_)
    is_new[1:] = (key[1:] != key[:-1]) | (person[1:] != person[:-1])
    key, person, rank = key[is_new], person[is_new], rank[is_new]
    ends = [*(np.flatnonzero(key[1:] != key[:-1]) + 1).tolist(), len(key)] if len(key) else []
    for start, end in zip([0, *ends], ends, strict=False):
        yield int(key[start]), person[start:end], int(rank[start])


def _groups(
    words: NDArray[np.uint64], credentials: int
) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int32]]:
    """People with the same words as groups: what each holds, its people, and the group of each person."""
    import numpy as np

    people = words.shape[1]
    order = np.lexsort(words[::-1]) if len(words) else np.arange(people)
    ordered = words[:, order]
    is_new = np.ones(people, dtype=np.bool_)
    is_new[1:] = (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)
    group_of = np.empty(people, dtype=np.int32)
    group_of[order] = np.cumsum(is_new) - 1
    different = ordered[:, is_new]
    held = np.empty((different.shape[1], credentials), dtype=np.bool_, order="F")
    for number in range(credentials):
        word, bit = divmod(number, _BITS)
        held[:, number] = different[word] >> np.uint64(_BITS - 1 - bit) & np.uint64(1)
    return held, np.bincount(group_of, minlength=len(held)).astype(np.int64), group_of
