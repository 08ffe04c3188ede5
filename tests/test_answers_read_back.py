"""What is printed as JSON reads back as what it was, and every report on it says what a report can say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import plan_competency as pc
import pytest
from plan_competency.models.told import Told
from plan_competency.reports.contents import Answer, report_of
from plan_competency.reports.languages import LANGUAGES, language
from plan_competency.scenarios.changes import Situation
from random_cases import DAY
from random_portfolios import random_portfolio

SEEDS = 30


def _answers(seed: int) -> Iterator[tuple[Answer, Situation]]:
    program, roster, portfolio = random_portfolio(seed).read()
    situation = Situation(program, roster, DAY)
    leave = pc.Leave(next(iter(roster.people)))
    yield pc.check(roster, program=program, portfolio=portfolio, on=DAY), situation
    yield pc.plan(roster, program=program, portfolio=portfolio, on=DAY, alternatives=1), situation
    yield pc.nearest(roster, program=program, portfolio=portfolio, on=DAY), situation
    outcome = pc.what_if(roster, changes=[leave], program=program, portfolio=portfolio, on=DAY)
    yield outcome, leave.apply(situation)


@pytest.mark.parametrize("part", range(2))
def test_random_answers(part: int) -> None:
    statuses: Counter[str] = Counter()
    for seed in range(part * SEEDS, (part + 1) * SEEDS):
        for answer, situation in _answers(seed):
            text = answer.model_dump_json()
            assert type(answer).model_validate_json(text) == answer, seed
            assert type(answer).model_validate(answer.model_dump(mode="json")).model_dump_json() == text, seed
            statuses[getattr(answer, "status", "")] += 1
            _check_report(answer, situation, seed)
    assert statuses["optimal"] > SEEDS
    assert statuses["infeasible"] > 0


def _check_report(answer: Answer, situation: Situation, seed: int) -> None:
    """Rows are as wide as their tables, bars have their parts, and languages differ in words only."""
    reports = [report_of(answer, situation, language(code), date(2026, 1, 2)) for code in LANGUAGES]
    for report in reports:
        keys = [table.key for section in report.sections for table in section.tables]
        assert len(set(keys)) == len(keys), seed
        for section in report.sections:
            assert all(len(row) == len(table.columns) for table in section.tables for row in table.rows), seed
            assert all(len(bar.parts) == len(chart.parts) for chart in section.charts for bar in chart.bars)
        assert report.headline, seed
        assert all(sentence.text.strip() for sentence in report.headline), seed
    shapes = {
        tuple(
            (section.key, len(section.sentences), *(len(table.rows) for table in section.tables))
            for section in report.sections
        )
        for report in reports
    }
    assert len(shapes) == 1, seed
    _check_notes(answer, seed)


def _check_notes(answer: Answer, seed: int) -> None:
    """Everything that is noted knows what it was made from, so that it can be told in any language."""
    notes = answer.after.notes if isinstance(answer, pc.Outcome) else answer.notes
    assert all(isinstance(note, Told) for note in notes), (seed, notes)
