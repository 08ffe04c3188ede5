"""Text files to rows of cells: commas, semicolons, tabs or bars between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ...models.errors import InvalidFile, UnreadableFile
from ..tables import cells_of
from .sheets import Sheet

#: Those that rarely stand in text go before the comma.
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars", ",": "commas"}
#: Empty ones included.
MOST_CELLS = 30_000_000
#: So many rows show what stands between the cells.
_SHOWN = 1_000


def sheet_in(path: Path, text: str) -> Sheet:
    """The rows in the text of a file that are not blank.

    Raises:
        UnreadableFile: there are too many cells.
        InvalidFile: quotes are not closed.
    """
    separator, skipped = _stated_separator(text)
    separator = separator or separator_of(text)
    rows, numbers, number_of_cells = [], [], 0
    for line, cells in cells_of(path, text, separator):
        if line > skipped:
            rows.append(cells)
            number_of_cells += len(cells)
            if number_of_cells > MOST_CELLS:
                raise UnreadableFile(path, f"has more than {MOST_CELLS:,} cells")
            numbers.append(line)
    return Sheet(path, None, rows, numbers, SEPARATORS[separator])


def _stated_separator(text: str) -> tuple[str | None, int]:
    """What Excel states in a first line such as `sep=;`, and the number of that line."""
    first = text.split("\n", 1)[0].strip().strip('"')
    stated = first.lower().startswith("sep=") and first[4:] in SEPARATORS
    return (first[4:], 1) if stated else (None, 0)


def separator_of(text: str) -> str:
    """What stands between cells: that by which most rows have the same number of them, then the most."""
    scores = {separator: _score(text, separator) for separator in SEPARATORS}
    return max(scores, key=scores.__getitem__) if any(rows for rows, _ in scores.values()) else ","


def _score(text: str, separator: str) -> tuple[int, int]:
    """How many rows have the usual number of cells, and what that is; none if it is 1."""
    widths = Counter(islice(_widths(text, separator), _SHOWN))
    widths.pop(1, None)
    usual, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    return rows, usual


def _widths(text: str, separator: str) -> Iterator[int]:
    try:
        for _, cells in cells_of(Path(), text, separator):
            yield len(cells)
    except InvalidFile:
        return
