"""The smallest repairs of a case without a plan: terms to lift, or people to add.

A set of terms repairs the case if and only if it hits every conflict. So conflicts are
collected, and the smallest sets that hit all of them are tried; one that fails has a further
conflict behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TypeAlias

from ..models.explanations import Repair
from .case import Case
from .colleagues import Colleague
from .conflicts import Finder, Rule
from .reduction import seats_of

Rules: TypeAlias = tuple[Rule, ...]

#: So many sets of terms are tried at most, and so many of them told.
MOST_TRIED, MOST_TOLD = 60, 5
#: Larger sets of terms are no repair that anybody would make.
MOST_LIFTED = 4


def smallest_repairs(finder: Finder, conflict: Sequence[Rule]) -> Iterator[Repair]:
    """The smallest sets of terms to lift, and how many more people would do instead.

    Args:
        finder: of a case without a plan.
        conflict: one of its conflicts.
    """
    for rules in _smallest_lifts(finder, conflict)[:MOST_TOLD]:
        yield Repair(changes=tuple(str(rule.repair) for rule in rules))
    number = _newcomers_needed(finder)
    if number is not None:
        who = "one more person" if number == 1 else f"{number} more people"
        yield Repair(changes=(f"{who}, ready to sit whatever is needed",))


def _smallest_lifts(finder: Finder, conflict: Sequence[Rule]) -> list[Rules]:
    """All sets of terms of the smallest size after which there is a plan; none if no small one does."""
    conflicts = [_terms(conflict)]
    tried: set[Rules] = set()
    for size in range(1, MOST_LIFTED + 1):
        found: list[Rules] = []
        while rules := next((rules for rules in _hitting(conflicts, size) if rules not in tried), None):
            if len(tried) >= MOST_TRIED:
                return found
            tried.add(rules)
            kept = [rule for rule in finder.rules if rule not in rules]
            if finder.is_possible(kept):
                found.append(rules)
            else:
                conflicts.append(_terms(finder.conflict(kept)))
        if found:
            return found
    return []


def _terms(rules: Iterable[Rule]) -> Rules:
    """Those of the rules that the company or its people can lift."""
    return tuple(rule for rule in rules if rule.repair)


def _hitting(conflicts: Sequence[Rules], size: int) -> Iterator[Rules]:
    """The sets of so many terms of which one is in every conflict."""
    known = dict.fromkeys(rule for conflict in conflicts for rule in conflict)
    for rules in combinations(known, size):
        if all(not set(rules).isdisjoint(conflict) for conflict in conflicts):
            yield rules


def _newcomers_needed(finder: Finder) -> int | None:
    """The fewest people to add who hold nothing and sit whatever is needed; None if none would do."""
    low, high = 0, seats_of(finder.case)
    if not finder.is_possible_in(_with_newcomers(finder.case, high)):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if finder.is_possible_in(_with_newcomers(finder.case, middle)):
            high = middle
        else:
            low = middle
    return high


def _with_newcomers(case: Case, number: int) -> Case:
    late = max((person.preference for person in case.people), default=0)
    newcomers = (
        Colleague(
            name=f"newcomer {position}",
            stated=frozenset(),
            holds=frozenset(),
            refuses=frozenset(),
            can_sit=frozenset(),
            max_exams=None,
            lapsed=case.lapsed,
            preference=late,
        ).sitting(frozenset(case.exams), case.routes)
        for position in range(number)
    )
    return replace(case, people=(*case.people, *newcomers))
