"""Phrases with places for numbers, and finding them in a sentence.

A phrase is written as words: `the same {n} individual/individuals` has a number
and two spellings, `all of? the` a word that may be missing, `{n} new .. customers`
up to eight words of any kind except numbers. Case, accents as such, punctuation
and the kind of blanks do not matter; a number may touch its word (`5personnes`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

#: Sentences with more words than this are not understood.
LONGEST_SENTENCE_WORDS = 400

_TOKEN = re.compile(
    r"(?<![\w)])-\d[\d.,]*|\u25a1|[^\W\d_]{1,3}\$(?=\s?\d|\s*\Z)|\d{1,3}(?:[.,']\d{3})+(?![\d])|\d+(?:[.,]\d+)*|[^\W\d_]+|[$€£%+&]"
)
#: Behind a number, these change it: 100K, 3 million, 5 %.
_MAGNITUDES = frozenset(
    (
        *(
            "%",
            "k",
            "m",
            "mm",
            "mio",
            "mrd",
            "tsd",
            "bn",
            "million",
            "millions",
            "billion",
            "thousand",
            "hundred",
            "dozen",
            "lakh",
            "crore",
            "mn",
            "b",
        ),
        *("millón", "millones", "mil", "mille", "milliers", "millionen", "tausend", "hundert"),
    )
)
_WHOLE = re.compile(r"\d{1,3}(?:[.,']\d{3})+|\d{1,12}")
_PLACE = re.compile(r"\{(\w+)\}")
_ANY_WORDS = r"(?:[^#\s]\S* ){0,8}?"


@dataclass(frozen=True)
class Found:
    """A phrase in a sentence: what it means, its numbers by name, the tokens that it covers."""

    meaning: str
    numbers: Mapping[str, int]
    start: int
    end: int


def tokens_of(text: str, number_words: Mapping[str, int] | None = None) -> list[str]:
    """Words in lower case; numbers as `#5`, those that are no whole number as `#?`."""
    marked = "".join(" \u25a1 " if unicodedata.category(char) == "No" else char for char in text)
    plain = unicodedata.normalize("NFKC", marked).replace("\u2019", "'").casefold()
    known = number_words or {}
    words = _TOKEN.findall(plain)
    return [_token(word, after, known) for word, after in zip(words, [*words[1:], ""], strict=False)]


def _token(word: str, after: str, number_words: Mapping[str, int]) -> str:
    """A number below zero, or with a magnitude behind it, is no whole number."""
    if word[0] in "-\u25a1" or (after in _MAGNITUDES and (word[0].isdigit() or word in number_words)):
        return "#?"
    if word[0].isdigit():
        return f"#{int(re.sub('[.,]', '', word.replace(chr(39), '')))}" if _WHOLE.fullmatch(word) else "#?"
    return f"#{number_words[word]}" if word in number_words else word


class Phrases:
    """All phrases of one kind in one language, each with what it means."""

    def __init__(self, phrases: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._by_first: dict[str, list[tuple[str, re.Pattern[str], bool]]] = {}
        for meaning, written in phrases:
            for phrase in written:
                self._add(meaning, phrase)

    def _add(self, meaning: str, phrase: str) -> None:
        words = phrase.split()
        pattern = re.compile("".join(map(_pattern_of, words)))
        for first in _first_words(words):
            self._by_first.setdefault(first, []).append((meaning, pattern, ".." in words))

    def find_all(self, tokens: list[str]) -> Iterator[Found | int]:
        """From left to right the longest phrases; the position of each token that none covers."""
        if len(tokens) > LONGEST_SENTENCE_WORDS:
            yield 0
            return
        starts, length = [], 0
        for token in tokens:
            starts.append(length)
            length += len(token) + 1
        text = "".join(f"{token} " for token in tokens)
        position = 0
        while position < len(tokens):
            best = self._longest(text, starts[position], tokens[position])
            if best is None:
                yield position
                position += 1
                continue
            meaning, found = best
            end = position + text.count(" ", found.start(), found.end())
            numbers = {name: int(value) for name, value in found.groupdict().items() if value}
            yield Found(meaning, numbers, position, end)
            position = end

    def _longest(self, text: str, start: int, token: str) -> tuple[str, re.Match[str]] | None:
        """The longest phrase here; only then those with words of any kind in them, the shortest first."""
        best: tuple[str, re.Match[str]] | None = None
        best_rank = (True, 0)
        for meaning, pattern, is_open in self._by_first.get(_index(token), ()):
            found = pattern.match(text, start)
            if found is None:
                continue
            rank = (is_open, found.end() if is_open else -found.end())
            if best is None or rank < best_rank:
                best, best_rank = (meaning, found), rank
        return best


def _pattern_of(word: str) -> str:
    if word == "..":
        return _ANY_WORDS
    if place := _PLACE.fullmatch(word):
        return rf"#(?P<{place[1]}>\d+) "
    spellings = word.removesuffix("?").split("/")
    either = "|".join(" ".join(map(re.escape, tokens_of(spelling))) for spelling in spellings)
    return f"(?:(?:{either}) ){'?' if word.endswith('?') else ''}"


def _first_words(words: list[str]) -> set[str]:
    """The tokens with which a phrase can begin."""
    firsts: set[str] = set()
    for word in words:
        if _PLACE.fullmatch(word):
            return firsts | {"#"}
        firsts |= {_index(tokens_of(spelling)[0]) for spelling in word.removesuffix("?").split("/")}
        if not word.endswith("?"):
            break
    return firsts


def _index(token: str) -> str:
    return "#" if token.startswith("#") else token
