"""Pictures: how full the seats of each target are, and how much each person sits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ...models.plans import MissingPeople, Plan, TargetResult
from ..languages import Language
from ..report import Bar, Chart, State
from .setting import Setting

#: More bars than this nobody reads.
MOST_BARS = 40


def seats_chart(plan: Plan, setting: Setting) -> tuple[Chart, ...]:
    """The seats of each target: filled today, filled after the exams of the plan, open."""
    say = setting.words.say
    parts: tuple[tuple[State, str], ...] = (
        ("held", say("filled today")),
        ("to-sit", say("filled after the exams to sit")),
        ("open", say("open")),
    )
    bars = [Bar(setting.name_of(result.target), _filled(result)) for result in plan.targets]
    blank = Chart("seats", say("How full the seats are"), "", parts, (), say("Seats"), say("Target"))
    return chart(blank, bars, setting.words)


def _filled(result: TargetResult) -> tuple[float, ...]:
    later = sum(bool(seat.takes) for seat in result.seats)
    missing = (item.open for item in result.missing if isinstance(item, MissingPeople))
    return len(result.seats) - later, later, 0 if result.reached else sum(missing)


def load_chart(plan: Plan, setting: Setting) -> tuple[Chart, ...]:
    """How many exams each person sits, who sits most first."""
    say = setting.words.say
    loads = Counter(item.person for item in plan.exams)
    order = sorted(loads.items(), key=lambda load: (-load[1], load[0].casefold()))
    bars = [Bar(name, (number,)) for name, number in order]
    parts: tuple[tuple[State, str], ...] = (("to-sit", say("exams to sit")),)
    title = say("How much each person sits")
    blank = Chart("load", title, "", parts, (), say("Exams"), say("Person"), is_told=True)
    return chart(blank, bars, setting.words)


def chart(blank: Chart, bars: list[Bar], words: Language) -> tuple[Chart, ...]:
    """A chart with its bars, without the parts that no bar has; none where nothing is to be seen."""
    shown = [number for number in range(len(blank.parts)) if any(bar.parts[number] for bar in bars)]
    if not shown:
        return ()
    kept = [Bar(bar.name, tuple(bar.parts[number] for number in shown)) for bar in bars[:MOST_BARS]]
    parts = tuple(blank.parts[number] for number in shown)
    told = _described(kept, [text for _, text in parts], words)
    if len(bars) > MOST_BARS:
        told = f"{told} {words.say('The first {shown} of {all} are shown.', shown=MOST_BARS, all=len(bars))}"
    return (replace(blank, description=told, parts=parts, bars=tuple(kept)),)


def _described(bars: Iterable[Bar], names: list[str], words: Language) -> str:
    """`Messaging, gold: filled today 1, open 3.`."""
    return " ".join(
        f"{bar.name}: "
        + ", ".join(f"{name} {words.number(part)}" for name, part in zip(names, bar.parts, strict=True))
        + "."
        for bar in bars
    )
