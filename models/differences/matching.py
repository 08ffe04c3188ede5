"""Which part of a rule has become which: the same first, then those that have most in common.

Nothing here depends on the order in which parts are listed, nor on which of the two
programs is the older one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ..qualifications import AllOf, AnyOf, AtLeastOf, mentioned
from ..requirements import (
    AllParts,
    AmongThem,
    AnyPart,
    AtLeastParts,
    MetricRequirement,
    PeopleRequirement,
)
from .canonical import Rule, key

#: Parts with less in common than this are not the same part changed: one of three is too little.
LEAST_IN_COMMON = 0.4

PersonGroup: TypeAlias = AllOf | AnyOf | AtLeastOf
PeopleGroup: TypeAlias = AllParts | AnyPart | AtLeastParts
Group: TypeAlias = PersonGroup | PeopleGroup


@dataclass(frozen=True)
class Matched:
    """The parts of two rules: those that became another, those gone, and those new."""

    pairs: tuple[tuple[Rule, Rule], ...]
    gone: tuple[Rule, ...]
    new: tuple[Rule, ...]


def matched(old: Sequence[Rule], new: Sequence[Rule]) -> Matched:
    """The changed parts side by side, without those that are the same in both."""
    gone, fresh = _without_same(old, new), _without_same(new, old)
    pairs: list[tuple[Rule, Rule]] = []
    left, right = set(range(len(gone))), set(range(len(fresh)))
    for i, j in _nearest_first(gone, fresh):
        if i in left and j in right:
            pairs.append((gone[i], fresh[j]))
            left.remove(i)
            right.remove(j)
    return Matched(tuple(pairs), tuple(gone[i] for i in sorted(left)), tuple(fresh[j] for j in sorted(right)))


def _nearest_first(old: Sequence[Rule], new: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    """The numbers of all pairs that have enough in common."""
    names, others = ([set(_names(rule)) for rule in rules] for rules in (old, new))
    ranked = sorted(
        (rank(old[i], new[j]), i, j)
        for i in range(len(old))
        for j in range(len(new))
        if not names[i].isdisjoint(others[j])
    )
    return ((i, j) for (distance, *_), i, j in ranked if -distance >= LEAST_IN_COMMON)


def _without_same(rules: Iterable[Rule], others: Iterable[Rule]) -> list[Rule]:
    """The rules less those that stand among the others as well, each as often as there."""
    spare = Counter(map(key, others))
    left = []
    for rule in rules:
        if spare[key(rule)]:
            spare[key(rule)] -= 1
        else:
            left.append(rule)
    return left


#: How near two rules are: what they have in common (negative), whether the form differs, and a tie-break.
Rank: TypeAlias = tuple[float, bool, list[str]]


def rank(old: Rule, new: Rule) -> Rank:
    """How near two rules are, or one and a part of the other; the smaller the nearer."""
    return _rank(*nearest_way(old, new))


def nearest_way(old: Rule, new: Rule) -> tuple[Rule, Rule]:
    """What has become what: old became new, a part of new, or a part of it became new."""
    inner = [(old, part) for part in parts_of(new)] + [(part, new) for part in parts_of(old)]
    kept = [pair for pair in inner if key(pair[0]) == key(pair[1])]
    if kept:
        return kept[0]
    direct = (old, new)
    if same_sort(old, new):
        if _form(old) == _form(new) or not isinstance(new, Group):
            return direct
        inner = [pair for pair in inner if same_sort(*pair) and _form(pair[0]) == _form(pair[1])]
    return min([direct, *inner], key=lambda pair: _rank(*pair))


def _rank(old: Rule, new: Rule) -> Rank:
    tie_break = sorted((key(old), key(new)))
    if not same_sort(old, new):
        return 0.0, True, tie_break
    return -_in_common(_names(old), _names(new)), _form(old) != _form(new), tie_break


def _in_common(names: Counter[str], others: Counter[str]) -> float:
    """The mean of the shares of each that are in the other: much also where one contains the other."""
    both = (names & others).total()
    return (both / names.total() + both / others.total()) / 2


def same_sort(old: Rule, new: Rule) -> bool:
    """Whether two rules can be compared field by field."""
    if isinstance(old, MetricRequirement) and isinstance(new, MetricRequirement):
        return old.metric == new.metric
    sorts = (PersonGroup, PeopleGroup, PeopleRequirement, AmongThem)
    return key(old) == key(new) or any(isinstance(old, sort) and isinstance(new, sort) for sort in sorts)


def parts_of(rule: Rule) -> tuple[Rule, ...]:
    """The parts of a group; none of anything else."""
    return rule.parts if isinstance(rule, Group) else ()


def _form(rule: Rule) -> int | str:
    """The number in a rule, so that of two equally near the one with the same number is taken."""
    if isinstance(rule, PeopleRequirement | AmongThem):
        return rule.people
    return needed_of(rule) if isinstance(rule, Group) else key(rule)


def needed_of(group: Group) -> int | Literal["all"]:
    """How many parts of a canonical group are needed."""
    return "all" if isinstance(group, AllOf | AllParts) else group.needed


def is_of_organization(rule: Rule) -> bool:
    """Whether it is a condition on the organization, not on a person."""
    return isinstance(rule, PeopleRequirement | MetricRequirement | PeopleGroup)


def _names(rule: Rule) -> Counter[str]:
    """The credentials and metrics in a rule, repeats counted."""
    match rule:
        case MetricRequirement():
            return Counter([f"metric {rule.metric}"])
        case PeopleRequirement():
            return sum(map(_names, rule.among_them), Counter(mentioned(rule.each)))
        case AmongThem():
            return Counter(mentioned(rule.each))
        case AllParts() | AnyPart() | AtLeastParts():
            return sum(map(_names, rule.parts), Counter())
        case _:
            return Counter(mentioned(rule))
