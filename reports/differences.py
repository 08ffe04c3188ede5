"""What changed between two programs, for the terminal: grouped by target, then what it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from rich.console import Console

from ..models.differences import RuleChange
from ..models.programs import Program
from ..models.told import counted
from ..scenarios.editions import Comparison, Edition, Effect, Standing
from .sentences.proofs import way_on
from .sentences.targets import no_plan_in_words, verdict_in_words
from .tables import print_indented, print_item, table

#: So many credentials with the same change share a line.
_MANY = 3
_THRESHOLDS = {
    "met": (),
    "none": (),
    "unmet": ("a threshold unmet",),
    "not-stated": ("a threshold not stated",),
}


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
        for line in _lines(changes, old, new):
            print_item(line, console)
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
    if _is_credential(place):
        return "Credentials"
    names = place.split("/")
    title = _title(names[0], old, new)
    if len(names) == 3:
        return f"{title}, {names[2]} ({names[1]})"
    return f"{title} ({names[1]})" if len(names) == 2 else title


def _title(competency: str, old: Program, new: Program) -> str:
    facts = new.competencies.get(competency) or old.competencies[competency]
    return facts.title or competency


def _lines(changes: Iterable[RuleChange], old: Program, new: Program) -> Iterator[str]:
    """A sentence for each change of a place; changes that many credentials share, once."""
    places: dict[str, list[str]] = {}
    for place, sentence in _sentences(changes):
        places.setdefault(sentence, []).append(place)
    for sentence, shared in places.items():
        names = [place.partition("/")[2] for place in shared if _is_credential(place)]
        if len(names) >= _MANY:
            yield f"{sentence}: {', '.join(names)}"
        else:
            yield from (f"{_credential(place, old, new)}{sentence}" for place in shared)


def _sentences(changes: Iterable[RuleChange]) -> Iterator[tuple[str, str]]:
    """Places with sentences; the exams that one choice accepts now, or no longer, in one."""
    for (place, stem), alike in groupby(changes, lambda change: (change.place, _stem(change))):
        if stem:
            yield place, stem + ", ".join(_item(change) for change in alike)
        else:
            yield from ((place, change.sentence) for change in alike)


def _stem(change: RuleChange) -> str:
    """The sentence up to the exam that is accepted now or no longer; empty for other changes."""
    is_exam = change.kind in ("choice-added", "choice-removed") and isinstance(_item(change), str)
    return change.sentence.removesuffix(_item(change)) if is_exam else ""


def _item(change: RuleChange) -> Any:
    return change.before if change.after is None else change.after


def _is_credential(place: str) -> bool:
    return place.startswith("credentials/")


def _credential(place: str, old: Program, new: Program) -> str:
    if not _is_credential(place):
        return ""
    name = place.partition("/")[2]
    facts = new.credentials.get(name) or old.credentials.get(name)
    return f"{name} ({facts.title}): " if facts and facts.title else f"{name}: "


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
    for sentence in _doubts(effects, interrupted=found.interrupted):
        console.print(sentence)


def _target(effect: Effect, old: Program, new: Program) -> str:
    competency, level = effect.target.split("/")
    return f"{_title(competency, old, new)}, {level}"


def _state(standing: Standing | None) -> str:
    """The verdict today, how many exams are left, and whether a threshold is in the way."""
    if standing is None:
        return "not in it"
    facts = [verdict_in_words(standing.verdict)]
    if standing.exams is None:
        facts.append(no_plan_in_words(standing.status))
    elif standing.exams:
        most = "at most " if standing.status == "feasible" else ""
        facts.append(f"{most}{counted(standing.exams, 'exam')}")
    return ", ".join((*facts, *_THRESHOLDS[standing.thresholds]))


def _extra(effect: Effect) -> str:
    if effect.extra_exams is None:
        return "-"
    return f"{effect.extra_exams:+d}" + ("" if effect.proven else "?") if effect.extra_exams else "0"


def _doubts(effects: tuple[Effect, ...], *, interrupted: bool) -> Iterator[str]:
    open_targets = [effect.target for effect in effects if not effect.proven]
    if open_targets:
        way = way_on(interrupted) if interrupted else "Give it more time (--time-limit)."
        yield f"Not proven, the search stopped before: {', '.join(open_targets)}. {way}"
