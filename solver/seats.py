"""How many seats a requirement can have."""

from __future__ import annotations

from collections.abc import Collection

from ..models.requirements import PeopleRequirement
from ..models.trees import Leaf, Tree


def most_seats(tree: Tree, without: Collection[int] = ()) -> int:
    """The most seats that any way through a tree has, those of some leaves left out by number."""
    if isinstance(tree, Leaf):
        rule = tree.requirement
        return rule.people if isinstance(rule, PeopleRequirement) and tree.number not in without else 0
    return sum(sorted(most_seats(part, without) for part in tree.parts)[-tree.needed :])
