"""From a question to an answer: how things stand, and the least plan. Comparisons are added elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ..models.costs import Costs
from ..models.plans import Plan, PlannedExam, Status, TargetResult, Totals
from .answers import result_of
from .arrangement import planned_exams
from .case import Case
from .explain import MOST_NEAREST, why_impossible
from .notes import notes_on
from .questions import Question
from .solutions import Found, arrange
from .stages import Limits, Minimum
from .terms import goals
from .today import Today


@dataclass(frozen=True)
class Answer:
    """A plan and what it was made from: `unmet` is the case less the targets that need nothing."""

    question: Question
    plan: Plan
    today: Today
    unmet: Case
    found: Found


def standing(question: Question) -> Plan:
    """How the targets stand today, as a plan without exams."""
    results = _today(question.case, Today(question.case), question.limits)
    notes = notes_on(question, ())
    return _answer(question, "check", "optimal", results, (), lower_bound=0, notes=notes)


def least(
    question: Question, *, only: Sequence[Minimum] | None = None, what: str = "the least plan"
) -> Answer:
    """The least plan.

    Args:
        question: what is asked.
        only: what is made smallest, where only that is wanted: no ties are broken, no notes made.
            None: what the question asks for.
        what: that is, in words for those who are told.
    """
    today = Today(question.case)
    found = arrange(today.unmet, question.limits, stages=only, ties=only is None, what=what)
    return answered(question, today, found, brief=only is not None)


def answered(question: Question, today: Today, found: Found, *, brief: bool) -> Answer:
    """The answer that an arrangement of the targets makes that are not reached today.

    Args:
        question: what is asked.
        today: how things stand.
        found: the arrangement.
        brief: whether notes are left out, and who is nearest to open seats.
    """
    case, unmet = question.case, today.unmet
    nearest = 0 if brief else MOST_NEAREST
    status = status_of(found)
    has_plan = status in ("optimal", "feasible")
    results = results_of(found, today, case, question.limits, nearest) if has_plan else ()
    if not has_plan:
        results = _today(case, today, question.limits if status == "infeasible" else None, nearest)
    exams = exams_of(results, case) if has_plan else ()
    plan = _answer(
        question,
        "plan",
        status,
        results,
        exams,
        lower_bound=None if status == "infeasible" else lower_bound_of(found),
        reasons=why_impossible(unmet, question.limits) if status == "infeasible" else (),
        stages=tuple(found.search.stages),
        notes=() if brief else notes_on(question, exams),
        interrupted=question.limits.are_stopped(),
    )
    return Answer(question, plan, today, unmet, found)


def results_of(
    found: Found, today: Today, case: Case, limits: Limits, nearest: int = MOST_NEAREST
) -> tuple[TargetResult, ...]:
    """The results of all targets under an arrangement: reached by it, or left as they stand."""
    planned = found.placings | today.met
    left = [target for target in case.targets if str(target) not in planned]
    ways = planned | (today.nearest(limits, left) if left else {})
    filled = today.filled(ways)
    return tuple(
        result_of(
            ways[name],
            filled[name],
            case,
            found.takes if name in planned else None,
            is_reached=name in planned,
            busy=today.busy(name, filled),
            nearest=nearest,
        )
        for name in map(str, case.targets)
    )


def exams_of(results: Iterable[TargetResult], case: Case) -> tuple[PlannedExam, ...]:
    """The exams that the targets reached take, and those that are pinned."""
    return planned_exams({item.target: item.seats for item in results if item.reached}, case)


def totals_of(exams: Iterable[tuple[str, str]], question: Question) -> Totals:
    """What some exams add up to, as pairs of person and exam."""
    costs = Costs(question.program, question.portfolio.prices)
    pairs = set(exams)
    named = [exam for _, exam in pairs]
    return Totals(
        exams=len(pairs),
        people=len({person for person, _ in pairs}),
        cost=costs.total(named, "cost"),
        currency=costs.currency,
        hours=costs.total(named, "hours"),
    )


def totals_of_takes(found: Found, question: Question) -> Totals:
    """What an arrangement asks for; None where there is none."""
    if found.search.solution is None:
        return Totals(exams=None, people=None)
    return totals_of(((name, exam) for name, exams in found.takes.items() for exam in exams), question)


def _today(
    case: Case, today: Today, limits: Limits | None, nearest: int = MOST_NEAREST
) -> tuple[TargetResult, ...]:
    filled = today.filled(today.nearest(limits, case.targets))
    return tuple(
        result_of(filled[name], filled[name], case, busy=today.busy(name, filled), nearest=nearest)
        for name in map(str, case.targets)
    )


def _answer(
    question: Question,
    asked: Literal["check", "plan"],
    status: Status,
    results: Iterable[TargetResult],
    exams: tuple[PlannedExam, ...],
    **proof: Any,
) -> Plan:
    by_target = {result.target: result for result in results}
    has_plan = status in ("optimal", "feasible")
    totals = totals_of(((item.person, item.exam) for item in exams), question)
    return Plan(
        question=asked,
        status=status,
        totals=totals if has_plan else Totals(exams=None, people=None),
        exams=exams,
        targets=tuple(by_target[str(target)] for target in goals(question.portfolio, question.program)),
        **{"reasons": (), "stages": (), **proof},
        reading=question.portfolio.reading,
        sharing=tuple(rule.words for rule in question.portfolio.sharing),
        program=question.program.program,
        edition=question.program.edition,
        on=question.on,
    )


def lower_bound_of(found: Found) -> int:
    stage = found.search.stage("exams")
    return max(0, int(stage.lower_bound or 0)) if stage else 0


def status_of(found: Found) -> Status:
    """What a search is worth."""
    if found.search.impossible:
        return "infeasible"
    if found.search.solution is None:
        return "unknown"
    return "optimal" if found.search.proven else "feasible"
