"""A report, whatever it is written as: sentences, tables and charts, all in one language.

`contents` makes it from an answer; a page, a workbook, Markdown and CSV are ways to write it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .languages import Language

#: What a cell or a bar stands for; the same in every language, so that it can have a colour and a sign.
State = Literal[
    "eligible",
    "not-eligible",
    "unconfirmed",
    "held",
    "to-sit",
    "counts-no-longer",
    "met",
    "unmet",
    "not-stated",
    "open",
    "new",
    "dropped",
]


#: What the cells of a column are.
Kind = Literal["text", "id", "number", "date"]


@dataclass(frozen=True)
class Cell:
    """One value of a table.

    Attributes:
        value: what stands there; None: nothing.
        state: what it stands for, where that is to be seen at a glance.
        hint: what is behind it, such as an exam's title or a date; shown where there is room.
        amount: by what a text is sorted that states one, such as "300,000 USD".
    """

    value: str | float | date | None
    state: State | None = None
    hint: str = ""
    amount: float | None = None


@dataclass(frozen=True)
class Column:
    """One column of a table; `hint` is more than the title says, such as an exam's title."""

    title: str
    kind: Kind = "text"
    hint: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of cells.

    Attributes:
        key: what it is, the same in every language: `seats`, `exams`, `matrix`.
        title: what it is, for people.
        columns: what each cell of a row is.
        rows: as long as `columns` each; the first cell of a row names what the row is about.
        note: what should be known about the whole table; may be empty.
        legend: the states that its cells may have, with what they mean.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    legend: tuple[tuple[State, str], ...] = ()


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: its name, and how long each of its parts is."""

    name: str
    parts: tuple[float, ...]


@dataclass(frozen=True)
class Chart:
    """Bars, each of stacked parts.

    Attributes:
        key: what it shows, the same in every language.
        title: what it shows, for people.
        description: the same facts in words, for whoever does not see it.
        parts: the state and the name of each part.
        bars: from top to bottom.
        axis: what is counted.
        names: what has a bar each, as the heading of their names: a person, a target; may be empty.
        is_told: whether a table of the same section has the same figures.
    """

    key: str
    title: str
    description: str
    parts: tuple[tuple[State, str], ...]
    bars: tuple[Bar, ...]
    axis: str
    names: str = ""
    is_told: bool = False


@dataclass(frozen=True)
class Sentence:
    """A sentence for people; `language` is that of the report, or "en" where it is not translated."""

    text: str
    language: str


@dataclass(frozen=True)
class Section:
    """A part of a report with a heading: sentences first, then charts, then tables."""

    key: str
    title: str
    sentences: tuple[Sentence, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Card:
    """A target at a glance: its title, its verdict today, and what else is to be said in a few words."""

    title: str
    state: State
    verdict: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """What there is to say about an answer.

    Attributes:
        words: the language, which also writes numbers and dates.
        title: what it is about.
        facts: name and value of what it rests on: organization, program, edition, day, when it was made.
        headline: the answer in a few sentences, with what is proven.
        cards: the targets.
        sections: everything else, the most important first.
    """

    words: Language
    title: str
    facts: tuple[tuple[str, str | float | date], ...]
    headline: tuple[Sentence, ...]
    cards: tuple[Card, ...]
    sections: tuple[Section, ...]
