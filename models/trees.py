"""A requirement as a tree of numbered leaves in one canonical order.

Lists in the requirement language have no order, so an answer must not depend
on the one that a file happens to use. Solver and checker both work on this
tree; a leaf's number is how seats say which requirement they belong to.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, Generic, TypeVar

from .base import Frozen
from .qualifications import Qualification, in_words
from .requirements import AllParts, MetricRequirement, PeopleRequirement, Requirement

Value = TypeVar("Value")
_TEXTS = ("label", "note", "source")


@dataclass(frozen=True)
class Leaf:
    """A requirement without parts. Exclusive: its people fill no other exclusive seat."""

    number: int
    requirement: PeopleRequirement | MetricRequirement
    exclusive: bool

    @property
    def label(self) -> str:
        """The label, or the rule itself in short where nobody gave one."""
        if self.requirement.label:
            return self.requirement.label
        if isinstance(self.requirement, MetricRequirement):
            return self.requirement.metric
        return _shortened(in_words(self.requirement.each))


@dataclass(frozen=True)
class Group:
    """So many of the parts, each as a whole."""

    needed: int
    parts: tuple[Tree, ...]


Tree = Leaf | Group


def tree_of(requirement: Requirement) -> Tree:
    """The tree of a requirement; the same for every order in which its parts are listed."""
    return _TREES.of(requirement, lambda: _tree(_in_order(requirement), count(1), exclusive=True))


def in_order(qualification: Qualification) -> Qualification:
    """The same qualification for every order in which its parts are listed."""
    if isinstance(qualification, str):
        return qualification
    return _ORDERED.of(qualification, lambda: _in_order(qualification))


class _Memo(Generic[Value]):
    """What was made of models before, which are frozen. They are told apart as objects, for that is quick."""

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        self._known: dict[int, tuple[Frozen, Value]] = {}

    def of(self, model: Frozen, make: Callable[[], Value]) -> Value:
        """The value of a model, made the first time it is asked for."""
        known = self._known.get(id(model))
        if known is not None and known[0] is model:
            return known[1]
        if len(self._known) >= self._most:
            self._known.clear()
        value = make()
        self._known[id(model)] = model, value
        return value


_TREES: _Memo[Tree] = _Memo()
_ORDERED: _Memo[Qualification] = _Memo()


def _in_order(rule: Any) -> Any:
    """A rule, or a part of one, with its lists sorted by meaning: parts of what is valid change places."""
    if isinstance(rule, Frozen):
        fields = {name: _in_order(getattr(rule, name)) for name in rule.model_fields_set}
        return type(rule).model_construct(rule.model_fields_set, **fields)
    if isinstance(rule, tuple):
        return tuple(sorted(map(_in_order, rule), key=lambda part: _meaning(plain_data(part))))
    return rule


def leaves(tree: Tree) -> Iterator[Leaf]:
    """The leaves in the order of their numbers."""
    if isinstance(tree, Leaf):
        yield tree
    else:
        for part in tree.parts:
            yield from leaves(part)


def _tree(requirement: Requirement, numbers: Iterator[int], *, exclusive: bool) -> Tree:
    if isinstance(requirement, PeopleRequirement | MetricRequirement):
        return Leaf(next(numbers), requirement, exclusive)
    if isinstance(requirement, AllParts) and requirement.overlap:
        exclusive = False
    parts = tuple(_tree(part, numbers, exclusive=exclusive) for part in requirement.parts)
    return Group(requirement.needed, parts)


def in_order_of_meaning(data: Any) -> Any:
    """Every list sorted by what its items mean; by their texts only where that is the same."""
    if isinstance(data, dict):
        return {key: in_order_of_meaning(value) for key, value in data.items()}
    if isinstance(data, list):
        return sorted(map(in_order_of_meaning, data), key=_meaning)
    return data


def plain_data(rule: Any) -> Any:
    """A rule, or a part of one, as program files write it: its `model_dump`, without what is not stated."""
    if isinstance(rule, Frozen):
        fields = {name: plain_data(getattr(rule, name)) for name in type(rule).model_fields}
        return {name: value for name, value in fields.items() if value is not None and value != []}
    return [plain_data(part) for part in rule] if isinstance(rule, tuple) else rule


def without_texts(data: Any) -> Any:
    """A rule as plain data without what is written for people only."""
    if isinstance(data, dict):
        return {key: without_texts(value) for key, value in data.items() if key not in _TEXTS}
    if isinstance(data, list):
        return [without_texts(item) for item in data]
    return data


def _meaning(data: Any) -> tuple[str, str]:
    return _key(without_texts(data)), _key(data)


def _key(data: Any) -> str:
    return json.dumps(data, sort_keys=True)


def _shortened(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 3].rstrip() + "..."
