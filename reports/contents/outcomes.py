"""The report on what `what_if` says: before and after, then the plan after the changes."""

from __future__ import annotations

from collections.abc import Iterator

from ...models.plans import Plan
from ...scenarios.what_if import Outcome
from ..report import Bar, Cell, Chart, Report, Section, State, Table
from ..sentences.changes import changes_in_words, cost_in_words, standing_in_words
from ..sentences.targets import beyond_exams, no_plan_in_words
from .charts import chart
from .exam_tables import changed_exams
from .plans import card, plan_sections
from .setting import Setting, cells


def outcome_report(outcome: Outcome, setting: Setting) -> Report:
    """The report; its setting is that after the changes."""
    return Report(
        setting.words,
        " ".join(changes_in_words(outcome, setting.words)),
        setting.facts(),
        setting.sentences(
            (
                *cost_in_words(outcome, setting.words),
                *beyond_exams(outcome.after, setting.program, setting.words),
            )
        ),
        tuple(card(result, outcome.after, setting) for result in outcome.after.targets),
        tuple(_sections(outcome, setting)),
    )


def _sections(outcome: Outcome, setting: Setting) -> Iterator[Section]:
    say = setting.words.say
    yield Section(
        "change",
        say("What the change does"),
        charts=_chart(outcome, setting),
        tables=tuple(_tables(outcome, setting)),
    )
    yield from plan_sections(outcome.after, setting)


def _chart(outcome: Outcome, setting: Setting) -> tuple[Chart, ...]:
    """The exams of both plans; nothing where one of them is missing."""
    say = setting.words.say
    if not (outcome.before.found and outcome.after.found):
        return ()
    parts: tuple[tuple[State, str], ...] = (("to-sit", say("exams to sit")),)
    bars = [
        Bar(say("Before"), (outcome.before.totals.exams or 0,)),
        Bar(say("After"), (outcome.after.totals.exams or 0,)),
    ]
    title = say("Exams before and after")
    blank = Chart("change", title, "", parts, (), say("Exams"), say("When"), is_told=True)
    return chart(blank, bars, setting.words)


def _tables(outcome: Outcome, setting: Setting) -> Iterator[Table]:
    say, words = setting.words.say, setting.words
    after = {result.target: result for result in outcome.after.targets}
    rows = [
        cells(
            setting.name_of(result.target),
            Cell(standing_in_words(result, outcome.before, words), result.verdict),
            Cell(standing_in_words(after[result.target], outcome.after, words), after[result.target].verdict),
        )
        for result in outcome.before.targets
    ]
    rows.append(cells(say("Exams to sit in all"), *(_total(plan, setting) for plan in _both(outcome))))
    columns = setting.columns(say("Target"), say("Before"), say("After"))
    yield Table("before-and-after", say("Before and after"), columns, tuple(rows))
    if outcome.before.found and outcome.after.found:
        title = say("Exams that change")
        changed = changed_exams("changed-exams", title, outcome.before.exams, outcome.after.exams, setting)
        if changed.rows:
            yield changed


def _both(outcome: Outcome) -> tuple[Plan, Plan]:
    return outcome.before, outcome.after


def _total(plan: Plan, setting: Setting) -> str:
    if not plan.found:
        return no_plan_in_words(plan.status, setting.words)
    return setting.words.number(plan.totals.exams or 0)
