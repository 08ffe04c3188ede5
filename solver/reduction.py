"""Fewer people to choose from, without losing any least plan.

A plan seats at most as many people as its targets have seats, say S. Call a person
*dominated* by another who could take all of his or her seats without more exams: see `standings`.

People who are pinned, and those whom some seats are forbidden, are set aside: they are kept,
and dominate nobody. A person whom at least S others dominate is not needed: a plan that seats this person
leaves one of those S free, and that one can take over all the seats with no more
exams, so no total of the plan grows. Dominance is transitive, and of two people who
dominate each other, who are then equal in all of this, only the first by name counts:
equals form a class, of which S are kept. So such exchanges come to an end. Rules about
sharing see the same picture after an exchange: one person in all the seats of another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .case import Case
from .colleagues import Colleague
from .families import credentials_of, families_of
from .standings import Standing, limit_of, not_dominated, standings


def reduced(case: Case) -> Case:
    """The same case with only the people that a least plan can need."""
    seats = seats_of(case) + case.spare
    classes: dict[Standing, list[Colleague]] = defaultdict(list)
    kept = []
    for person, standing in zip(case.people, standings(case, families_of(case)), strict=True):
        if person.pins or person.forbidden:
            kept.append(person)
        else:
            classes[standing].append(person)
    sizes = {standing: len(people) for standing, people in classes.items()}
    kept += [person for standing in not_dominated(sizes, seats) for person in classes[standing][:seats]]
    return replace(case, people=tuple(sorted(kept, key=lambda person: person.name)))


def interchangeable(case: Case) -> list[tuple[str, ...]]:
    """The people in classes, by name: who is of one class holds and can do the same in all that matters."""
    credentials = credentials_of(families_of(case))
    classes: dict[object, list[str]] = defaultdict(list)
    for person in case.people:
        alike = (
            person.holds & credentials,
            person.reaches & credentials,
            limit_of(person, credentials),
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


def seats_of(case: Case) -> int:
    """The most seats that a plan can have."""
    return sum(target.seats for target in case.targets)
