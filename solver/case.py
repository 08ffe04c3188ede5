"""A case: the question with every name resolved and everything in canonical order.

People, exams and the parts of requirements are sorted here, once, so that an
answer cannot depend on the order in which files list them. No ortools.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ..models.credentials import Credential
from ..models.metrics import Fact, amounts
from ..models.plans import Threshold, ThresholdState
from ..models.policies import DifferentPeople
from ..models.portfolios import Portfolio
from ..models.programs import Program
from ..models.qualifications import Qualification
from ..models.requirements import Market, MetricRequirement
from ..models.rosters import Workforce
from ..models.targets import Target
from ..models.trees import in_order, leaves, tree_of
from .colleagues import Colleague, Reach, colleague
from .places import Place
from .reductions import Reduction
from .target_case import TargetCase
from .terms import Terms, goals, terms_of
from .wishes import Wishes, WishReader, positions


@dataclass(frozen=True)
class Case:
    """The whole question; people and targets are sorted by name.

    `routes` says what earns each certification that can be earned, `exams` what can be
    sat, best first where a plan could take either: what can be sat longest, then by id.
    `retired` is what can be sat no longer, `lapsed` what counts no longer. `thresholds` says
    how each threshold of the targets asked stands. `absent` are people whom no plan may use,
    `lifted` requirements that need not be filled,
    `without_effect` what the terms state about seats of other targets, a sentence each; `without` the
    reductions that are not used. `spare` people may turn out to be missing: reductions leave enough
    others. `forms` remembers what conditions ask of people, see `needs`.
    """

    routes: dict[str, Qualification]
    exams: tuple[str, ...]
    retired: frozenset[str]
    lapsed: frozenset[str]
    thresholds: Mapping[Place, Threshold]
    people: tuple[Colleague, ...]
    targets: tuple[TargetCase, ...]
    terms: Terms = field(default_factory=Terms)
    absent: tuple[Colleague, ...] = ()
    lifted: frozenset[Place] = frozenset()
    without_effect: tuple[str, ...] = ()
    without: frozenset[Reduction] = frozenset()
    spare: int = 0
    forms: dict[int, tuple[Qualification, frozenset[str], dict[object, Any]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def only(self, targets: Iterable[TargetCase]) -> Case:
        """The same case for some of its targets."""
        kept = tuple(targets)
        names = set(map(str, kept))
        people = self.people
        if any(person.pins for person in people):
            people = tuple(person.pinned_in(names) for person in people)
        return replace(self, targets=kept, people=people, terms=self.terms.only(names))

    def alone(self, name: str) -> Case:
        """The same case for one target by itself, whatever that takes.

        How many different people several targets need together says nothing about one of them.
        """
        several = [
            rule
            for rule in self.terms.sharing
            if isinstance(rule.rule, DifferentPeople) and len(rule.targets) > 1
        ]
        sharing = tuple(rule for rule in self.terms.sharing if rule not in several)
        case = replace(self, terms=replace(self.terms, sharing=sharing))
        return case.only(target for target in self.targets if str(target) == name).reaching_all()

    def is_free(self, target: TargetCase) -> bool:
        """Whether who serves a target is of no concern to any other."""
        pinned = {place.target for person in self.people for pin in person.pins for place in pin.places}
        return not self.terms.shares(str(target)) and str(target) not in pinned

    def bare(self) -> Case:
        """The same case without any terms of the company's: everybody is there, limits on exams stay."""
        everybody = sorted((*self.people, *self.absent), key=lambda person: person.name)
        people = tuple(replace(person, pins=(), forbids=()) for person in everybody)
        return replace(self, people=people, absent=(), terms=Terms())

    def reaching_all(self) -> Case:
        """The same case when all targets are to be reached, whatever that takes, and nobody is pinned."""
        people = tuple(replace(person, pins=()) if person.pins else person for person in self.people)
        return replace(self, people=people, terms=replace(self.terms, budget=None, optional=False))

    def without_exams(self) -> Case:
        """The same case when nobody sits anything: pins and budgets are about plans."""
        case = self.reaching_all()
        return replace(case, people=tuple(p.sitting(frozenset(), self.routes) for p in case.people))


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


def case_of(
    roster: Workforce,
    portfolio: Portfolio,
    program: Program,
    on: date | None,
    without: frozenset[Reduction] = frozenset(),
) -> Case:
    """The case that a question makes.

    Args:
        roster: the people.
        portfolio: the targets, and the terms under which they are to be reached.
        program: the rules, by the reading of the portfolio.
        on: the day in question.
        without: reductions that are not used.

    Raises:
        InvalidQuestion: no target is named, the roster states one metric twice, a price is missing,
            or terms contradict each other.
        UnknownName: a target, a person, a role or a seat that does not exist.
    """
    wanted = goals(portfolio, program)
    asked = sorted(wanted, key=str)
    sittable = program.sittable(on)
    lapsed = program.lapsed(on)
    reader = WishReader(roster, program, asked, portfolio.reading)
    wishes, preferred = reader.wishes(portfolio), positions(portfolio, roster)
    cases = tuple(_target(target, program) for target in asked)
    terms = terms_of(portfolio, wanted, program, sittable)
    names = _names(roster, program, on, cases, terms, wishes, preferred)
    reach = Reach(program, sittable)
    everybody = [
        colleague(name, roster.people[name], reach, lapsed, on, wishes.get(name, Wishes()), preferred)
        for name in names
    ]
    absent = {name for name, wish in wishes.items() if wish.unavailable}
    routes = {name: in_order(route) for name, route in program.routes.items()}
    retired = frozenset(name for name, facts in program.credentials.items() if facts.is_sat) - sittable
    exams = sorted(sittable, key=lambda name: (-_last_day(program.credentials[name]), name))
    return Case(
        routes=routes,
        exams=tuple(exams),
        retired=retired,
        lapsed=lapsed,
        thresholds=_thresholds(cases, roster, program),
        people=tuple(person for person in everybody if person.name not in absent),
        targets=cases,
        terms=terms,
        absent=tuple(person for person in everybody if person.name in absent),
        without_effect=tuple(reader.without_effect),
        without=without,
    )


def _names(
    roster: Workforce,
    program: Program,
    on: date | None,
    targets: tuple[TargetCase, ...],
    terms: Terms,
    wishes: Mapping[str, Wishes],
    preferred: Mapping[str, int],
) -> list[str]:
    """Everybody in order; of very many people those among whom every answer can be found."""
    from .candidates import FEW, Selection

    if len(roster.people) <= FEW:
        return sorted(roster.people)
    pinned = {place.target for wish in wishes.values() for pin in wish.pins for place in pin.places}
    free = {str(item) for item in targets if not terms.shares(str(item)) and str(item) not in pinned}
    named = frozenset((*wishes, *preferred))
    return Selection(roster, program, on, targets, free, named).names()


def _last_day(credential: Credential) -> int:
    return (credential.retired or date.max).toordinal()


def _target(target: Target, program: Program) -> TargetCase:
    options = program.options_of(target)
    return TargetCase(target, {option: tree_of(options[option]) for option in sorted(options)})


def _thresholds(targets: Iterable[TargetCase], roster: Workforce, program: Program) -> dict[Place, Threshold]:
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
