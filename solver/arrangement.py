"""An arrangement: who fills which seat of each target, and who sits what for it.

Read off a solution of the model, then stripped of every exam that no seat needs.
No ortools.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ..models.plans import PlannedExam, Seat
from ..models.requirements import AmongThem, PeopleRequirement
from ..models.trees import Leaf, leaves
from .case import Case
from .colleagues import Colleague
from .progress import witness
from .target_case import TargetCase
from .terms import Sharing


@dataclass(frozen=True)
class Way:
    """One way to reach a target: an option, and the leaves that it uses."""

    target: TargetCase
    option: str
    numbers: frozenset[int]

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        tree = self.target.options[self.option]
        return tuple(leaf for leaf in leaves(tree) if leaf.number in self.numbers)

    @property
    def people_leaves(self) -> tuple[tuple[Leaf, PeopleRequirement], ...]:
        found = ((leaf, leaf.requirement) for leaf in self.leaves)
        return tuple((leaf, rule) for leaf, rule in found if isinstance(rule, PeopleRequirement))


@dataclass(frozen=True)
class Placing:
    """The people placed in one way's seats: names by leaf number.

    `short` is how many people rules about different people lack.
    """

    way: Way
    placed: Mapping[int, tuple[str, ...]]
    short: Mapping[Sharing, int] = field(default_factory=dict)


def seats_of(placing: Placing, takes: Mapping[str, Collection[str]], case: Case) -> tuple[Seat, ...]:
    """The seats that are really filled, each with what counts and what is taken for it.

    Args:
        placing: who is placed where; people who do not qualify yet are left out.
        takes: the exams that each person is to sit.
        case: the case that is answered.
    """
    people = {person.name: person for person in case.people}
    seats = []
    for leaf, rule in placing.way.people_leaves:
        needs = {}
        for name in placing.placed.get(leaf.number, ()):
            need = witness(rule.each, people[name], takes.get(name, ()), case.routes)
            if need is not None:
                needs[name] = need
        for entry in rule.among_them:
            _add_among_them(entry, needs, people, takes, case)
        seats += [_seat(leaf, people[name], need) for name, need in sorted(needs.items())]
    return tuple(seats)


def _add_among_them(
    entry: AmongThem,
    needs: dict[str, frozenset[str]],
    people: Mapping[str, Colleague],
    takes: Mapping[str, Collection[str]],
    case: Case,
) -> None:
    """Give `entry` to those for whom it takes the least on top."""
    extra = []
    for name, need in needs.items():
        found = witness(entry.each, people[name], takes.get(name, ()), case.routes)
        if found is not None:
            extra.append((len(found - need - people[name].stated), name, found))
    for _, name, found in sorted(extra)[: entry.people]:
        needs[name] |= found


def _seat(leaf: Leaf, person: Colleague, need: frozenset[str]) -> Seat:
    return Seat(
        requirement=leaf.number,
        label=leaf.label,
        person=person.name,
        counts=tuple(sorted(need & person.stated)),
        takes=tuple(sorted(need - person.stated)),
    )


def planned_exams(seats: Mapping[str, Collection[Seat]], case: Case) -> tuple[PlannedExam, ...]:
    """Every exam that some seat needs, with the targets for which it counts, and those that are pinned.

    Args:
        seats: the seats of each target, by the target's name.
        case: the case that is answered.
    """
    targets: dict[tuple[str, str], set[str]] = defaultdict(set)
    for person in case.people:
        targets.update({(person.name, pin.exam): set() for pin in person.pins if pin.exam})
    for target, filled in seats.items():
        for seat in filled:
            for exam in seat.takes:
                targets[seat.person, exam].add(target)
    return tuple(
        PlannedExam(person=person, exam=exam, targets=tuple(sorted(targets[person, exam])))
        for person, exam in sorted(targets)
    )
