"""Why no plan exists: each reason is a verified fact that makes its own sentence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, computed_field

from .base import Frozen


def listed(names: tuple[str, ...], most: int = 8) -> str:
    """Names as a list for people: "Ana, Eva and Luis"; long lists are cut and counted."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def counted(number: int, thing: str, plural: str | None = None) -> str:
    """A number with its noun: 1 exam, 2 exams."""
    word = thing if number == 1 else plural or f"{thing}s"
    return f"{number} {word}"


class _Reason(Frozen):
    """A fact that makes its own sentence, in code and in JSON."""

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know decorated properties
    @property
    def sentence(self) -> str:
        """The fact in words."""
        return self._sentence()

    def _sentence(self) -> str:
        raise TypeError(f"{type(self).__name__} has no sentence")


class TooFewPeople(_Reason):
    """The target needs more different people than the roster has, whatever they pass."""

    kind: Literal["too-few-people"] = "too-few-people"
    target: str
    needed: int
    available: int

    def _sentence(self) -> str:
        needed = counted(self.needed, "person is", "different people are")
        return f"{self.target}: {needed} needed, the roster has {self.available}."


class TooFewCandidates(_Reason):
    """Some seats together need more different people than can ever fill them."""

    kind: Literal["too-few-candidates"] = "too-few-candidates"
    target: str
    labels: tuple[str, ...]
    needed: int
    candidates: tuple[str, ...]
    blocked: tuple[str, ...] = Field(description="what keeps the others out, in words")
    only_way: bool = Field(description="False: other ways exist, and fall short by as much or more")

    def _sentence(self) -> str:
        seats = listed(tuple(f"'{label}'" for label in self.labels))
        who = (
            f"only {len(self.candidates)} can get there: {listed(self.candidates)}"
            if self.candidates
            else "nobody can get there"
        )
        nearest = "" if self.only_way else "even by the nearest way, "
        need = "needs" if len(self.labels) == 1 else "need"
        people = counted(self.needed, "person", "different people")
        because = f" ({'; '.join(self.blocked)})" if self.blocked else ""
        return f"{self.target}: {nearest}{seats} {need} {people}, and {who}{because}."


class OpenSeats(_Reason):
    """However people are placed, so many seats stay open; the labels are of the best placing."""

    kind: Literal["open-seats"] = "open-seats"
    target: str
    open: int
    labels: tuple[str, ...]

    def _sentence(self) -> str:
        seats = listed(tuple(f"'{label}'" for label in self.labels))
        stay = counted(self.open, "place stays", "places stay")
        return f"{self.target}: whoever sits what, at least {stay} open; at best in {seats}."


RuleKind = Literal["requirement", "sharing", "limit", "refusal", "pin", "forbid", "absence", "budget"]


class ConflictRule(Frozen):
    """A requirement, or a term of the company's or of a person's, that takes part in a conflict."""

    kind: RuleKind
    words: str = Field(description="the rule in words")
    repair: str | None = Field(description="lifting it, in words; None for a requirement of the vendor's")


class Conflict(_Reason):
    """Rules that exclude each other: if any one of them is lifted, the others can be kept."""

    kind: Literal["conflict"] = "conflict"
    rules: tuple[ConflictRule, ...]
    minimal: bool = Field(description="whether it is verified that none can be left out")

    def _sentence(self) -> str:
        words = "; ".join(rule.words for rule in self.rules)
        if len(self.rules) == 1:
            return f"This cannot be kept: {words}."
        minimal = "Without any one of them the others could be kept." if self.minimal else ""
        return f"Together these rule out every plan: {words}. {minimal}".strip()


Reason = Annotated[TooFewPeople | TooFewCandidates | OpenSeats | Conflict, Field(discriminator="kind")]
