"""Amounts and requirements in short, for sentences; `reports.phrases` has the long form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch

from .qualifications import in_words
from .requirements import (
    AllParts,
    AmongThem,
    AnyPart,
    AtLeastParts,
    Market,
    MetricRequirement,
    PeopleRequirement,
    Requirement,
)
from .told import counted


def amount(value: float, unit: str | None) -> str:
    """`300,000 USD`."""
    return f"{value:,} {unit}" if unit else f"{value:,}"


def amounts(value: float | Mapping[Market, float], unit: str | None) -> str:
    """`300,000 USD in developed markets or 150,000 USD in developing markets`."""
    if isinstance(value, Mapping):
        return " or ".join(f"{amount(each, unit)} in {market} markets" for market, each in value.items())
    return amount(value, unit)


def how_many(needed: int, parts: int) -> str:
    """`all`, `one` or the number: how many of the parts are needed."""
    return "all" if needed == parts else "one" if needed == 1 else str(needed)


def name_of(metric: MetricRequirement) -> str:
    """What people call the fact: its label, or its id."""
    return (metric.label or metric.metric).rstrip(" .:")


@singledispatch
def in_short(requirement: Requirement | AmongThem) -> str:
    """The requirement on one line: `sales: 2 people, each with one of A, B`."""
    raise TypeError(f"no words for {type(requirement).__name__}")


@in_short.register
def _people(requirement: PeopleRequirement) -> str:
    each = "with" if requirement.people == 1 else "each with"
    who = f"{counted(requirement.people, 'person', 'people')}, {each} {in_words(requirement.each)}"
    also = "".join(f", {in_short(entry)}" for entry in requirement.among_them)
    role = f", as {requirement.role}" if requirement.role else ""
    return f"{_label(requirement)}{who}{also}{role}"


@in_short.register
def _among_them(entry: AmongThem) -> str:
    return f"{entry.people} of them also with {in_words(entry.each)}"


@in_short.register
def _metric(requirement: MetricRequirement) -> str:
    return f"{name_of(requirement)}: at least {amounts(requirement.at_least, requirement.unit)}"


@in_short.register(AllParts | AnyPart | AtLeastParts)
def _group(requirement: AllParts | AnyPart | AtLeastParts) -> str:
    how = how_many(requirement.needed, len(requirement.parts))
    shared = isinstance(requirement, AllParts) and requirement.overlap
    by = ", by the same or different people" if shared else ""
    return f"{_label(requirement)}{how} of {_bracketed(requirement.parts)}{by}"


def _bracketed(parts: tuple[Requirement, ...]) -> str:
    """`(2 people, each with A), (1 person, with B)`."""
    return ", ".join(f"({in_short(part)})" for part in parts)


def _label(requirement: Requirement) -> str:
    return f"{requirement.label}: " if requirement.label else ""
