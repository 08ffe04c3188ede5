"""From an answer to a report: what is told, in what order. How it is written is said elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ...models.plans import Plan
from ...scenarios.changes import Situation
from ...scenarios.nearest import Ranking
from ...scenarios.what_if import Outcome
from ..languages import Language
from ..report import Report
from .outcomes import outcome_report
from .plans import plan_report
from .rankings import ranking_report
from .setting import Setting

#: What reports are made of.
Answer = Plan | Outcome | Ranking


def report_of(
    answer: Answer,
    situation: Situation,
    words: Language,
    made: date | None = None,
    remarks: Iterable[str] = (),
) -> Report:
    """The report on an answer.

    Args:
        answer: what `check`, `plan`, `nearest` or `what_if` said.
        situation: what it was asked about; for an outcome, as things are after the changes.
        words: the language.
        made: the day on which it is made; None: today.
        remarks: what was said while rules and people were read.
    """
    day = made or date.today()
    setting = Setting(situation.program, situation.roster, situation.on, words, day, tuple(remarks))
    match answer:
        case Plan():
            return plan_report(answer, setting)
        case Outcome():
            return outcome_report(answer, setting)
        case Ranking():
            return ranking_report(answer, setting)
