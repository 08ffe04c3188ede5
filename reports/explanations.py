"""What stands behind an answer, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Console

from ..models.explanations import Alone, Explanation, PersonCost, Variant
from ..models.prices import Measure
from ..models.programs import Program
from ..models.reasons import Conflict
from ..models.told import counted, listed
from .sentences.amounts import extra_in_words, totals_in_words
from .sentences.proofs import proof
from .sentences.targets import no_plan_in_words
from .sentences.terms import terms_in_words
from .tables import print_indented, print_item, table


def print_explanation(explanation: Explanation, program: Program, console: Console) -> None:
    """Why there is no plan and what would mend that; or why it takes no fewer exams."""
    if explanation.conflict is not None:
        _print_conflict(explanation, console)
        return
    for sentence in (*terms_in_words(explanation.plan), *proof(explanation.plan)):
        console.print(sentence)
    if not explanation.plan.found:
        return
    if explanation.interrupted and not explanation.plan.interrupted:
        console.print("The search was interrupted: what follows may be incomplete.")
    _print_alone(explanation, console)
    _print_shared(explanation, program, console)
    for person in explanation.people:
        for sentence in _person(person):
            console.print(sentence)


def _print_conflict(explanation: Explanation, console: Console) -> None:
    assert explanation.conflict is not None
    console.print("No plan exists.", style="bold")
    for reason in explanation.plan.reasons:
        if not isinstance(reason, Conflict):
            console.print(reason.sentence)
    several = len(explanation.conflict.rules) > 1
    console.print()
    console.print("Together these rule out every plan:" if several else "This cannot be kept:", style="bold")
    for rule in explanation.conflict.rules:
        print_item(rule.words, console)
    if explanation.conflict.minimal and several:
        console.print("Without any one of them the others could be kept: verified by solving again.")
    elif several:
        console.print("The search for a smaller set ran out of time: some may have no part in it.")
    if explanation.interrupted:
        console.print("The search was interrupted: there may be other repairs.")
    console.print()
    if explanation.repairs:
        console.print("The smallest repairs, each verified by solving again:", style="bold")
        for repair in explanation.repairs:
            print_item(" and ".join(repair.changes), console)
    elif not explanation.interrupted:
        console.print("No limit that could be lifted and no newcomer would mend that.")


def _print_alone(explanation: Explanation, console: Console) -> None:
    rows = [(one.target, _least(one)) for one in explanation.alone]
    if not rows:
        return
    console.print()
    print_indented(table(("Target", "The least by itself"), rows), console)
    if explanation.separately is None or explanation.saving is None:
        return
    if len(explanation.alone) > 1:
        console.print()
        for sentence in _saving(explanation, explanation.separately, explanation.saving):
            console.print(sentence)


def _saving(
    explanation: Explanation, separately: Mapping[Measure, float], saving: Mapping[Measure, float]
) -> Iterator[str]:
    together = explanation.plan.totals.exams or 0
    saved = int(saving["exams"])
    both = f"One by one the targets take {counted(int(separately['exams']), 'exam')}, together {together}"
    if saved < 0:
        yield f"{both}: the company's terms cost {counted(-saved, 'exam')}."
    elif not _not_zero(saving):
        yield f"{both}: nothing is saved by planning them together."
    else:
        saves = listed(tuple(extra_in_words(_not_zero(saving), explanation.plan.totals.currency)))
        yield f"{both}: planning them together saves {saves}."


def _not_zero(amounts: Mapping[Measure, float]) -> dict[Measure, float]:
    return {measure: amount for measure, amount in amounts.items() if amount}


def _least(one: Alone) -> str:
    if one.totals.exams is None:
        return no_plan_in_words(one.status)
    return ", ".join(totals_in_words(one.totals)) + ("" if one.status == "optimal" else " (not proven)")


def _print_shared(explanation: Explanation, program: Program, console: Console) -> None:
    rows = [(item.person, item.exam, "\n".join(item.targets)) for item in explanation.shared]
    if rows:
        console.print()
        print_indented(table(("To sit", "Exam", "Counts for"), rows), console)
    if explanation.people:
        console.print()


def _person(person: PersonCost) -> Iterator[str]:
    name = person.person
    parts = [f"sits {', '.join(person.sits)}"] if person.sits else []
    parts += ["fills a seat"] if person.serves else []
    yield f"{name} {' and '.join(parts) or 'has no part'} under this plan."
    if not person.serves:
        yield f"  If {name} must fill a seat: {_cost(person.used)}."
    yield f"  Without {name}: {_cost(person.left_out)}."


def _cost(variant: Variant) -> str:
    if variant.totals.exams is None:
        return no_plan_in_words(variant.status)
    changes = _not_zero(variant.extra)
    doubt = "" if variant.status == "optimal" else " (not proven)"
    if not changes:
        return f"costs nothing more{doubt}"
    return ", ".join(extra_in_words(changes, variant.totals.currency, signed=True)) + doubt
