"""How people stand: who could take over all the seats of another without more exams.

- Families of targets are compared one by one, and the exams of a person are the sum over the families.
- In a family of one target where everybody fills at most one seat, all that matters are the fewest exams
  to each duty that someone may have there: nowhere more is enough. A duty is the condition of a seat,
  with any part of what is asked of some who sit there.
- In any other family, whoever holds all that the other holds, and can get all that
  the other can get, needs no exams that the other does not need.
- The limit on exams must not be lower. In a single family where efforts decide, all that it does is put
  duties out of reach.
- Where money or hours matter, numbers of exams do not decide: then only what is held does.
- The company must not ask the other later, where it has preferences.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .case import Case
from .colleagues import Colleague
from .effort import efforts
from .families import Family, credentials_of
from .target_case import TargetCase


@dataclass(frozen=True)
class Standing:
    """How one person stands.

    `numbers` are the better the smaller: the fewest exams to each duty of families where efforts decide,
    infinite where out of reach; how far the limit on exams is below none; how late the person is asked.
    `holds` and `reaches` are what is held and can be held of the credentials of the other families.
    """

    numbers: tuple[float, ...]
    holds: frozenset[str]
    reaches: frozenset[str]

    def holds_as_much_as(self, other: Standing) -> bool:
        """Whether this person holds, and can hold, all that the other does."""
        return self.holds >= other.holds and self.reaches >= other.reaches


def standings(case: Case, families: Sequence[Family]) -> list[Standing]:
    """How everybody stands, in the order of the case's people."""
    decided = [family for family in families if decided_by_effort(family.targets, case)]
    others = credentials_of(family for family in families if family not in decided)
    limits = [limit_of(person, credentials_of(families)) for person in case.people]
    if len(decided) == len(families) == 1:
        rows = [*_efforts(decided[0].targets[0], limits, case)]
    else:
        unlimited = [math.inf] * len(limits)
        rows = [row for family in decided for row in _efforts(family.targets[0], unlimited, case)]
        rows.append([-limit for limit in limits])
    rows.append([person.preference for person in case.people])
    return [
        Standing(numbers, person.holds & others, person.reaches & others)
        for person, numbers in zip(case.people, zip(*rows, strict=True), strict=True)
    ]


def limit_of(person: Colleague, credentials: frozenset[str]) -> float:
    """A limit that cannot bind is none: nobody sits what leads to no target."""
    free = person.max_exams is None or person.max_exams >= len(person.can_sit & credentials)
    return math.inf if free or person.max_exams is None else person.max_exams


def decided_by_effort(targets: Sequence[TargetCase], case: Case) -> bool:
    """Whether all that matters of a person in a family are the fewest exams to each duty."""
    return (
        len(targets) == 1
        and not case.terms.amounts
        and all(leaf.exclusive and rule.has_few_duties for _, leaf, rule in targets[0].rules)
    )


def not_dominated(classes: Mapping[Standing, int], seats: int) -> Iterator[Standing]:
    """The standings that fewer than `seats` people of other standings are as good as."""
    import numpy as np

    known = list(classes)
    numbers = np.array([standing.numbers for standing in known])
    for position, standing in enumerate(known):
        as_good = np.flatnonzero((numbers <= numbers[position]).all(axis=1)).tolist()
        others = (known[other] for other in as_good if other != position)
        if sum(classes[other] for other in others if other.holds_as_much_as(standing)) < seats:
            yield standing


def _efforts(target: TargetCase, limits: Sequence[float], case: Case) -> Iterator[list[float]]:
    """For each duty of a target the fewest exams that take everybody there."""
    for option, leaf, rule in target.rules:
        most = target.ceilings.get((option, leaf.number), math.inf)
        for duty in rule.duties:
            found = efforts(duty, case.people, case)
            yield [_exams(exams, min(limit, most)) for exams, limit in zip(found, limits, strict=True)]


def _exams(exams: Collection[str] | None, most: float) -> float:
    """How many exams; infinite where none lead there, or more than the person may sit or need ever be sat."""
    return math.inf if exams is None or len(exams) > most else len(exams)
