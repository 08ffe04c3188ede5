"""From arrangements to results: the verdict of each target, its seats and what is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from ..models.plans import MissingDifferentPeople, Seat, TargetResult, Threshold, Verdict
from ..models.policies import DifferentPeople
from ..models.trees import Leaf, Tree
from .arrangement import Placing, Way, seats_of
from .case import Case
from .explain import MOST_NEAREST, missing_people, missing_thresholds
from .places import Place
from .target_case import TargetCase

Thresholds = Literal["met", "unmet", "not-stated", "none"]


def result_of(
    planned: Placing,
    today: Placing,
    case: Case,
    takes: Mapping[str, Collection[str]] | None = None,
    *,
    is_reached: bool | None = None,
    busy: Collection[str] = (),
    nearest: int = MOST_NEAREST,
) -> TargetResult:
    """A target's result when it is to be reached in the way of `planned`.

    Args:
        planned: the way, and the people whom a plan would place in its seats.
        today: the same way filled as well as it can be today.
        case: the case that is answered.
        takes: the exams of the plan; None where the answer is about today.
        is_reached: whether a plan reaches it; None where the answer is about today.
        busy: who could not serve this target as well today, by rules about sharing.
        nearest: so many people are named who are nearest to an open seat.
    """
    missing = (*missing_people(today, case, busy, nearest), *_missing_different(today))
    moved = not case.is_free(planned.way.target)  # people may be needed elsewhere
    shown = planned if takes is not None and (missing or moved) else today
    metrics = _thresholds(planned.way, case)
    overall = _overall(metrics)
    return TargetResult(
        target=str(planned.way.target),
        option=planned.way.option,
        people="unmet" if missing else "met",
        thresholds=overall,
        reached=not missing if is_reached is None else is_reached,
        verdict=_verdict(bool(missing), overall),
        missing=(*missing, *missing_thresholds(metrics)),
        seats=_in_order(seats_of(shown, takes or {}, case)),
        metrics=metrics,
    )


def _missing_different(today: Placing) -> Iterator[MissingDifferentPeople]:
    for sharing, short in today.short.items():
        if short and str(today.way.target) in sharing.targets:
            rule = sharing.rule
            assert isinstance(rule, DifferentPeople)
            yield MissingDifferentPeople(rule=rule.words, different_people=rule.different_people, open=short)


def least_unmet(target: TargetCase, case: Case) -> int:
    """The fewest unmet thresholds that any way to a target has, people aside."""
    unmet = {place for place, threshold in case.thresholds.items() if threshold.state == "unmet"}
    return min(
        _least_unmet(tree, {place.number for place in unmet if place[:2] == (str(target), option)})
        for option, tree in target.options.items()
    )


def _least_unmet(tree: Tree, unmet: Collection[int]) -> int:
    if isinstance(tree, Leaf):
        return int(tree.number in unmet)
    return sum(sorted(_least_unmet(part, unmet) for part in tree.parts)[: tree.needed])


def _in_order(seats: tuple[Seat, ...]) -> tuple[Seat, ...]:
    return tuple(sorted(seats, key=lambda seat: (seat.requirement, seat.person)))


def _thresholds(way: Way, case: Case) -> tuple[Threshold, ...]:
    places = (Place(str(way.target), way.option, leaf.number) for leaf in way.leaves)
    return tuple(case.thresholds[place] for place in places if place in case.thresholds)


def _overall(metrics: tuple[Threshold, ...]) -> Thresholds:
    states = {item.state for item in metrics}
    if "unmet" in states:
        return "unmet"
    if "not-stated" in states:
        return "not-stated"
    return "met" if states else "none"


def _verdict(people_missing: bool, thresholds: Thresholds) -> Verdict:
    if people_missing or thresholds == "unmet":
        return "not-eligible"
    return "unconfirmed" if thresholds == "not-stated" else "eligible"
