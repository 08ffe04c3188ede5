"""Fewer people to choose from, without losing any least plan.

A plan seats at most as many people as its targets have seats, say S. Call a person
*dominated* by another who could take all of his or her seats without more exams:

- Targets that have a credential in common, directly or through certifications, form
  a family; exams of one family are of no use in another, so families are compared
  one by one, and the exams of a person are the sum over the families.
- In a family of one target where everybody fills at most one seat, all that matters
  are the fewest exams to each condition: nowhere more is enough.
- In any other family, whoever holds all that the other holds, and can get all that
  the other can get, needs no exams that the other does not need.
- The limit on exams must not be lower.

- Where money or hours matter, numbers of exams do not decide: then only what is held does.
- The company must not ask the other later, where it has preferences.

People who are pinned, and those whom some seats are forbidden, are set aside: they are kept,
and dominate nobody. A person whom at least S others dominate is not needed: a plan that seats this person
leaves one of those S free, and that one can take over all the seats with no more
exams, so no total of the plan grows. Dominance is transitive, and of two people who
dominate each other, who are then equal in all of this, only the first by name counts:
equals form a class, of which S are kept. So such exchanges come to an end. Rules about
sharing see the same picture after an exchange: one person in all the seats of another.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..models.qualifications import leading_to, mentioned
from .case import Case, TargetCase
from .colleagues import Colleague
from .effort import efforts


def reduced(case: Case) -> Case:
    """The same case with only the people that a least plan can need."""
    seats = seats_of(case)
    families = _families(case)
    credentials = _credentials(families)
    ranks = [_ranks(family, case) for family in families]
    classes: dict[_Standing, list[Colleague]] = defaultdict(list)
    kept = []
    for person, *found in zip(case.people, *ranks, strict=True):
        if person.pins or person.forbidden:
            kept.append(person)
        else:
            classes[_Standing(tuple(found), _limit(person, credentials), person.preference)].append(person)
    kept += [person for people in _not_dominated(classes, seats) for person in people[:seats]]
    return replace(case, people=tuple(sorted(kept, key=lambda person: person.name)))


def interchangeable(case: Case) -> list[tuple[str, ...]]:
    """The people in classes, by name: who is of one class holds and can do the same in all that matters."""
    credentials = _credentials(_families(case))
    classes: dict[object, list[str]] = defaultdict(list)
    for person in case.people:
        alike = (
            person.holds & credentials,
            person.reaches & credentials,
            _limit(person, credentials),
            person.preference,
        )
        alone = person.name if person.pins else person.forbidden
        classes[alike, alone].append(person.name)
    return [tuple(names) for names in classes.values()]


def few_of_each(case: Case, classes: Iterable[Sequence[str]]) -> Case:
    """The same case with no more people of a class than it has seats."""
    seats = seats_of(case)
    kept = {name for names in classes for name in names[: max(1, seats)]}
    return replace(case, people=tuple(person for person in case.people if person.name in kept))


def lean(case: Case, copies: int) -> Case:
    """The same case with `copies` people of each class one by one, and one who stands for all the others.

    Who stands for several only ever makes bounds: whatever those several do adds up to counts that the
    model allows to the one, so no plan is below a bound found with the one. In a plan it stays idle.
    Rules about sharing look at people one by one; under these the case is left as it is.
    """
    if case.terms.sharing or "stand-ins" in case.without:
        return case
    people = {person.name: person for person in case.people}
    kept: list[Colleague] = []
    for names in interchangeable(case):
        kept += [people[name] for name in names[:copies]]
        if len(names) > copies:
            kept.append(replace(people[names[copies]], number=len(names) - copies))
    return replace(case, people=tuple(sorted(kept, key=lambda person: person.name)))


def largest_target(case: Case) -> int:
    """The most seats that one target can have."""
    return max((target.seats for target in case.targets), default=0)


@dataclass(frozen=True)
class _Rank:
    """How a person stands in a family: by effort where that decides, otherwise by holdings.

    `exams` are the fewest to each condition, infinite where out of reach; `holds` and
    `reaches` what the person holds and can hold of the family's credentials.
    """

    exams: tuple[float, ...] = ()
    holds: frozenset[str] = frozenset()
    reaches: frozenset[str] = frozenset()

    def as_good_as(self, other: _Rank) -> bool:
        return (
            all(mine <= others for mine, others in zip(self.exams, other.exams, strict=True))
            and self.holds >= other.holds
            and self.reaches >= other.reaches
        )


@dataclass(frozen=True)
class _Standing:
    """A person's rank in every family, the limit on exams, and how late the person is asked."""

    ranks: tuple[_Rank, ...]
    limit: float
    preference: int

    def as_good_as(self, other: _Standing) -> bool:
        return (
            self.limit >= other.limit
            and self.preference <= other.preference
            and all(mine.as_good_as(others) for mine, others in zip(self.ranks, other.ranks, strict=True))
        )


