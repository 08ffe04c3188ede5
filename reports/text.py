"""Answers for the terminal: sober tables, readable at 80 columns, plain when piped."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from ..models.plans import (
    Candidate,
    Missing,
    MissingDifferentPeople,
    MissingThreshold,
    Plan,
    PlannedExam,
    TargetResult,
    Threshold,
)
from ..models.programs import Program
from ..models.reasons import counted, listed
from ..models.words import amount, amounts
from ..scenarios.what_if import Outcome
from .portfolio import other_reading_in_words, print_alternatives, terms_in_words
from .proofs import bound, proof, way_on
from .tables import print_indented, print_item, table

_STYLES = {"eligible": "bold green", "not-eligible": "bold red", "unconfirmed": "bold yellow"}
VERDICTS = {"eligible": "eligible", "not-eligible": "not eligible", "unconfirmed": "unconfirmed"}
NO_PLAN = {"infeasible": "impossible", "unknown": "not known"}
_UNCONFIRMED = {"unmet": "is not met", "not-stated": "is not stated"}


def print_check(answer: Plan, program: Program, console: Console) -> None:
    """Each target's verdict, who fills its seats today, and what is missing."""
    for result in answer.targets:
        _print_heading(result, program, console)
        if result.seats:
            seats = sorted(result.seats, key=lambda seat: (seat.label, seat.requirement, seat.person))
            rows = [(seat.label, seat.person, ", ".join(seat.counts)) for seat in seats]
            print_indented(table(("Seat filled today", "Person", "By"), rows), console)
        _print_missing(result, console)
        console.print()
    for sentence in (*terms_in_words(answer), *other_reading_in_words(answer)):
        console.print(sentence)
    if answer.question == "check" and answer.interrupted:
        console.print("The search was interrupted: there may be nearer ways to what is missing.")
    eligible = sum(result.verdict == "eligible" for result in answer.targets)
    console.print(f"{eligible} of {counted(len(answer.targets), 'target')} eligible.")


def print_plan(plan: Plan, program: Program, console: Console) -> None:
    """Who fills which seat and who sits what; the last line says what is proven."""
    if not plan.found:
        print_check(plan, program, console)
        console.print()
        for sentence in proof(plan):
            console.print(sentence)
        return
    for result in filter(lambda result: result.reached, plan.targets):
        _print_heading(result, program, console)
        seats = sorted(result.seats, key=lambda seat: (seat.label, seat.requirement, seat.person))
        rows = [(s.label, s.person, ", ".join(s.counts) or "-", ", ".join(s.takes) or "-") for s in seats]
        if rows:
            print_indented(table(("Seat", "Person", "Counts", "To sit"), rows), console)
        console.print()
    _print_left(plan, program, console)
    if plan.exams:
        _print_exams(plan, program, console)
    for sentence in (*_beyond_exams(plan), *terms_in_words(plan), *proof(plan)):
        console.print(sentence)
    print_alternatives(plan, console)


def _print_left(plan: Plan, program: Program, console: Console) -> None:
    """The targets that a budget leaves."""
    left = [result for result in plan.targets if not result.reached]
    if left:
        console.print("Not reached within the budget:", style="bold")
        for result in left:
            print_item(_name(result, program), console)
        console.print()


def _beyond_exams(plan: Plan) -> Iterable[str]:
    """Exams do not move thresholds: say where a target needs more than the plan."""
    for result in plan.targets:
        if result.reached and result.thresholds in _UNCONFIRMED:
            yield f"Besides exams, {result.target} has a threshold that {_UNCONFIRMED[result.thresholds]}."


def print_outcome(outcome: Outcome, program: Program, console: Console) -> None:
    """Before and after, target by target, and the exams that change."""
    for change in outcome.changes:
        console.print(f"What if {change}?", style="bold")
    after = {result.target: result for result in outcome.after.targets}
    rows: list[tuple[str, ...]] = [
        (
            _name(result, program),
            _state(result, outcome.before),
            _state(after[result.target], outcome.after),
        )
        for result in outcome.before.targets
    ]
    plans = (outcome.before, outcome.after)
    totals = (str(plan.totals.exams) if plan.found else NO_PLAN[plan.status] for plan in plans)
    rows.append(("Exams to sit in all", *totals))
    if outcome.before.budget and outcome.after.budget:
        rows.append(("Value reached", str(outcome.before.budget.value), str(outcome.after.budget.value)))
    console.print()
    print_indented(table(("", "Before", "After"), rows), console)
    _print_changed_exams(outcome, console)
    for sentence in (*_beyond_exams(outcome.after), *_cost(outcome)):
        console.print(sentence)


def _state(result: TargetResult, plan: Plan) -> str:
    """A target's verdict today, and how many exams of the plan count for it."""
    if result.verdict == "eligible" or not plan.found:
        return VERDICTS[result.verdict]
    if not result.reached:
        return f"{VERDICTS[result.verdict]}, left by the budget"
    return f"{VERDICTS[result.verdict]}, {_exams(sum(result.target in item.targets for item in plan.exams))}"


