"""What one organization is told of one target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from ..models.plans import MissingPeople, PeopleState, Plan, ThresholdState, Verdict
from ..models.prices import Measure
from ..models.verdicts import OF_A_TARGET, RowStatus

#: What a row says of one target: see `models.verdicts.OF_A_TARGET`.
Cells = tuple[str | int | None, ...]


@dataclass(frozen=True)
class Told:
    """What a row says of a target, see `VerdictRow`; of several parts that of the least `rank` counts."""

    status: RowStatus
    verdict: Verdict
    people: PeopleState
    thresholds: ThresholdState | Literal["none"]
    option: str | None
    exams: int | None
    people_studying: int | None
    lower_bound: int | None
    missing: int
    rank: tuple[float, ...]

    @property
    def cells(self) -> Cells:
        """The cells of the row, in their order."""
        return tuple(getattr(self, name) for name in OF_A_TARGET)


def told_by(plan: Plan, minimized: Iterable[Measure]) -> Told:
    """What a plan for one target comes to.

    Args:
        plan: the plan.
        minimized: what is kept small, the most important first; thresholds not met count before it, those
            not stated after it. Where there is no plan, the seats that are open today decide.
    """
    (result,) = plan.targets
    missing = sum(item.open for item in result.missing if isinstance(item, MissingPeople))
    states = [item.state for item in result.metrics]
    amounts = (getattr(plan.totals, measure) or 0 for measure in minimized)
    return Told(
        status=plan.status,
        verdict=result.verdict,
        people=result.people,
        thresholds=result.thresholds,
        option=result.option,
        exams=plan.totals.exams,
        people_studying=plan.totals.people,
        lower_bound=plan.lower_bound,
        missing=missing,
        rank=(0, states.count("unmet"), *amounts, states.count("not-stated")) if plan.found else (1, missing),
    )


def best(parts: Iterable[Told]) -> Told:
    """What is told of the target that has these parts; of equal ones the first goes."""
    found = list(parts)
    least = min(found, key=lambda told: told.rank)
    if all(told.status in ("optimal", "infeasible") for told in found):
        return least
    bounds = [told.lower_bound for told in found if told.lower_bound is not None]
    status: RowStatus = "unknown" if least.exams is None else "feasible"
    return replace(least, status=status, lower_bound=min(bounds, default=None))
