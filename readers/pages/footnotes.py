"""Footnotes: until when a credential can be sat, and until when it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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
    """What a footnote says of the credentials that bear its mark: so many asterisks."""

    line: int
    text: str
    mark: int = 1
    retired: date | None = None
    counts_until: date | None = None


def is_footnote(block: Block, languages: Iterable[Language]) -> bool:
    """Whether a block explains an asterisk: it begins with one, as text or as its bullet."""
    if _without_escape(block.text).startswith("*"):
        return True
    if block.marker != "*" or block.links:
        return False
    return any(_says_a_date(block.text, language) for language in languages)


def is_only_a_remark(text: str, languages: Iterable[Language]) -> bool:
    """Whether a text with a date says nothing but, for instance, until when to register."""
    return any(_says_a_date(text, language) and _facts(text, language) == {} for language in languages)


def footnote_of(line: int, text: str, languages: Sequence[Language]) -> Footnote:
    """What a footnote says.

    Raises:
        NotUnderstood: it has a date, a number or a rule, and what that means is not certain.
    """
    marked = _without_escape(text)
    said = marked.lstrip("* ").strip()
    mark = max(1, len(marked) - len(marked.lstrip("*")))
    readings = [_facts(said, language) for language in languages]
    dates = next(filter(None, readings), None)
    if dates is None and None in readings and not is_only_a_remark(said, languages):
        raise NotUnderstood(line, "a footnote that is not understood", text)
    return _consistent(Footnote(line, said, mark, **(dates or {})))


def _consistent(note: Footnote) -> Footnote:
    if note.retired and note.counts_until and note.counts_until < note.retired:
        raise NotUnderstood(note.line, "counts no longer before it is retired", note.text)
    return note


def _without_escape(text: str) -> str:
    return text.lstrip("\\ ")


def _says_a_date(text: str, language: Language) -> bool:
    tokens = language.tokens(text)
    words = (item for item in language.footnote_phrases.find_all(tokens) if isinstance(item, Found))
    return any(words) and any(True for _ in _months(tokens, language))


def _facts(text: str, language: Language) -> dict[str, date] | None:
    """The dates by what they mean; None where that is not certain."""
    facts: dict[str, date] = {}
    for clause in filter(str.strip, _CLAUSES.split(text)):
        tokens = language.tokens(clause)
        words = [item for item in language.footnote_phrases.find_all(tokens) if isinstance(item, Found)]
        months = list(_months(tokens, language))
        if months and {item.meaning for item in words} <= {"remark", "until"} and words:
            continue
        found = _dates(tokens, words, months) if months else _no_dates(clause, tokens, words, language)
        if found is None:
            return None
        facts |= found
    return facts


def _no_dates(
    clause: str, tokens: list[str], words: list[Found], language: Language
) -> dict[str, date] | None:
    """A clause without a date says nothing, or it is a rule that is not understood."""
    is_rule = any(item.meaning in ("counts_until", "not", "until") for item in words)
    has_number = any(token.startswith("#") for token in tokens)
    return (
        None
        if is_rule or has_number or language.counts_people(clause) or language.names_a_kind(clause)
        else {}
    )


def _dates(tokens: list[str], words: list[Found], months: list[tuple[int, int]]) -> dict[str, date] | None:
    """The n-th date belongs to the n-th word; what counts does so "until" its date."""
    meanings = [item.meaning for item in words if item.meaning != "until"]
    days = [_day(tokens, index, month) for index, month in months]
    if not set(meanings) <= {"retired", "counts_until"} or len(days) != len(meanings):
        return None
    starts = [0, *(index for index, _ in months)]
    found: dict[str, date] = {}
    for meaning, day, start, (end, _) in zip(meanings, days, starts, months, strict=False):
        says_until = any(item.meaning == "until" and start <= item.start < end for item in words)
        if day is None or (meaning == "counts_until" and not says_until):
            return None
        found[meaning] = day
    return found


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
