"""What a sentence about people says, in any language.

A sentence is understood only where every word of it is known, and only where
what the words mean fits together. Everything else is None: not understood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .languages import CHOICES, WHO, Language
from .phrases import Found

Who = Literal["some", "same", "others", "another", "rest", "among", "everyone", "same-or-different"]
Kind = Literal["exam", "assessment", "certification"]

_KINDS: dict[str, tuple[Kind, bool]] = {
    "exam": ("exam", False),
    "exams": ("exam", True),
    "assessment": ("assessment", False),
    "assessments": ("assessment", True),
    "certification": ("certification", False),
    "certifications": ("certification", True),
}
#: The text that stands for the name of a focus area in a sentence.
AREA = "\N{SECTION SIGN}"


@dataclass(frozen=True)
class Sentence:
    """What was said: of whom, how many, which of what."""

    is_head: bool
    is_about_thresholds: bool
    who: Who | None
    people: int | None
    out_of: int | None
    choice: Literal["one", "all"] | int | None
    areas: int | None
    one_area: bool
    following: bool
    kinds: tuple[Kind, ...]
    is_plural: bool
    is_vague: bool
    joined_by: frozenset[str]


def understood(text: str, languages: Iterable[Language]) -> Sentence | None:
    """What a sentence says in the first of the languages that knows all of it."""
    return next((found for language in languages if (found := _read(text, language)) is not None), None)


def _read(text: str, language: Language) -> Sentence | None:
    found: list[Found] = []
    for part in text.split(AREA):
        for item in language.sentence_phrases.find_all(language.tokens(part)):
            if isinstance(item, int):
                return None
            found.append(item)
    return _meaning(found, areas_named=text.count(AREA))


def _meaning(found: list[Found], areas_named: int) -> Sentence | None:
    said = Counter(item.meaning for item in found)
    by_meaning = {item.meaning: item for item in found}
    who = [item for item in found if item.meaning in WHO]
    choices = [item for item in found if item.meaning in CHOICES]
    kinds = [_KINDS[item.meaning] for item in found if item.meaning in _KINDS]
    if len(who) > 1 or len(choices) > 1 or not _about_something(said):
        return None
    if not said["organization"] and not _is_about_one_list(said, kinds):
        return None
    area = by_meaning.get("one-area")
    areas = area.numbers.get("n") if area else None
    if areas_named and areas_named != areas:
        return None
    people = _of_whom(who[0]) if who else (None, None, None)
    if "may-be-same" in by_meaning:
        if people[:2] != ("some", by_meaning["may-be-same"].numbers["n"]):
            return None
        people = ("same-or-different", people[1], None)
    return Sentence(
        is_head=said["organization"] > 0,
        is_about_thresholds=said["thresholds"] > 0,
        who=people[0],
        people=people[1],
        out_of=people[2],
        choice=_choice(choices[0]) if choices else None,
        areas=areas,
        one_area=area is not None,
        following=said["following"] > 0,
        kinds=tuple(dict.fromkeys(kind for kind, _ in kinds)),
        is_plural=any(plural for _, plural in kinds),
        is_vague=said["article"] > 0,
        joined_by=frozenset(name for name in ("and", "or") if said[name]),
    )


def _is_about_one_list(said: Counter[str], kinds: list[tuple[Kind, bool]]) -> bool:
    """Not two, as in "one of the exams and the certification" or "all the exams or the certification"."""
    several = len({kind for kind, _ in kinds}) > 1
    if said["following"] > 1 or (several and said["and"] and not said["all"]):
        return False
    return not said["or"] or said["one"] > 0


def _about_something(said: Counter[str]) -> bool:
    """A head is about people or thresholds and never both; other sentences are about credentials."""
    if said["thresholds"]:
        return bool(said["organization"]) and not any(said[name] for name in (*WHO, *CHOICES, *_KINDS, "or"))
    return any(said[name] for name in _KINDS)


def _of_whom(item: Found) -> tuple[Who | None, int | None, int | None]:
    """Who, how many of them, and of how many."""
    number = item.numbers.get("n")
    match item.meaning:
        case "among":
            return "among", item.numbers["k"], number
        case "both":
            return "everyone", 2, None
        case "another":
            return "others", 1, None
        case "some" | "same" | "others" | "rest" | "everyone" | "same-or-different" as who:
            return who, number, None
    raise AssertionError(item.meaning)


def _choice(item: Found) -> Literal["one", "all"] | int:
    if item.meaning == "some-of":
        return item.numbers["n"]
    return "one" if item.meaning == "one" else "all"
