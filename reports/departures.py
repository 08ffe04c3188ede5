"""What each departure would do, for the terminal."""

from __future__ import annotations

from rich.console import Console

from ..models.reasons import counted
from ..scenarios.departures import Departure, Departures, Least
from .amounts import amount_in_words
from .tables import print_indented, table
from .text import NO_PLAN, VERDICTS


def print_departures(found: Departures, console: Console) -> None:
    """One line for each person whose departure makes a difference, and how many make none."""
    console.print(f"With everybody: {_least(found.least, found)}.")
    mattering = [one for one in found.people if one.matters]
    if mattering:
        rows = [(one.person, _least(one.least, found), _more(one, found), _lost(one)) for one in mattering]
        console.print()
        print_indented(table(("Without", "Still to do", "More", "Today"), rows), console)
        console.print()
    others = len(found.people) - len(mattering)
    if others:
        console.print(f"Nothing changes if {_who(others, besides=bool(mattering))} leaves.")
    unproven = sum(one.least.status in ("feasible", "unknown") for one in found.people)
    if unproven:
        console.print(f"{counted(unproven, 'departure')} not proven: give the search more time.")


def _who(number: int, *, besides: bool) -> str:
    """So many people, besides those in the table if there is one."""
    if number == 1:
        return "the other person" if besides else "this person"
    return f"any of the {'other ' if besides else ''}{number:,} people"


def _lost(one: Departure) -> str:
    """Targets by their new verdict."""
    return "\n".join(f"{VERDICTS[now]}: {target}" for target, now in one.verdicts.items()) or "the same"


def _least(least: Least, found: Departures) -> str:
    if least.total is None:
        return NO_PLAN[least.status]
    words = amount_in_words(found.measure, least.total, found.currency)
    if least.status == "optimal":
        return words
    return f"{words} (at least {amount_in_words(found.measure, least.lower_bound or 0, found.currency)})"


def _more(one: Departure, found: Departures) -> str:
    return amount_in_words(found.measure, one.extra, found.currency) if one.extra else "-"
