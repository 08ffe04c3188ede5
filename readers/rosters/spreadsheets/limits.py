"""What a workbook may cost: bytes, cells and characters, and what is said of one that costs more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ....models.errors import UnreadableFile

LARGEST_UNPACKED_BYTES = 256 * 1024 * 1024
#: Cells between the first and the last one of a sheet, empty ones included.
MOST_CELLS = 10_000_000
#: Characters of all cells together, were each as long as the longest text that cells share.
MOST_CHARACTERS = 2_000_000_000
#: Rows of all merged cells together.
MOST_MERGED_ROWS = 1_000_000

#: The first and the last cell of a rectangle, each by its row and column, counted from 0.
Area = tuple[tuple[int, int], tuple[int, int]]


@dataclass
class Unread:
    """What stands in a sheet and is not among the cells that readers give.

    Attributes:
        errors: where an error such as #REF! is shown, which readers take for empty.
        merged: cells that are merged, where the reader does not know them.
    """

    errors: list[tuple[Area, str]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)


@dataclass(frozen=True)
class Inspected:
    """A workbook that a reader may have.

    Attributes:
        raw: the bytes for the reader: what was looked at, and nothing else.
        sheets: what is not read of each sheet, in their order.
    """

    raw: bytes
    sheets: Sequence[Unread]


def damaged(path: Path) -> UnreadableFile:
    """A workbook that no spreadsheet program writes."""
    return UnreadableFile(path, "is a damaged workbook: open it and save it anew")


def refuse_large(path: Path, height: int, width: int) -> None:
    """Refuse a sheet with too many cells.

    Raises:
        UnreadableFile: it has.
    """
    if height * width > MOST_CELLS:
        message = (
            f"has a sheet of {height:,} rows and {width:,} columns, {MOST_CELLS:,} cells are read at most: "
            "delete what stands far from the table"
        )
        raise UnreadableFile(path, message)


def refuse_long(path: Path, characters: int) -> None:
    """Refuse texts that stand in so many cells that they would fill the memory.

    Raises:
        UnreadableFile: they would.
    """
    if characters > MOST_CHARACTERS:
        raise UnreadableFile(path, "has too long a text in too many cells")


def refuse_many_merged(path: Path, merged: Sequence[Area], height: int) -> None:
    """Refuse merged cells that lie over each other again and again in a sheet of some rows.

    Raises:
        UnreadableFile: they do.
    """
    if sum(min(bottom, height) - top for (top, _), (bottom, _) in merged if top < height) > MOST_MERGED_ROWS:
        raise UnreadableFile(path, "has cells merged over each other too often: remove the merging")
