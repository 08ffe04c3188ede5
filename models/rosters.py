"""Rosters: an organization's people with the credentials they hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Protocol

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
from .holdings import NAMED, Holdings, holdings_of
from .requirements import Market

if TYPE_CHECKING:
    from .programs import Program


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
        return written if self.is_limited else written["holds"]

    @property
    def is_limited(self) -> bool:
        """Whether anything is said about which exams, or how many, the person will sit."""
        return self.max_exams is not None or bool(self.cannot_take)


class Workforce(Protocol):
    """An organization's people and what it states about itself, however they are kept.

    A `Roster` has an object for each person, a `TableRoster` columns for all of them.
    """

    @property
    def organization(self) -> str | None:
        """The organization's name."""

    @property
    def market(self) -> Market | None:
        """For metrics that differ by market."""

    @property
    def metrics(self) -> Mapping[str, float]:
        """Facts about the organization, by metric."""

    @property
    def people(self) -> Mapping[str, Person]:
        """Name to person."""

    @property
    def limited(self) -> tuple[str, ...]:
        """Who has `max_exams` or `cannot_take`, in name order."""

    def name_of(self, written: str) -> str:
        """The roster's spelling of a name.

        Raises:
            UnknownPerson: nobody is called that; it carries the nearest names.
        """

    def person_called(self, name: str) -> str | None:
        """The roster's spelling of a name, whatever the case and spaces; None if unknown."""

    def replaced(self, **changes: Any) -> Workforce:
        """A copy with some fields changed, validated anew."""

    def with_people(self, people: Mapping[str, Person | None]) -> Workforce:
        """A copy with some people added or replaced, or (None) gone."""

    def holdings(
        self,
        program: Program,
        on: date | None = None,
        *,
        among: Collection[str] | None = None,
        named: int = NAMED,
    ) -> Holdings:
        """Who holds what on a day, with the people who hold the same taken together."""


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

    @property
    def limited(self) -> tuple[str, ...]:
        """Who has `max_exams` or `cannot_take`, in name order."""
        return tuple(sorted(name for name, person in self.people.items() if person.is_limited))

    def with_people(self, people: Mapping[str, Person | None]) -> Roster:
        """A copy with some people added or replaced, or (None) gone."""
        everybody = {**self.people, **people}
        return self.replaced(
            people={name: person for name, person in everybody.items() if person is not None}
        )

    def holdings(
        self,
        program: Program,
        on: date | None = None,
        *,
        among: Collection[str] | None = None,
        named: int = NAMED,
    ) -> Holdings:
        """Who holds what on a day, with the people who hold the same taken together; see `holdings_of`."""
        return holdings_of(self, program, on, among=among, named=named)
