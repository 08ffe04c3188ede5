"""Qualifications: conditions on one person.

A qualification is a credential id, or a number of parts of which so many must
hold: `{all: [...]}`, `{any: [...]}`, `{at_least: k, of: [...]}`, nested freely.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Annotated, TypeAlias, TypeVar

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from .base import Count, CredentialId, Frozen, form_of, is_id


class AllOf(Frozen):
    """Every part: `{all: [70-347, 70-345]}`."""

    all: tuple[Qualification, ...] = Field(min_length=1, description="every one of these")

    @property
    def parts(self) -> tuple[Qualification, ...]:
        return self.all

    @property
    def needed(self) -> int:
        return len(self.all)


class AnyOf(Frozen):
    """One part: `{any: [MB2-712, MB2-707]}`."""

    any: tuple[Qualification, ...] = Field(min_length=1, description="one of these")

    @property
    def parts(self) -> tuple[Qualification, ...]:
        return self.any

    @property
    def needed(self) -> int:
        return 1


class AtLeastOf(Frozen):
    """So many parts: `{at_least: 2, of: [A, B, C]}`."""

    at_least: Count = Field(description="how many of the parts")
    of: tuple[Qualification, ...] = Field(min_length=1, description="the parts")

    @model_validator(mode="after")
    def _enough_parts(self) -> AtLeastOf:
        return enough_parts(self, self.at_least, len(self.of))

    @property
    def parts(self) -> tuple[Qualification, ...]:
        return self.of

    @property
    def needed(self) -> int:
        return self.at_least


Choice = TypeVar("Choice")


def enough_parts(choice: Choice, needed: int, listed: int) -> Choice:
    """Refuse `{at_least: k, of: [...]}` with fewer than k parts."""
    if needed > listed:
        raise PydanticCustomError(
            "too_few_parts",
            "at_least is {needed}, but only {listed} parts are listed: lower it or add parts",
            {"needed": needed, "listed": listed},
        )
    return choice


def _form(value: object) -> str | None:
    forms = (("all", "ALL OF"), ("any", "ANY OF"), ("of", "AT LEAST OF"), ("at_least", "AT LEAST OF"))
    return "CREDENTIAL" if is_id(value) else form_of(value, forms)


Qualification: TypeAlias = Annotated[
    Annotated[CredentialId, Tag("CREDENTIAL")]
    | Annotated[AllOf, Tag("ALL OF")]
    | Annotated[AnyOf, Tag("ANY OF")]
    | Annotated[AtLeastOf, Tag("AT LEAST OF")],
    Discriminator(
        _form,
        custom_error_type="not_a_qualification",
        custom_error_message="is not a condition on a person: write a credential id, "
        "{all: [...]}, {any: [...]} or {at_least: k, of: [...]}",
    ),
]


def met_by(qualification: Qualification, credentials: Collection[str]) -> bool:
    """Whether someone with these credentials (earned ones included) satisfies it."""
    if isinstance(qualification, str):
        return qualification in credentials
    met = sum(met_by(part, credentials) for part in qualification.parts)
    return met >= qualification.needed


def mentioned(qualification: Qualification) -> Iterator[str]:
    """Every credential id in it, in reading order, repeats included."""
    if isinstance(qualification, str):
        yield qualification
    else:
        for part in qualification.parts:
            yield from mentioned(part)


def earned(credentials: Iterable[str], routes: Mapping[str, Qualification]) -> frozenset[str]:
    """These credentials and every certification that they earn.

    Args:
        credentials: what is held.
        routes: what earns each certification; those that others need come first.
    """
    held = set(credentials)
    for certification, route in routes.items():
        if certification not in held and met_by(route, held):
            held.add(certification)
    return frozenset(held)


def leading_to(credentials: Iterable[str], routes: Mapping[str, Qualification]) -> tuple[str, ...]:
    """These credentials and all that lead to them, directly or by way of others."""
    reached: dict[str, None] = {}
    pending = list(credentials)[::-1]
    while pending:
        name = pending.pop()
        if name not in reached:
            reached[name] = None
            if name in routes:
                pending += list(mentioned(routes[name]))[::-1]
    return tuple(reached)


def in_words(qualification: Qualification) -> str:
    """The rule in short: `70-347 and 70-345`, `one of A, B and 2 of C, D, E`."""
    if isinstance(qualification, str):
        return qualification
    needed, parts = qualification.needed, qualification.parts
    if needed == len(parts):  # "one of A, B and C" would be read as one of three
        parts = tuple(sorted(parts, key=lambda part: not isinstance(part, str)))
    words = [in_words(part) for part in parts]
    if len(parts) == 1:
        return words[0]
    if needed == len(parts) and all(map(_reads_well, parts)):
        return " and ".join(words)
    words = [text if isinstance(part, str) else f"({text})" for part, text in zip(parts, words, strict=True)]
    if needed == len(parts):
        return " and ".join(words)
    return f"{'one' if needed == 1 else needed} of {', '.join(words)}"


def _reads_well(qualification: Qualification) -> bool:
    """An id, or a choice among ids: clear between two "and"s without brackets."""
    return isinstance(qualification, str) or (
        qualification.needed < len(qualification.parts)
        and all(isinstance(part, str) for part in qualification.parts)
    )
