"""Known misprints of published pages: what is replaced, and always said."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field

from ...models.base import Frozen, Line
from ...models.requirements import Market
from ..documents import read_document
from ..validation import validated


class Misprint(Frozen):
    """An amount, or the market that it is stated for, which one translation gets wrong."""

    language: Line = Field(description="the language of the page")
    target: Line = Field(description="competency/option/level")
    market: Market | None = Field(None, description="the market that the page states it for")
    states: int = Field(description="the amount on the page")
    amount: int | None = Field(None, description="the amount on the pages of the other languages")
    is_of: Market | None = Field(None, alias="is-of", description="the market on those pages")


class _Errata(Frozen):
    edition: Line = Field(description="the year whose pages have them")
    misprints: tuple[Misprint, ...]


@lru_cache(maxsize=1)
def _errata() -> _Errata:
    return validated(_Errata, read_document(Path(__file__).parent / "errata.yaml"))


def are_for(edition: str | None) -> bool:
    """Whether the known misprints are those of a page of this day; of a page without a date they may be."""
    return edition is None or edition.startswith(_errata().edition)


def misprint(language: str, target: str | None, market: Market | None, states: int) -> Misprint | None:
    """The known misprint that an amount is; None for almost all."""
    stated = (language, target, market, states)
    return next(
        (
            item
            for item in _errata().misprints
            if (item.language, item.target, item.market, item.states) == stated
        ),
        None,
    )
