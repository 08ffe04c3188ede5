"""Seats that are not for everybody: who needs more for one than enough others never fills it.

Let a target have at most n seats, and let a person need more for one of them, in exams of use to no
other target, than each of n others needs for it in all. A plan that has this person there leaves one of
the n outside the target. That one can take over the seat: what is saved, the exams of no other use, is
more than what it costs. So a plan with the person there never makes the first measure smallest.

What is asked of some who sit there counts as needed by the others, and not by the one.
The others must be free to sit that much: nobody with a limit on exams counts among them, nor who is
forbidden there; and who is pinned to exams saves nothing by not needing them. Left alone are targets under
rules about sharing or with pinned seats, and those of which one person may fill several seats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..models.requirements import PeopleRequirement
from .case import Case
from .families import reach_of
from .needs import Weight, form_of, is_decided, is_too_much, kinds_of, least
from .places import Place
from .target_case import TargetCase
from .terms import Terms


def with_ceilings(case: Case) -> Case:
    """The same case with the most that is worth sitting for a seat, where that is known."""
    weight = _weight(case.terms)
    if weight is None:
        return case
    return replace(case, targets=tuple(_limited(target, case, weight) for target in case.targets))


def with_seats(case: Case) -> Case:
    """The same case without those who could fill no seat, and need not sit anything all the same."""
    if case.terms.sharing:
        return case
    seated = {position for target in case.targets for position in _seated(target, case)}
    kept = (person for position, person in enumerate(case.people) if position in seated or person.pins)
    return replace(case, people=tuple(kept))


def _seated(target: TargetCase, case: Case) -> Iterator[int]:
    """The people by position who could fill some seat of a target."""
    for option, leaf, rule in target.rules:
        place = Place(str(target), option, leaf.number)
        for positions in kinds_of(rule.each, case.people, case).values():
            person = case.people[positions[0]]
            form = form_of(rule.each, person, case)
            if form is not False and not is_too_much(form, target, place, person):
                yield from (at for at in positions if place not in case.people[at].forbidden)


def _weight(terms: Terms) -> Weight | None:
    """What an exam counts for in the first measure; None where that is not about exams."""
    first = terms.minimize[0]
    if first == "exams":
        return lambda exam: 1
    return None if first == "people" else terms.amounts[first].by_exam.__getitem__


def _limited(target: TargetCase, case: Case, weight: Weight) -> TargetCase:
    alone = all(leaf.exclusive for _, leaf, _ in target.rules)
    if not (alone and case.is_free(target)):
        return target
    others = (reach_of(other, case) for other in case.targets if other is not target)
    own = reach_of(target, case).difference(*others).intersection(case.exams)
    ceilings = {}
    for option, leaf, rule in target.rules:
        place = Place(str(target), option, leaf.number)
        ceiling = _ceiling(rule, place, target.seats + case.spare, case, weight)
        if ceiling is not None:
            ceilings[option, leaf.number] = ceiling
    return replace(target, ceilings=ceilings, own={exam: weight(exam) for exam in own})


def _ceiling(rule: PeopleRequirement, place: Place, number: int, case: Case, weight: Weight) -> int | None:
    """What `number` people can do for a place at most; None where so many cannot do it at all."""
    free = [person for person in case.people if person.max_exams is None and place not in person.forbidden]
    costs: list[int] = []
    whole = rule.in_all
    for positions in kinds_of(whole, free, case).values():
        person = free[positions[0]]
        form = form_of(whole, person, case)
        if form is True or (form is not False and is_decided(form, person)):
            cost = least(form, weight)
            costs += [cost or 0] * min(len(positions), number)
    return sorted(costs)[number - 1] if len(costs) >= number else None
