"""Portfolios: what a company aims for, and under which rules of its own. Kept beside the roster."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator
from pydantic_core import PydanticCustomError

from .base import LARGEST_COUNT, Ceiling, Count, Frozen, Line, LineOrNumber, Lines, folded_name, told_apart
from .errors import InvalidReference
from .policies import Sharing
from .prices import MEASURES, Measure, Prices
from .targets import Pattern

Reading: TypeAlias = Literal["strict", "mixed"]
Whole = Annotated[int, Field(strict=True, ge=0, le=LARGEST_COUNT)]


class Goal(Frozen):
    """A target, or all that match a pattern, and what reaching it is worth."""

    target: Pattern = Field(description="a target or a pattern, such as */gold")
    weight: Count = Field(1, description="its value where a budget does not reach for all")

    @model_validator(mode="before")
    @classmethod
    def _target_alone(cls, data: Any) -> Any:
        return {"target": data} if isinstance(data, str) else data

    @model_serializer(mode="wrap")
    def _as_written(self, handler: SerializerFunctionWrapHandler) -> Any:
        return self.target if self.weight == 1 else handler(self)


class Budget(Frozen):
    """The most that a plan may ask for; what cannot be reached within it is left."""

    exams: Whole | None = Field(None, description="everything to be sat")
    people: Whole | None = Field(None, description="people who sit something")
    cost: Ceiling | None = Field(None, description="money, in the currency of the prices")
    hours: Ceiling | None = Field(None, description="hours of study")

    @model_validator(mode="after")
    def _some_amount(self) -> Budget:
        if not any(self.amounts()):
            raise PydanticCustomError("no_budget", f"is empty: state one of {', '.join(MEASURES)}")
        return self

    def amounts(self) -> Iterator[tuple[Measure, float]]:
        """What is limited, and the most of it."""
        for measure in MEASURES:
            if (most := getattr(self, measure)) is not None:
                yield measure, most


class Terms(Frozen):
    """What the company asks of one person, or spares them."""

    unavailable: bool = Field(
        False,
        strict=True,
        description="fills no seat and sits nothing, as if absent",
        exclude_if=lambda value: not value,
    )
    max_exams: Whole | None = Field(None, description="sits at most so many; the roster's limit holds too")
    pin: tuple[LineOrNumber, ...] = Field(
        (),
        min_length=1,
        description="exams to be sat and seats to be filled in any case",
        exclude_if=lambda value: not value,
    )
    forbid: tuple[LineOrNumber, ...] = Field(
        (),
        min_length=1,
        description="exams not to be sat and seats not to be filled",
        exclude_if=lambda value: not value,
    )


class Portfolio(Frozen):
    """Targets with weights, the company's rules and limits, prices, and what to keep small."""

    title: Line | None = Field(None, description="what the portfolio is called")
    note: Lines | None = Field(None, description="a remark for people; no rule reads it")
    targets: tuple[Goal, ...] = Field(
        (),
        min_length=1,
        description="what is to be reached; of two entries for one target the later counts",
        exclude_if=lambda value: not value,
    )
    sharing: Sharing = Field(
        (),
        description="free, exclusive, at-most:K or a list of rules",
        exclude_if=lambda value: not value,
    )
    reading: Reading = Field("strict", description="of 'so many people do this or so many do that'")
    minimize: tuple[Measure, ...] = Field(
        ("exams", "people"), min_length=1, description="what to keep small, the most important first"
    )
    budget: Budget | None = Field(None, description="the most that may be asked for")
    prices: Prices | None = Field(None, description="what exams cost")
    people: Annotated[dict[Line, Terms], told_apart(folded_name)] = Field(
        default_factory=dict, description="limits and wishes by person", exclude_if=lambda value: not value
    )
    prefer: tuple[LineOrNumber, ...] = Field(
        (),
        min_length=1,
        description="whom to ask first where plans are equal otherwise, the most willing first",
        exclude_if=lambda value: not value,
    )

    @model_validator(mode="after")
    def _each_once(self) -> Portfolio:
        for key, names in (("minimize", self.minimize), ("prefer", self.prefer)):
            first: dict[str, int] = {}
            for position, name in enumerate(names):
                if first.setdefault(folded_name(name), position) != position:
                    raise InvalidReference((key, position), f"'{name}' stands twice: name it once")
        return self
