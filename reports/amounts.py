"""What plans ask for, in words: exams, people, money, hours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..models.plans import Totals
from ..models.prices import MEASURES, Measure
from ..models.reasons import counted
from ..models.words import amount

_NOUNS: dict[Measure, tuple[str, str]] = {
    "exams": ("exam", "exams"),
    "people": ("person", "people"),
    "hours": ("hour", "hours"),
}


def totals_in_words(totals: Totals) -> Iterator[str]:
    """`5 exams`, `3 people`, `825 USD`, `200 hours`: as far as they are known."""
    known = {name: getattr(totals, name) for name in MEASURES}
    amounts = {name: value for name, value in known.items() if value is not None}
    return extra_in_words(amounts, totals.currency)


def extra_in_words(
    amounts: Mapping[Measure, float], currency: str | None, *, signed: bool = False
) -> Iterator[str]:
    """Each amount with its noun; `signed` says whether it is more or fewer than something else."""
    for name, value in amounts.items():
        sign = "" if not signed else "+" if value > 0 else "-"
        yield f"{sign}{amount_in_words(name, abs(value) if signed else value, currency)}"


def amount_in_words(name: Measure, value: float, currency: str | None) -> str:
    """One amount with its noun, or its currency."""
    if name == "cost":
        return amount(value, currency)
    one, many = _NOUNS[name]
    return counted(int(value), one, many) if value == int(value) else f"{value:,} {many}"
