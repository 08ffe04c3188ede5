"""Tables from workbooks and text files: bytes to sheets, sheets to the data of a roster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ...models.errors import UnreadableFile
from ...models.programs import Program
from ..documents import Document, read_bytes
from .asked import Asked
from .encodings import decoded
from .endings import WORKBOOKS
from .layouts import roster_in
from .separated import sheet_in
from .sheets import Sheet
from .spreadsheets import sheets_in


def table_document(
    path: Path, program: Program | None, asked: Asked, remark: Callable[[str], None] | None = None
) -> Document:
    """The data of the roster in a workbook, or in a text file of rows and cells.

    Raises:
        UnreadableFile, InvalidFile: see `read_roster`.
    """
    told = remark or _ignore
    return roster_in(_sheets(path, asked, told), program, asked, told)


def _sheets(path: Path, asked: Asked, remark: Callable[[str], None]) -> Sequence[Sheet]:
    if path.suffix.lower() not in WORKBOOKS:
        text, guess = decoded(path, read_bytes(path), asked.encoding)
        if guess is not None:
            remark(guess)
        return [sheet_in(path, text)]
    sheets = sheets_in(path)
    if not sheets:
        raise UnreadableFile(path, "has no sheet with anything in it")
    return sheets


def _ignore(sentence: str) -> None:
    """Nobody wants to know."""
