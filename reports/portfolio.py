"""What a portfolio adds to a plan, for the terminal: budget, pins, the other reading, alternatives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Console

from ..models.plans import Alternative, BudgetOutcome, OtherReading, PinCost, Plan, PlannedExam
from ..models.prices import Measure
from ..models.reasons import counted, listed
from .amounts import extra_in_words, totals_in_words
from .tables import print_indented, table

_VERDICTS = {
    "eligible": "be eligible",
    "not-eligible": "not be eligible",
    "unconfirmed": "be unconfirmed",
}
_READINGS = {"strict": "all from one alternative", "mixed": "alternatives combined"}


def terms_in_words(plan: Plan) -> Iterator[str]:
    """What the answer says about the company's terms, a sentence each."""
    yield from (f"Rule: {rule}." for rule in plan.sharing)
    if plan.budget is not None:
        yield from _budget(plan.budget, plan)
    yield from (_pin(pin, plan) for pin in plan.pins)


def _budget(budget: BudgetOutcome, plan: Plan) -> Iterator[str]:
    limits = ", ".join(extra_in_words(budget.limits, plan.totals.currency))
    reached = sum(item.reached for item in plan.targets)
    yield (
        f"Within {limits}: {reached} of {counted(len(plan.targets), 'target')} reached, "
        f"worth {budget.value} of {budget.of}."
    )
    if budget.most > budget.value:
        yield f"Not proven best: no plan within the budget is worth more than {budget.most}."
    else:
        yield "Proven: no plan within the budget is worth more."
    if budget.next is None and reached < len(plan.targets):
        yield "No further target can be reached, whatever that may cost."
    if budget.next is not None:
        extra = ", ".join(extra_in_words(_some(budget.next.extra), plan.totals.currency)) or "nothing more"
        doubt = "" if budget.next.proven else " as far as was found"
        totals = ", ".join(totals_in_words(budget.next.totals))
        yield f"Next would be {listed(budget.next.targets)}: {extra} more{doubt} ({totals} in all)."


def _pin(pin: PinCost, plan: Plan) -> str:
    what = (
        f"Having {pin.person} sit {pin.pin}" if _is_exam(pin, plan) else f"Keeping {pin.person} in {pin.pin}"
    )
    doubt = "" if pin.proven else " as far as was found"
    changes = _some(pin.extra)
    if pin.without.exams is None:
        return f"{what}: what it costs is not known."
    if not changes:
        return f"{what} costs nothing more{doubt}."
    more = {name: value for name, value in changes.items() if value > 0}
    less = {name: -value for name, value in changes.items() if value < 0}
    words = [f"costs {_listed(more, plan)} more"] if more else []
    words += [f"saves {_listed(less, plan)}"] if less else []
    return f"{what} {' and '.join(words)}{doubt}."


def _is_exam(pin: PinCost, plan: Plan) -> bool:
    return any((item.person, item.exam) == (pin.person, pin.pin) for item in plan.exams)


def _listed(amounts: Mapping[Measure, float], plan: Plan) -> str:
    return listed(tuple(extra_in_words(amounts, plan.totals.currency)))


def _some(amounts: Mapping[Measure, float]) -> dict[Measure, float]:
    return {name: value for name, value in amounts.items() if value}


def other_reading_in_words(plan: Plan) -> Iterator[str]:
    """What the other reading comes to, where it makes a difference."""
    other = plan.other_reading
    if other is None:
        return
    how = f"By the other reading ({other.reading}: {_READINGS[other.reading]})"
    if plan.question == "plan":
        yield f"{how} {_compared(other)}."
    for target, verdict in other.verdicts.items():
        yield f"{how} {target} would {_VERDICTS[verdict]} today."


def _compared(other: OtherReading) -> str:
    if other.totals.exams is None:
        return "there is no plan" if other.status == "infeasible" else "no plan was found in time"
    doubt = "" if other.status == "optimal" else f", not proven (at least {other.lower_bound})"
    exams, people, *rest = totals_in_words(other.totals)
    worth = [] if other.value is None else [f"worth {other.value}"]
    return f"it would be {', '.join((f'{exams} for {people}', *rest, *worth))}{doubt}"


def print_alternatives(plan: Plan, console: Console) -> None:
    """The other plans, by what they have and this one has not."""
    for number, other in enumerate(plan.alternatives, start=1):
        console.print()
        totals = ", ".join(totals_in_words(other.totals))
        doubt = "" if other.proven else " (not proven)"
        console.print(f"Alternative {number}: {totals}{doubt}", style="bold")
        print_indented(table(("Instead of", "To sit"), _changes(plan, other)), console)


def _changes(plan: Plan, other: Alternative) -> list[tuple[str, str]]:
    gone, new = _pairs(plan.exams) - _pairs(other.exams), _pairs(other.exams) - _pairs(plan.exams)
    length = max(len(gone), len(new))
    columns = [[f"{person}: {exam}" for person, exam in sorted(pairs)] for pairs in (gone, new)]
    padded = [[*column, *["-"] * (length - len(column))] for column in columns]
    return list(zip(*padded, strict=True))


def _pairs(exams: tuple[PlannedExam, ...]) -> set[tuple[str, str]]:
    return {(item.person, item.exam) for item in exams}
