"""What an answer says about the company's own terms: sharing, budget, pins, the other reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...models.plans import BudgetOutcome, OtherReading, PinCost, Plan
from ...models.prices import Measure
from ...models.told import marked
from ..languages import ENGLISH, Language
from .amounts import extra_in_words, targets, totals_in_words

_VERDICTS = {
    "eligible": marked("{how} {target} would be eligible today."),
    "not-eligible": marked("{how} {target} would not be eligible today."),
    "unconfirmed": marked("{how} {target} would be unconfirmed today."),
}
_READINGS = {
    "strict": marked("By the other reading (strict: all from one alternative)"),
    "mixed": marked("By the other reading (mixed: alternatives combined)"),
}


def terms_in_words(plan: Plan, words: Language = ENGLISH) -> Iterator[str]:
    """What the answer says about the company's terms, a sentence each."""
    yield from (words.say("Rule: {rule}.", rule=words.retold(rule)) for rule in plan.sharing)
    if plan.budget is not None:
        yield from _budget(plan.budget, plan, words)
    yield from (_pin(pin, plan, words) for pin in plan.pins)


def within_the_budget(budget: BudgetOutcome, plan: Plan, words: Language = ENGLISH) -> str:
    """`Within 5 exams: 3 of 4 targets reached, worth 3 of 4`."""
    reached = sum(item.reached for item in plan.targets)
    return words.say(
        "Within {limits}: {reached} of {targets} reached, worth {value} of {all}.",
        limits=", ".join(extra_in_words(budget.limits, plan.totals.currency, words)),
        reached=words.number(reached),
        targets=targets(len(plan.targets), words),
        value=words.number(budget.value),
        all=words.number(budget.of),
    )


def _budget(budget: BudgetOutcome, plan: Plan, words: Language) -> Iterator[str]:
    yield within_the_budget(budget, plan, words)
    if budget.most > budget.value:
        most = words.number(budget.most)
        yield words.say("Not proven best: no plan within the budget is worth more than {most}.", most=most)
    else:
        yield words.say("Proven: no plan within the budget is worth more.")
    if budget.next is not None:
        yield _next(budget, plan, words)
    elif budget.no_more:
        yield words.say("No further target can be reached, whatever that may cost.")
    elif not all(item.reached for item in plan.targets):
        yield words.say("What a further target would take is not known: the search stopped before.")


def _next(budget: BudgetOutcome, plan: Plan, words: Language) -> str:
    assert budget.next is not None
    extra = ", ".join(extra_in_words(_some(budget.next.extra), plan.totals.currency, words))
    more = words.say("{amounts} more", amounts=extra) if extra else words.say("nothing more")
    doubted = more if budget.next.proven else words.say("{finding} as far as was found", finding=more)
    return words.say(
        "Next would be {targets}: {more} ({totals} in all).",
        targets=words.listed(budget.next.targets),
        more=doubted,
        totals=", ".join(totals_in_words(budget.next.totals, words)),
    )


def _pin(pin: PinCost, plan: Plan, words: Language) -> str:
    if _is_exam(pin, plan):
        what = words.say("Having {person} sit {exam}", person=pin.person, exam=pin.pin)
    else:
        what = words.say("Keeping {person} in {seat}", person=pin.person, seat=pin.pin)
    if pin.without.exams is None:
        return words.say("{what}: what it costs is not known.", what=what)
    finding = _finding(what, pin, plan, words)
    return f"{finding}." if pin.proven else f"{words.say('{finding} as far as was found', finding=finding)}."


def _finding(what: str, pin: PinCost, plan: Plan, words: Language) -> str:
    changes = _some(pin.extra)
    more = _listed({name: value for name, value in changes.items() if value > 0}, plan, words)
    less = _listed({name: -value for name, value in changes.items() if value < 0}, plan, words)
    if more and less:
        return words.say("{what} costs {more} more and saves {less}", what=what, more=more, less=less)
    if more:
        return words.say("{what} costs {more} more", what=what, more=more)
    if less:
        return words.say("{what} saves {less}", what=what, less=less)
    return words.say("{what} costs nothing more", what=what)


def _is_exam(pin: PinCost, plan: Plan) -> bool:
    return any((item.person, item.exam) == (pin.person, pin.pin) for item in plan.exams)


def _listed(amounts: Mapping[Measure, float], plan: Plan, words: Language) -> str:
    named = tuple(extra_in_words(amounts, plan.totals.currency, words))
    return words.listed(named) if named else ""


def _some(amounts: Mapping[Measure, float]) -> dict[Measure, float]:
    return {name: value for name, value in amounts.items() if value}


def other_reading_in_words(plan: Plan, words: Language = ENGLISH) -> Iterator[str]:
    """What the other reading comes to, where it makes a difference."""
    other = plan.other_reading
    if other is None:
        return
    how = words.say(_READINGS[other.reading])
    if plan.question == "plan":
        yield _compared(how, other, words)
    for target, verdict in other.verdicts.items():
        yield words.say(_VERDICTS[verdict], how=how, target=target)


def _compared(how: str, other: OtherReading, words: Language) -> str:
    if other.totals.exams is None:
        if other.status == "infeasible":
            return words.say("{how} there is no plan.", how=how)
        return words.say("{how} no plan was found in time.", how=how)
    exams, people, *rest = totals_in_words(other.totals, words)
    totals = [words.say("{exams} for {people}", exams=exams, people=people), *rest]
    if other.value is not None:
        totals.append(words.say("worth {value}", value=words.number(other.value)))
    told = ", ".join(totals)
    if other.status == "optimal":
        return words.say("{how} it would be {totals}.", how=how, totals=told)
    least = words.number(other.lower_bound or 0)
    return words.say(
        "{how} it would be {totals}, not proven (at least {least}).", how=how, totals=told, least=least
    )
