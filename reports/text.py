"""Answers for the terminal: sober tables, readable at 80 columns, plain when piped."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from ..models.plans import Plan, PlannedExam, TargetResult
from ..models.programs import Program
from ..models.told import listed
from ..scenarios.what_if import Outcome
from .alternatives import print_alternatives
from .sentences.amounts import targets
from .sentences.changes import changes_in_words, cost_in_words, standing_in_words
from .sentences.proofs import doubt_about_today, proof
from .sentences.targets import (
    beyond_exams,
    name_of,
    no_plan_in_words,
    option_of,
    shortfall_in_words,
    threshold_in_words,
    verdict_in_words,
)
from .sentences.terms import other_reading_in_words, terms_in_words
from .tables import print_indented, print_item, table

_STYLES = {"eligible": "bold green", "not-eligible": "bold red", "unconfirmed": "bold yellow"}


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
    for sentence in (
        *terms_in_words(answer),
        *other_reading_in_words(answer),
        *doubt_about_today(answer),
    ):
        console.print(sentence)
    eligible = sum(result.verdict == "eligible" for result in answer.targets)
    console.print(f"{eligible} of {targets(len(answer.targets))} eligible.")


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
    for sentence in (*beyond_exams(plan, program), *terms_in_words(plan), *proof(plan)):
        console.print(sentence)
    print_alternatives(plan, console)


def _print_left(plan: Plan, program: Program, console: Console) -> None:
    """The targets that a budget leaves."""
    left = [result for result in plan.targets if not result.reached]
    if left:
        console.print("Not reached within the budget:", style="bold")
        for result in left:
            print_item(name_of(result.target, program), console)
        console.print()


def print_outcome(outcome: Outcome, program: Program, console: Console) -> None:
    """Before and after, target by target, and the exams that change."""
    for question in changes_in_words(outcome):
        console.print(question, style="bold")
    after = {result.target: result for result in outcome.after.targets}
    rows: list[tuple[str, ...]] = [
        (
            name_of(result.target, program),
            standing_in_words(result, outcome.before),
            standing_in_words(after[result.target], outcome.after),
        )
        for result in outcome.before.targets
    ]
    plans = (outcome.before, outcome.after)
    totals = (str(plan.totals.exams) if plan.found else no_plan_in_words(plan.status) for plan in plans)
    rows.append(("Exams to sit in all", *totals))
    if outcome.before.budget and outcome.after.budget:
        rows.append(("Value reached", str(outcome.before.budget.value), str(outcome.after.budget.value)))
    console.print()
    print_indented(table(("", "Before", "After"), rows), console)
    _print_changed_exams(outcome, console)
    for sentence in (*beyond_exams(outcome.after, program), *cost_in_words(outcome)):
        console.print(sentence)


def _print_changed_exams(outcome: Outcome, console: Console) -> None:
    before = {(item.person, item.exam) for item in outcome.before.exams}
    after = {(item.person, item.exam) for item in outcome.after.exams}
    rows: list[tuple[str, ...]] = [("dropped", *pair) for pair in sorted(before - after)]
    rows += [("new", *pair) for pair in sorted(after - before)]
    if rows and outcome.before.found and outcome.after.found:
        console.print()
        print_indented(table(("Exam is", "Person", "Exam"), rows), console)
    console.print()


def _print_heading(result: TargetResult, program: Program, console: Console) -> None:
    heading = Text(f"{name_of(result.target, program)}: ", style="bold")
    verdict = f"{verdict_in_words(result.verdict)} today"
    console.print(heading.append(verdict, style=_STYLES[result.verdict]))
    facts = [option_of(result, program)] if result.option else []
    for fact in (*facts, *map(threshold_in_words, result.metrics)):
        print_indented(fact, console)


def _print_missing(result: TargetResult, console: Console) -> None:
    if result.missing:
        print_indented("Missing today:", console)
    for item in result.missing:
        print_item(shortfall_in_words(item), console)


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
