"""Plans: who fills which seat, who sits which exams, and what is proven about it.

`check` and `plan` answer with the same object; `check` describes today, so its
`exams` are empty. `model_dump(mode="json")` is what the commands print.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from .base import Frozen, form_of
from .reasons import Reason
from .requirements import Market

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
PeopleState = Literal["met", "unmet"]
ThresholdState = Literal["met", "unmet", "not-stated"]
Verdict = Literal["eligible", "not-eligible", "unconfirmed"]


class Totals(Frozen):
    """What a plan asks for; None where there is no plan."""

    exams: int | None = Field(description="everything to be sat, exams and assessments alike")
    people: int | None = Field(description="how many people sit something")


class PlannedExam(Frozen):
    """One exam that one person has to pass."""

    person: str
    exam: str
    targets: tuple[str, ...] = Field(description="the targets for which it counts, sorted")


class Seat(Frozen):
    """One place of a people requirement, and why this person may fill it."""

    requirement: int = Field(description="number of the requirement within the option")
    label: str = Field(description="the requirement's label, or its rule in short")
    person: str
    counts: tuple[str, ...] = Field(description="credentials held today that count here")
    takes: tuple[str, ...] = Field(description="exams of the plan that count here")


class Candidate(Frozen):
    """Someone who could fill an open seat, and the fewest exams for that."""

    person: str
    exams: int = Field(description="how many exams the person lacks")
    takes: tuple[str, ...] = Field(description="one smallest set of such exams")
    leaves_seat: bool = Field(False, description="whether the person would leave a seat filled today")


class MissingPeople(Frozen):
    """A people requirement of which seats are open today."""

    requirement: int = Field(description="number of the requirement within the option")
    label: str
    seats: int = Field(description="how many people are needed")
    open: int = Field(description="how many of them are missing today")
    nearest: tuple[Candidate, ...] = Field(
        description="free people nearest to an open seat, nearest first; at most 3"
    )


class MissingThreshold(Frozen):
    """A threshold that the organization does not reach today."""

    requirement: int = Field(description="number of the requirement within the option")
    metric: str
    label: str
    at_least: int | float
    stated: int | float
    unit: str | None


class Threshold(Frozen):
    """A threshold that the target uses, beside what the roster states."""

    requirement: int = Field(description="number of the requirement within the option")
    metric: str
    label: str
    at_least: int | float | None = Field(
        description="None where the market decides, and it is not stated or has no amount"
    )
    by_market: dict[Market, int | float] = Field(
        description="the amounts where they differ by market, otherwise empty"
    )
    market: Market | None = Field(description="the roster's market; None where it is not stated")
    stated: int | float | None = Field(description="None where the roster does not state it")
    unit: str | None
    state: ThresholdState


Missing = Annotated[
    Annotated[MissingPeople, Tag("PEOPLE")] | Annotated[MissingThreshold, Tag("THRESHOLD")],
    Discriminator(lambda value: form_of(value, (("metric", "THRESHOLD"), ("seats", "PEOPLE")))),
]


class TargetResult(Frozen):
    """One target: the verdict today, and how its seats are filled."""

    target: str
    option: str | None = Field(description="the option used")
    people: PeopleState = Field(description="before any further exam")
    thresholds: Literal["met", "unmet", "not-stated", "none"]
    verdict: Verdict = Field(description="today; unconfirmed: people met, a threshold not stated")
    missing: tuple[Missing, ...] = Field(description="what is missing today, one entry a shortfall")
    seats: tuple[Seat, ...] = Field(
        description="filled seats: under the plan; today for `check` and where there is no plan"
    )
    metrics: tuple[Threshold, ...] = Field(description="the thresholds that the way chosen uses")


class Stage(Frozen):
    """One stage of the search: what was made smallest, after all stages before it."""

    minimized: str
    value: int | None
    lower_bound: int | None
    proven: bool


class Plan(Frozen):
    """The answer of `check` and `plan`.

    `status` is "optimal" only if every stage is proven; "feasible" is a plan that
    may not be the least; "infeasible" is proven impossible, with `reasons`;
    "unknown" means that the search stopped before it found a plan.
    """

    question: Literal["check", "plan"] = Field(description="which of the two was asked")
    status: Status
    totals: Totals
    lower_bound: int | None = Field(description="no plan needs fewer exams; None if there is no plan")
    exams: tuple[PlannedExam, ...] = Field(description="sorted by person, then exam")
    targets: tuple[TargetResult, ...]
    reasons: tuple[Reason, ...] = Field(description="why no plan exists")
    stages: tuple[Stage, ...] = Field(description="what the search proved, in order")
    program: str
    edition: str | None
    on: date | None = Field(description="the day in question; None: today, by the edition's exams")
    notes: tuple[str, ...] = Field(description="what the reader should know about the input")

    @property
    def found(self) -> bool:
        """Whether there is a plan."""
        return self.status in ("optimal", "feasible")

    @property
    def eligible(self) -> bool:
        """Whether every target is eligible today."""
        return all(result.verdict == "eligible" for result in self.targets)
