"""What plans ask for, in words: exams, people, money, hours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...models.plans import Totals
from ...models.prices import MEASURES, Measure
from ...models.requirements import Market
from ..languages import ENGLISH, Language


def exams(number: int | None, words: Language = ENGLISH) -> str:
    """`2 exams`."""
    return words.count(number or 0, "{number} exam", "{number} exams")


def people(number: int, words: Language = ENGLISH) -> str:
    """`2 people`."""
    return words.count(number, "{number} person", "{number} people")


def hours(number: float, words: Language = ENGLISH) -> str:
    """`1.5 hours`."""
    return words.count(number, "{number} hour", "{number} hours")


def targets(number: int, words: Language = ENGLISH) -> str:
    """`2 targets`."""
    return words.count(number, "{number} target", "{number} targets")


def in_units(value: float, unit: str | None, words: Language = ENGLISH) -> str:
    """`300,000 USD`."""
    return f"{words.number(value)} {unit}" if unit else words.number(value)


def by_market(value: float | Mapping[Market, float], unit: str | None, words: Language = ENGLISH) -> str:
    """`300,000 USD in developed markets or 150,000 USD in developing markets`."""
    if not isinstance(value, Mapping):
        return in_units(value, unit, words)
    each = [
        words.say("{amount} in developed markets", amount=in_units(amount, unit, words))
        if market == "developed"
        else words.say("{amount} in developing markets", amount=in_units(amount, unit, words))
        for market, amount in value.items()
    ]
    return each[0] if len(each) == 1 else words.say("{one} or {other}", one=each[0], other=each[1])


def totals_in_words(totals: Totals, words: Language = ENGLISH) -> Iterator[str]:
    """`5 exams`, `3 people`, `825 USD`, `200 hours`: as far as they are known."""
    known = {name: getattr(totals, name) for name in MEASURES}
    amounts = {name: value for name, value in known.items() if value is not None}
    return extra_in_words(amounts, totals.currency, words)


def extra_in_words(
    amounts: Mapping[Measure, float], currency: str | None, words: Language = ENGLISH, *, signed: bool = False
) -> Iterator[str]:
    """Each amount with its noun; `signed` says whether it is more or fewer than something else."""
    for name, value in amounts.items():
        sign = "" if not signed else "+" if value > 0 else "-"
        yield f"{sign}{amount_in_words(name, abs(value) if signed else value, currency, words)}"


def amount_in_words(name: Measure, value: float, currency: str | None, words: Language = ENGLISH) -> str:
    """One amount with its noun, or its currency."""
    match name:
        case "cost":
            return in_units(value, currency, words)
        case "exams":
            return exams(int(value), words)
        case "people":
            return people(int(value), words)
        case "hours":
            return hours(int(value) if value == int(value) else value, words)
