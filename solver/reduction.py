"""Fewer people to choose from, without losing any least plan. No ortools.

A plan seats at most as many people as its targets have seats, say S. Two facts
let most people of a large roster be left out of the search:

- *Alike*: people who lack the same for every requirement, under the same limit,
  are interchangeable. At most S of them can be seated, so the first S stand for all.
- *Dominated*: whoever has at least S others that hold all that he or she holds, may
  sit all that he or she may sit and have no lower limit, is not needed. A plan that
  seats this person leaves one of those S free; putting that one in the person's
  seats needs no other exams, so no total grows. Dominance is transitive, and of two
  classes that dominate each other only the first does, so the exchanges come to an end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from ..models.qualifications import Qualification, mentioned
from ..models.requirements import PeopleRequirement
from ..models.trees import Leaf, Tree, leaves
from .case import Case, Colleague
from .progress import progress


def reduced(case: Case) -> Case:
    """The same case with only the people that a least plan can need."""
    seats = sum(max(map(_most_seats, target.options.values())) for target in case.targets)
    classes = alike(case)
    kept = [person for people in _not_dominated(case, classes, seats) for person in people[:seats]]
    return replace(case, people=tuple(sorted(kept, key=lambda person: person.name)))


def _most_seats(tree: Tree) -> int:
    """The most seats that any way through a tree has."""
    if isinstance(tree, Leaf):
        return tree.requirement.people if isinstance(tree.requirement, PeopleRequirement) else 0
    return sum(sorted(map(_most_seats, tree.parts))[-tree.needed :])


def _conditions(case: Case) -> tuple[Qualification, ...]:
    """Every condition that the case puts on a person, the routes of certifications included."""
    conditions: list[Qualification] = []
    for target in case.targets:
        for tree in target.options.values():
            for leaf in leaves(tree):
                if isinstance(leaf.requirement, PeopleRequirement):
                    conditions.append(leaf.requirement.each)
                    conditions += [entry.each for entry in leaf.requirement.among_them]
    seen: set[str] = set()
    for condition in conditions:  # grows while it is walked: routes lead to further routes
        for credential in mentioned(condition):
            if credential not in seen and credential in case.routes:
                conditions.append(case.routes[credential])
            seen.add(credential)
    return tuple(conditions)


def alike(case: Case) -> list[list[Colleague]]:
    """People in classes that lack the same for everything, each class in the order of names."""
    conditions = _conditions(case)
    classes: dict[object, list[Colleague]] = defaultdict(list)
    for person in case.people:
        lacking = tuple(progress(condition, person, case.routes) for condition in conditions)
        if any(step is not False for step in lacking):
            classes[lacking, person.max_exams].append(person)
    return list(classes.values())


def _not_dominated(case: Case, classes: list[list[Colleague]], seats: int) -> Iterator[list[Colleague]]:
    """The classes that fewer than `seats` people of other classes dominate."""
    relevant = sorted({name for condition in _conditions(case) for name in mentioned(condition)})
    bit = {name: 1 << position for position, name in enumerate(relevant)}
    ranks = []
    for people in classes:
        holds = sum(bit[name] for name in people[0].holds if name in bit)
        reaches = holds | sum(bit[name] for name in people[0].can_sit if name in bit)
        limit = people[0].max_exams
        ranks.append((holds, reaches, len(bit) if limit is None else limit))
    for position, people in enumerate(classes):
        better = 0
        for other, others in enumerate(classes):
            equal = ranks[other] == ranks[position]
            if other < position if equal else _dominates(ranks[other], ranks[position]):
                better += len(others)
                if better >= seats:
                    break
        if better < seats:
            yield people


def _dominates(other: tuple[int, int, int], rank: tuple[int, int, int]) -> bool:
    return not (rank[0] & ~other[0] or rank[1] & ~other[1] or rank[2] > other[2])
