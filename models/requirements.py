"""Requirements: conditions on the organization.

`{people: n, each: Q}` and `{metric: id, at_least: x}` are the leaves; `all`,
`any` and `at_least ... of` join them. Everywhere in one target the people are
different, except below an `all` with `overlap: allowed`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations
from typing import Annotated, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from .base import Amount, Count, Described, Id, Line, form_of
from .qualifications import AllOf, Qualification, enough_parts

Market = Literal["developed", "developing"]


_AmountOrAmounts = Annotated[
    Annotated[Amount, Tag("AMOUNT")] | Annotated[dict[Market, Amount], Tag("BY MARKET")],
    Discriminator(lambda value: "BY MARKET" if isinstance(value, dict) else "AMOUNT"),
]


class AmongThem(Described):
    """So many of the same people satisfy more: 2 of these 4 must also pass ..."""

    people: Count = Field(description="how many of the people that fill the requirement")
    each: Qualification = Field(description="what each of them must satisfy besides")


class PeopleRequirement(Described):
    """At least `people` different people each satisfy `each`."""

    people: Count = Field(description="how many seats, each filled by a different person")
    each: Qualification = Field(description="what each of these people must satisfy")
    among_them: tuple[AmongThem, ...] = Field(
        (),
        min_length=1,
        description="what so many of the same people must satisfy besides",
        exclude_if=lambda value: not value,
    )
    role: Id | None = Field(None, description="the role that the people have, for rules about sharing")

    @cached_property
    def in_all(self) -> Qualification:
        """What someone satisfies who is good for everything that is asked of these people."""
        return self.duties[-1] if self.has_few_duties else _all_of(self, self.among_them)

    @property
    def has_few_duties(self) -> bool:
        """Whether `duties` is short enough to be looked at one by one."""
        return len(self.among_them) <= 3

    @cached_property
    def duties(self) -> tuple[Qualification, ...]:
        """What one of these people may have to satisfy: `each`, with any part of what is asked among them."""
        return tuple(
            _all_of(self, chosen)
            for number in range(len(self.among_them) + 1)
            for chosen in combinations(self.among_them, number)
        )

    @model_validator(mode="after")
    def _few_enough_among_them(self) -> PeopleRequirement:
        for entry in self.among_them:
            if entry.people > self.people:
                raise PydanticCustomError(
                    "too_many_among_them",
                    "among_them asks for {inner} of {outer} people: lower it or raise people",
                    {"inner": entry.people, "outer": self.people},
                )
        return self


def _all_of(rule: PeopleRequirement, entries: Sequence[AmongThem]) -> Qualification:
    return AllOf(all=(rule.each, *(entry.each for entry in entries))) if entries else rule.each


class MetricRequirement(Described):
    """A fact about the organization reaches an amount, stated per market where it differs."""

    metric: Id = Field(description="the fact, by the id that rosters use")
    at_least: _AmountOrAmounts = Field(description="the amount in `unit`, or one amount per market")
    unit: Line | None = Field(None, description="what the amount counts: USD, customers, ...")

    @model_validator(mode="after")
    def _some_market(self) -> MetricRequirement:
        if self.at_least == {}:
            raise PydanticCustomError("no_market", "at_least is empty: state an amount")
        return self

    def needed_in(self, market: Market | None) -> int | float | None:
        """The amount needed in a market; None where the program states none for it."""
        if isinstance(self.at_least, dict):
            return None if market is None else self.at_least.get(market)
        return self.at_least


class AllParts(Described):
    """Every part; with `overlap: allowed` the people below may also fill other seats."""

    all: tuple[Requirement, ...] = Field(min_length=1, description="every one of these")
    overlap: Literal["allowed"] | None = Field(
        None, description="'allowed': people below may also fill other seats of the target"
    )

    @property
    def parts(self) -> tuple[Requirement, ...]:
        return self.all

    @property
    def needed(self) -> int:
        return len(self.all)


class AnyPart(Described):
    """One part as a whole."""

    any: tuple[Requirement, ...] = Field(min_length=1, description="one of these, as a whole")

    @property
    def parts(self) -> tuple[Requirement, ...]:
        return self.any

    @property
    def needed(self) -> int:
        return 1


class AtLeastParts(Described):
    """So many parts, each as a whole."""

    at_least: Count = Field(description="how many of the parts")
    of: tuple[Requirement, ...] = Field(min_length=1, description="the parts")

    @model_validator(mode="after")
    def _enough_parts(self) -> AtLeastParts:
        return enough_parts(self, self.at_least, len(self.of))

    @property
    def parts(self) -> tuple[Requirement, ...]:
        return self.of

    @property
    def needed(self) -> int:
        return self.at_least


_FORMS = (
    ("people", "PEOPLE"),
    ("metric", "METRIC"),
    ("all", "ALL"),
    ("any", "ANY"),
    ("of", "AT LEAST"),
    ("each", "PEOPLE"),
    ("at_least", "AT LEAST"),
)


Requirement: TypeAlias = Annotated[
    Annotated[PeopleRequirement, Tag("PEOPLE")]
    | Annotated[MetricRequirement, Tag("METRIC")]
    | Annotated[AllParts, Tag("ALL")]
    | Annotated[AnyPart, Tag("ANY")]
    | Annotated[AtLeastParts, Tag("AT LEAST")],
    Discriminator(
        lambda value: form_of(value, _FORMS),
        custom_error_type="not_a_requirement",
        custom_error_message="is not a requirement: write {people: n, each: ...}, "
        "{metric: id, at_least: x}, {all: [...]}, {any: [...]} or {at_least: k, of: [...]}",
    ),
]


def qualifications(
    requirement: Requirement, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Qualification]]:
    """Every qualification below, each with its path: keys and list positions."""
    match requirement:
        case PeopleRequirement():
            yield (*path, "each"), requirement.each
            for position, entry in enumerate(requirement.among_them):
                yield (*path, "among_them", position, "each"), entry.each
        case AllParts() | AnyPart() | AtLeastParts():
            key = (
                "all"
                if isinstance(requirement, AllParts)
                else "any"
                if isinstance(requirement, AnyPart)
                else "of"
            )
            for position, part in enumerate(requirement.parts):
                yield from qualifications(part, (*path, key, position))


def roles(requirement: Requirement) -> Iterator[str]:
    """Every role that a requirement names below."""
    if isinstance(requirement, PeopleRequirement):
        if requirement.role:
            yield requirement.role
    elif not isinstance(requirement, MetricRequirement):
        for part in requirement.parts:
            yield from roles(part)


def metrics(requirement: Requirement) -> Iterator[MetricRequirement]:
    """Every threshold below a requirement."""
    if isinstance(requirement, MetricRequirement):
        yield requirement
    elif not isinstance(requirement, PeopleRequirement):
        for part in requirement.parts:
            yield from metrics(part)
