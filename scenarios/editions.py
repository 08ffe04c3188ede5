"""Two programs side by side: which rules changed, and what that means for an organization."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal

from pydantic import Field

from ..models.base import Frozen
from ..models.differences import RuleChange, differences, rules_of
from ..models.plans import Plan, Status, Verdict
from ..models.programs import Program
from ..models.qualifications import leading_to, mentioned
from ..models.requirements import qualifications
from ..models.rosters import Workforce
from ..models.targets import Target
from ..solver.notes import retired_since
from ..solver.planning import plan
from ..solver.questions import TIME_LIMIT_SECONDS
from ..solver.reporting import Reporter
from ..solver.stopping import Stop


class Edition(Frozen):
    """Which program was compared."""

    program: str
    title: str | None
    edition: str | None


class Standing(Frozen):
    """How an organization stands at one target under one program, planned alone."""

    verdict: Verdict = Field(description="today")
    thresholds: Literal["met", "unmet", "not-stated", "none"] = Field(
        description="those that the way chosen uses"
    )
    status: Status = Field(
        description="of the plan: 'optimal' is proven least, 'infeasible' proven impossible"
    )
    exams: int | None = Field(description="exams still to sit; None where there is no plan")
    lower_bound: int | None = Field(description="no plan needs fewer; None where no plan exists")


class Effect(Frozen):
    """What the changes mean for one target that they touch."""

    target: str
    before: Standing | None = Field(description="None: the old program does not have the target")
    after: Standing | None = Field(description="None: the new program does not have the target")
    extra_exams: int | None = Field(description="exams after less exams before; None unless both have a plan")
    proven: bool = Field(description="whether what is said about exams is proven")


class Comparison(Frozen):
    """What changed between two programs, and with a roster what that means for it."""

    old: Edition
    new: Edition
    changes: tuple[RuleChange, ...]
    effects: tuple[Effect, ...] | None = Field(
        description="the targets that the changes touch; None without a roster"
    )
    untouched: tuple[str, ...] | None = Field(
        description="the targets for which nothing changes; None without a roster"
    )
    on: date | None = Field(description="the day in question; None: today, by each edition's exams")
    notes: tuple[str, ...] = Field(description="what the reader should know about the roster")
    interrupted: bool = Field(False, description="whether somebody ended the search before it was done")


def diff(
    old: Program,
    new: Program,
    roster: Workforce | None = None,
    *,
    on: date | None = None,
    time_limit: float | None = TIME_LIMIT_SECONDS,
    workers: int = 1,
    seed: int = 0,
    report: Reporter | None = None,
    stop: Stop | None = None,
) -> Comparison:
    """The rules that changed between two programs and, with a roster, what that means.

    Each target is planned alone under both programs, and only where its requirements, or
    the credentials that lead to them, differ. The other arguments are those of `plan`; the
    time limit holds for each plan.

    Raises:
        InvalidQuestion: a limit makes no sense.
    """
    rules = Comparison(
        old=_edition(old),
        new=_edition(new),
        changes=differences(old, new),
        effects=None,
        untouched=None,
        on=on,
        notes=(),
    )
    if roster is None:
        return rules
    touched, untouched = _targets(old, new, on)
    planned = [
        _planned(
            touched,
            program,
            roster,
            on=on,
            time_limit=time_limit,
            workers=workers,
            seed=seed,
            report=report,
            stop=stop,
        )
        for program in (old, new)
    ]
    return rules.replaced(
        effects=tuple(map(_effect, touched, *planned)),
        untouched=tuple(untouched),
        notes=_notes(zip((old, new), planned, strict=True), on),
        interrupted=stop is not None and stop.is_set,
    )


def _planned(targets: Sequence[str], program: Program, roster: Workforce, **limits: Any) -> list[Plan | None]:
    """The plan for each target alone; None for what the program does not have."""
    known = set(map(str, program.targets()))
    return [
        plan(roster, target, program=program, **limits) if target in known else None for target in targets
    ]


def _notes(planned: Iterable[tuple[Program, Sequence[Plan | None]]], on: date | None) -> tuple[str, ...]:
    """The notes of all plans, each once; those on retired exams as one for each program."""
    notes: dict[str, None] = {}
    for program, plans in planned:
        found = [one for one in plans if one is not None]
        for one in found:
            retired = set(retired_since(one.exams, program))
            notes |= dict.fromkeys(note for note in one.notes if note not in retired)
        if on is None:
            notes |= dict.fromkeys(retired_since([item for one in found for item in one.exams], program))
    return tuple(notes)


def _edition(program: Program) -> Edition:
    return Edition(program=program.program, title=program.title, edition=program.edition)


def _targets(old: Program, new: Program, on: date | None) -> tuple[list[str], list[str]]:
    """The targets of both programs: those that the changes touch, and the others."""
    touched: list[str] = []
    untouched: list[str] = []
    for target in sorted({*old.targets(), *new.targets()}, key=str):
        rules = [_rules(target, program, on) for program in (old, new)]
        (untouched if rules[0] == rules[1] else touched).append(str(target))
    return touched, untouched


def _rules(target: Target, program: Program, on: date | None) -> Any:
    """All that an answer about a target depends on, but the roster."""
    if target not in program.targets():
        return None
    options = program.options_of(target)
    named = (
        name
        for requirement in options.values()
        for _, qualification in qualifications(requirement)
        for name in mentioned(qualification)
    )
    leading = set(leading_to(named, program.routes))
    return (
        sorted(program.competencies[target.competency].aliases),
        {name: rules_of(rule) for name, rule in options.items()},
        {name: rules_of(program.credentials[name]) for name in leading},
        leading & program.sittable(on),
    )


def _effect(target: str, before: Plan | None, after: Plan | None) -> Effect:
    exams = [found.totals.exams if found else None for found in (before, after)]
    return Effect(
        target=target,
        before=_standing(before),
        after=_standing(after),
        extra_exams=None if exams[0] is None or exams[1] is None else exams[1] - exams[0],
        proven=all(found is None or found.status in ("optimal", "infeasible") for found in (before, after)),
    )


def _standing(found: Plan | None) -> Standing | None:
    if found is None:
        return None
    return Standing(
        verdict=found.targets[0].verdict,
        thresholds=found.targets[0].thresholds,
        status=found.status,
        exams=found.totals.exams,
        lower_bound=found.lower_bound,
    )
