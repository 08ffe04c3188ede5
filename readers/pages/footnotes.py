"""Footnotes: until when a credential can be sat, and until when it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from .blocks import Block
from .languages import Language
from .phrases import Found
from .refusals import NotUnderstood

_CLAUSES = re.compile(r";|(?<!\d)\.(?=\s|$)|\.(?=\s+[A-Z][a-z]+\s+[a-z])")
_EARLIEST_YEAR, _LATEST_YEAR = 1990, 2100


@dataclass(frozen=True)
class Footnote:
    """What a footnote says of the credentials that bear its asterisk."""

    line: int
    text: str
    retired: date | None = None
    counts_until: date | None = None


def is_footnote(block: Block, languages: Iterable[Language]) -> bool:
    """Whether a block explains an asterisk: it begins with one, as text or as its bullet."""
    if block.text.startswith("*"):
        return True
    if block.marker != "*" or block.links:
        return False
    return any(_says_something(block.text, language) for language in languages)


def footnote_of(line: int, text: str, languages: Iterable[Language]) -> Footnote:
    """What a footnote says.

    Raises:
        NotUnderstood: it has a date or a number, and what that means is not certain.
    """
    said = text.lstrip("* ").strip()
    for language in languages:
        dates = _facts(said, language)
        if dates is not None:
            return Footnote(line, said, **dates)
    raise NotUnderstood(line, "a footnote that is not understood", text)


def _says_something(text: str, language: Language) -> bool:
    return any(isinstance(item, Found) for item in language.footnote_phrases.find_all(language.tokens(text)))


def _facts(text: str, language: Language) -> dict[str, date] | None:
    """The dates by what they mean; None where that is not certain."""
    facts: dict[str, date] = {}
    for clause in filter(str.strip, _CLAUSES.split(text)):
        tokens = language.tokens(clause)
        words = [item for item in language.footnote_phrases.find_all(tokens) if isinstance(item, Found)]
        meanings = [item.meaning for item in words]
        months = list(_months(tokens, language))
        if not months and not any(token.startswith("#") for token in tokens):
            continue
        if set(meanings) == {"remark"}:
            continue
        days = [_day(tokens, index, month) for index, month in months]
        if (
            "not" in meanings
            or "remark" in meanings
            or not days
            or len(days) != len(meanings)
            or None in days
        ):
            return None
        facts |= {meaning: day for meaning, day in zip(meanings, days, strict=True) if day}
    return facts


def _months(tokens: list[str], language: Language) -> Iterator[tuple[int, int]]:
    """Where months stand, and which."""
    names = [language.tokens(name)[0] for name in language.footnotes.months]
    for index, token in enumerate(tokens):
        if token in names:
            yield index, names.index(token) + 1


def _day(tokens: list[str], index: int, month: int) -> date | None:
    """The day around a month: `30 September 2017`, `30 de septiembre de 2017`, `September 30, 2017`."""
    before = [int(token[1:]) for token in tokens[max(0, index - 2) : index] if token[1:].isdigit()]
    after = [int(token[1:]) for token in tokens[index + 1 : index + 4] if token[1:].isdigit()]
    years = [number for number in after if _EARLIEST_YEAR <= number <= _LATEST_YEAR]
    days = [number for number in (*after, *before) if number <= 31]
    if len(years) != 1 or len(days) != 1:
        return None
    try:
        return date(years[0], month, days[0])
    except ValueError:
        return None
