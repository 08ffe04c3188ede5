"""What each exam's retirement would do: the least without each exam in turn, beside that with all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Unpack

from pydantic import Field

from ..models.base import Frozen
from ..models.errors import ContradictoryTerms
from ..models.prices import Measure
from ..models.programs import Program
from ..models.rosters import Workforce
from ..solver.notes import notes_on
from ..solver.questions import Options, Question, Targets, question
from .changes import RetireExam, Situation
from .least import First, Least, done_of


class Retirement(Frozen):
    """What happens if one exam can no longer be sat."""

    exam: str
    title: str | None
    least: Least = Field(description="without the exam")
    extra: int | float | None = Field(description="more than with the exam; None unless both have a plan")
    prevents: bool = Field(description="whether there is a plan with the exam, and proven none without")

    @property
    def matters(self) -> bool:
        """Whether more is to be done without the exam, or that is not known."""
        return bool(self.extra) or self.prevents or self.least.status == "unknown"


class Retirements(Frozen):
    """The retirements of several exams, one at a time; those that cost most come first."""

    least: Least = Field(description="with all exams")
    measure: Measure = Field(description="what is kept smallest")
    currency: str | None = Field(description="of costs")
    exams: tuple[Retirement, ...]
    program: str
    edition: str | None
    on: date | None
    notes: tuple[str, ...]
    left: int = Field(0, description="so many more were to be looked at when somebody ended the search")


def retirements(
    roster: Workforce,
    targets: Targets = (),
    *,
    program: Program,
    exams: Iterable[str] = (),
    **options: Unpack[Options],
) -> Retirements:
    """What it would take to reach the targets if each exam could no longer be sat, one at a time.

    As `what_if` with `RetireExam` for each: what people hold still counts. Of what is to be kept small the
    first is looked at: exams unless stated otherwise.

    Args:
        roster: the people with the credentials they hold.
        targets: as for `plan`.
        program: the rules.
        exams: whose retirements; unless some are named, those of all exams that can be sat.
        options: see `Options`; a budget leaves nothing out here. The time limit is for each
            retirement. Once stopped, those that are done are the answer.

    Raises:
        UnknownName, InvalidQuestion: as `plan`; also for exams that the program does not know.
        ImpossibleChange: something is named that is never sat.
    """
    asked = question(roster, targets, program, options)
    asked = asked.otherwise(asked.portfolio.model_copy(update={"budget": None}))
    situation = Situation(program, roster, asked.on)
    named = sorted({situation.credential(name) for name in exams}) or sorted(asked.case.exams)
    changed = {name: RetireExam(name).apply(situation).program for name in named}
    sweep = _Sweep(asked)
    found = list(done_of(changed.items(), lambda change: sweep.retirement(*change), asked.limits))
    return Retirements(
        least=sweep.least,
        measure=sweep.first.measure,
        currency=sweep.plan.totals.currency,
        exams=tuple(sorted(found, key=_rank)),
        program=program.program,
        edition=program.edition,
        on=asked.on,
        notes=notes_on(asked, ()),
        left=len(named) - len(found),
    )


def _rank(retirement: Retirement) -> tuple[object, ...]:
    """What cannot be made up for comes first, then what costs most."""
    return not retirement.prevents, -(retirement.extra or 0), retirement.exam


class _Sweep:
    """The plan with all exams, and the least without one of them.

    A plan that does not need an exam can be carried out without it, and nothing that is possible without an
    exam is impossible with it. So only exams of the plan are searched for.
    """

    def __init__(self, asked: Question) -> None:
        self._asked, self.first = asked, First(asked)
        self.plan, self.least = self.first.answer(asked)
        self._planned = {item.exam for item in self.plan.exams}

    def retirement(self, exam: str, without: Program) -> Retirement:
        """What happens under a program in which an exam can no longer be sat."""
        least = self._least_under(without, exam) if exam in self._planned else self.least
        return Retirement(
            exam=exam,
            title=without.credentials[exam].title,
            least=least,
            extra=least.beyond(self.least),
            prevents=self.plan.found and least.status == "infeasible",
        )

    def _least_under(self, program: Program, exam: str) -> Least:
        asked = self._asked
        try:
            changed = replace(asked, written=program).otherwise(asked.portfolio)
            return self.first.answer(changed, f"the least without {exam}")[1]
        except ContradictoryTerms:  # somebody must sit the exam, which nobody can
            return Least(status="infeasible", total=None, lower_bound=None)
