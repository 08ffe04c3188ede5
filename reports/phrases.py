"""Requirements in words, one phrase for each kind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from ..models.qualifications import in_words
from ..models.requirements import (
    AllParts,
    AmongThem,
    AnyPart,
    AtLeastParts,
    MetricRequirement,
    PeopleRequirement,
    Requirement,
)
from ..models.told import counted
from ..models.words import amounts

#: A line of an outline: how deep it stands, and its text.
Line = tuple[int, str]


@singledispatch
def outline(requirement: Requirement, depth: int = 0) -> Iterator[Line]:
    """A requirement as an outline, in the order in which the program states it."""
    raise TypeError(f"no phrase for {type(requirement).__name__}")


@outline.register
def _people(requirement: PeopleRequirement, depth: int = 0) -> Iterator[Line]:
    who = counted(requirement.people, "person", "people")
    each = "must have" if requirement.people == 1 else "must each have"
    name = f"{requirement.label}: " if requirement.label else ""
    role = f", as {requirement.role}" if requirement.role else ""
    yield depth, f"{name}{who} {each} {in_words(requirement.each)}{role}"
    for entry in requirement.among_them:
        extra = f"{entry.label}: " if entry.label else ""
        yield depth + 1, f"{extra}{entry.people} of them also {in_words(entry.each)}"
        yield from _remarks(entry, depth + 1)
    yield from _remarks(requirement, depth)


@outline.register
def _metric(requirement: MetricRequirement, depth: int = 0) -> Iterator[Line]:
    name = f"{requirement.label.rstrip(' .:')}: " if requirement.label else ""
    needed = amounts(requirement.at_least, requirement.unit)
    yield depth, f"{name}at least {needed} (metric {requirement.metric})"
    yield from _remarks(requirement, depth)


@outline.register(AllParts | AnyPart | AtLeastParts)
def _group(requirement: AllParts | AnyPart | AtLeastParts, depth: int = 0) -> Iterator[Line]:
    if isinstance(requirement, AllParts):
        shared = "the same or different people" if requirement.overlap else "different people"
        how = f"all of these, by {shared}"
    else:
        how = f"{'one' if requirement.needed == 1 else requirement.needed} of these, as a whole"
    name = f"{requirement.label}: " if requirement.label else ""
    yield depth, f"{name}{how}:"
    yield from _remarks(requirement, depth)
    for part in requirement.parts:
        yield from outline(part, depth + 1)


def _remarks(requirement: Requirement | AmongThem, depth: int) -> Iterator[Line]:
    for name, text in (("Note", requirement.note), ("Source", requirement.source)):
        if text:
            yield depth + 1, f"{name}: {text}"
