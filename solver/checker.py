"""The checker: is an answer true? Plain Python, no ortools, no search.

This is the specification of what an answer means. It takes the program, the
roster and the answer as they are given to users, and recomputes everything it
can from those. That no plan needs fewer exams is the solver's proof; that this
one does what it says is checked here, every time, before anyone sees it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping

from ..models.errors import AnswerRejected
from ..models.metrics import Fact, amounts
from ..models.plans import (
    Alternative,
    MissingDifferentPeople,
    MissingPeople,
    MissingThreshold,
    Plan,
    Seat,
    TargetResult,
    Threshold,
)
from ..models.portfolios import Portfolio
from ..models.programs import Program
from ..models.qualifications import met_by
from ..models.requirements import MetricRequirement, PeopleRequirement
from ..models.rosters import Workforce
from ..models.trees import Leaf, Tree, leaves, tree_of
from .terms_checker import broken_terms, same_plans


def verified(plan: Plan, program: Program, roster: Workforce, portfolio: Portfolio | None = None) -> Plan:
    """The answer itself, if nothing in it is false.

    Args:
        plan: the answer.
        program: the rules, by the reading that was asked for.
        roster: the people.
        portfolio: the company's terms.

    Raises:
        AnswerRejected: with everything that is false in it.
    """
    found = list(violations(plan, program, roster, portfolio))
    if found:
        raise AnswerRejected(found)
    return plan


def violations(
    plan: Plan, program: Program, roster: Workforce, portfolio: Portfolio | None = None
) -> Iterator[str]:
    """Everything false in an answer, a sentence each."""
    terms = portfolio or Portfolio()
    yield from _false_arrangement(plan, program, roster, terms)
    for number, other in enumerate(plan.alternatives, start=1):
        for sentence in _false_arrangement(_as_plan(other, plan), program, roster, terms):
            yield f"alternative {number}: {sentence}"
    yield from same_plans(plan)


def _as_plan(other: Alternative, plan: Plan) -> Plan:
    """An alternative as the answer: nothing is claimed about its proof."""
    return plan.replaced(
        status="feasible",
        lower_bound=0,
        totals=other.totals,
        exams=other.exams,
        targets=other.targets,
        alternatives=(),
        stages=(),
    )


def _false_arrangement(plan: Plan, program: Program, roster: Workforce, terms: Portfolio) -> Iterator[str]:
    yield from _false_exams(plan, program, roster)
    yield from _false_totals(plan)
    yield from broken_terms(plan, program, roster, terms)
    asked = [target for goal in terms.targets for target in program.targets_like(goal.target)]
    stated = amounts(roster, program, asked or [program.target(result.target) for result in plan.targets])
    for result in plan.targets:
        for sentence in _TargetCheck(plan, result, program, roster, stated, terms).violations():
            yield f"{result.target}: {sentence}"


def _false_exams(plan: Plan, program: Program, roster: Workforce) -> Iterator[str]:
    pairs = [(item.person, item.exam) for item in plan.exams]
    if pairs != sorted(set(pairs)):
        yield "the exams are not sorted by person and exam, or one stands twice"
    for name, exam in pairs:
        if name not in roster.people:
            yield f"{name} is not in the roster"
            continue
        person = roster.people[name]
        if exam in program.with_earned(program.held(person, plan.on)):
            yield f"{name} holds {exam} already"
        if exam not in program.sittable(plan.on):
            yield f"{exam} cannot be sat"
        if exam in map(program.credential_id, person.cannot_take):
            yield f"{name} will not sit {exam}"
    for name, number in Counter(name for name, _ in pairs).items():
        limit = roster.people[name].max_exams if name in roster.people else None
        if limit is not None and number > limit:
            yield f"{name} sits {number} exams, at most {limit} are allowed"


def _false_totals(plan: Plan) -> Iterator[str]:
    if not plan.found:
        if plan.exams or plan.totals.exams is not None or plan.totals.people is not None:
            yield "there is no plan, but exams or totals are stated"
        has_reasons = bool(plan.reasons) or (plan.status == "infeasible" and plan.interrupted)
        if has_reasons != (plan.status == "infeasible"):
            yield "reasons belong to impossible targets, and to no others"
        return
    if plan.totals.exams != len(plan.exams):
        yield f"the total is {plan.totals.exams} exams, {len(plan.exams)} are listed"
    if plan.totals.people != len({item.person for item in plan.exams}):
        yield f"the total of {plan.totals.people} people is not the number of people with exams"
    bound = plan.lower_bound
    if bound is None or bound > len(plan.exams):
        yield f"the lower bound {bound} does not lie below the total"
    if plan.status == "optimal" and (bound != len(plan.exams) or not all(s.proven for s in plan.stages)):
        yield "the plan is called optimal without proof"


class _TargetCheck:
    """The check of one target's result."""

    def __init__(
        self,
        plan: Plan,
        result: TargetResult,
        program: Program,
        roster: Workforce,
        stated: Mapping[Fact, float],
        terms: Portfolio,
    ) -> None:
        #: Whether people may be needed elsewhere.
        self.moved = bool(plan.sharing or plan.pins or any(one.pin for one in terms.people.values()))
        self.plan, self.result, self.program, self.roster = plan, result, program, roster
        self.target, self.stated = program.target(result.target), stated
        self.seats: dict[int, list[Seat]] = defaultdict(list)
        for seat in result.seats:
            self.seats[seat.requirement].append(seat)

    def violations(self) -> Iterator[str]:
        options = self.program.options_of(self.target)
        if self.result.option not in options:
            yield f"the option {self.result.option} cannot reach it"
            return
        tree = tree_of(options[self.result.option])
        by_number = {leaf.number: leaf for leaf in leaves(tree)}
        for seat in self.result.seats:
            yield from self._false_seat(seat, by_number.get(seat.requirement))
        yield from self._shared_people(by_number)
        yield from self._false_exam_targets()
        yield from self._false_thresholds(by_number)
        yield from self._false_people(tree, by_number)
        yield from self._false_verdict()

    def _false_seat(self, seat: Seat, leaf: Leaf | None) -> Iterator[str]:
        if leaf is None or not isinstance(leaf.requirement, PeopleRequirement):
            yield f"{seat.person} fills a seat of a requirement that does not exist"
            return
        if seat.person not in self.roster.people:
            yield f"{seat.person} is not in the roster"
            return
        if not set(seat.counts) <= self.program.held(self.roster.people[seat.person], self.plan.on):
            yield f"{seat.person} does not hold all of {', '.join(seat.counts)}"
        planned = {item.exam for item in self.plan.exams if item.person == seat.person}
        if not set(seat.takes) <= planned:
            yield f"{seat.person} is not to sit all of {', '.join(seat.takes)}"
        if not met_by(leaf.requirement.each, self._has(seat)):
            yield f"{seat.person} does not qualify for '{leaf.label}'"

    def _has(self, seat: Seat) -> frozenset[str]:
        """What counts of what the seat itself names, and of what that earns: a seat proves itself."""
        named = {*seat.counts, *seat.takes} & set(self.program.credentials)
        return self.program.counting(named, self.plan.on)

    def _shared_people(self, by_number: dict[int, Leaf]) -> Iterator[str]:
        for number, seats in self.seats.items():
            names = [seat.person for seat in seats]
            leaf = by_number.get(number)
            if len(names) != len(set(names)):
                yield f"one person fills two seats of requirement {number}"
            if (
                leaf
                and isinstance(leaf.requirement, PeopleRequirement)
                and len(names) > leaf.requirement.people
            ):
                yield f"requirement {number} has more people than seats"
        exclusive = Counter(
            seat.person
            for seat in self.result.seats
            if seat.requirement in by_number and by_number[seat.requirement].exclusive
        )
        for name, number in exclusive.items():
            if number > 1:
                yield f"{name} fills {number} seats that need different people"

    def _false_exam_targets(self) -> Iterator[str]:
        taken = {(seat.person, exam) for seat in self.result.seats for exam in seat.takes}
        stated = {(e.person, e.exam) for e in self.plan.exams if self.result.target in e.targets}
        if taken != stated:
            yield "the exams said to count for it are not those that its seats take"

    def _false_thresholds(self, by_number: dict[int, Leaf]) -> Iterator[str]:
        for item in self.result.metrics:
            leaf = by_number.get(item.requirement)
            if leaf is None or not isinstance(leaf.requirement, MetricRequirement):
                yield f"the threshold {item.metric} does not exist"
            elif not self._is_true(item, leaf.requirement):
                yield f"the threshold {item.metric} is not as the roster and the program state it"
        states = {item.state for item in self.result.metrics}
        overall = next((s for s in ("unmet", "not-stated", "met") if s in states), "none")
        if self.result.thresholds != overall:
            yield f"its thresholds are {overall}, not {self.result.thresholds}"
        unmet = {item.requirement for item in self.result.metrics if item.state == "unmet"}
        if unmet != {m.requirement for m in self.result.missing if isinstance(m, MissingThreshold)}:
            yield "the missing thresholds are not those that are unmet"

    def _is_true(self, item: Threshold, requirement: MetricRequirement) -> bool:
        needed = requirement.needed_in(self.roster.market)
        competency, _, level = self.target
        stated = self.stated.get(Fact(competency, str(self.result.option), level, requirement.metric))
        state = "not-stated"
        if needed is not None and stated is not None:
            state = "met" if stated >= needed else "unmet"
        return (item.metric, item.at_least, item.stated, item.state) == (
            requirement.metric,
            needed,
            stated,
            state,
        )

    def _false_people(self, tree: Tree, by_number: dict[int, Leaf]) -> Iterator[str]:
        missing = [item for item in self.result.missing if isinstance(item, MissingPeople)]
        different = [item for item in self.result.missing if isinstance(item, MissingDifferentPeople)]
        short = len(missing) + len(different)
        if (self.result.people == "met") != (short == 0):
            yield f"people are {self.result.people}, but {short} shortfalls are listed"
        if self.result.people == "met" and not self.moved and any(seat.takes for seat in self.result.seats):
            yield "people are met today, but a seat takes exams"
        by_a_plan = self.plan.found and self.plan.question == "plan"
        if not by_a_plan and self.result.reached != (self.result.people == "met"):
            yield "people who are met reach a target today, and no others do"
        if self.result.reached:
            if not _holds(tree, self._leaf_holds):
                yield "its seats and thresholds do not add up to the requirement"
        else:
            yield from self._false_shortfalls(missing, by_number)

    def _leaf_holds(self, leaf: Leaf) -> bool:
        rule = leaf.requirement
        if isinstance(rule, MetricRequirement):
            return leaf.number in {item.requirement for item in self.result.metrics}
        seats = self.seats[leaf.number]
        return len(seats) >= rule.people and all(
            sum(met_by(entry.each, self._has(seat)) for seat in seats) >= entry.people
            for entry in rule.among_them
        )

    def _false_shortfalls(
        self, missing: Collection[MissingPeople], by_number: dict[int, Leaf]
    ) -> Iterator[str]:
        """Without a plan the seats are today's: filled and open ones make up each requirement."""
        for item in missing:
            leaf = by_number.get(item.requirement)
            if leaf is None or not isinstance(leaf.requirement, PeopleRequirement):
                yield f"the shortfall '{item.label}' is of a requirement that does not exist"
            elif item.label == leaf.label and item.open != leaf.requirement.people - len(
                self.seats[leaf.number]
            ):
                yield f"'{item.label}' has not {item.open} open seats"

    def _false_verdict(self) -> Iterator[str]:
        verdict = "eligible"
        if self.result.people == "unmet" or self.result.thresholds == "unmet":
            verdict = "not-eligible"
        elif self.result.thresholds == "not-stated":
            verdict = "unconfirmed"
        if self.result.verdict != verdict:
            yield f"the verdict is {verdict}, not {self.result.verdict}"


def _holds(tree: Tree, leaf_holds: Callable[[Leaf], bool]) -> bool:
    """Whether enough parts hold, everywhere in the tree."""
    if isinstance(tree, Leaf):
        return leaf_holds(tree)
    return sum(_holds(part, leaf_holds) for part in tree.parts) >= tree.needed
