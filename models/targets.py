"""Targets: what is to be reached, as `competency/level` or `competency/option/level`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Annotated, NamedTuple, TypeAlias

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from .base import Line


class Target(NamedTuple):
    """One competency at one level; by any of its options unless one is named."""

    competency: str
    option: str | None
    level: str

    def __str__(self) -> str:
        return "/".join(part for part in self if part is not None)


def parts_of(text: str) -> list[str]:
    """The parts of a target or pattern, their letters composed as those of ids are."""
    return [part.strip() for part in unicodedata.normalize("NFC", text).split("/")]


def _target_like(text: str) -> str:
    parts = parts_of(text)
    if len(parts) not in (2, 3) or not all(parts):
        raise PydanticCustomError(
            "not_a_target",
            "'{text}' is no target: write competency/level or competency/option/level; "
            "* stands for any name, as in */gold",
            {"text": text[:80]},
        )
    return "/".join(parts)


#: A target by its name, or a pattern that several match: `*/gold`, `cloud-*/silver`.
Pattern: TypeAlias = Annotated[Line, AfterValidator(_target_like)]


def is_pattern(text: str) -> bool:
    """Whether a text stands for whatever matches it."""
    return "*" in text or "?" in text


def is_like(names: Iterable[str], pattern: str) -> bool:
    """Whether one of the names matches a pattern, whatever the case; only * and ? are special."""
    wanted = pattern.casefold().replace("[", "[[]")
    return any(fnmatchcase(name.casefold(), wanted) for name in names)
