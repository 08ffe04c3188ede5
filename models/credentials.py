"""Credentials: exams, assessments and certifications, and how people write their ids."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .base import Day, Frozen, Line, Lines, Price
from .qualifications import Qualification

_WORDS_IN_FRONT = re.compile(r"^(?:exam|examen|prüfung)(?=[^a-zäöüß])[\s:]*")


def plain_id(written: str) -> str:
    """A credential id as it is compared: no case, no spaces, no "Exam" in front.

    >>> plain_id("Exam 70-347") == plain_id("70-347") == plain_id("Prüfung 70 - 347")
    True
    """
    text = unicodedata.normalize("NFC", written).strip().casefold()
    return re.sub(r"\s+", "", _WORDS_IN_FRONT.sub("", text))


class Credential(Frozen):
    """Something that a person can hold. Exams and assessments are sat, certifications earned."""

    kind: Literal["exam", "assessment", "certification"] = Field(description="what it is")
    title: Line | None = Field(None, description="its published title")
    retired: Day | None = Field(None, description="the last day on which it can be sat")
    counts_until: Day | None = Field(
        None, description="the last day on which it counts towards requirements; what it earned stays earned"
    )
    price: Price | None = Field(None, description="money for one attempt, in the program's currency")
    hours: Price | None = Field(None, description="hours of study for one person")
    earned_by: Qualification | None = Field(
        None, description="a certification only: whoever satisfies this holds it"
    )
    note: Lines | None = Field(None, description="a remark for people; no rule reads it")
    source: Lines | None = Field(None, description="where these facts come from")

    @model_validator(mode="after")
    def _only_certifications_are_earned(self) -> Credential:
        if self.earned_by is not None and self.kind != "certification":
            raise PydanticCustomError(
                "earned_by_of_exam",
                "earned_by belongs to certifications; this is an {kind}: remove it or change kind",
                {"kind": self.kind},
            )
        return self

    @model_validator(mode="after")
    def _only_what_is_sat_costs(self) -> Credential:
        if self.kind == "certification" and not (self.price is None and self.hours is None):
            raise PydanticCustomError(
                "price_of_certification",
                "price and hours belong to exams and assessments; a certification is never sat: remove them",
            )
        return self

    @model_validator(mode="after")
    def _counts_while_it_can_be_sat(self) -> Credential:
        if self.counts_until and self.retired and self.counts_until < self.retired:
            raise PydanticCustomError(
                "counts_no_longer_while_sat",
                "counts_until ({counts_until}) is before retired ({retired}): correct one of the dates",
                {"counts_until": self.counts_until.isoformat(), "retired": self.retired.isoformat()},
            )
        return self

    @property
    def is_sat(self) -> bool:
        """Whether people sit it (a certification is never sat)."""
        return self.kind != "certification"

    def can_be_sat_on(self, day: date) -> bool:
        return self.is_sat and (self.retired is None or day <= self.retired)

    def counts_on(self, day: date) -> bool:
        """Whether it counts towards requirements on a day, whoever holds it."""
        return self.counts_until is None or day <= self.counts_until
