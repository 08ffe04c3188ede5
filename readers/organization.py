"""One organization as the text of a roster file.

It travels as text, so that whoever judges it, perhaps on another machine, needs no file. It is read
there, by the readers of single rosters: what they refuse is the organization's own error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import cast

from pydantic import TypeAdapter, ValidationError

from ..models.base import Line
from ..models.errors import InvalidFile, PlanCompetencyError, Problem
from ..models.findings import findings
from ..models.programs import Program
from ..models.rosters import Roster
from .documents import Document, read_document
from .roster_rows import OPTIONAL, REQUIRED, people_in
from .rosters.asked import Asked
from .rosters.endings import TABLES as ROSTER_TABLES
from .tables import read_table
from .validation import validated


@dataclass(frozen=True)
class Organization:
    """One organization as it was found, not read yet.

    Attributes:
        name: counts where the roster states none.
        source: where it was found, for messages.
        text: of a roster file.
        ending: of such a file.
        rows: of a table from which the text was taken, one for each row of the text.
        unit: what these are called.
        problem: what was found wrong already.
        asked: what the user says about such files.
    """

    name: str
    source: str
    text: bytes
    ending: str
    rows: tuple[int, ...] | None = None
    unit: str = "line"
    problem: str | None = None
    asked: Asked = field(default_factory=Asked)

    @property
    def digest(self) -> str:
        """The same for the same input, wherever it stands."""
        known = blake2b(digest_size=16)
        named = (self.name, self.ending, *((repr(self.asked),) if self.ending in ROSTER_TABLES else ()))
        for part in (*(text.encode(errors="replace") for text in named), self.text):
            known.update(len(part).to_bytes(8, "big") + part)
        return known.hexdigest()

    def read(self, program: Program | None = None) -> tuple[str, Roster]:
        """The organization's name and its roster.

        Args:
            program: whose credentials headings and titles mean.

        Raises:
            PlanCompetencyError: whatever is wrong with it.
        """
        if self.problem is not None:
            raise PlanCompetencyError(self.problem)
        try:
            roster = validated(Roster, self._document(program))
        except InvalidFile as error:
            problems = [in_rows(problem, self.unit) for problem in error.problems]
            raise InvalidFile(self.source, problems) from None
        return roster.organization or self._clean_name(), roster

    def _document(self, program: Program | None) -> Document:
        """The text as plain data; the readers of files take it for a file."""
        sent = cast("Path", _Sent(self.source, self.ending, self.text))
        if self.rows is not None:
            rows = read_table(sent, REQUIRED, OPTIONAL)
            return people_in(sent, ((row, cells) for row, (_, cells) in zip(self.rows, rows, strict=True)))
        if self.ending in ROSTER_TABLES:
            from .rosters.tables import table_document

            return table_document(sent, program, self.asked)
        return read_document(sent)

    def _clean_name(self) -> str:
        try:
            return _line().validate_python(self.name)
        except ValidationError as error:
            message = next(findings(error, {})).message
            raise InvalidFile(self.source, [Problem("organization", message)]) from None


def in_rows(problem: Problem, unit: str) -> Problem:
    """A problem whose line is the row of a table; said so where rows are no lines."""
    if unit == "line" or problem.line is None:
        return problem
    place = f"{unit} {problem.line}"
    return Problem(f"{place}, {problem.place}" if problem.place else place, problem.message)


@cache
def _line() -> TypeAdapter[str]:
    return TypeAdapter(Line)


@dataclass(frozen=True)
class _Sent:
    """The bytes of a file that lies elsewhere, to be opened like a path."""

    name: str
    suffix: str
    text: bytes

    def open(self, mode: str) -> BytesIO:
        assert mode == "rb"
        return BytesIO(self.text)

    def __str__(self) -> str:
        return self.name
