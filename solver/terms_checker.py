"""The second half of the checker: does an answer keep to the company's own terms? Plain Python, no search.

Rules about sharing, pins, what is forbidden, budgets, alternatives: everything that a portfolio
states, read from the portfolio again and not from what the solver made of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ..models.base import exact
from ..models.costs import Costs
from ..models.plans import Plan, TargetResult
from ..models.policies import AtMostTargets, DifferentPeople, OneRole, SharingRule
from ..models.portfolios import Portfolio, Reading, Terms
from ..models.programs import Program
from ..models.readings import is_called
from ..models.requirements import PeopleRequirement
from ..models.rosters import Workforce
from ..models.trees import Leaf, leaves, tree_of


class _Serving(NamedTuple):
    """One filled seat: who, for which target as asked, in which option, by which requirement."""

    person: str
    target: str
    option: str
    leaf: Leaf

    @property
    def role(self) -> str | None:
        rule = self.leaf.requirement
        return rule.role if isinstance(rule, PeopleRequirement) else None


def broken_terms(plan: Plan, program: Program, roster: Workforce, portfolio: Portfolio) -> Iterator[str]:
    """Everything in an answer that breaks the company's terms, a sentence each."""
    seats = list(_serving(plan.targets, program))
    people = {roster.person_called(name): terms for name, terms in portfolio.people.items()}
    if plan.reading != portfolio.reading:
        yield f"the reading is {plan.reading}, not {portfolio.reading}"
    for rule in portfolio.sharing:
        yield from _broken_sharing(rule, seats, plan, program)
    for name, terms in people.items():
        if name is not None:
            yield from _broken_wishes(name, terms, seats, plan, program)
    if plan.found:
        yield from _broken_totals(plan, program, portfolio)
        yield from _broken_budget(plan, program, portfolio)


def _serving(results: Sequence[TargetResult], program: Program) -> Iterator[_Serving]:
    for result in results:
        options = program.options_of(program.target(result.target))
        if result.reached and result.option in options:
            by_number = {leaf.number: leaf for leaf in leaves(tree_of(options[result.option]))}
            for seat in result.seats:
                if seat.requirement in by_number:
                    yield _Serving(seat.person, result.target, result.option, by_number[seat.requirement])


def _all(plan: Plan, program: Program) -> Iterator[_Serving]:
    """Every place of the targets asked, as if somebody filled it."""
    for result in plan.targets:
        for option, requirement in program.options_of(program.target(result.target)).items():
            for leaf in leaves(tree_of(requirement)):
                if isinstance(leaf.requirement, PeopleRequirement):
                    yield _Serving("", result.target, option, leaf)


def _is_among(target: str, patterns: Collection[str], program: Program) -> bool:
    """Whether a pattern means a target: an option counts only where both name one."""
    asked = program.target(target)
    found = [other for pattern in patterns for other in program.targets_like(pattern)]
    return not patterns or any(
        other[0::2] == asked[0::2] and (None in (other.option, asked.option) or other.option == asked.option)
        for other in found
    )


def _broken_sharing(
    rule: SharingRule, seats: Sequence[_Serving], plan: Plan, program: Program
) -> Iterator[str]:
    here = [seat for seat in seats if _is_among(seat.target, rule.among, program)]
    if isinstance(rule, OneRole):
        yield from _mixed_roles(rule, here)
        return
    served: dict[str, set[str]] = defaultdict(set)
    for seat in here:
        if rule.role in (None, seat.role):
            served[seat.person].add(seat.target)
    if isinstance(rule, AtMostTargets):
        for name, targets in served.items():
            if len(targets) > rule.at_most:
                yield f"{name} serves {len(targets)} targets, but {rule.words}"
        return
    reached = any(item.reached and _is_among(item.target, rule.among, program) for item in plan.targets)
    if isinstance(rule, DifferentPeople) and reached and len(served) < rule.different_people:
        yield f"{len(served)} different people serve, but {rule.words}"


