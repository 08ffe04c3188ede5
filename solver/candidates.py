"""Of many people those among whom every answer can be found: without an object for each of the others.

People who hold the same of all that a requirement asks for are equally good for it, so of each such
group no more are needed than there are seats.

- A requirement of a target that shares freely, for which today as many people qualify as the target has
  seats, needs nobody else: see `filling`. The first of them are kept, and as many of each group that
  qualifies for the same of what is asked of some who sit there.
- Of all other requirements the credentials that lead to them are taken together. Who holds the same of
  these, and has no limits or wishes, is alike: such people can be exchanged in any plan, and a plan
  seats no more of them than there are seats. So many are kept of each group, and a few more, who are
  named as the nearest to a seat that is open.
- Everybody with limits of their own, and everybody whom the terms name, is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..models.holdings import Holdings
from ..models.programs import Program
from ..models.qualifications import Qualification, leading_to, mentioned
from ..models.requirements import PeopleRequirement
from ..models.rosters import Workforce
from .target_case import TargetCase

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Groups = NDArray[np.bool_]

#: Rosters of no more people are taken as they are.
FEW = 2_000
#: People who are named as the nearest to an open seat, beyond those who are seated.
NEAREST = 3


@dataclass(frozen=True)
class Selection:
    """Who is enough, by name."""

    roster: Workforce
    program: Program
    on: date | None
    targets: Sequence[TargetCase]
    #: Targets of which any seat may be filled by anybody, whatever they do for others.
    free: Collection[str]
    #: People who are kept in any case.
    named: frozenset[str]

    def names(self) -> list[str]:
        """Who is enough, in order."""
        conditions = (each for target in self.targets for each in target.conditions)
        holdings = self._holdings(conditions)
        qualified = _Qualified(holdings, self.program, self.program.lapsed(self.on))
        kept = set(self.named) | set(self.roster.limited)
        open_rules: list[PeopleRequirement] = []
        for target in self.targets:
            for _, _, rule in target.rules:
                kept.update(*qualified.firsts(rule, target.seats))
                if str(target) not in self.free or not qualified.fill(rule, target.seats):
                    open_rules.append(rule)
        kept.update(self._of_each_kind(open_rules))
        return sorted(kept)

    def _of_each_kind(self, rules: Sequence[PeopleRequirement]) -> Iterator[str]:
        if rules:
            conditions = (each for rule in rules for each in conditions_of(rule))
            holdings = self._holdings(conditions)
            most = sum(target.seats for target in self.targets) + NEAREST
            for names in holdings.names(range(len(holdings.counts)), most):
                yield from names

    def _holdings(self, conditions: Iterator[Qualification]) -> Holdings:
        """What people hold of all that leads to some conditions; those set aside are left out."""
        named = (name for condition in conditions for name in mentioned(condition))
        matters = frozenset(leading_to(named, self.program.routes))
        found = self.roster.holdings(self.program, self.on, among=matters)
        return found.without({*self.named, *self.roster.limited})


class _Qualified:
    """Which groups of people qualify for what today."""

    def __init__(self, holdings: Holdings, program: Program, lapsed: Collection[str]) -> None:
        self._holdings = holdings
        columns = dict(zip(holdings.credentials, holdings.held.T, strict=True))
        for certification, route in program.routes.items():
            earned = self._meeting(route, columns)
            columns[certification] = columns[certification] | earned if certification in columns else earned
        self._counting = {name: column for name, column in columns.items() if name not in lapsed}

    def fill(self, rule: PeopleRequirement, seats: int) -> bool:
        """Whether so many people qualify, each for everything that is asked of some of them as well."""
        groups = self.meeting(rule.each)
        for entry in rule.among_them:
            groups = groups & self.meeting(entry.each)
        return int(self._holdings.counts[groups].sum()) >= seats

    def firsts(self, rule: PeopleRequirement, seats: int) -> Iterator[tuple[str, ...]]:
        """The first people by name who qualify, `seats` of each kind that the rule tells apart."""
        kinds = [self.meeting(rule.each)]
        for entry in rule.among_them:
            meeting = self.meeting(entry.each)
            kinds = [part for kind in kinds for part in (kind & meeting, kind & ~meeting)]
        for kind in kinds:
            yield self._holdings.first(kind, seats)

    def meeting(self, condition: Qualification) -> Groups:
        """The groups whose people satisfy a condition."""
        return self._meeting(condition, self._counting)

    def _meeting(self, condition: Qualification, columns: Mapping[str, Groups]) -> Groups:
        import numpy as np

        if isinstance(condition, str):
            nobody = np.zeros(len(self._holdings.counts), dtype=np.bool_)
            return columns.get(condition, nobody)
        met = sum(self._meeting(part, columns).astype(np.int16) for part in condition.parts)
        return np.asarray(met >= condition.needed)


def conditions_of(rule: PeopleRequirement) -> tuple[Qualification, ...]:
    """Every condition that a requirement puts on a person."""
    return (rule.each, *(entry.each for entry in rule.among_them))
