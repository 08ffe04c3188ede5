"""What the user says about a file, where it cannot be seen in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast, get_args

from ...models.base import did_you_mean
from ...models.errors import InvalidQuestion, UnreadableFile
from .endings import TABLES, TEXTS, WORKBOOKS

if TYPE_CHECKING:
    from .words import Meaning

Order = Literal["day-first", "month-first"]


@dataclass(frozen=True)
class Asked:
    """What the user says about a file.

    Attributes:
        sheet: the name of the sheet that is the roster.
        dates: which comes first in dates.
        encoding: of a text file.
        columns: headings by what their columns are.
    """

    sheet: str | None = None
    dates: Order | None = None
    encoding: str | None = None
    columns: Mapping[Meaning, str] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is said."""
        return self == Asked()

    def refuse_for(self, path: Path) -> None:
        """Refuse what makes no sense for a kind of file.

        Raises:
            UnreadableFile: something is said that does; it names the option to leave out.
        """
        ending = path.suffix.lower()
        for option, is_said, fits in (
            ("sheet", self.sheet is not None, ending in WORKBOOKS),
            ("encoding", self.encoding is not None, ending in TEXTS),
            ("dates", self.dates is not None, ending in TABLES),
            ("column", bool(self.columns), ending in TABLES),
        ):
            if is_said and not fits:
                raise UnreadableFile(path, f"is no file that --{option} is about: leave the option out")


def asked_of(
    sheet: str | None, dates: str | None, encoding: str | None, columns: Mapping[str, str] | None
) -> Asked:
    """The same from plain values.

    Raises:
        InvalidQuestion: an order of dates, or the meaning of a column, is not known.
    """
    if dates not in (None, *get_args(Order)):
        raise InvalidQuestion(f"'{dates}' is no order of dates: {' or '.join(get_args(Order))}.")
    if columns:
        _refuse_unknown_meanings(columns)
    return Asked(sheet, cast("Order | None", dates), encoding, cast("Mapping[Meaning, str]", columns or {}))


def _refuse_unknown_meanings(meanings: Iterable[str]) -> None:
    from .words import GIVEN  # no roster without headings needs the words of all languages

    for meaning in meanings:
        if meaning not in GIVEN:
            hint = did_you_mean(meaning, GIVEN)
            raise InvalidQuestion(f"A column cannot be '{meaning}'.{hint} Known: {', '.join(GIVEN)}.")
