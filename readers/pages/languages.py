"""The languages in which pages are read: a data file each, in `words/`."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from ...models.base import Frozen, Line, nearest
from ...models.errors import UnknownLanguage
from ...models.requirements import Market
from ..documents import read_document
from ..validation import validated
from .phrases import Phrases, tokens_of

_FOLDER = Path(__file__).parent / "words"

#: What sentences say of whom they mean, and how many of what is listed.
WHO = frozenset(
    ("some", "same", "others", "another", "rest", "among", "everyone", "both", "same-or-different")
)
CHOICES = frozenset(("one", "all", "some-of"))
KINDS = frozenset(("exam", "exams", "assessment", "assessments", "certification", "certifications"))
#: A language need not be able to say these.
OPTIONAL = frozenset(("may-be-same", "both"))

#: Everything that a sentence about people may say; docs/reading-pages.md explains each.
Meaning = Literal[
    "organization", "thresholds",
    "some", "same", "others", "another", "rest", "among", "everyone", "both", "same-or-different",
    "may-be-same", "them",
    "one", "all", "some-of", "one-area",
    "exam", "exams", "assessment", "assessments", "certification", "certifications",
    "following", "or", "and", "article", "filler",
]  # fmt: skip

_Phrase = Annotated[str, StringConstraints(min_length=1)]
_PhrasesByMeaning = dict[Line, tuple[_Phrase, ...]]


class FootnoteWords(Frozen):
    """What footnotes say of a credential."""

    months: tuple[str, ...] = Field(min_length=12, max_length=12, description="January first")
    retired: tuple[_Phrase, ...] = Field(description="it can no longer be sat")
    counts_until: tuple[_Phrase, ...] = Field(alias="counts-until", description="how long it counts")
    until: tuple[_Phrase, ...] = Field(description="what stands before the last day on which it counts")
    remark: tuple[_Phrase, ...] = Field(description="other dates, which no rule needs")
    negation: tuple[_Phrase, ...] = Field(alias="not", description="words that turn a sentence round")


class Language(Frozen):
    """The words of one language, as phrases by what they mean."""

    language: str = Field(description="its code: en")
    name: str = Field(description="its English name")
    levels: _PhrasesByMeaning = Field(description="level id to headings")
    connectors: dict[Literal["and", "or"], tuple[_Phrase, ...]] = Field(description="between groups")
    numbers: dict[str, int] = Field(description="number words; not the articles")
    sentence: dict[Meaning, tuple[_Phrase, ...]] = Field(
        description="everything that sentences about people may say"
    )
    focus: tuple[_Phrase, ...] = Field(description="what marks the name of a focus area")
    navigation: tuple[_Phrase, ...] = Field(description="links that state nothing")
    markets: dict[Market, tuple[_Phrase, ...]] = Field(description="the names of markets")
    amounts: _PhrasesByMeaning = Field(description="unit to phrases with the number")
    periods: tuple[_Phrase, ...] = Field(description="numbers that say how long")
    not_a_minimum: tuple[_Phrase, ...] = Field(alias="not-a-minimum", description="other bounds")
    footnotes: FootnoteWords

    @model_validator(mode="after")
    def _no_meaning_is_missing(self) -> Language:
        missing = sorted(set(get_args(Meaning)) - OPTIONAL - set(self.sentence))
        if missing:
            raise PydanticCustomError(
                "missing_meaning", "sentence has no {missing}: add it", {"missing": ", ".join(missing)}
            )
        return self

    def tokens(self, text: str) -> list[str]:
        return tokens_of(text, self._number_words)

    @cached_property
    def _number_words(self) -> dict[str, int]:
        return {tokens_of(word)[0]: number for word, number in self.numbers.items()}

    @cached_property
    def sentence_phrases(self) -> Phrases:
        return Phrases(self.sentence.items())

    @cached_property
    def threshold_phrases(self) -> Phrases:
        joins = {"and": self.sentence["and"], "or": self.sentence["or"]}
        bounds = {"period": self.periods, "not-a-minimum": self.not_a_minimum}
        amounts = {f"amount {unit}": said for unit, said in self.amounts.items()}
        return Phrases({**amounts, **bounds, **joins}.items())

    @cached_property
    def footnote_phrases(self) -> Phrases:
        words = self.footnotes
        said = {"retired": words.retired, "counts_until": words.counts_until}
        more = {"until": words.until, "remark": words.remark, "not": words.negation}
        return Phrases({**said, **more}.items())

    @cached_property
    def _whole(self) -> dict[str, Phrases]:
        return {
            "levels": Phrases(self.levels.items()),
            "connectors": Phrases(self.connectors.items()),
            "markets": Phrases(self.markets.items()),
        }

    @cached_property
    def _marks(self) -> dict[str, Phrases]:
        return {"focus": Phrases([("", self.focus)]), "navigation": Phrases([("", self.navigation)])}

    def level(self, text: str) -> str | None:
        """The level that a heading names, if it says no more than that."""
        return self._meaning_of_all("levels", text)

    def connector(self, text: str) -> str | None:
        """`and` or `or`, if the text says no more than that."""
        return self._meaning_of_all("connectors", text)

    def market(self, text: str) -> Market | None:
        """The market that a text names, if it says no more than that."""
        found = self._meaning_of_all("markets", text)
        return next((market for market in self.markets if market == found), None)

    def _meaning_of_all(self, kind: str, text: str) -> str | None:
        found = list(self._whole[kind].find_all(self.tokens(text)))
        return found[0].meaning if len(found) == 1 and not isinstance(found[0], int) else None

    def mentions_a_market(self, text: str) -> bool:
        found = self._whole["markets"].find_all(self.tokens(text))
        return any(not isinstance(item, int) for item in found)

    def names_a_focus_area(self, text: str) -> bool:
        return self._has("focus", text)

    def leads_on(self, text: str) -> bool:
        return self._has("navigation", text)

    def mentions_organization(self, text: str) -> bool:
        return "organization" in self._said(text)

    def counts_people(self, text: str) -> bool:
        return not WHO.isdisjoint(self._said(text))

    def says_more_than_a_title(self, text: str) -> bool:
        """Whether it has words about people, or of footnotes."""
        words = self.footnote_phrases.find_all(self.tokens(text))
        meanings = {item.meaning for item in words if not isinstance(item, int)}
        return self.counts_people(text) or bool(meanings - {"remark", "until"})

    def names_a_kind(self, text: str) -> bool:
        return not KINDS.isdisjoint(self._said(text))

    def hints_at_a_rule(self, text: str) -> bool:
        return not (WHO | CHOICES | {"organization", "thresholds"}).isdisjoint(self._said(text))

    def _said(self, text: str) -> set[str]:
        items = self.sentence_phrases.find_all(self.tokens(text))
        return {item.meaning for item in items if not isinstance(item, int)}

    def _has(self, kind: str, text: str) -> bool:
        return any(not isinstance(found, int) for found in self._marks[kind].find_all(self.tokens(text)))


@lru_cache(maxsize=1)
def languages() -> dict[str, Language]:
    """Every language by its code."""
    files = sorted(_FOLDER.glob("*.yaml"))
    return {path.stem: validated(Language, read_document(path)) for path in files}


def language_called(code: str) -> Language:
    """The language of a code.

    Raises:
        UnknownLanguage: pages are not read in it.
    """
    known = languages()
    if code.casefold() not in known:
        names = ", ".join(f"{item.language} ({item.name})" for item in known.values())
        raise UnknownLanguage(code, nearest(code, known), f"Pages are read in {names}.")
    return known[code.casefold()]
