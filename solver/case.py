"""A case: the question with every name resolved and everything in canonical order.

People, exams and the parts of requirements are sorted here, once, so that an
answer cannot depend on the order in which files list them. No ortools.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..models.credentials import Credential
from ..models.errors import InvalidQuestion
from ..models.plans import Threshold, ThresholdState
from ..models.programs import Program
from ..models.qualifications import Qualification, earned
from ..models.requirements import MetricRequirement
from ..models.rosters import Roster
from ..models.targets import Target
from ..models.trees import Leaf, Tree, in_order, tree_of


@dataclass(frozen=True)
class Colleague:
    """One person as the case sees them, in the program's spelling of credentials.

    `stated` is what counts as the roster has it, `holds` adds what that earns, `reaches`
    what the person would hold after sitting all of `can_sit`.
    """

    name: str
    stated: frozenset[str]
    holds: frozenset[str]
    refuses: frozenset[str]
    can_sit: frozenset[str]
    max_exams: int | None
    reaches: frozenset[str] = frozenset()

    def sitting(self, exams: frozenset[str], routes: Mapping[str, Qualification]) -> Colleague:
        """The same person if these exams are what he or she can still sit."""
        return replace(self, can_sit=exams, reaches=earned(self.holds | exams, routes))


@dataclass(frozen=True)
class TargetCase:
    """One target: the tree of each option that can reach it, in id order."""

    target: Target
    options: dict[str, Tree]

    def __str__(self) -> str:
        return str(self.target)


@dataclass(frozen=True)
class Case:
    """The whole question; people and targets are sorted by name.

    `routes` says what earns each certification that can be earned, `exams` what can be
    sat, best first where a plan could take either: what can be sat longest, then by id.
    `retired` is what can be sat no longer.
    """

    routes: dict[str, Qualification]
    exams: tuple[str, ...]
    retired: frozenset[str]
    roster: Roster
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

    def threshold(self, leaf: Leaf) -> Threshold:
        """How a metric leaf stands today."""
        assert isinstance(leaf.requirement, MetricRequirement)
        return threshold_of(leaf.number, leaf.requirement, self.roster)


def threshold_of(number: int, requirement: MetricRequirement, roster: Roster) -> Threshold:
    """A threshold beside what the roster states about it."""
    needed = requirement.needed_in(roster.market)
    stated = roster.metrics.get(requirement.metric)
    state: ThresholdState = "not-stated"
    if needed is not None and stated is not None:
        state = "met" if stated >= needed else "unmet"
    return Threshold(
        requirement=number,
        metric=requirement.metric,
        label=requirement.label or requirement.metric,
        at_least=needed,
        by_market=requirement.at_least if isinstance(requirement.at_least, dict) else {},
        market=roster.market,
        stated=stated,
        unit=requirement.unit,
        state=state,
    )


def case_of(roster: Roster, targets: Sequence[str] | str, program: Program, on: date | None) -> Case:
    """The case that a question makes.

    Raises:
        InvalidQuestion: no target is named.
        UnknownTarget: a target that the program does not have.
    """
    texts = [targets] if isinstance(targets, str) else list(targets)
    if not texts:
        raise InvalidQuestion("No target is named: name at least one, as competency/level.")
    wanted = sorted({program.target(text) for text in texts}, key=str)
    sittable = program.sittable(on)
    people = [_colleague(name, roster, program, sittable, on) for name in sorted(roster.people)]
    routes = {name: in_order(route) for name, route in program.routes.items()}
    retired = frozenset(name for name, facts in program.credentials.items() if facts.is_sat) - sittable
    exams = sorted(sittable, key=lambda name: (-_last_day(program.credentials[name]), name))
    cases = tuple(_target(target, program) for target in wanted)
    return Case(routes, tuple(exams), retired, roster, tuple(people), cases)


def _last_day(credential: Credential) -> int:
    return (credential.retired or date.max).toordinal()


def _colleague(
    name: str, roster: Roster, program: Program, sittable: frozenset[str], on: date | None
) -> Colleague:
    person = roster.people[name]
    stated = program.counting(person, on)
    holds = program.with_earned(stated)
    refused = {program.credential_id(written) for written in person.cannot_take}
    refuses = frozenset(name for name in refused if name)
    colleague = Colleague(name, stated, holds, refuses, frozenset(), person.max_exams)
    return colleague.sitting(sittable - holds - refuses, program.routes)


def _target(target: Target, program: Program) -> TargetCase:
    options = program.options_of(target)
    return TargetCase(target, {option: tree_of(options[option]) for option in sorted(options)})
