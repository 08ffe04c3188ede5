"""What changed between two programs, for the terminal: grouped by target, then what it means."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import Console

from ..models.differences import RuleChange
from ..models.programs import Program
from ..models.reasons import counted
from ..scenarios.editions import Comparison, Edition, Effect, Standing
from .text import NO_PLAN, VERDICTS, print_indented, print_item, table


def print_comparison(found: Comparison, old: Program, new: Program, whose: str, console: Console) -> None:
    """The changes by place, what they mean for a roster, and last how many they are.

    Args:
        found: what was found.
        old: the older program, for titles of what is gone.
        new: the newer program.
        whose: the organization, in words.
        console: where to print.
    """
    console.print(_editions(found.old, found.new), style="bold")
    console.print()
    for heading, changes in groupby(found.changes, lambda change: _heading(change.place, old, new)):
        console.print(heading, style="bold")
        for change in changes:
            print_item(_line(change, old, new), console)
        console.print()
    if found.effects is not None:
        _print_effects(found, old, new, whose, console)
    console.print(f"{counted(len(found.changes), 'change')}." if found.changes else "No rule changed.")


def _editions(old: Edition, new: Edition) -> str:
    names = [item.title or item.program for item in (old, new)]
    dates = [f"edition {item.edition}" if item.edition else "no edition" for item in (old, new)]
    if names[0] == names[1]:
        return f"{names[0]}, {dates[0]} -> {dates[1]}"
    return " -> ".join(f"{name}, {day}" for name, day in zip(names, dates, strict=True))


def _heading(place: str, old: Program, new: Program) -> str:
    """`Messaging, gold (hybrid-services-partner-option)`."""
    names = place.split("/")
    if names[0] == "credentials":
        return "Credentials"
    title = _title(names[0], old, new)
    if len(names) == 3:
        return f"{title}, {names[2]} ({names[1]})"
    return f"{title} ({names[1]})" if len(names) == 2 else title


def _title(competency: str, old: Program, new: Program) -> str:
    facts = new.competencies.get(competency) or old.competencies[competency]
    return facts.title or competency


def _line(change: RuleChange, old: Program, new: Program) -> str:
    root, _, name = change.place.partition("/")
    if root != "credentials":
        return change.sentence
    facts = new.credentials.get(name) or old.credentials.get(name)
    title = f" ({facts.title})" if facts and facts.title else ""
    return f"{name}{title}: {change.sentence}"


def _print_effects(found: Comparison, old: Program, new: Program, whose: str, console: Console) -> None:
    effects, untouched = found.effects or (), found.untouched or ()
    same = [effect for effect in effects if effect.proven and effect.before == effect.after]
    rows = [
        (_target(effect, old, new), _state(effect.before), _state(effect.after), _extra(effect))
        for effect in effects
        if effect not in same
    ]
    if rows:
        console.print(f"What it means for {whose}, each target by itself", style="bold")
        print_indented(table(("Target", "Before", "After", "Exams"), rows), console)
        console.print()
    if same:
        names = "; ".join(_target(effect, old, new) for effect in same)
        console.print(f"Touched by the changes, but the same for {whose}: {names}.")
    if untouched:
        console.print(
            f"Nothing changes for {counted(len(untouched), 'other target' if effects else 'target')}."
        )
    for sentence in _doubts(effects):
        console.print(sentence)


def _target(effect: Effect, old: Program, new: Program) -> str:
    competency, level = effect.target.split("/")
    return f"{_title(competency, old, new)}, {level}"


def _state(standing: Standing | None) -> str:
    """The verdict today, and how far it is to the target."""
    if standing is None:
        return "not in it"
    if standing.exams is None:
        return f"{VERDICTS[standing.verdict]}, {NO_PLAN[standing.status]}"
    if not standing.exams:
        return VERDICTS[standing.verdict]
    most = "at most " if standing.status == "feasible" else ""
    return f"{VERDICTS[standing.verdict]}, {most}{counted(standing.exams, 'exam')}"


def _extra(effect: Effect) -> str:
    if effect.extra_exams is None:
        return "-"
    return f"{effect.extra_exams:+d}" + ("" if effect.proven else "?") if effect.extra_exams else "0"


def _doubts(effects: tuple[Effect, ...]) -> Iterator[str]:
    open_targets = [effect.target for effect in effects if not effect.proven]
    if open_targets:
        yield (
            f"Not proven, the search stopped before: {', '.join(open_targets)}. "
            "Give it more time (--time-limit)."
        )
