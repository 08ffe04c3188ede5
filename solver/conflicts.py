"""Which rules exclude each other, and the smallest repairs; every statement is verified by solving again.

A rule is a requirement of the vendor's, or a term of the company's or of a person's. Each can
be lifted. A *conflict* is a set of rules that cannot all be kept, whatever else is lifted, and
of which none can be left out. It is found by halving (QuickXplain, Junker 2004): some k out of
n rules take about k log2(n / k) searches, not n.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ..models.portfolios import Budget
from ..models.prices import Measure
from ..models.reasons import Conflict, ConflictRule, RuleKind
from ..models.requirements import PeopleRequirement
from ..models.told import Number, marked, told
from ..models.trees import Leaf, Tree
from ..models.words import in_short
from .case import Case
from .colleagues import Colleague
from .places import Place
from .progress import Routes
from .reduction import reduced
from .rules import ruled
from .search import Search
from .stages import Limits
from .stopping import Stopped
from .terms import Sharing
from .wishes import Pin

Lift = Callable[[Case], Case]


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule of a case, and the same case without it."""

    kind: RuleKind
    words: str
    repair: str | None
    lift: Lift

    @property
    def told(self) -> ConflictRule:
        """The rule as users see it."""
        return ConflictRule(kind=self.kind, words=self.words, repair=self.repair)


def conflict_in(case: Case, limits: Limits) -> Conflict:
    """A minimal set of rules that exclude each other, in a case that was proven impossible."""
    finder = Finder(case, limits)
    rules = finder.conflict(finder.rules)
    return Conflict(rules=tuple(rule.told for rule in rules), minimal=finder.certain)


