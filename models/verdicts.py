"""Rows of the table that `batch` makes: one organization and one target each."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Frozen
from .plans import PeopleState, ThresholdState, Verdict

RowStatus = Literal["optimal", "feasible", "infeasible", "unknown", "error"]


class VerdictRow(Frozen):
    """One organization and one target by itself: the verdict today, and the least that it still takes.

    An organization that cannot be read or asked has one row, with its `error` and without a target.
    """

    organization: str = Field(description="the organization's name")
    target: str | None = Field(None, description="the target; None in the row of an error")
    status: RowStatus = Field(description="what is proven of the least plan; 'error': see `error`")
    verdict: Verdict | None = Field(None, description="today")
    people: PeopleState | None = Field(None, description="before any further exam")
    thresholds: ThresholdState | Literal["none"] | None = Field(
        None, description="of the way that is nearest"
    )
    option: str | None = Field(None, description="the option that is nearest")
    exams: int | None = Field(None, description="the least to be sat; None where there is no plan")
    people_studying: int | None = Field(None, description="how many people sit something")
    lower_bound: int | None = Field(None, description="no plan needs fewer exams; None if there is none")
    missing: int | None = Field(None, description="seats that are open today")
    error: str | None = Field(None, description="what is wrong with the organization, and what to do")


#: The columns of the table, in order.
COLUMNS = tuple(VerdictRow.model_fields)
#: What a row says of one target, in order.
OF_A_TARGET = tuple(name for name in COLUMNS if name not in ("organization", "target", "error"))
