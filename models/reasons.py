"""Why no plan exists: each reason is a verified fact that makes its own sentence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, computed_field

from .base import Frozen
from .told import Names, Number, Said, Told, Value, told


class _Reason(Frozen):
    """A fact that makes its own sentence, in code and in JSON."""

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know decorated properties
    @property
    def sentence(self) -> str:
        """The fact in words."""
        return self._sentence()

    def _sentence(self) -> Told:
        raise TypeError(f"{type(self).__name__} has no sentence")


class TooFewPeople(_Reason):
    """The target needs more different people than the roster has, whatever they pass."""

    kind: Literal["too-few-people"] = "too-few-people"
    target: str
    needed: int
    available: int

    def _sentence(self) -> Told:
        needed = Number(self.needed, "{number} person is needed", "{number} different people are needed")
        return told(
            "{target}: {needed}, the roster has {available}.",
            target=self.target,
            needed=needed,
            available=self.available,
        )


class TooFewCandidates(_Reason):
    """Some seats together need more different people than can ever fill them."""

    kind: Literal["too-few-candidates"] = "too-few-candidates"
    target: str
    labels: tuple[str, ...]
    needed: int
    candidates: tuple[str, ...]
    blocked: tuple[Said, ...] = Field(description="what keeps the others out, in words")
    only_way: bool = Field(description="False: other ways exist, and fall short by as much or more")

    def _sentence(self) -> Told:
        parts: dict[str, Value] = {
            "target": self.target,
            "need": self._need(),
            "who": self._who(),
            "reasons": Names(self.blocked, most=len(self.blocked), separator="; "),
        }
        if self.only_way and self.blocked:
            return told("{target}: {need}, and {who} ({reasons}).", **parts)
        if self.only_way:
            return told("{target}: {need}, and {who}.", **parts)
        if self.blocked:
            return told("{target}: even by the nearest way, {need}, and {who} ({reasons}).", **parts)
        return told("{target}: even by the nearest way, {need}, and {who}.", **parts)

    def _need(self) -> Told:
        people: Value = Number(self.needed, "{number} person", "{number} people")
        if self.needed > 1:
            people = told("{number} different people", number=self.needed)
        if len(self.labels) == 1:
            return told("{seat} needs {people}", seat=f"'{self.labels[0]}'", people=people)
        return told("{seats} need {people}", seats=_quoted(self.labels), people=people)

    def _who(self) -> Told:
        if not self.candidates:
            return told("nobody can get there")
        return told(
            "only {number} can get there: {people}",
            number=len(self.candidates),
            people=Names(self.candidates),
        )


class OpenSeats(_Reason):
    """However people are placed, so many seats stay open; the labels are of the best placing."""

    kind: Literal["open-seats"] = "open-seats"
    target: str
    open: int
    labels: tuple[str, ...]

    def _sentence(self) -> Told:
        return told(
            "{target}: whoever sits what, at least {stay}; at best in {seats}.",
            target=self.target,
            stay=Number(self.open, "{number} place stays open", "{number} places stay open"),
            seats=_quoted(self.labels),
        )


def _quoted(labels: tuple[str, ...]) -> Names:
    return Names(tuple(f"'{label}'" for label in labels))


RuleKind = Literal["requirement", "sharing", "limit", "refusal", "pin", "forbid", "absence", "budget"]


class ConflictRule(Frozen):
    """A requirement, or a term of the company's or of a person's, that takes part in a conflict."""

    kind: RuleKind
    words: Said = Field(description="the rule in words")
    repair: Said | None = Field(description="lifting it, in words; None for a requirement of the vendor's")


class Conflict(_Reason):
    """Rules that exclude each other: if any one of them is lifted, the others can be kept."""

    kind: Literal["conflict"] = "conflict"
    rules: tuple[ConflictRule, ...]
    minimal: bool = Field(description="whether it is verified that none can be left out")

    def _sentence(self) -> Told:
        rules = Names(tuple(rule.words for rule in self.rules), most=len(self.rules), separator="; ")
        if len(self.rules) == 1:
            return told("This cannot be kept: {rules}.", rules=rules)
        if not self.minimal:
            return told("Together these rule out every plan: {rules}.", rules=rules)
        return told(
            "Together these rule out every plan: {rules}. Without any one of them the others could be kept.",
            rules=rules,
        )


Reason = Annotated[TooFewPeople | TooFewCandidates | OpenSeats | Conflict, Field(discriminator="kind")]
