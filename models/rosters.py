"""Rosters: an organization's people with the credentials they hold."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import (
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from .base import (
    Amount,
    CredentialId,
    Day,
    Frozen,
    Line,
    MetricKey,
    folded_name,
    folded_path,
    is_id,
    nearest,
    told_apart,
)
from .errors import UnknownPerson
from .requirements import Market


class Holding(Frozen):
    """One credential that a person holds; written as its id alone where no date is known."""

    credential: CredentialId = Field(description="the credential's id, as people write it")
    passed: Day | None = Field(None, description="the day it was passed")
    expires: Day | None = Field(None, description="the last day on which it counts")

    @model_validator(mode="before")
    @classmethod
    def _id_alone(cls, data: Any) -> Any:
        return {"credential": data} if is_id(data) else data

    @model_validator(mode="after")
    def _expires_later(self) -> Holding:
        if self.passed and self.expires and self.expires < self.passed:
            raise PydanticCustomError(
                "expires_before_passed",
                "expires ({expires}) is before passed ({passed}): correct one of the dates",
                {"expires": self.expires.isoformat(), "passed": self.passed.isoformat()},
            )
        return self

    @model_serializer(mode="wrap")
    def _as_written(self, handler: SerializerFunctionWrapHandler) -> Any:
        return handler(self) if self.passed or self.expires else self.credential

    def counts_on(self, day: date) -> bool:
        """Whether it counts on a day: passed by then, and not expired."""
        return (self.passed is None or self.passed <= day) and (self.expires is None or day <= self.expires)


class Person(Frozen):
    """What one person holds and may still sit; written as a list where nothing limits them."""

    holds: tuple[Holding, ...] = Field((), description="what the person holds")
    max_exams: Annotated[int, Field(strict=True, ge=0)] | None = Field(
        None, description="the most exams and assessments the person will still sit"
    )
    cannot_take: tuple[CredentialId, ...] = Field(
        (), description="exams the person will not sit", exclude_if=lambda value: not value
    )

    @model_validator(mode="before")
    @classmethod
    def _list_of_holdings(cls, data: Any) -> Any:
        if data is None:
            raise PydanticCustomError("nothing", "says nothing: write [] for someone who holds nothing")
        return {"holds": data} if isinstance(data, list | tuple) else data

    @model_serializer(mode="wrap")
    def _as_written(self, handler: SerializerFunctionWrapHandler) -> Any:
        written = handler(self)
        limited = self.max_exams is not None or self.cannot_take
        return written if limited else written["holds"]


class Roster(Frozen):
    """An organization's people by name, and what it states about itself."""

    organization: Line | None = Field(None, description="the organization's name")
    market: Market | None = Field(None, description="for metrics that differ by market")
    metrics: Annotated[dict[MetricKey, Amount], told_apart(folded_path)] = Field(
        default_factory=dict,
        description="facts about the organization, by metric id; for a part of the program "
        "by competency, option or level (or both) and metric id, joined by '/'",
        exclude_if=lambda value: not value,
    )
    people: Annotated[dict[Line, Person], told_apart(folded_name)] = Field(description="name to person")

    def name_of(self, written: str) -> str:
        """The roster's spelling of a name.

        Raises:
            UnknownPerson: nobody is called that; it carries the nearest names.
        """
        name = self.person_called(written)
        if name is None:
            raise UnknownPerson(written, nearest(written, self.people))
        return name

    def person_called(self, name: str) -> str | None:
        """The roster's spelling of a name, whatever the case and spaces; None if unknown."""
        wanted = folded_name(name)
        return next((known for known in self.people if folded_name(known) == wanted), None)
