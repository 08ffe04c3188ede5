"""The report on what `check` and `plan` say."""

from __future__ import annotations

from collections.abc import Iterator

from ...models.plans import MissingPeople, Plan, TargetResult
from ...models.told import marked
from ..report import Card, Report, Section, Sentence
from ..sentences.amounts import exams, targets, totals_in_words
from ..sentences.proofs import (
    asked_in_words,
    bound,
    doubt_about_today,
    doubt_beside_the_proof,
    proof,
)
from ..sentences.reasons import reason_in_words
from ..sentences.targets import (
    beyond_exams,
    option_of,
    shortfall_in_words,
    threshold_in_words,
    verdict_in_words,
)
from ..sentences.terms import other_reading_in_words, terms_in_words, within_the_budget
from .charts import load_chart, seats_chart
from .exam_tables import alternative_table, exams_table, people_table
from .matrix import matrix_table
from .seat_tables import missing_table, seats_table, thresholds_table
from .setting import Setting
from .stages import stages_table


def plan_report(plan: Plan, setting: Setting) -> Report:
    """The report: what is to be done first, then who and why, then what it rests on."""
    title = (
        setting.titled(marked("Are we eligible? {whose}"), marked("Are we eligible today?"))
        if plan.question == "check"
        else setting.titled(marked("What is still to do: {whose}"), marked("What is still to do"))
    )
    return Report(
        setting.words,
        title,
        setting.facts(),
        setting.sentences(_headline(plan, setting)),
        tuple(card(result, plan, setting) for result in plan.targets),
        tuple(plan_sections(plan, setting)),
    )


def plan_sections(plan: Plan, setting: Setting) -> Iterator[Section]:
    """The parts of the report that say something."""
    say = setting.words.say
    sections = (
        _to_do(plan, setting),
        Section(
            "missing",
            say("What is missing today"),
            setting.sentences(_missing(plan, setting)),
            tables=missing_table(plan, setting),
        ),
        Section(
            "seats",
            say("Who fills which seat"),
            charts=seats_chart(plan, setting),
            tables=seats_table(plan, setting),
        ),
        Section("matrix", say("People and credentials"), tables=matrix_table(plan, setting)),
        Section("thresholds", say("Thresholds"), tables=thresholds_table(plan, setting)),
        _alternatives(plan, setting),
        Section("terms", say("Your own terms"), setting.sentences(terms_in_words(plan, setting.words))),
        _proof(plan, setting),
        Section("notes", say("What to know about the input"), setting.notes(plan.notes)),
    )
    return (section for section in sections if section.sentences or section.charts or section.tables)


def _headline(plan: Plan, setting: Setting) -> Iterator[str]:
    if plan.question == "check":
        eligible = sum(result.verdict == "eligible" for result in plan.targets)
        asked = targets(len(plan.targets), setting.words)
        yield setting.words.say("{eligible} of {targets} eligible.", eligible=eligible, targets=asked)
        yield from doubt_about_today(plan, setting.words)
    elif plan.found:
        if plan.budget is not None:
            yield within_the_budget(plan.budget, plan, setting.words)
        if plan.exams:
            yield f"{asked_in_words(plan, setting.words)}."
        yield bound(plan, setting.words)
        yield from doubt_beside_the_proof(plan, setting.words)
        yield from beyond_exams(plan, setting.program, setting.words)
    else:
        yield from proof(plan, setting.words)


def card(result: TargetResult, plan: Plan, setting: Setting) -> Card:
    """A target at a glance."""
    facts = [option_of(result, setting.program)] if result.option else []
    facts += [threshold_in_words(item, setting.words) for item in result.metrics]
    verdict = verdict_in_words(result.verdict, setting.words)
    return Card(
        setting.name_of(result.target),
        result.verdict,
        setting.words.say("{verdict} today", verdict=verdict),
        tuple(fact for fact in (*facts, _to_reach(result, plan, setting)) if fact),
    )


def _to_reach(result: TargetResult, plan: Plan, setting: Setting) -> str:
    """How many exams of the plan count for a target."""
    if plan.question == "check" or not plan.found:
        return ""
    if not result.reached:
        return setting.words.say("left by the budget")
    number = sum(result.target in item.targets for item in plan.exams)
    if not number:
        return setting.words.say("no further exam is needed")
    return setting.words.say("{exams} to sit", exams=exams(number, setting.words))


def _to_do(plan: Plan, setting: Setting) -> Section:
    return Section(
        "exams",
        setting.words.say("Who sits which exam"),
        charts=load_chart(plan, setting),
        tables=(*exams_table(plan, setting), *people_table(plan, setting)),
    )


def _missing(plan: Plan, setting: Setting) -> Iterator[str]:
    """What is missing besides open seats, which have a table."""
    for result in plan.targets:
        for item in result.missing:
            if not isinstance(item, MissingPeople):
                told = shortfall_in_words(item, setting.words)
                yield f"{setting.name_of(result.target)}. {told}."


def _alternatives(plan: Plan, setting: Setting) -> Section:
    say = setting.words.say
    sentences, tables = [], []
    for number, other in enumerate(plan.alternatives, start=1):
        totals = ", ".join(totals_in_words(other.totals, setting.words))
        told = say("Alternative {number}: {totals}", number=number, totals=totals)
        sentences.append(
            f"{told}."
            if other.proven
            else say("{alternative} (not proven that no other is better).", alternative=told)
        )
        tables.append(alternative_table(number, plan, other, setting))
    return Section("alternatives", say("Alternatives"), setting.sentences(sentences), tables=tuple(tables))


def _proof(plan: Plan, setting: Setting) -> Section:
    say = setting.words.say
    sentences: list[Sentence] = []
    if plan.question == "plan":
        sentences += setting.sentences(() if plan.found else _why_none(plan, setting))
        sentences += setting.sentences([bound(plan, setting.words)] if plan.found else ())
    sentences += setting.sentences(other_reading_in_words(plan, setting.words))
    sentences += setting.sentences(
        [
            say(
                "A checker that knows no solver has recomputed this answer from rules and roster: "
                "every seat, every person, every total."
            )
        ]
    )
    return Section("proof", say("What is proven"), tuple(sentences), tables=stages_table(plan, setting))


def _why_none(plan: Plan, setting: Setting) -> Iterator[str]:
    return (reason_in_words(reason, setting.words) for reason in plan.reasons)