def _mixed_roles(rule: OneRole, seats: Sequence[_Serving]) -> Iterator[str]:
    roles: dict[str, set[str]] = defaultdict(set)
    for seat in seats:
        if seat.role in rule.one_role_of:
            roles[seat.person].add(str(seat.role))
    for name, several in roles.items():
        if len(several) > 1:
            yield f"{name} has the roles {', '.join(sorted(several))}, but {rule.words}"


def _broken_wishes(
    name: str, terms: Terms, seats: Sequence[_Serving], plan: Plan, program: Program
) -> Iterator[str]:
    mine = [seat for seat in seats if seat.person == name]
    exams = {item.exam for item in plan.exams if item.person == name}
    if terms.unavailable and (mine or exams):
        yield f"{name} is unavailable, but serves or sits exams"
    if terms.max_exams is not None and len(exams) > terms.max_exams:
        yield f"{name} sits {len(exams)} exams, at most {terms.max_exams} are allowed by the portfolio"
    for written in terms.forbid:
        if program.credential_with_id(written) in exams or any(
            _fits(seat, written, program, plan.reading) for seat in mine
        ):
            yield f"{name} is used for {written}, which is forbidden"
    for written in terms.pin if plan.found and plan.question == "plan" else ():
        exam = program.credential_with_id(written)
        kept = exam in exams if exam else any(_fits(seat, written, program, plan.reading) for seat in mine)
        if not kept and (exam or any(_fits(s, written, program, plan.reading) for s in _all(plan, program))):
            yield f"{name} is pinned to {written}, but the plan does without"


def _fits(seat: _Serving, written: str, program: Program, reading: Reading) -> bool:
    """Whether a seat is meant by a label, by a target, or by both."""
    if program.credential_with_id(written):
        return False
    if is_called(seat.leaf.label, written, reading):
        return True
    target, mark, rest = written.partition(":")
    if "/" not in target or (mark and not is_called(seat.leaf.label, rest, reading)):
        return False
    full = f"{seat.target.split('/')[0]}/{seat.option}/{seat.target.split('/')[-1]}"
    return _is_among(full, [target], program)


def _broken_totals(plan: Plan, program: Program, portfolio: Portfolio) -> Iterator[str]:
    costs = Costs(program, portfolio.prices)
    for measure, stated in (("cost", plan.totals.cost), ("hours", plan.totals.hours)):
        total = costs.total([item.exam for item in plan.exams], "cost" if measure == "cost" else "hours")
        if stated != total:
            yield f"the {measure} add up to {total}, not to {stated}"


def _broken_budget(plan: Plan, program: Program, portfolio: Portfolio) -> Iterator[str]:
    left = [item.target for item in plan.targets if not item.reached]
    if plan.question == "check":
        return
    if portfolio.budget is None:
        if left:
            yield f"there is no budget, but {', '.join(left)} are left"
        return
    for measure, most in portfolio.budget.amounts():
        total = getattr(plan.totals, measure)
        if total is None or exact(total) > exact(most):
            yield f"the plan asks for {total} {measure}, the budget allows {most}"
    if plan.budget is not None:
        weights = {
            str(target): goal.weight
            for goal in portfolio.targets
            for target in program.targets_like(goal.target)
        }
        value = sum(weights[item.target] for item in plan.targets if item.reached)
        if plan.budget.value != value or plan.budget.most < value:
            yield f"the targets reached are worth {value}, not {plan.budget.value} of {plan.budget.most}"


def same_plans(plan: Plan) -> Iterator[str]:
    """Alternatives must differ from the plan and from each other in who sits what."""
    exams = Counter(
        frozenset((item.person, item.exam) for item in one)
        for one in (plan.exams, *(other.exams for other in plan.alternatives))
    )
    if any(number > 1 for number in exams.values()):
        yield "two alternatives are the same plan"
