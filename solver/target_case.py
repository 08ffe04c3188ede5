"""A target of a case: its requirements as trees, and which of their seats are to be decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..models.qualifications import Qualification
from ..models.requirements import PeopleRequirement
from ..models.targets import Target
from ..models.trees import Leaf, Tree, leaves
from .seats import most_seats


@dataclass(frozen=True)
class TargetCase:
    """One target: the tree of each option that can reach it, in id order.

    `filled` has the requirements, by option and number, whose seats need no exams, each with people for
    them: they are filled when all else is decided. `ceilings` has the most that is worth sitting for a
    requirement, counted in `own`, what each exam of no use to other targets counts for.
    """

    target: Target
    options: dict[str, Tree]
    filled: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    ceilings: Mapping[tuple[str, int], int] = field(default_factory=dict)
    own: Mapping[str, int] = field(default_factory=dict)

    @property
    def rules(self) -> list[tuple[str, Leaf, PeopleRequirement]]:
        """The requirements of people that are to be decided, each with its option."""
        found = ((option, leaf) for option, tree in self.options.items() for leaf in leaves(tree))
        return [
            (option, leaf, leaf.requirement)
            for option, leaf in found
            if isinstance(leaf.requirement, PeopleRequirement) and (option, leaf.number) not in self.filled
        ]

    @property
    def conditions(self) -> list[Qualification]:
        """Every condition on a person in these."""
        return [each for *_, rule in self.rules for each in (rule.each, *(it.each for it in rule.among_them))]

    @property
    def seats(self) -> int:
        """The most seats that are to be decided."""
        return max(
            most_seats(tree, {number for of, number in self.filled if of == option})
            for option, tree in self.options.items()
        )

    def __str__(self) -> str:
        return str(self.target)
