"""Targets by what they still take, for the terminal."""

from __future__ import annotations

from collections import Counter

from rich.console import Console

from ..models.plans import ThresholdState
from ..models.programs import Program
from ..models.told import counted
from ..models.words import amount
from ..scenarios.nearest import Distance, Ranking
from .sentences.proofs import more_time
from .sentences.targets import no_plan_in_words, verdict_in_words
from .tables import print_indented, table

_STATES: tuple[tuple[ThresholdState, str], ...] = (
    ("met", "met"),
    ("unmet", "unmet"),
    ("not-stated", "not stated"),
)


def print_ranking(ranking: Ranking, program: Program, console: Console) -> None:
    """One line for each target; amounts of money and hours where all of them are known."""
    known = [one.totals for one in ranking.targets if one.totals.exams is not None]
    has_cost = any(totals.cost is not None and totals.currency for totals in known)
    has_hours = any(totals.hours is not None for totals in known)
    columns = ["Target", "Today", "Exams", "People"]
    columns += ["Cost"] * has_cost + ["Hours"] * has_hours + ["Thresholds"]
    rows = [
        (
            one.target,
            verdict_in_words(one.verdict),
            _exams(one),
            _number(one.totals.people),
            *((_cost(one),) if has_cost else ()),
            *((_number(one.totals.hours),) if has_hours else ()),
            _thresholds(one),
        )
        for one in ranking.targets
    ]
    print_indented(table(columns, rows), console, columns=0)
    console.print()
    eligible = sum(one.verdict == "eligible" for one in ranking.targets)
    unproven = sum(one.status in ("feasible", "unknown") for one in ranking.targets)
    console.print(f"{eligible} of {counted(len(ranking.targets), 'target')} eligible.")
    if unproven:
        console.print(f"{counted(unproven, 'target')} not proven: {more_time(ranking.interrupted)}.")


def _exams(one: Distance) -> str:
    if one.totals.exams is None:
        return no_plan_in_words(one.status)
    at_least = f" (at least {one.lower_bound})" if one.status == "feasible" else ""
    return f"{one.totals.exams}{at_least}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:,}"


def _cost(one: Distance) -> str:
    return "-" if one.totals.cost is None else amount(one.totals.cost, one.totals.currency)


def _thresholds(one: Distance) -> str:
    counts = Counter(item.state for item in one.thresholds)
    found = [(counts[state], text) for state, text in _STATES if counts[state]]
    alone = len(one.thresholds) == 1
    return ", ".join(text if alone else f"{number} {text}" for number, text in found) or "-"
