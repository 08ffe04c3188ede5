"""What changed between two rules, part by part; `differences` gives each its place and sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Literal, TypeAlias

from ..requirements import AllParts, AmongThem, AnyPart, AtLeastParts, MetricRequirement, PeopleRequirement
from .canonical import Rule, key
from .matching import (
    LEAST_IN_COMMON,
    Group,
    is_of_organization,
    matched,
    nearest_way,
    needed_of,
    rank,
    same_sort,
)

EditKind: TypeAlias = Literal[
    "people-raised",
    "people-lowered",
    "needed-raised",
    "needed-lowered",
    "requirement-added",
    "requirement-removed",
    "alternative-added",
    "alternative-removed",
    "became-optional",
    "became-mandatory",
    "overlap-allowed",
    "overlap-forbidden",
    "condition-added",
    "condition-removed",
    "choice-added",
    "choice-removed",
    "among-them-added",
    "among-them-removed",
    "role-changed",
    "amount-raised",
    "amount-lowered",
    "amount-changed",
    "market-added",
    "market-removed",
    "unit-changed",
]

_OPPOSITES = {"added": "removed", "raised": "lowered", "optional": "mandatory", "allowed": "forbidden"}
_OPPOSITES |= {other: one for one, other in _OPPOSITES.items()}

#: An old and a new rule; None where there is none.
Pair: TypeAlias = tuple[Rule | None, Rule | None]


@dataclass(frozen=True)
class Edit:
    """One change within a rule.

    `before` and `after` are numbers, amounts or rules; `within` is the smallest rule that
    changed and `whose` the people concerned (None: whoever earns a certification), old and new.
    """

    kind: EditKind
    before: Any
    after: Any
    within: Pair
    whose: Pair = (None, None)
    market: str | None = None

    def mirrored(self) -> Edit:
        """The same change in the other direction."""
        return replace(
            self,
            kind=opposite(self.kind),
            before=self.after,
            after=self.before,
            within=self.within[::-1],
            whose=self.whose[::-1],
        )


def opposite(kind: Any) -> Any:
    """The kind of the same change in the other direction."""
    stem, _, end = kind.rpartition("-")
    return f"{stem}-{_OPPOSITES.get(end, end)}"


def edits(old: Rule, new: Rule, *, must: bool = True) -> Iterator[Edit]:
    """What changed between two canonical rules; nothing if and only if they say the same.

    `must` says whether the rule is needed in any case, so that a choice in its place is a relief.
    """
    if key(old) == key(new):
        return
    before, after = nearest_way(old, new)
    is_near = -rank(old, new)[0] >= LEAST_IN_COMMON
    if is_near and after is not new and isinstance(new, Group):
        yield from _wrapped(old, new, must=must)
    elif is_near and before is not old:
        yield from (edit.mirrored() for edit in edits(new, old, must=must))
    elif isinstance(old, PeopleRequirement | AmongThem) and isinstance(new, PeopleRequirement | AmongThem):
        yield from _people_edits(old, new)
    elif isinstance(old, MetricRequirement) and isinstance(new, MetricRequirement) and same_sort(old, new):
        yield from _metric_edits(old, new)
    elif isinstance(old, Group) and isinstance(new, Group) and same_sort(old, new):
        yield from _group_edits(old, new)
    else:
        yield _removed(old, (old, new), of_all=True)
        yield _added(new, (old, new), of_all=True)


def _people_edits(old: PeopleRequirement | AmongThem, new: PeopleRequirement | AmongThem) -> Iterator[Edit]:
    if old.people != new.people:
        kind: EditKind = "people-raised" if new.people > old.people else "people-lowered"
        yield Edit(kind, old.people, new.people, (old, new), (old, new))
    inner = [edits(old.each, new.each)]
    if isinstance(old, PeopleRequirement) and isinstance(new, PeopleRequirement):
        if old.role != new.role:
            yield Edit("role-changed", old.role, new.role, (old, new), (old, new))
        inner.append(_among_them_edits(old, new))
    for edit in chain.from_iterable(inner):
        yield replace(edit, whose=(old, new)) if edit.whose == (None, None) else edit


def _among_them_edits(old: PeopleRequirement, new: PeopleRequirement) -> Iterator[Edit]:
    entries = matched(old.among_them, new.among_them)
    for pair in entries.pairs:
        yield from edits(*pair)
    for entry in entries.gone:
        yield Edit("among-them-removed", entry, None, (old, new))
    for entry in entries.new:
        yield Edit("among-them-added", None, entry, (old, new))


def _metric_edits(old: MetricRequirement, new: MetricRequirement) -> Iterator[Edit]:
    within: Pair = (old, new)
    if old.unit != new.unit:
        yield Edit("unit-changed", old.unit, new.unit, within)
    if isinstance(old.at_least, dict) and isinstance(new.at_least, dict):
        for market in sorted({*old.at_least, *new.at_least}):
            yield from _amount_edits(old.at_least.get(market), new.at_least.get(market), within, market)
    elif isinstance(old.at_least, dict) or isinstance(new.at_least, dict):
        yield Edit("amount-changed", old.at_least, new.at_least, within)
    else:
        yield from _amount_edits(old.at_least, new.at_least, within)


def _amount_edits(
    old: float | None, new: float | None, within: Pair, market: str | None = None
) -> Iterator[Edit]:
    if old == new:
        return
    kind: EditKind
    if old is None or new is None:
        kind = "market-added" if old is None else "market-removed"
    else:
        kind = "amount-raised" if new > old else "amount-lowered"
    yield Edit(kind, old, new, within, market=market)


@dataclass(frozen=True)
class _Shape:
    """A group as it is compared; what is no group is a group of one."""

    needed: int | Literal["all"]
    overlap: bool
    parts: tuple[Rule, ...]


def _shape(group: Group) -> _Shape:
    overlap = isinstance(group, AllParts) and group.overlap is not None
    return _Shape(needed_of(group), overlap, group.parts)


def _group_edits(old: Group, new: Group) -> Iterator[Edit]:
    return _shape_edits(_shape(old), _shape(new), (old, new))


def _wrapped(old: Rule, new: Group, *, must: bool) -> Iterator[Edit]:
    """What was the whole rule is now one part of a group."""
    shape = _shape(new)
    alone = _Shape("all" if shape.needed == "all" else 1, overlap=False, parts=(old,))
    within: Pair = (old, new)
    found = _shape_edits(alone, shape, within)
    if not (isinstance(new, AnyPart) or (must and isinstance(new, AtLeastParts))):
        return found
    deeper = (edit for edit in found if edit.within != within)
    return chain(deeper, [Edit("became-optional", old, new, within)])


def _shape_edits(old: _Shape, new: _Shape, within: Pair) -> Iterator[Edit]:
    if old.needed != new.needed:
        raised = old.needed != "all" and (new.needed == "all" or new.needed > old.needed)
        yield Edit("needed-raised" if raised else "needed-lowered", old.needed, new.needed, within)
    if old.overlap != new.overlap:
        yield Edit(
            "overlap-allowed" if new.overlap else "overlap-forbidden", old.overlap, new.overlap, within
        )
    parts = matched(old.parts, new.parts)
    was_must, is_must = old.needed == "all", new.needed == "all"
    for pair in parts.pairs:
        yield from edits(*pair, must=was_must and is_must)
    for part in parts.gone:
        choice = _choice_with(part, (after for _, after in parts.pairs)) if was_must else None
        optional = Edit("became-optional", part, choice, within)
        yield optional if choice else _removed(part, within, of_all=was_must)
    for part in parts.new:
        choice = _choice_with(part, (before for before, _ in parts.pairs)) if is_must else None
        mandatory = Edit("became-mandatory", choice, part, within)
        yield mandatory if choice else _added(part, within, of_all=is_must)


def _choice_with(part: Rule, rules: Iterable[Rule]) -> Rule | None:
    """The choice into which another part went, if this part went there, too."""
    choices = (rule for rule in rules if isinstance(rule, AnyPart | AtLeastParts))
    return next((choice for choice in choices if key(part) in map(key, choice.parts)), None)


def _added(part: Rule, within: Pair, *, of_all: bool) -> Edit:
    if is_of_organization(part):
        return Edit("requirement-added" if of_all else "alternative-added", None, part, within)
    return Edit("condition-added" if of_all else "choice-added", None, part, within)


def _removed(part: Rule, within: Pair, *, of_all: bool) -> Edit:
    return _added(part, within[::-1], of_all=of_all).mirrored()
