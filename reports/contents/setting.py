"""What a report is told about, and in which language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...models.programs import Program
from ...models.rosters import Workforce
from ..languages import Language
from ..report import Cell, Column, Kind, Sentence
from ..sentences.targets import name_of


@dataclass(frozen=True)
class Setting:
    """The rules, the people, the day in question, the language, the day on which the report is made.

    `remarks` is what was said while rules and people were read.
    """

    program: Program
    roster: Workforce
    on: date | None
    words: Language
    made: date
    remarks: tuple[str, ...] = ()

    def titled(self, named: str, unnamed: str) -> str:
        """A title with the name of the organization in its place, or the one for where it has none."""
        whose = self.roster.organization
        return self.words.say(named, whose=whose) if whose else self.words.say(unnamed)

    def facts(self) -> tuple[tuple[str, str | float | date], ...]:
        """What the report rests on."""
        say = self.words.say
        found: list[tuple[str, str | float | date]] = []
        if self.roster.organization:
            found.append((say("Organization"), self.roster.organization))
        found += [
            (say("People"), len(self.roster.people)),
            (say("Program"), self.program.title or self.program.program),
        ]
        if self.program.edition:
            found.append((say("Edition"), self.program.edition))
        if self.on:
            found.append((say("Day in question"), self.on))
        return (*found, (say("Made on"), self.made))

    def name_of(self, target: str) -> str:
        """A target by its published title."""
        return name_of(target, self.program)

    def sentences(self, texts: Iterable[str]) -> tuple[Sentence, ...]:
        """Sentences of the report's language."""
        return tuple(Sentence(text, self.words.code) for text in texts)

    def notes(self, texts: Iterable[str]) -> tuple[Sentence, ...]:
        """The remarks, then these; each once, in the report's language as far as it is known."""
        told = ((text, self.words.retold(text)) for text in dict.fromkeys((*self.remarks, *texts)))
        return tuple(
            Sentence(new, self.words.code if new != text or self.words.code == "en" else "en")
            for text, new in told
        )

    def columns(self, *columns: tuple[str, Kind] | str) -> tuple[Column, ...]:
        """Columns by titles that are translated already; a pair says what kind of values it has."""
        return tuple(Column(column) if isinstance(column, str) else Column(*column) for column in columns)


def cells(*values: Cell | str | float | date | None) -> tuple[Cell, ...]:
    """A row; what is no cell becomes one."""
    return tuple(value if isinstance(value, Cell) else Cell(value) for value in values)
