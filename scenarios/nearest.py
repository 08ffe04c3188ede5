"""The nearest targets: every target of a program by what it still takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Unpack

from pydantic import Field

from ..models.base import Frozen
from ..models.plans import Plan, Status, Threshold, Totals, Verdict
from ..models.portfolios import Goal
from ..models.prices import Measure
from ..models.programs import Program
from ..models.rosters import Workforce
from ..models.told import Said
from ..solver.answering import least
from ..solver.checker import verified
from ..solver.notes import notes_on
from ..solver.questions import Options, Question, Targets, question
from ..solver.stages import Minimum

#: What `nearest` is about unless targets are named.
EVERYTHING = "*/*"


class Distance(Frozen):
    """How far one target is, planned alone."""

    target: str
    option: str | None = Field(description="the option that is nearest")
    verdict: Verdict = Field(description="today")
    thresholds: tuple[Threshold, ...] = Field(description="those that the nearest way uses")
    status: Status = Field(description="of the plan: 'optimal' is proven, 'infeasible' proven impossible")
    totals: Totals = Field(description="what is still to be sat; None where there is no plan")
    lower_bound: int | None = Field(description="no plan needs fewer exams")


class Ranking(Frozen):
    """Targets by what they still take, the nearest first."""

    targets: tuple[Distance, ...]
    minimized: tuple[Measure, ...] = Field(description="by what they are ranked, the most important first")
    program: str
    edition: str | None
    on: date | None
    notes: tuple[Said, ...]
    interrupted: bool = Field(False, description="whether somebody ended the search before it was done")


def nearest(
    roster: Workforce, targets: Targets = (), *, program: Program, **options: Unpack[Options]
) -> Ranking:
    """Targets ranked by what they still take, each planned alone: eligible ones first, impossible ones last.

    Args:
        roster: the people with the credentials they hold.
        targets: names or patterns; all targets of the program unless some are named.
        program: the rules.
        options: see `Options`; a budget leaves nothing out here.

    Raises:
        UnknownName, InvalidQuestion: as `plan`.
    """
    stated = options.get("portfolio")
    everything = () if targets or (stated and stated.targets) else EVERYTHING
    asked = question(roster, targets or everything, program, options)
    plans = list(_plans(asked))
    minimized = asked.case.terms.minimize
    return Ranking(
        targets=tuple(sorted(map(_distance, plans), key=lambda one: _rank(one, minimized))),
        minimized=minimized,
        program=program.program,
        edition=program.edition,
        on=asked.on,
        notes=notes_on(asked, [exam for plan in plans for exam in plan.exams]),
        interrupted=asked.limits.are_stopped(),
    )


def _plans(asked: Question) -> Iterator[Plan]:
    targets = asked.case.targets
    for number, target in enumerate(targets, start=1):
        yield alone(str(target), asked)
        if asked.limits.report is not None:
            asked.limits.report.done(number, len(targets))


def alone(target: str, asked: Question, *, only: Sequence[Minimum] | None = None) -> Plan:
    """The plan for one target, by the facts and terms of the whole question; pins are about other plans.

    Args:
        target: one of those asked.
        asked: the whole question.
        only: see `least`.
    """
    case = asked.case.alone(target)
    rules = [rule.rule for rule in case.terms.sharing]
    changes = {
        "budget": None,
        "people": {name: one.model_copy(update={"pin": ()}) for name, one in asked.portfolio.people.items()},
        "sharing": tuple(rule for rule in asked.portfolio.sharing if rule in rules),
    }
    whole = asked.portfolio.model_copy(update=changes)
    portfolio = whole.model_copy(update={"targets": (Goal(target=target),)})
    answer = least(replace(asked, portfolio=portfolio, case=case), only=only, what=target)
    return verified(answer.plan, asked.program, asked.roster, whole)


def _distance(plan: Plan) -> Distance:
    (result,) = plan.targets
    return Distance(
        target=result.target,
        option=result.option,
        verdict=result.verdict,
        thresholds=result.metrics,
        status=plan.status,
        totals=plan.totals,
        lower_bound=plan.lower_bound,
    )


def _rank(one: Distance, minimized: tuple[Measure, ...]) -> tuple[object, ...]:
    amounts = (getattr(one.totals, measure) for measure in minimized)
    return (
        one.verdict != "eligible",
        one.totals.exams is None,
        tuple(amount or 0 for amount in amounts),
        one.target,
    )
