"""Many people at once: who holds what, as the bits of whole numbers.

A credential is a number whose bit n says whether person n holds it. "And" and "or" of conditions are
those of the numbers, so a condition is decided for a million people in a few operations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from ..models.qualifications import Qualification
from .colleagues import Colleague

#: A set of people: bit n is set for person n.
Group = int


class Crowd:
    """People in the order of a case, and what counts for them today."""

    def __init__(self, people: Sequence[Colleague]) -> None:
        self._people = people
        self._everybody: Group = (1 << len(people)) - 1
        holders: dict[str, list[int]] = defaultdict(list)
        for position, person in enumerate(people):
            for name in person.counts:
                holders[name].append(position)
        self._holders = {name: _group(positions) for name, positions in holders.items()}

    def meeting(self, condition: Qualification) -> Group:
        """Who satisfies a condition today."""
        if isinstance(condition, str):
            return self._holders.get(condition, 0)
        reached = [self._everybody] + [0] * condition.needed
        for part in condition.parts:
            meeting = self.meeting(part)
            for number in range(condition.needed, 0, -1):
                reached[number] |= reached[number - 1] & meeting
        return reached[condition.needed]

    def positions(self, group: Group, most: int) -> Iterator[int]:
        """The first people of a group by position, so many at most."""
        for _ in range(most):
            if not group:
                return
            first = group & -group
            yield first.bit_length() - 1
            group ^= first

    def names(self, group: Group, most: int) -> tuple[str, ...]:
        """Their names."""
        return tuple(self._people[position].name for position in self.positions(group, most))


def _group(positions: Collection[int]) -> Group:
    bits = bytearray(max(positions, default=0) // 8 + 1)
    for position in positions:
        bits[position // 8] |= 1 << position % 8
    return int.from_bytes(bits, "little")
