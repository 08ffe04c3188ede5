"""The report on what `nearest` says: every target by what it still takes."""

from __future__ import annotations

from collections import Counter

from ...models.plans import ThresholdState
from ...models.told import marked
from ...scenarios.nearest import Distance, Ranking
from ..report import Bar, Cell, Chart, Report, Section, State, Table
from ..sentences.amounts import targets
from ..sentences.proofs import more_time
from ..sentences.targets import no_plan_in_words, state_in_words, verdict_in_words
from .charts import chart
from .setting import Setting, cells

_STATES: tuple[ThresholdState, ...] = ("met", "unmet", "not-stated")
_WORST_FIRST: tuple[ThresholdState, ...] = ("unmet", "not-stated", "met")


def ranking_report(ranking: Ranking, setting: Setting) -> Report:
    """The report: a row for each target, the nearest first."""
    say = setting.words.say
    sections = (
        Section(
            "ranking",
            say("What each target still takes"),
            charts=_chart(ranking, setting),
            tables=(_table(ranking, setting),),
        ),
        Section("notes", say("What to know about the input"), setting.notes(ranking.notes)),
    )
    return Report(
        setting.words,
        setting.titled(marked("Which targets are nearest: {whose}"), marked("Which targets are nearest")),
        setting.facts(),
        setting.sentences(_headline(ranking, setting)),
        (),
        tuple(section for section in sections if section.sentences or section.tables),
    )


def _headline(ranking: Ranking, setting: Setting) -> list[str]:
    words = setting.words
    eligible = sum(one.verdict == "eligible" for one in ranking.targets)
    asked = targets(len(ranking.targets), words)
    found = [words.say("{eligible} of {targets} eligible.", eligible=eligible, targets=asked)]
    unproven = sum(one.status in ("feasible", "unknown") for one in ranking.targets)
    if unproven:
        told = targets(unproven, words)
        why = more_time(ranking.interrupted, words)
        found.append(words.say("{targets} not proven: {why}.", targets=told, why=why))
    return found


def _chart(ranking: Ranking, setting: Setting) -> tuple[Chart, ...]:
    say = setting.words.say
    parts: tuple[tuple[State, str], ...] = (("to-sit", say("exams to sit")),)
    bars = [
        Bar(setting.name_of(one.target), (one.totals.exams,))
        for one in ranking.targets
        if one.totals.exams is not None
    ]
    title = say("Exams that each target takes")
    blank = Chart("ranking", title, "", parts, (), say("Exams"), say("Target"), is_told=True)
    return chart(blank, bars, setting.words)


def _table(ranking: Ranking, setting: Setting) -> Table:
    say = setting.words.say
    known = [one.totals for one in ranking.targets if one.totals.exams is not None]
    currency = next(
        (totals.currency for totals in known if totals.cost is not None and totals.currency), None
    )
    has_hours = any(totals.hours is not None for totals in known)
    columns = setting.columns(
        say("Target"),
        (say("Name to ask by"), "id"),
        say("Today"),
        (say("Exams"), "number"),
        (say("People"), "number"),
        *(((say("Cost, {currency}", currency=currency), "number"),) if currency else ()),
        *(((say("Hours"), "number"),) if has_hours else ()),
        say("Thresholds"),
    )
    rows = tuple(
        cells(
            setting.name_of(one.target),
            one.target,
            Cell(verdict_in_words(one.verdict, setting.words), one.verdict),
            _exams(one, setting),
            one.totals.people,
            *((one.totals.cost,) if currency else ()),
            *((one.totals.hours,) if has_hours else ()),
            _thresholds(one, setting),
        )
        for one in ranking.targets
    )
    return Table("ranking", say("Targets, the nearest first"), columns, rows)


def _exams(one: Distance, setting: Setting) -> Cell:
    if one.totals.exams is None:
        return Cell(no_plan_in_words(one.status, setting.words))
    least = setting.words.number(one.lower_bound or 0)
    hint = setting.words.say("not proven: at least {least}", least=least) if one.status == "feasible" else ""
    return Cell(one.totals.exams, hint=hint)


def _thresholds(one: Distance, setting: Setting) -> Cell:
    """How many are in which state; the sign is that of all of them together."""
    counts = Counter(item.state for item in one.thresholds)
    found = {state: state_in_words(state, setting.words) for state in _STATES if counts[state]}
    if len(one.thresholds) > 1:
        found = {state: f"{counts[state]} {told}" for state, told in found.items()}
    return Cell(", ".join(found.values()), next((state for state in _WORST_FIRST if state in found), None))
