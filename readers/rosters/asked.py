"""What the user says about a file, where it cannot be seen in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast, get_args

from ...models.base import did_you_mean
from ...models.errors import InvalidQuestion, UnreadableFile
from .dates import Order
from .spreadsheets import WORKBOOKS
from .words import GIVEN, Meaning

#: Text files of rows and cells.
TEXTS = (".csv", ".tsv", ".txt")


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
        is_text, is_workbook = ending in TEXTS, ending in WORKBOOKS
        for option, is_said, fits in (
            ("sheet", self.sheet is not None, is_workbook),
            ("encoding", self.encoding is not None, is_text),
            ("dates", self.dates is not None, is_text or is_workbook),
            ("column", bool(self.columns), is_text or is_workbook),
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
    for meaning in columns or ():
        if meaning not in GIVEN:
            hint = did_you_mean(meaning, GIVEN)
            raise InvalidQuestion(f"A column cannot be '{meaning}'.{hint} Known: {', '.join(GIVEN)}.")
    return Asked(sheet, cast("Order | None", dates), encoding, cast("Mapping[Meaning, str]", columns or {}))
