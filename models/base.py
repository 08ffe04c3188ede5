"""What every model has in common: frozen, unknown keys refused, text kept clean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

#: Longer texts are refused: labels and notes are read by people.
LONGEST_TEXT = 4_000
#: Counts above this are refused: no organization on earth has so many people.
LARGEST_COUNT = 10_000_000
#: Amounts beyond this are refused: no market is that large, and floats lose digits.
LARGEST_AMOUNT = 10**15
#: Prices and hours are added exactly, in units of so many digits behind the point.
PRICE_DIGITS = 4
#: Prices and hours beyond this are refused: sums of them must stay whole numbers that a solver can hold.
LARGEST_PRICE = 10**7
#: Budgets of money and hours beyond this are refused: in units they are numbers that a solver can hold.
LARGEST_BUDGET = 10**12


def nearest(name: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The known names most like `name`, best first, those that begin with it before all others.

    They are compared without regard to case.
    """
    by_folded = {item.casefold(): item for item in sorted(known)}
    folded = name.casefold()
    begin = [item for item in by_folded if item.startswith(f"{folded} ")]
    close = get_close_matches(folded, list(by_folded), n=most, cutoff=0.5)
    return tuple(by_folded[item] for item in dict.fromkeys((*begin, *close)))[:most]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question with the nearest known names; empty where none is near."""
    close = nearest(name, known)
    return f" Did you mean {' or '.join(repr(item) for item in close)}?" if close else ""


def _text_from(value: object) -> object:
    """Exam numbers such as 642 may stand without quotes."""
    return str(value) if is_id(value) else value


def _clean(value: str, allowed: str = "") -> str:
    text = unicodedata.normalize("NFC", value).strip()
    if not text:
        raise PydanticCustomError("empty_text", "is empty: write a text or leave the key out")
    if not text.isprintable() and any(
        unicodedata.category(char) in ("Cc", "Cs") and char not in allowed for char in text
    ):
        raise PydanticCustomError("control_character", "has a control character: remove it")
    return text


def _clean_lines(value: str) -> str:
    return _clean(value, allowed="\n\t")


def _clean_id(value: str) -> str:
    text = _clean(value)
    if "/" in text:
        raise PydanticCustomError("slash", "has a '/', which separates the parts of a target: use '-'")
    return text


def _clean_path(value: str) -> str:
    parts = _clean(value).split("/")
    if len(parts) > 4 or not all(part.strip() for part in parts):
        raise PydanticCustomError(
            "not_a_metric_path",
            "'{value}' leads to no metric: write metric, competency/metric, competency/level/metric, "
            "competency/option/metric or competency/option/level/metric",
            {"value": value},
        )
    return "/".join(map(_clean, parts))


def _day(value: object) -> object:
    """Only dates and YYYY-MM-DD: a number would pass for seconds since 1970."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            pass
    raise PydanticCustomError(
        "not_a_day", "'{value}' is not a date: write it as YYYY-MM-DD", {"value": str(value)}
    )


def _amount(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST_AMOUNT:
        return value
    raise PydanticCustomError(
        "not_a_number",
        "must be a number of at most 15 digits, without separators (found {value})",
        {"value": repr(value)[:60]},
    )


def exact(amount: float) -> Decimal:
    """An amount as it is written: 0.1 is a tenth."""
    return Decimal(str(amount))


def _from_zero(instead: str) -> AfterValidator:
    """Refuse an amount below zero, with what to do instead, and one that is too exact to be added up."""

    def check(value: float) -> float:
        if value < 0:
            raise PydanticCustomError("negative_amount", "is below zero: {instead}", {"instead": instead})
        if exact(value) != round(exact(value), PRICE_DIGITS):
            raise PydanticCustomError(
                "too_exact",
                "has more than {digits} digits behind the point: round it",
                {"digits": PRICE_DIGITS},
            )
        return value

    return AfterValidator(check)


def told_apart(read: Callable[[str], str]) -> BeforeValidator:
    """Refuse a mapping of which two keys read the same: one would silently replace the other."""

    def check(data: object) -> object:
        seen: dict[str, object] = {}
        for key in data if isinstance(data, dict) else ():
            other = seen.setdefault(read(str(key)), key)
            if other is not key:
                raise PydanticCustomError(
                    "same_name",
                    "'{key}' and '{other}' read the same: give two things two names",
                    {"key": str(key), "other": str(other)},
                )
        return data

    return BeforeValidator(check)


def folded_name(name: str) -> str:
    """A name as it is compared: no case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def folded_path(path: str) -> str:
    """Names joined by "/" as they are compared, each by itself."""
    return "/".join(map(folded_name, path.split("/")))


def is_id(value: object) -> bool:
    """Whether a raw value can only be meant as an id."""
    return isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))


def form_of(value: object, forms: Iterable[tuple[str, str]]) -> str | None:
    """Which form a raw mapping or a model has, told by the first key that it has."""
    if isinstance(value, dict):
        keys: Iterable[str] = value
    else:
        keys = type(value).model_fields if isinstance(value, Frozen) else ()
    return next((form for key, form in forms if key in keys), None)


Line = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_clean)]
Lines = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_clean_lines)]
LineOrNumber = Annotated[
    str, BeforeValidator(_text_from), Field(max_length=LONGEST_TEXT), AfterValidator(_clean)
]
Id = Annotated[str, BeforeValidator(_text_from), Field(max_length=200), AfterValidator(_clean_id)]
CredentialId = Annotated[str, BeforeValidator(_text_from), Field(max_length=200), AfterValidator(_clean)]
MetricKey = Annotated[
    str, BeforeValidator(_text_from), Field(max_length=LONGEST_TEXT), AfterValidator(_clean_path)
]
Day = Annotated[date, BeforeValidator(_day)]
Count = Annotated[int, Field(strict=True, ge=1, le=LARGEST_COUNT)]
Amount = Annotated[int | float, BeforeValidator(_amount)]
Price = Annotated[
    int | float, BeforeValidator(_amount), Field(le=LARGEST_PRICE), _from_zero("write what it costs, or 0")
]
Ceiling = Annotated[
    int | float, BeforeValidator(_amount), Field(le=LARGEST_BUDGET), _from_zero("state 0 or more")
]


class Frozen(BaseModel):
    """Base of all models: immutable, and a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        data = {key: value for key, value in data.items() if key not in cls.model_computed_fields}
        known = [field.alias or name for name, field in cls.model_fields.items()]
        for key in data:
            if key not in known and key not in cls.model_fields:
                raise PydanticCustomError(
                    "unknown_key",
                    "unknown key '{key}'.{hint} Known here: {known}",
                    {
                        "key": str(key),
                        "hint": did_you_mean(str(key), known),
                        "known": ", ".join(known),
                    },
                )
        return data

    def replaced(self, **changes: Any) -> Self:
        """A copy with some fields changed, validated anew."""
        fields = {name: getattr(self, name) for name in self.model_fields_set}
        return type(self)(**{**fields, **changes})


class Described(Frozen):
    """Text for people; it never changes what a rule means."""

    label: Line | None = Field(None, description="a short name, shown in tables")
    note: Lines | None = Field(None, description="a remark for people; no rule reads it")
    source: Lines | None = Field(None, description="where the rule or figure comes from")
