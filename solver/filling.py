"""Seats that need no exams: requirements that today's people fill whatever the plan is.

Let a target have at most n seats, and let n people or more qualify today for one of its
requirements. Then in every plan these seats can be handed to such people: whoever else the target
seats elsewhere, fewer than n are taken, so enough are free. Nobody sits anything for that, and those
who leave a seat sit no more than before. So no total grows, and no one's load: what such a requirement
asks for need not be decided. Its seats are filled when all else is done.

This holds for targets that share freely: under rules about sharing, and where somebody is pinned to
a seat of the target, it matters who sits where.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..models.requirements import PeopleRequirement
from ..models.trees import leaves
from .arrangement import Placing
from .case import Case
from .crowd import Crowd, Group
from .places import Place
from .seats import most_seats
from .target_case import TargetCase


def without_filled(case: Case) -> Case:
    """The same case with the requirements marked that need no exams."""
    crowd = Crowd(case.people)
    return replace(case, targets=tuple(_marked(target, case, crowd) for target in case.targets))


def _marked(target: TargetCase, case: Case, crowd: Crowd) -> TargetCase:
    if not case.is_free(target):
        return target
    filled = {}
    for option, tree in target.options.items():
        seats = most_seats(tree)
        for leaf in leaves(tree):
            rule = leaf.requirement
            if isinstance(rule, PeopleRequirement):
                place = Place(str(target), option, leaf.number)
                enough = seats + case.spare
                names = crowd.names(_qualified(rule, place, case, crowd), enough)
                if len(names) >= enough:
                    filled[option, leaf.number] = names
    return replace(target, filled=filled)


def _qualified(rule: PeopleRequirement, place: Place, case: Case, crowd: Crowd) -> Group:
    """Who qualifies today for a seat, and for everything that is asked of some who sit there."""
    group = crowd.meeting(rule.each)
    for entry in rule.among_them:
        group &= crowd.meeting(entry.each)
    for position, person in enumerate(case.people):
        if place in person.forbidden:
            group &= ~(1 << position)
    return group


def enough_today(case: Case, target: TargetCase, crowd: Crowd, also: Iterable[str] = ()) -> Case:
    """The case of one target when nobody sits anything, with only people who make a difference to it.

    Those who qualify for one requirement, and for the same of what is asked of some who sit there, are
    equally good there. Of each such group as many as the target has seats are enough, whatever the others
    are seated for: one of them is always free. Kept besides are those whom some seats are forbidden, and
    `also`, by name.
    """
    seats = max(map(most_seats, target.options.values()))
    special = {position for position, person in enumerate(case.people) if person.forbids or person.pins}
    kept = set(special)
    for _, _, rule in target.rules:
        for group in _alike(rule, crowd):
            kept.update(crowd.positions(group, seats + len(special)))
    wanted = set(also)
    people = tuple(
        person for position, person in enumerate(case.people) if position in kept or person.name in wanted
    )
    return replace(case, people=people).only([target]).without_exams()


def _alike(rule: PeopleRequirement, crowd: Crowd) -> list[Group]:
    groups = [crowd.meeting(rule.each)]
    for entry in rule.among_them:
        meeting = crowd.meeting(entry.each)
        groups = [part for group in groups for part in (group & meeting, group & ~meeting)]
    return groups


def with_filled(placing: Placing, without: str | None = None) -> Placing:
    """A placing with people in the seats that need no exams: the first by name who are free.

    Args:
        placing: who sits in the others.
        without: somebody who is missing.
    """
    target, option = placing.way.target, placing.way.option
    placed = dict(placing.placed)
    for leaf, rule in placing.way.people_leaves:
        if (option, leaf.number) not in target.filled:
            continue
        exclusive = (other.number for other, _ in placing.way.people_leaves if other.exclusive)
        taken = {name for number in exclusive for name in placed.get(number, ())} if leaf.exclusive else set()
        free = (name for name in target.filled[option, leaf.number] if name not in taken and name != without)
        placed[leaf.number] = tuple(name for name, _ in zip(free, range(rule.people), strict=False))
    return replace(placing, placed=placed)
