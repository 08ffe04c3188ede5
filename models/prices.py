"""What exams cost in money and in hours of study. An amount that is not stated is not known, never zero."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from .base import CredentialId, Frozen, Line, Price, exact, told_apart
from .credentials import plain_id

#: What a plan can keep small; `exams` and `people` are counted, the others add up per exam.
Measure = Literal["exams", "people", "cost", "hours"]
MEASURES: tuple[Measure, ...] = ("exams", "people", "cost", "hours")
#: What stands in tables for every exam that is not listed.
OTHERS = "*"


def added(amounts: Iterable[float]) -> int | float:
    """The exact sum of amounts as they are written, whole where it is."""
    total = sum(map(exact, amounts), Decimal())
    return int(total) if total == total.to_integral_value() else float(total)


def _one_exam(written: str) -> str:
    if plain_id(written) == OTHERS:
        raise PydanticCustomError(
            "not_one_exam", "'{others}' is not one exam: state it as 'others'", {"others": OTHERS}
        )
    return written


class ExamPrice(Frozen):
    """What one exam costs; a number alone is the price."""

    price: Price | None = Field(None, description="money for one attempt, in the currency of the list")
    hours: Price | None = Field(None, description="hours of study for one person")

    @model_validator(mode="before")
    @classmethod
    def _price_alone(cls, data: Any) -> Any:
        return {"price": data} if isinstance(data, int | float | str) else data


class Prices(Frozen):
    """A price list: what exams cost, by their ids."""

    currency: Line | None = Field(None, description="of all prices in the list, such as USD")
    exams: Annotated[
        dict[Annotated[CredentialId, AfterValidator(_one_exam)], ExamPrice], told_apart(plain_id)
    ] = Field(
        default_factory=dict, description="exam or assessment to price", exclude_if=lambda value: not value
    )
    others: ExamPrice | None = Field(None, description="what every exam costs that is not listed")

    @model_validator(mode="after")
    def _some_currency(self) -> Prices:
        items = (*self.exams.values(), *((self.others,) if self.others else ()))
        if self.currency is None and any(item.price is not None for item in items):
            raise PydanticCustomError(
                "no_currency", "has prices but no currency: add one, such as currency: USD"
            )
        return self
