"""Other plans, for the terminal: by what they have and the plan has not."""

from __future__ import annotations

from rich.console import Console

from ..models.plans import Alternative, Plan, PlannedExam
from .sentences.amounts import totals_in_words
from .tables import print_indented, table


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