class Finder:
    """Looks for conflicts; `certain` as long as no search ran out of time."""

    def __init__(self, case: Case, limits: Limits) -> None:
        self.case, self._limits = case, limits
        self.rules = tuple(rules_of(case))
        self.certain = True

    def conflict(self, among: Sequence[Rule]) -> tuple[Rule, ...]:
        """A minimal conflict among some rules, all others being lifted; they must exclude each other."""
        if self._limits.report is not None:
            self._limits.report.begins("rules that exclude each other", None)
        found = self._needed((), False, among)
        return tuple(rule for rule in self.rules if rule in found)

    def is_possible(self, kept: Iterable[Rule]) -> bool:
        """Whether some rules can be kept if all others are lifted; also where that is not known."""
        lifted = set(self.rules) - set(kept)
        return self.is_possible_in(lift_all(self.case, (rule for rule in self.rules if rule in lifted)))

    def is_possible_in(self, case: Case) -> bool:
        """Whether a case has a plan; also where that is not known.

        Raises:
            Stopped: somebody ended the search.
        """
        if self._limits.are_stopped():
            raise Stopped
        impossible = Search(ruled(reduced(case)), self._limits).is_impossible()
        if impossible is None and self._limits.are_stopped():
            raise Stopped
        self.certain = self.certain and impossible is not None
        return not impossible

    def _needed(self, background: tuple[Rule, ...], is_new: bool, rules: Sequence[Rule]) -> tuple[Rule, ...]:
        """The fewest of the rules that exclude each other together with the background."""
        if is_new and not self.is_possible(background):
            return ()
        if len(rules) <= 1:
            return tuple(rules)
        first, second = tuple(rules[: len(rules) // 2]), tuple(rules[len(rules) // 2 :])
        of_second = self._needed((*background, *first), True, second)
        of_first = self._needed((*background, *of_second), bool(of_second), first)
        return (*of_first, *of_second)


def lift_all(case: Case, rules: Iterable[Rule]) -> Case:
    """The case without some of its rules."""
    for rule in rules:
        case = rule.lift(case)
    return case


def rules_of(case: Case) -> Iterator[Rule]:
    """Every rule of a case that can be lifted: requirements first, then the company's, then people's."""
    yield from _requirements(case)
    for sharing in case.terms.sharing:
        words = sharing.rule.words
        yield Rule(
            "sharing",
            words,
            told("lift the rule that {rule}", rule=words),
            partial(_without_sharing, sharing=sharing),
        )
    yield from _budget(case)
    for person in case.absent:
        yield Rule(
            "absence",
            told("{person} is unavailable", person=person.name),
            told("make {person} available", person=person.name),
            partial(_present, name=person.name),
        )
    for person in (*case.people, *case.absent):
        yield from _personal(person, case)


def _requirements(case: Case) -> Iterator[Rule]:
    for target in case.targets:
        for option, tree in target.options.items():
            for leaf, is_must in _leaves(tree, is_must=len(target.options) == 1):
                if isinstance(leaf.requirement, PeopleRequirement):
                    place = Place(str(target), option, leaf.number)
                    named = {"target": str(target), "rule": in_short(leaf.requirement)}
                    if is_must:
                        words = told("{target} needs {rule}", **named)
                    else:
                        words = told("{target} needs by one way {rule}", **named)
                    yield Rule("requirement", words, None, partial(_unfilled, place=place))


def _leaves(tree: Tree, *, is_must: bool) -> Iterator[tuple[Leaf, bool]]:
    """The leaves, each with whether it is needed in any case."""
    if isinstance(tree, Leaf):
        yield tree, is_must
    else:
        for part in tree.parts:
            yield from _leaves(part, is_must=is_must and tree.needed == len(tree.parts))


def _budget(case: Case) -> Iterator[Rule]:
    for measure, most in case.terms.budget.amounts() if case.terms.budget else ():
        allows, raises = _BUDGETS[measure]
        lift = partial(_without_budget, measure=measure)
        yield Rule("budget", told(allows, most=most), told(raises, most=most), lift)


_BUDGETS: dict[Measure, tuple[str, str]] = {
    "exams": (marked("the budget allows {most} of exams"), marked("raise the budget of {most} of exams")),
    "people": (marked("the budget allows {most} of people"), marked("raise the budget of {most} of people")),
    "cost": (marked("the budget allows {most} of cost"), marked("raise the budget of {most} of cost")),
    "hours": (marked("the budget allows {most} of hours"), marked("raise the budget of {most} of hours")),
}


def _personal(person: Colleague, case: Case) -> Iterator[Rule]:
    name = person.name

    def rule(kind: RuleKind, words: str, repair: str, change: Callable[[Colleague], Colleague]) -> Rule:
        return Rule(kind, words, repair, partial(_changed, name=name, change=change))

    if (most := person.max_exams) is not None:
        number = Number(most, "{number} exam", "{number} exams")
        words = told("{person} sits at most {exams}", person=name, exams=number)
        words = words if most else told("{person} sits no exam", person=name)
        lifted = told("lift the limit of {number} for {person}", number=most, person=name)
        yield rule("limit", words, lifted, _unlimited)
    for exam in sorted(person.refuses & set(case.exams) - person.holds):
        willing = partial(_willing, exam=exam, routes=case.routes)
        words = told("{person} will not sit {exam}", person=name, exam=exam)
        yield rule("refusal", words, told("let {person} sit {exam}", person=name, exam=exam), willing)
    for pin in person.pins:
        unpinned = partial(_unpinned, pin=pin)
        words = told("{pin} is pinned", pin=pin.words)
        yield rule("pin", words, told("drop the pin of {pin}", pin=pin.words), unpinned)
    for pin in person.forbids:
        allowed = partial(_allowed, pin=pin)
        words = told("{person} must not be in {seat}", person=name, seat=pin.written)
        yield rule("forbid", words, told("allow {person} in {seat}", person=name, seat=pin.written), allowed)


def _unfilled(case: Case, place: Place) -> Case:
    return replace(case, lifted=case.lifted | {place})


def _without_sharing(case: Case, sharing: Sharing) -> Case:
    kept = tuple(rule for rule in case.terms.sharing if rule is not sharing)
    return replace(case, terms=replace(case.terms, sharing=kept))


def _without_budget(case: Case, measure: Measure) -> Case:
    budget = case.terms.budget
    assert budget is not None
    kept = {name: most for name, most in budget.amounts() if name != measure}
    return replace(case, terms=replace(case.terms, budget=Budget(**kept) if kept else None))


def _present(case: Case, name: str) -> Case:
    people = (*case.people, *(person for person in case.absent if person.name == name))
    absent = tuple(person for person in case.absent if person.name != name)
    return replace(case, people=tuple(sorted(people, key=lambda person: person.name)), absent=absent)


def _changed(case: Case, name: str, change: Callable[[Colleague], Colleague]) -> Case:
    people, absent = (
        tuple(change(person) if person.name == name else person for person in group)
        for group in (case.people, case.absent)
    )
    return replace(case, people=people, absent=absent)


def _unlimited(person: Colleague) -> Colleague:
    return replace(person, max_exams=None)


def _willing(person: Colleague, exam: str, routes: Routes) -> Colleague:
    return replace(person, refuses=person.refuses - {exam}).sitting(person.can_sit | {exam}, routes)


def _unpinned(person: Colleague, pin: Pin) -> Colleague:
    return replace(person, pins=tuple(other for other in person.pins if other != pin))


def _allowed(person: Colleague, pin: Pin) -> Colleague:
    return replace(person, forbids=tuple(other for other in person.forbids if other != pin))
