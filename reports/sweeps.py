"""For the terminal, what one change after another would do: each departure, each exam's retirement."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from ..models.told import counted
from ..scenarios.departures import Departure, Departures
from ..scenarios.least import Least
from ..scenarios.retirements import Retirement, Retirements
from .sentences.amounts import amount_in_words
from .sentences.targets import no_plan_in_words, verdict_in_words
from .tables import print_indented, table


def print_departures(found: Departures, console: Console) -> None:
    """One line for each person whose departure makes a difference, and how many make none."""
    console.print(f"With everybody: {_least(found.least, found)}.")
    mattering = [one for one in found.people if one.matters]
    rows = [(one.person, _least(one.least, found), _more(one, found), _lost(one)) for one in mattering]
    _print_rows(("Without", "Still to do", "More", "Today"), rows, console)
    if others := len(found.people) - len(rows):
        who = _others(others, "person", "people", besides=bool(rows), left=found.left)
        console.print(f"Nothing changes if {who} leaves.")
    _print_unproven(found.people, "departure", console, found.left)


def print_retirements(found: Retirements, console: Console) -> None:
    """One line for each exam whose retirement makes a difference, and how many make none."""
    console.print(f"With all exams: {_least(found.least, found)}.")
    mattering = [one for one in found.exams if one.matters]
    rows = [(one.exam, one.title or "-", _least(one.least, found), _more(one, found)) for one in mattering]
    _print_rows(("Without", "Title", "Still to do", "More"), rows, console)
    if others := len(found.exams) - len(rows):
        which = _others(others, "exam", "exams", besides=bool(rows), left=found.left)
        console.print(f"Nothing changes if {which} can no longer be sat.")
    _print_unproven(found.exams, "retirement", console, found.left)


def _print_rows(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]], console: Console) -> None:
    if rows:
        console.print()
        print_indented(table(headings, rows), console)
        console.print()


def _print_unproven(
    found: Sequence[Departure | Retirement], change: str, console: Console, left: int
) -> None:
    unproven = sum(not one.least.proven for one in found)
    if unproven:
        console.print(f"{counted(unproven, change)} not proven: give the search more time.")
    if left:
        of = counted(len(found) + left, change)
        console.print(f"The search was interrupted: {len(found):,} of {of} looked at.")


def _others(number: int, one: str, several: str, *, besides: bool, left: int) -> str:
    """So many, besides those in the table if there is one; of those looked at if some are left."""
    looked_at = " looked at" if left else ""
    if number == 1:
        return f"{'the other' if besides else 'this'} {one}{looked_at}"
    return f"any of the {'other ' if besides else ''}{number:,} {several}{looked_at}"


def _lost(one: Departure) -> str:
    """Targets by their new verdict."""
    return (
        "\n".join(f"{verdict_in_words(now)}: {target}" for target, now in one.verdicts.items()) or "the same"
    )


def _least(least: Least, found: Departures | Retirements) -> str:
    """What is still to be done, or why nobody can say."""
    if least.total is None:
        return no_plan_in_words(least.status)
    words = amount_in_words(found.measure, least.total, found.currency)
    if least.status == "optimal":
        return words
    return f"{words} (at least {amount_in_words(found.measure, least.lower_bound or 0, found.currency)})"


def _more(one: Departure | Retirement, found: Departures | Retirements) -> str:
    """How much more that is than before."""
    return amount_in_words(found.measure, one.extra, found.currency) if one.extra else "-"
