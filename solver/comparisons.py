"""An answer beside others: by the other reading, without a pin, with one more target than a budget allows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from ..models.errors import InvalidQuestion, UnknownSeat
from ..models.plans import BudgetOutcome, NextTarget, OtherReading, PinCost, Plan, Totals
from ..models.prices import MEASURES, Measure
from ..models.prices import added as exact_sum
from .answering import Answer, lower_bound_of, standing, status_of, totals_of_takes
from .case import Case
from .model import SeatModel
from .questions import Question
from .solutions import arrange
from .stages import measures_of
from .today import Today
from .wishes import Pin


def with_comparisons(answer: Answer) -> Plan:
    """The plan with what its terms cost and leave."""
    found = with_other_reading(answer.plan, answer.question)
    if not found.found:
        return found
    return found.replaced(pins=_pin_costs(answer), budget=_budget_outcome(answer))


def with_other_reading(plan: Plan, question: Question) -> Plan:
    """The plan with what the other reading comes to, unless that is the same."""
    try:
        other = question.by_the_other_reading
    except (InvalidQuestion, UnknownSeat) as error:
        note = f"The other reading was not compared, for the terms do not fit it: {error}"
        return plan.replaced(notes=(*plan.notes, note))
    return plan if other is None else plan.replaced(other_reading=_other_reading(plan, other))


def _other_reading(plan: Plan, other: Question) -> OtherReading | None:
    return _other_verdicts(plan, other) if plan.question == "check" else _other_totals(plan, other)


def _other_verdicts(plan: Plan, other: Question) -> OtherReading | None:
    found = standing(other)
    verdicts = {
        theirs.target: theirs.verdict
        for mine, theirs in zip(plan.targets, found.targets, strict=True)
        if mine.verdict != theirs.verdict
    }
    if not verdicts:
        return None
    return OtherReading(
        reading=found.reading,
        status=found.status,
        totals=found.totals,
        value=None,
        lower_bound=0,
        verdicts=verdicts,
    )


def _other_totals(plan: Plan, other: Question) -> OtherReading | None:
    """The totals that are kept small, and the value reached within a budget."""
    today = Today(other.case)
    case = today.unmet
    what = f"the least by the {other.portfolio.reading} reading"
    found = arrange(case, other.limits, stages=measures_of(case.terms), ties=False, what=what)
    status, totals = status_of(found), _kept_small(totals_of_takes(found, other), case)
    weights = other.case.terms.weights
    value = sum(weights[target] for target in {*found.placings, *today.met})
    before = sum(weights[item.target] for item in plan.targets if item.reached)
    is_found = status in ("optimal", "feasible")
    if (plan.found, _kept_small(plan.totals, case)) == (is_found, totals) and (
        value == before or not is_found
    ):
        return None
    return OtherReading(
        reading=other.portfolio.reading,
        status=status,
        totals=totals,
        value=value if is_found and other.portfolio.budget else None,
        lower_bound=None if status == "infeasible" else lower_bound_of(found),
    )


def _kept_small(totals: Totals, case: Case) -> Totals:
    """The totals without those that are as they happen to be."""
    others = {str(measure) for measure in MEASURES if measure not in case.terms.minimize}
    if "cost" in others:
        others.add("currency")
    return totals.model_copy(update=dict.fromkeys(others))


def _pin_costs(answer: Answer) -> tuple[PinCost, ...]:
    """What each pin adds to the least plan for the targets that this one reaches."""
    case = reached_case(answer)
    pins = [pin for person in case.people for pin in person.pins]
    return tuple(_pin_cost(pin, case, answer) for pin in pins)


def _pin_cost(pin: Pin, case: Case, answer: Answer) -> PinCost:
    people = tuple(
        replace(person, pins=tuple(other for other in person.pins if other != pin)) for person in case.people
    )
    found = arrange(
        replace(case, people=people),
        answer.question.limits,
        stages=measures_of(case.terms),
        ties=False,
        what=f"the least without the pin of {pin.words}",
    )
    without = totals_of_takes(found, answer.question)
    return PinCost(
        person=pin.person,
        pin=pin.exam or pin.written,
        without=without,
        extra=more(without, answer.plan.totals, case.terms.minimize),
        proven=found.search.proven and answer.found.search.proven,
    )


def _budget_outcome(answer: Answer) -> BudgetOutcome | None:
    """What the budget reaches; None without a budget."""
    budget = answer.question.portfolio.budget
    if budget is None:
        return None
    weights = answer.question.case.terms.weights
    missed = sum(weights[item.target] for item in answer.plan.targets if not item.reached)
    stage = answer.found.search.stage("value missed")
    bound = int(stage.lower_bound or 0) if stage else 0
    following, no_more = _next_target(answer) if missed else (None, False)
    return BudgetOutcome(
        limits=dict(budget.amounts()),
        value=sum(weights.values()) - missed,
        most=sum(weights.values()) - bound,
        of=sum(weights.values()),
        next=following,
        no_more=no_more,
    )


def _next_target(answer: Answer) -> tuple[NextTarget | None, bool]:
    """The least that takes one target more, beside those that the plan reaches; and whether none can."""
    before = {item.target for item in answer.plan.targets if item.reached}
    budget = answer.question.portfolio.budget
    assert budget is not None
    first = [measure for measure, _ in budget.amounts()]
    terms = answer.unmet.terms
    minimize = tuple(dict.fromkeys((*first, *terms.minimize)))
    case = replace(answer.unmet, terms=replace(terms, budget=None, minimize=minimize))

    def one_more(model: SeatModel) -> None:
        for target, reached in model.reached.items():
            if target in before:
                model.cp.add(reached == 1)
        others = (reached for target, reached in model.reached.items() if target not in before)
        model.cp.add(sum(others) == 1)

    stages = [stage for stage in measures_of(case.terms) if stage.name in minimize]
    limits, what = answer.question.limits, "one target more than the budget allows"
    found = arrange(case, limits, stages=stages, ties=False, also=one_more, what=what)
    if not found.placings:
        return None, status_of(found) == "infeasible"
    totals = totals_of_takes(found, answer.question)
    return NextTarget(
        targets=tuple(sorted(set(found.placings) - before)),
        totals=totals,
        extra=more(answer.plan.totals, totals, minimize),
        proven=found.search.proven,
    ), False


def reached_case(answer: Answer) -> Case:
    """The case of the targets that a plan takes exams for: all of them, without a budget."""
    kept = (target for target in answer.unmet.targets if str(target) in answer.found.placings)
    case = answer.unmet.only(kept)
    return replace(case, terms=replace(case.terms, budget=None, optional=False))


def more(less: Totals, much: Totals, measures: Collection[Measure]) -> dict[Measure, int | float]:
    """What one plan asks for beyond another: by measures that both keep small, as far as they are known."""
    found: dict[Measure, int | float] = {}
    for measure in (name for name in MEASURES if name in measures):
        before, after = getattr(less, measure), getattr(much, measure)
        if before is not None and after is not None:
            found[measure] = exact_sum((after, -before))
    return found
