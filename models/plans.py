"""Plans: who fills which seat, who sits which exams, and what is proven about it.

`check` and `plan` answer with the same object; `check` describes today, so its
`exams` are empty. `model_dump(mode="json")` is what the commands print.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from .base import Frozen, form_of
from .portfolios import Reading
from .prices import Measure
from .reasons import Reason
from .requirements import Market
from .told import Said

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
PeopleState = Literal["met", "unmet"]
ThresholdState = Literal["met", "unmet", "not-stated"]
Verdict = Literal["eligible", "not-eligible", "unconfirmed"]


class Totals(Frozen):
    """What a plan asks for; None where there is no plan."""

    exams: int | None = Field(description="everything to be sat, exams and assessments alike")
    people: int | None = Field(description="how many people sit something")
    cost: int | float | None = Field(
        None, description="money; left out where a price is not known", exclude_if=lambda value: value is None
    )
    currency: str | None = Field(
        None, description="of the cost; left out without prices", exclude_if=lambda value: value is None
    )
    hours: int | float | None = Field(
        None,
        description="of study; left out where they are not known",
        exclude_if=lambda value: value is None,
    )


class PlannedExam(Frozen):
    """One exam that one person has to pass."""

    person: str
    exam: str
    targets: tuple[str, ...] = Field(
        description="the targets for which it counts, sorted; empty if it is only pinned"
    )
    instead: tuple[str, ...] | None = Field(
        None,
        description="who else could sit it at equal totals; left out where that was not asked",
        exclude_if=lambda value: value is None,
    )


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


class MissingDifferentPeople(Frozen):
    """More different people must serve by a rule about sharing than do today."""

    rule: Said = Field(description="the rule in words")
    different_people: int = Field(description="how many must serve")
    open: int = Field(description="how many are missing today")


Missing = Annotated[
    Annotated[MissingPeople, Tag("PEOPLE")]
    | Annotated[MissingThreshold, Tag("THRESHOLD")]
    | Annotated[MissingDifferentPeople, Tag("DIFFERENT PEOPLE")],
    Discriminator(
        lambda value: form_of(
            value, (("metric", "THRESHOLD"), ("seats", "PEOPLE"), ("rule", "DIFFERENT PEOPLE"))
        )
    ),
]


class TargetResult(Frozen):
    """One target: the verdict today, and how its seats are filled."""

    target: str
    option: str | None = Field(description="the option used")
    people: PeopleState = Field(description="before any further exam")
    thresholds: Literal["met", "unmet", "not-stated", "none"]
    reached: bool = Field(description="whether the seats below fill it")
    verdict: Verdict = Field(description="today; unconfirmed: people met, a threshold not stated")
    missing: tuple[Missing, ...] = Field(description="what is missing today, one entry a shortfall")
    seats: tuple[Seat, ...] = Field(
        description="filled seats: under the plan; today for `check` and where there is no plan"
    )
    metrics: tuple[Threshold, ...] = Field(description="the thresholds that the way chosen uses")


class Stage(Frozen):
    """One stage of the search: what was made smallest, after all stages before it."""

    minimized: str
    value: int | float | None
    lower_bound: int | float | None
    proven: bool


class OtherReading(Frozen):
    """What the other reading of the requirements comes to, where it makes a difference."""

    reading: Reading
    status: Status
    totals: Totals = Field(description="what is kept small, by the other reading; None where it has no plan")
    value: int | None = Field(None, description="the weights of the targets reached; None without a budget")
    lower_bound: int | None = Field(description="of its exams")
    verdicts: dict[str, Verdict] = Field(
        default_factory=dict, description="of the targets whose verdict is another one; empty for `plan`"
    )


class PinCost(Frozen):
    """What keeping a pin costs: totals without it, and how much more the plan with it asks for."""

    person: str
    pin: str = Field(description="the exam, or the seat as it was named")
    without: Totals = Field(description="the least without this pin; all others are kept")
    extra: dict[Measure, int | float] = Field(
        description="what the pin adds to each measure that is kept small"
    )
    proven: bool


class NextTarget(Frozen):
    """The cheapest further target beyond a budget, and what reaching it as well would take in all."""

    targets: tuple[str, ...] = Field(description="reached besides")
    totals: Totals
    extra: dict[Measure, int | float] = Field(description="beyond the plan, by measure that is kept small")
    proven: bool = Field(description="whether no further target is cheaper")


class BudgetOutcome(Frozen):
    """What a budget reaches."""

    limits: dict[Measure, int | float] = Field(description="the most of each measure")
    value: int = Field(description="the weights of the targets reached, added up")
    most: int = Field(description="proven: no plan within the budget reaches more")
    of: int = Field(description="the weights of all targets asked")
    next: NextTarget | None = Field(description="None: all are reached, or none was found")
    no_more: bool = Field(
        False,
        description="proven: no further target can be reached, whatever that may cost",
        exclude_if=lambda value: not value,
    )


class Alternative(Frozen):
    """Another plan: really different from those before it, and the best of all such."""

    totals: Totals
    proven: bool = Field(description="whether no other different plan is better")
    exams: tuple[PlannedExam, ...]
    targets: tuple[TargetResult, ...]


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
    reading: Reading = "strict"
    other_reading: OtherReading | None = Field(None, description="None where it makes no difference")
    sharing: tuple[Said, ...] = Field((), description="the rules about sharing in words")
    budget: BudgetOutcome | None = Field(None, description="None without a budget")
    pins: tuple[PinCost, ...] = Field((), description="what each pin costs")
    alternatives: tuple[Alternative, ...] = Field((), description="as many as were asked for and exist")
    program: str
    edition: str | None
    on: date | None = Field(description="the day in question; None: today, by the edition's exams")
    notes: tuple[Said, ...] = Field(description="what the reader should know about the input")
    interrupted: bool = Field(False, description="whether somebody ended the search before it was done")

    @property
    def found(self) -> bool:
        """Whether there is a plan."""
        return self.status in ("optimal", "feasible")

    @property
    def eligible(self) -> bool:
        """Whether every target is eligible today."""
        return all(result.verdict == "eligible" for result in self.targets)
