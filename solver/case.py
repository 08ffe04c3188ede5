"""A case: the question with every name resolved and everything in canonical order.

People, exams and the parts of requirements are sorted here, once, so that an
answer cannot depend on the order in which files list them. No ortools.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ..models.credentials import Credential
from ..models.errors import InvalidQuestion
from ..models.metrics import Fact, amounts
from ..models.plans import Threshold, ThresholdState
from ..models.programs import Program
from ..models.qualifications import Qualification, earned
from ..models.requirements import Market, MetricRequirement, PeopleRequirement
from ..models.rosters import Roster
from ..models.targets import Target
from ..models.trees import Tree, in_order, leaves, tree_of


class Place(NamedTuple):
    """A leaf of a target's requirement, named by target, option and number."""

    target: str
    option: str
    number: int


@dataclass(frozen=True)
class Colleague:
    """One person as the case sees them, in the program's spelling of credentials.

    `stated` is what is held as the roster has it, `holds` adds what that earns, `reaches`
    what the person would hold after sitting all of `can_sit`. `lapsed` is what counts
    towards requirements no longer, whoever holds it.
    """

    name: str
    stated: frozenset[str]
    holds: frozenset[str]
    refuses: frozenset[str]
    can_sit: frozenset[str]
    max_exams: int | None
    lapsed: frozenset[str] = frozenset()
    reaches: frozenset[str] = frozenset()

    @cached_property
    def counts(self) -> frozenset[str]:
        """What the person holds that counts towards requirements."""
        return self.holds - self.lapsed

    @cached_property
    def can_count(self) -> frozenset[str]:
        """What the person could hold that counts towards requirements."""
        return self.reaches - self.lapsed

    def sitting(self, exams: frozenset[str], routes: Mapping[str, Qualification]) -> Colleague:
        """The same person if these exams are what he or she can still sit."""
        return replace(self, can_sit=exams, reaches=earned(self.holds | exams, routes))


@dataclass(frozen=True)
class TargetCase:
    """One target: the tree of each option that can reach it, in id order."""

    target: Target
    options: dict[str, Tree]

    @property
    def conditions(self) -> list[Qualification]:
        """Every condition that the target puts on a person."""
        found = (leaf.requirement for tree in self.options.values() for leaf in leaves(tree))
        rules = [rule for rule in found if isinstance(rule, PeopleRequirement)]
        return [each for rule in rules for each in (rule.each, *(entry.each for entry in rule.among_them))]

    def __str__(self) -> str:
        return str(self.target)


@dataclass(frozen=True)
class Case:
    """The whole question; people and targets are sorted by name.

    `routes` says what earns each certification that can be earned, `exams` what can be
    sat, best first where a plan could take either: what can be sat longest, then by id.
    `retired` is what can be sat no longer, `lapsed` what counts no longer. `thresholds` says
    how each threshold of the targets asked stands.
    """

    routes: dict[str, Qualification]
    exams: tuple[str, ...]
    retired: frozenset[str]
    lapsed: frozenset[str]
    thresholds: Mapping[Place, Threshold]
    people: tuple[Colleague, ...]
    targets: tuple[TargetCase, ...]

    def only(self, targets: Iterable[TargetCase]) -> Case:
        """The same case for some of its targets."""
        return replace(self, targets=tuple(targets))

    def without_limits(self, names: Collection[str]) -> Case:
        """The same case with the `max_exams` of some people lifted."""
        people = tuple(
            replace(person, max_exams=None) if person.name in names else person for person in self.people
        )
        return replace(self, people=people)

    def without_exams(self) -> Case:
        """The same case when nobody sits anything."""
        return replace(self, people=tuple(p.sitting(frozenset(), self.routes) for p in self.people))


def threshold_of(
    number: int, requirement: MetricRequirement, market: Market | None, stated: float | None
) -> Threshold:
    """A threshold beside what the roster states about it."""
    needed = requirement.needed_in(market)
    state: ThresholdState = "not-stated"
    if needed is not None and stated is not None:
        state = "met" if stated >= needed else "unmet"
    return Threshold(
        requirement=number,
        metric=requirement.metric,
        label=requirement.label or requirement.metric,
        at_least=needed,
        by_market=requirement.at_least if isinstance(requirement.at_least, dict) else {},
        market=market,
        stated=stated,
        unit=requirement.unit,
        state=state,
    )


def case_of(roster: Roster, targets: Sequence[str] | str, program: Program, on: date | None) -> Case:
    """The case that a question makes.

    Raises:
        InvalidQuestion: no target is named, or the roster states one metric twice.
        UnknownTarget: a target that the program does not have.
    """
    texts = [targets] if isinstance(targets, str) else list(targets)
    if not texts:
        raise InvalidQuestion("No target is named: name at least one, as competency/level.")
    wanted = sorted({program.target(text) for text in texts}, key=str)
    sittable = program.sittable(on)
    lapsed = program.lapsed(on)
    people = [_colleague(name, roster, program, sittable, lapsed, on) for name in sorted(roster.people)]
    routes = {name: in_order(route) for name, route in program.routes.items()}
    retired = frozenset(name for name, facts in program.credentials.items() if facts.is_sat) - sittable
    exams = sorted(sittable, key=lambda name: (-_last_day(program.credentials[name]), name))
    cases = tuple(_target(target, program) for target in wanted)
    thresholds = _thresholds(cases, roster, program)
    return Case(routes, tuple(exams), retired, lapsed, thresholds, tuple(people), cases)


def _last_day(credential: Credential) -> int:
    return (credential.retired or date.max).toordinal()


def _colleague(
    name: str,
    roster: Roster,
    program: Program,
    sittable: frozenset[str],
    lapsed: frozenset[str],
    on: date | None,
) -> Colleague:
    person = roster.people[name]
    stated = program.held(person, on)
    holds = program.with_earned(stated)
    refused = {program.credential_id(written) for written in person.cannot_take}
    refuses = frozenset(name for name in refused if name)
    colleague = Colleague(name, stated, holds, refuses, frozenset(), person.max_exams, lapsed)
    return colleague.sitting(sittable - holds - refuses, program.routes)


def _target(target: Target, program: Program) -> TargetCase:
    options = program.options_of(target)
    return TargetCase(target, {option: tree_of(options[option]) for option in sorted(options)})


def _thresholds(targets: Iterable[TargetCase], roster: Roster, program: Program) -> dict[Place, Threshold]:
    """How each threshold of the targets stands; what is stated may depend on all of them."""
    targets = list(targets)
    stated = amounts(roster, program, [item.target for item in targets])
    found = {}
    for target in targets:
        for option, tree in target.options.items():
            for leaf in leaves(tree):
                rule = leaf.requirement
                if isinstance(rule, MetricRequirement):
                    fact = Fact(target.target.competency, option, target.target.level, rule.metric)
                    place = Place(str(target), option, leaf.number)
                    found[place] = threshold_of(leaf.number, rule, roster.market, stated.get(fact))
    return found
