"""What a roster for some targets has room for: the credentials and the facts that matter to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .metrics import thresholds
from .programs import Program
from .requirements import MetricRequirement
from .targets import Target


@dataclass(frozen=True)
class Template:
    """An empty roster for some targets.

    Attributes:
        program: whose targets they are.
        targets: what is to be reached, in the order in which it was asked.
        asked: the same as it was written; empty: every target of the program.
        people: how many people it has room for at first.
    """

    program: Program
    targets: tuple[Target, ...]
    asked: tuple[str, ...]
    people: int

    @cached_property
    def counting_for(self) -> Mapping[str, tuple[Target, ...]]:
        """The credentials that can count for the targets, each with the targets for which it can."""
        found: dict[str, list[Target]] = {}
        for target in self.targets:
            for credential in self.program.counting_for(target):
                found.setdefault(credential, []).append(target)
        return {credential: tuple(targets) for credential, targets in found.items()}

    @cached_property
    def groups(self) -> Mapping[Target, tuple[str, ...]]:
        """Each credential once, with the first target for which it can count.

        In each group those that count for the most targets come first, then as the requirements name them.
        """
        groups: dict[Target, list[str]] = {}
        for credential, targets in self.counting_for.items():
            groups.setdefault(targets[0], []).append(credential)
        return {
            target: tuple(sorted(names, key=lambda name: -len(self.counting_for[name])))
            for target, names in groups.items()
        }

    @property
    def credentials(self) -> tuple[str, ...]:
        """All of them, group by group."""
        return tuple(name for names in self.groups.values() for name in names)

    @cached_property
    def thresholds(self) -> Mapping[str, tuple[tuple[Target, MetricRequirement], ...]]:
        """What the targets ask of the organization, by the key with which a roster states it."""
        return thresholds(self.program, self.targets)


def template_for(program: Program, asked: Sequence[str], people: int) -> Template:
    """The empty roster for targets by their names or patterns; without any, for all of the program.

    Raises:
        UnknownTarget: nothing is called that.
    """
    found = dict.fromkeys(target for text in asked for target in program.targets_like(text))
    return Template(program, tuple(found) or program.targets(), tuple(asked), people)
