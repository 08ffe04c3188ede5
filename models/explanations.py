"""Explanations: why no plan exists, why not fewer exams, why not this person."""

from __future__ import annotations

from pydantic import Field

from .base import Frozen
from .plans import Plan, PlannedExam, Status, Totals
from .prices import Measure
from .reasons import Conflict


class Repair(Frozen):
    """One of the smallest changes after which a plan exists; verified by solving again."""

    changes: tuple[str, ...] = Field(description="what to do, in words; all of these together")


class Alone(Frozen):
    """The least for one target by itself."""

    target: str
    status: Status
    totals: Totals
    lower_bound: int | None


class Variant(Frozen):
    """What a plan would ask for if one thing were different."""

    status: Status
    totals: Totals
    extra: dict[Measure, int | float] = Field(description="beyond the plan, by measure that is known")


class PersonCost(Frozen):
    """What it would cost to use a person, or to do without."""

    person: str
    serves: bool = Field(description="whether the plan seats the person")
    sits: tuple[str, ...] = Field(description="what the person sits under the plan")
    used: Variant = Field(description="if the person must fill a seat of these targets")
    left_out: Variant = Field(description="if the person fills no seat and sits nothing")


class Explanation(Frozen):
    """What stands behind a plan, or behind there being none."""

    plan: Plan
    conflict: Conflict | None = Field(description="rules that exclude each other; None if there is a plan")
    repairs: tuple[Repair, ...] = Field(
        description="the smallest changes after which there is a plan, terms before newcomers"
    )
    alone: tuple[Alone, ...] = Field(description="the least for each target by itself")
    separately: dict[Measure, int | float] | None = Field(
        description="these added up, by measure; None if one of them has no plan"
    )
    saving: dict[Measure, int | float] | None = Field(description="what planning together saves")
    shared: tuple[PlannedExam, ...] = Field(description="exams that count for several targets")
    people: tuple[PersonCost, ...] = Field(description="those who were asked about")
    interrupted: bool = Field(False, description="whether somebody ended the search before it was done")
