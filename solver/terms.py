"""The terms of a question: the portfolio with every name resolved against program and roster.

Amounts of money and hours are whole numbers of a unit here, so that sums are exact. No ortools.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..models.base import PRICE_DIGITS, exact, nearest
from ..models.costs import Costs
from ..models.errors import InvalidQuestion, MissingPrices, UnknownRole
from ..models.policies import AtMostTargets, OneRole, SharingRule, roles_of
from ..models.portfolios import Budget, Portfolio
from ..models.prices import Measure
from ..models.programs import Program
from ..models.qualifications import leading_to, mentioned
from ..models.requirements import PeopleRequirement, qualifications
from ..models.targets import Target
from ..models.trees import leaves, tree_of
from .places import Place

#: What is made small after what the user names.
_ALWAYS: tuple[Measure, ...] = ("exams", "people")
#: What adds up over exams, each with an amount of its own.
_PRICED: tuple[Measure, ...] = ("cost", "hours")
#: Amounts of money and hours are counted in this part of one.
_UNIT = 10**PRICE_DIGITS


@dataclass(frozen=True)
class Sharing:
    """A rule about sharing: the targets and places that it is about, for `one_role_of` those of each role."""

    rule: SharingRule
    targets: frozenset[str]
    groups: tuple[frozenset[Place], ...]

    @property
    def is_idle(self) -> bool:
        """Whether the rule says nothing: there are no targets, or no more than one person may serve."""
        most = self.rule.at_most if isinstance(self.rule, AtMostTargets) else 0
        return len(self.targets) <= most

    def only(self, targets: Collection[str]) -> Sharing:
        """The rule for some of the targets."""
        groups = (frozenset(place for place in group if place.target in targets) for group in self.groups)
        return replace(self, targets=self.targets & frozenset(targets), groups=tuple(groups))


@dataclass(frozen=True)
class Amounts:
    """What each exam costs of one measure, in whole units; `unit` is how much one of them is."""

    by_exam: Mapping[str, int]
    unit: int

    def whole(self, amount: float) -> int:
        """The most units that fit into an amount."""
        return int(exact(amount) * _UNIT) // self.unit

    def stated(self, units: int) -> int | float:
        """So many units as an amount."""
        total, rest = divmod(units * self.unit, _UNIT)
        return total if rest == 0 else float(units * self.unit / _UNIT)


@dataclass(frozen=True)
class Terms:
    """What a plan must respect besides the requirements, and what it makes small.

    `weights` has every target asked. `optional`: targets may be left, as with a budget; `amounts` has the
    measures that prices are known for as far as the question needs them.
    """

    minimize: tuple[Measure, ...] = ("exams", "people")
    weights: Mapping[str, int] = field(default_factory=dict)
    sharing: tuple[Sharing, ...] = ()
    budget: Budget | None = None
    optional: bool = False
    amounts: Mapping[Measure, Amounts] = field(default_factory=dict)

    def shares(self, target: str) -> bool:
        """Whether a rule about sharing concerns a target."""
        return any(target in rule.targets for rule in self.sharing)

    def only(self, targets: Iterable[str]) -> Terms:
        """The terms for some of the targets, without rules that say nothing about so few."""
        kept = set(targets)
        sharing = (rule.only(kept) for rule in self.sharing)
        return replace(self, sharing=tuple(rule for rule in sharing if not rule.is_idle))


def goals(portfolio: Portfolio, program: Program) -> dict[Target, int]:
    """The targets that a portfolio names, patterns written out, with their weights.

    Raises:
        InvalidQuestion: it names none.
        UnknownTarget: a target that the program does not have, or a pattern that matches nothing.
    """
    found: dict[Target, int] = {}
    for goal in portfolio.targets:
        for target in program.targets_like(goal.target):
            found[target] = goal.weight
    if not found:
        raise InvalidQuestion(
            "No target is named: name at least one, as competency/level, here or in a portfolio."
        )
    return found


def terms_of(
    portfolio: Portfolio, targets: Mapping[Target, int], program: Program, sittable: frozenset[str]
) -> Terms:
    """The portfolio's terms.

    Args:
        portfolio: as the user states it.
        targets: those that are asked, with weights.
        program: the rules.
        sittable: everything that can be sat.

    Raises:
        UnknownTarget, UnknownRole: a rule about sharing names what does not exist.
        MissingPrices: a price that the question needs is not stated.
        InvalidQuestion: prices in two currencies.
    """
    limited = portfolio.budget.amounts() if portfolio.budget else ()
    needed = {*portfolio.minimize, *(measure for measure, _ in limited)}
    rest = tuple(measure for measure in _ALWAYS if measure not in portfolio.minimize)
    costs = Costs(program, portfolio.prices)
    relevant = _relevant(targets, program) & sittable | _pinned(portfolio, program)
    amounts = {measure: _amounts(measure, relevant, costs) for measure in _PRICED if measure in needed}
    return Terms(
        minimize=(*portfolio.minimize, *rest),
        weights={str(target): weight for target, weight in targets.items()},
        sharing=tuple(_sharing(rule, targets, program) for rule in portfolio.sharing),
        budget=portfolio.budget,
        optional=portfolio.budget is not None,
        amounts=amounts,
    )


def _relevant(targets: Iterable[Target], program: Program) -> frozenset[str]:
    """Everything that leads to a target."""
    named = (
        name
        for target in targets
        for requirement in program.options_of(target).values()
        for _, qualification in qualifications(requirement)
        for name in mentioned(qualification)
    )
    return frozenset(leading_to(named, program.routes))


def _pinned(portfolio: Portfolio, program: Program) -> frozenset[str]:
    written = (text for terms in portfolio.people.values() for text in terms.pin)
    return frozenset(exam for exam in map(program.credential_with_id, written) if exam)


def _amounts(measure: Measure, exams: Iterable[str], costs: Costs) -> Amounts:
    stated = {exam: costs.of(exam, measure) for exam in sorted(exams)}
    missing = [exam for exam, amount in stated.items() if amount is None]
    if missing:
        raise MissingPrices("price" if measure == "cost" else "number of hours", missing)
    whole = {exam: int(exact(amount) * _UNIT) for exam, amount in stated.items() if amount is not None}
    unit = math.gcd(*whole.values()) or _UNIT
    return Amounts({exam: amount // unit for exam, amount in whole.items()}, unit)


def _sharing(rule: SharingRule, targets: Iterable[Target], program: Program) -> Sharing:
    known = {role for _, role in _roles(program.targets(), program) if role}
    for role in roles_of(rule):
        if role not in known:
            raise UnknownRole(role, nearest(role, known))
    concerned = [target for target in targets if _is_among(target, rule.among, program)]
    found = dict(_roles(concerned, program))
    wanted = [(role,) for role in rule.one_role_of] if isinstance(rule, OneRole) else [tuple(roles_of(rule))]
    groups = (frozenset(p for p, role in found.items() if not names or role in names) for names in wanted)
    return Sharing(rule, frozenset(map(str, concerned)), tuple(groups))


def _is_among(target: Target, among: Sequence[str], program: Program) -> bool:
    """Whether one of the patterns means a target; an option matters only if both name one."""
    return not among or any(
        (found.competency, found.level) == (target.competency, target.level)
        and (found.option is None or target.option in (None, found.option))
        for pattern in among
        for found in program.targets_like(pattern)
    )


def _roles(targets: Iterable[Target], program: Program) -> Iterator[tuple[Place, str | None]]:
    """The places of people in some targets, each with its role."""
    for target in targets:
        for option, requirement in program.options_of(target).items():
            for leaf in leaves(tree_of(requirement)):
                if isinstance(leaf.requirement, PeopleRequirement):
                    yield Place(str(target), option, leaf.number), leaf.requirement.role
