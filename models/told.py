"""Sentences that remember what they were made from, so that they can be told in other languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, NamedTuple, Self, TypeAlias

from pydantic import WrapValidator


def marked(sentence: str) -> str:
    """A sentence as it is: marks for translators what is told elsewhere."""
    return sentence


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


class Number(NamedTuple):
    """A number with its noun: `Number(2, "{number} exam", "{number} exams")`."""

    number: int
    one: str
    many: str

    def __str__(self) -> str:
        form = self.one if self.number == 1 else self.many
        return form.format(number=f"{self.number:,}")


class Names(NamedTuple):
    """A list of names, of which at most so many are shown; `separator` None: as in a sentence."""

    names: tuple[str | Number, ...]  # a string may be a told one
    most: int = 8
    separator: str | None = None

    def __str__(self) -> str:
        texts = tuple(map(str, self.names))
        return listed(texts, self.most) if self.separator is None else self.separator.join(texts)


#: What may stand in the places of a sentence; a tuple is a list of names.
Value: TypeAlias = "str | int | float | date | Number | Names | None"


class Told(str):
    """A finished English sentence, with the template and the values that it is made from.

    It is text like any other wherever nobody asks for another language.
    """

    template: str
    values: Mapping[str, Value]

    def __new__(cls, template: str, values: Mapping[str, Value]) -> Self:
        self = super().__new__(
            cls, template.format(**{name: _english(each) for name, each in values.items()})
        )
        self.template, self.values = template, values
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.template, dict(self.values))


def told(template: str, **values: Value) -> Told:
    """A sentence from its template, the places of which stand in braces."""
    return Told(template, values)


def _english(value: Value) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _as_told(value: Any, validated: Any) -> Any:
    """Validation makes plain text of it; what was told stays so."""
    text = validated(value)
    return value if isinstance(value, Told) else text


#: A field with a sentence for people.
Said = Annotated[str, WrapValidator(_as_told)]