def _limit(person: Colleague, credentials: frozenset[str]) -> float:
    """A limit that cannot bind is none: nobody sits what leads to no target."""
    free = person.max_exams is None or person.max_exams >= len(person.can_sit & credentials)
    return math.inf if free or person.max_exams is None else person.max_exams


def _not_dominated(
    classes: Mapping[_Standing, Sequence[Colleague]], seats: int
) -> Iterator[Sequence[Colleague]]:
    """The classes that fewer than `seats` people of other classes dominate."""
    for standing, people in classes.items():
        better = 0
        for other, others in classes.items():
            if other is not standing and other.as_good_as(standing):
                better += len(others)
                if better >= seats:
                    break
        else:
            yield people


def seats_of(case: Case) -> int:
    """The most seats that a plan can have."""
    return sum(target.seats for target in case.targets)


@dataclass(frozen=True)
class _Family:
    """Targets that have credentials in common, and all credentials that matter to them."""

    targets: tuple[TargetCase, ...]
    credentials: frozenset[str]


def _families(case: Case) -> list[_Family]:
    families: list[_Family] = []
    for target in case.targets:
        reach = reach_of(target, case)
        kin = [family for family in families if family.credentials & reach]
        families = [family for family in families if family not in kin]
        targets = [member for family in kin for member in family.targets]
        families.append(_Family((*targets, target), reach.union(*(family.credentials for family in kin))))
    return families


def _credentials(families: Iterable[_Family]) -> frozenset[str]:
    """Everything that matters to some target."""
    return frozenset[str]().union(*(family.credentials for family in families))


def reach_of(target: TargetCase, case: Case) -> frozenset[str]:
    """Every credential that a target names and that counts, or that leads to one of these."""
    named = (name for condition in target.conditions for name in mentioned(condition))
    return frozenset(leading_to((name for name in named if name not in case.lapsed), case.routes))


def _exams(exams: Collection[str] | None, ceiling: int | None) -> float:
    """How many exams; infinite where none lead there, or fewer are enough for others."""
    if exams is None or (ceiling is not None and len(exams) > ceiling):
        return math.inf
    return len(exams)


def _ranks(family: _Family, case: Case) -> Sequence[_Rank]:
    """Everybody's rank in a family, in the order of the case's people."""
    rules = [found for target in family.targets for found in target.rules]
    one_seat_each = len(family.targets) == 1 and all(
        leaf.exclusive and not rule.among_them for _, leaf, rule in rules
    )
    if one_seat_each and not case.terms.amounts:
        ceilings = family.targets[0].ceilings
        rows = [
            [
                _exams(exams, ceilings.get((option, leaf.number)))
                for exams in efforts(rule.each, case.people, case)
            ]
            for option, leaf, rule in rules
        ]
        return [_Rank(row) for row in zip(*rows, strict=True)] or [_Rank() for _ in case.people]
    return [
        _Rank(holds=person.holds & family.credentials, reaches=person.reaches & family.credentials)
        for person in case.people
    ]
