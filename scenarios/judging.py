"""What one organization is told in a batch. The place where the time of a batch goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..models.errors import PlanCompetencyError
from ..models.plans import MissingPeople, Plan
from ..models.rosters import Roster
from ..readers.organizations import Organization
from ..solver.questions import question
from .nearest import _alone
from .survey import Survey

#: What a row says of one target: see `models.verdicts.OF_A_TARGET`.
Cells = tuple[str | int | None, ...]


def judged(roster: Roster, survey: Survey) -> Iterator[Plan]:
    """The least plan for each target by itself, as `nearest` makes it, in the order asked."""
    asked = question(
        roster,
        (),
        survey.program,
        {
            "portfolio": survey.portfolio,
            "on": survey.on,
            "time_limit": survey.limits.seconds,
            "workers": survey.limits.workers,
            "seed": survey.limits.seed,
            "without": survey.limits.without,
        },
    )
    for target in survey.targets:
        yield _alone(target, asked)


@dataclass(frozen=True)
class Answer:
    """What an organization is told: cells for each target, or an error."""

    organization: str
    cells: tuple[Cells, ...] = ()
    error: str | None = None


def answer_of(organization: Organization, survey: Survey) -> Answer:
    """The answer of one organization; whatever is wrong with it is its own error."""
    name = organization.name
    try:
        name, roster = organization.read()
        if survey.market is not None:
            roster = roster.model_copy(update={"market": survey.market})
        return Answer(name, tuple(map(_cells, judged(roster, survey))))
    except PlanCompetencyError as error:
        return Answer(name, error="; ".join(str(error).split("\n")))
    except Exception as error:  # noqa: BLE001 - even a bug here must not stop the other organizations
        return Answer(name, error=f"This is a bug in plan-competency, please report it: {error!r}")


def _cells(plan: Plan) -> Cells:
    (result,) = plan.targets
    return (
        plan.status,
        result.verdict,
        result.people,
        result.thresholds,
        result.option,
        plan.totals.exams,
        plan.totals.people,
        plan.lower_bound,
        sum(item.open for item in result.missing if isinstance(item, MissingPeople)),
    )