def _print_changed_exams(outcome: Outcome, console: Console) -> None:
    before = {(item.person, item.exam) for item in outcome.before.exams}
    after = {(item.person, item.exam) for item in outcome.after.exams}
    rows: list[tuple[str, ...]] = [("dropped", *pair) for pair in sorted(before - after)]
    rows += [("new", *pair) for pair in sorted(after - before)]
    if rows and outcome.before.found and outcome.after.found:
        console.print()
        print_indented(table(("Exam is", "Person", "Exam"), rows), console)
    console.print()


def _cost(outcome: Outcome) -> Iterable[str]:
    if outcome.after.status == "infeasible":
        yield from (reason.sentence for reason in outcome.after.reasons)
        yield "Proven: after the change, these targets cannot be reached."
    elif outcome.extra_exams is None:
        before = "No plan exists before the change." if outcome.before.status == "infeasible" else ""
        way = way_on(outcome.after.interrupted)
        yield before or f"The search stopped before it found both plans. {way}"
        yield from proof(outcome.after) if before else ()
    else:
        extra = outcome.extra_exams
        cost = (
            "costs no exam"
            if extra == 0
            else f"costs {_exams(extra)}"
            if extra > 0
            else f"saves {_exams(-extra)}"
        )
        doubt = "" if outcome.proven else " as far as was found: not proven"
        totals = f"{outcome.before.totals.exams} before, {outcome.after.totals.exams} after"
        yield f"The change {cost}{doubt} ({totals})."
        yield bound(outcome.after)


def _name(result: TargetResult, program: Program) -> str:
    """A target by its published title: `Messaging, gold`."""
    target = program.target(result.target)
    return f"{program.competencies[target.competency].title or target.competency}, {target.level}"


def _print_heading(result: TargetResult, program: Program, console: Console) -> None:
    competency = program.competencies[program.target(result.target).competency]
    option = competency.options[result.option] if result.option else None
    heading = Text(f"{_name(result, program)}: ", style="bold")
    console.print(heading.append(f"{VERDICTS[result.verdict]} today", style=_STYLES[result.verdict]))
    facts = [option.title or str(result.option)] if option else []
    facts += [_threshold(item) for item in result.metrics]
    for fact in facts:
        print_indented(fact, console)


def _threshold(item: Threshold) -> str:
    if item.state != "not-stated":
        stated, needed = (amount(value or 0, item.unit) for value in (item.stated, item.at_least))
        return f"{item.label}: {item.state}, {stated} (at least {needed} needed)"
    value = item.by_market if item.at_least is None else item.at_least
    needed = f"at least {amounts(value, item.unit)} needed"
    if item.at_least is None and item.market is not None:
        return f"{item.label}: {needed}, no amount is stated for {item.market} markets"
    unknown = [] if item.at_least is not None else ["its market"]
    unknown += [] if item.stated is not None else [item.metric]
    verb = "states neither" if len(unknown) > 1 else "does not state"
    return f"{item.label}: {needed}, the roster {verb} {' nor '.join(unknown)}"


def _print_missing(result: TargetResult, console: Console) -> None:
    if result.missing:
        print_indented("Missing today:", console)
    for item in result.missing:
        print_item(_shortfall(item), console)


def _shortfall(item: Missing) -> str:
    if isinstance(item, MissingThreshold):
        return f"{item.label}: {amount(item.stated, item.unit)} of {amount(item.at_least, item.unit)}"
    if isinstance(item, MissingDifferentPeople):
        return f"{item.rule}: {counted(item.open, 'person', 'people')} too few"
    open_seats = f"{item.label}: {item.open} of {counted(item.seats, 'seat')} open"
    if not item.nearest:
        return f"{open_seats}; nobody else can get there."
    return f"{open_seats}. Nearest: {'; '.join(map(_candidate, item.nearest))}."


def _candidate(candidate: Candidate) -> str:
    where = ", leaving another seat" if candidate.leaves_seat else ""
    if not candidate.takes:
        return f"{candidate.person}, no exam{where}"
    return f"{candidate.person}, {_exams(candidate.exams)} ({listed(candidate.takes)}){where}"


def _print_exams(plan: Plan, program: Program, console: Console) -> None:
    asked = any(item.instead is not None for item in plan.exams)
    rows = [
        (item.person, item.exam, program.title_of(item.exam), *([_instead(item)] if asked else []))
        for item in plan.exams
    ]
    columns = ("To sit", "Exam", "Title", *(["Who else could"] if asked else []))
    print_indented(table(columns, rows), console)
    console.print()


def _instead(item: PlannedExam) -> str:
    return "not known" if item.instead is None else listed(item.instead or ("nobody",))


def _exams(number: int | None) -> str:
    return counted(number or 0, "exam")
