"""The plan after some changes, beside the plan before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Unpack

from pydantic import Field

from ..models.base import Frozen, folded_name
from ..models.errors import InvalidQuestion
from ..models.plans import Plan
from ..models.portfolios import Portfolio
from ..models.programs import Program
from ..models.rosters import Workforce
from ..models.told import Said
from ..solver.planning import plan
from ..solver.questions import Options, Targets, question
from ..solver.reporting import Aside
from .changes import Change, Situation


class Outcome(Frozen):
    """What some changes do to a plan."""

    changes: tuple[Said, ...] = Field(description="the changes in words, in the order applied")
    before: Plan = Field(description="the plan as things are")
    after: Plan = Field(description="the plan after all changes")
    extra_exams: int | None = Field(
        description="exams after less exams before; None unless there is a plan for both"
    )
    proven: bool = Field(description="whether both plans are proven, and so the difference")


def what_if(
    roster: Workforce,
    targets: Targets = (),
    changes: Sequence[Change] = (),
    *,
    program: Program,
    **options: Unpack[Options],
) -> Outcome:
    """The plan for `targets` before and after `changes`, which are applied in order.

    What a portfolio states about people who leave goes with them. The other arguments are those
    of `plan`; the time limit holds for each of the two.

    Raises:
        InvalidQuestion: there is no change, or `plan` raises it.
        UnknownName, ImpossibleChange: a change names what does not exist, or contradicts it.
    """
    if not changes:
        raise InvalidQuestion("Nothing changes: name at least one change, such as --leave NAME.")
    asked = question(roster, targets, program, options)
    before = after = Situation(program, roster, asked.on)
    for change in changes:
        after = change.apply(after)
    left = set(before.roster.people) - set(after.roster.people)
    plans = [
        plan(
            situation.roster,
            program=situation.program,
            portfolio=portfolio,
            on=asked.on,
            time_limit=asked.limits.seconds,
            workers=asked.limits.workers,
            seed=asked.limits.seed,
            without=asked.limits.without,
            report=asked.limits.report and Aside(asked.limits.report, f"{when} the change"),
            stop=asked.limits.stop,
        )
        for when, situation, portfolio in (
            ("before", before, asked.portfolio),
            ("after", after, without_people(asked.portfolio, left)),
        )
    ]
    exams = [found.totals.exams for found in plans]
    extra = None if exams[0] is None or exams[1] is None else exams[1] - exams[0]
    return Outcome(
        changes=tuple(map(str, changes)),
        before=plans[0],
        after=plans[1],
        extra_exams=extra,
        proven=all(found.status in ("optimal", "infeasible") for found in plans),
    )


def without_people(portfolio: Portfolio, names: Collection[str]) -> Portfolio:
    """A portfolio with nothing in it about some people."""
    gone = {folded_name(name) for name in names}
    people = {name: terms for name, terms in portfolio.people.items() if folded_name(name) not in gone}
    prefer = tuple(name for name in portfolio.prefer if folded_name(name) not in gone)
    kept = {key: value for key, value in portfolio if key in portfolio.model_fields_set and key != "prefer"}
    return Portfolio(**{**kept, "people": people, **({"prefer": prefer} if prefer else {})})
