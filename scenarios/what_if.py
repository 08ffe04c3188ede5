"""The plan after some changes, beside the plan before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import Field

from ..models.base import Frozen
from ..models.errors import InvalidQuestion
from ..models.plans import Plan
from ..models.programs import Program
from ..models.rosters import Roster
from ..solver.planning import plan
from ..solver.questions import TIME_LIMIT_SECONDS
from .changes import Change, Situation


class Outcome(Frozen):
    """What some changes do to a plan."""

    changes: tuple[str, ...] = Field(description="the changes in words, in the order applied")
    before: Plan = Field(description="the plan as things are")
    after: Plan = Field(description="the plan after all changes")
    extra_exams: int | None = Field(
        description="exams after less exams before; None unless there is a plan for both"
    )
    proven: bool = Field(description="whether both plans are proven, and so the difference")


def what_if(
    roster: Roster,
    targets: Sequence[str] | str,
    changes: Sequence[Change],
    *,
    program: Program,
    on: date | None = None,
    time_limit: float | None = TIME_LIMIT_SECONDS,
    workers: int = 1,
    seed: int = 0,
) -> Outcome:
    """The plan for `targets` before and after `changes`, which are applied in order.

    The other arguments are those of `plan`; the time limit holds for each of the two.

    Raises:
        InvalidQuestion: there is no change, or `plan` raises it.
        UnknownName, ImpossibleChange: a change names what does not exist, or contradicts it.
    """
    if not changes:
        raise InvalidQuestion("Nothing changes: name at least one change, such as --leave NAME.")
    before = after = Situation(program, roster, on)
    for change in changes:
        after = change.apply(after)
    plans = [
        plan(
            situation.roster,
            targets,
            program=situation.program,
            on=on,
            time_limit=time_limit,
            workers=workers,
            seed=seed,
        )
        for situation in (before, after)
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
