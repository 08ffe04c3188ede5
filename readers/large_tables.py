"""Large CSV files, by columns. What Polars would read in another way is read row by row.

Polars is quick and lenient, the reader of `tables` says exactly what a file says. Both agree on
files whose quotes stand where the format wants them and whose rows are lines of their own; only
such files are left to Polars. Needs Polars.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ..models.errors import InvalidFile, Problem, UnreadableFile
from .documents import read_text, text_of
from .tables import cells_of, known_columns, rows_of

if TYPE_CHECKING:
    import polars as pl

#: Larger files, and tables with more rows, are refused.
LARGEST_TABLE_BYTES = 1024**3
LARGEST_TABLE_ROWS = 30_000_000
#: Rows that are Python objects at one time, where a file is read row by row.
_AT_ONCE = 100_000
_QUOTE, _COMMA, _LINE = b'",\n'


@dataclass(frozen=True)
class Columns:
    """The rows of a table, blank ones perhaps among them.

    Attributes:
        path: the file.
        frame: the columns that it has, under their known names, as they are stored.
        numbers: where each row stands in the file; whole numbers of shape (rows,).
        unit: what these count: lines of CSV, rows of Parquet.
        broken: what is wrong behind the last row, so that there are no more.
    """

    path: Path
    frame: pl.DataFrame
    numbers: pl.Series
    unit: str = "line"
    broken: InvalidFile | None = None

    def located(self, error: InvalidFile) -> InvalidFile:
        """An error whose lines are rows of this table, with what they are."""
        if self.unit == "line":
            return error
        return InvalidFile(self.path, [self._in_row(problem) for problem in error.problems])

    def _in_row(self, problem: Problem) -> Problem:
        places = [f"{self.unit} {problem.line}"] if problem.line is not None else []
        return Problem(", ".join([*places, problem.place] if problem.place else places), problem.message)


def opened(path: Path) -> IO[bytes]:
    """A file to read from.

    Raises:
        UnreadableFile: missing, a directory, too large, or no ordinary file.
    """
    try:
        if not path.is_file():
            read_text(path)  # says what is wrong
            raise UnreadableFile(path, "is not an ordinary file")
        if path.stat().st_size > LARGEST_TABLE_BYTES:
            raise UnreadableFile(path, f"is larger than {LARGEST_TABLE_BYTES // 1024**2} MiB")
        return path.open("rb")
    except OSError as error:
        raise UnreadableFile(path, f"cannot be opened: {error.strerror}") from None


def read_columns(path: Path, required: Sequence[str], optional: Sequence[str]) -> Columns:
    """The columns of a CSV file; all of them text.

    Args:
        path: the file.
        required: the columns that the header must name.
        optional: those that it may name besides; no other.

    Raises:
        UnreadableFile: see `opened` and `read_text`; also for too many rows.
        InvalidFile: the header names other columns.
    """
    with opened(path) as file:
        raw = file.read(LARGEST_TABLE_BYTES)
    columns = _as_lines(path, raw, required, optional)
    if columns is None:
        columns = _row_by_row(path, raw, required, optional)
    if columns.frame.height > LARGEST_TABLE_ROWS:
        raise UnreadableFile(path, f"has more than {LARGEST_TABLE_ROWS:,} rows")
    return columns


def _as_lines(path: Path, raw: bytes, required: Sequence[str], optional: Sequence[str]) -> Columns | None:
    """The columns as Polars reads them; None where it may read something else."""
    import polars as pl

    if b"\0" in raw or raw.count(b"\r") != raw.count(b"\r\n"):
        return None
    names, lines, start = _header(path, raw, required, optional)
    body = memoryview(raw)[start : len(raw.rstrip(b"\r\n"))]
    if not names or not len(body) or (b'"' in raw and not _is_well_quoted(body)):
        return None
    count = raw.count(b"\n", start, start + len(body)) + 1
    schema = dict.fromkeys(names, pl.String)
    text = b"".join((",".join(names).encode(), b"\n", body, b"\n"))
    try:
        frame = pl.read_csv(text, schema=schema, infer_schema=False, glob=False)
    except pl.exceptions.PolarsError:
        return None
    too_long = (pl.all().str.len_bytes() > csv.field_size_limit()).any()
    if frame.height != count or any(frame.select(too_long).row(0)):
        return None
    return Columns(path, frame, pl.int_range(lines + 1, lines + 1 + count, dtype=pl.UInt32, eager=True))


def _header(
    path: Path, raw: bytes, required: Sequence[str], optional: Sequence[str]
) -> tuple[list[str], int, int]:
    """The columns, the number of the line that names them, and where the next one starts.

    Columns are none if they are not those that are known, or do not stand in one line.
    """
    start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    for number in range(1, 100):
        end = raw.find(b"\n", start) + 1
        line = raw[start:end]
        if not line or line.count(b'"') % 2:
            break
        try:
            for _, cells in cells_of(path, line.decode()):
                return known_columns(path, cells, required, (*required, *optional)), number, end
        except (UnicodeDecodeError, InvalidFile):
            break
        start = end
    return [], 0, 0


def _is_well_quoted(body: memoryview) -> bool:
    """Whether quotes stand around whole cells only, and are doubled inside.

    Of all quotes the first, third, ... open: before them is the end of another cell, or the
    quote that closes, which doubles it. The second, fourth, ... close, likewise.
    """
    import numpy as np

    text = np.frombuffer(body, dtype=np.uint8)
    quotes = np.flatnonzero(text == _QUOTE)
    if len(quotes) % 2:
        return False
    before = text[np.maximum(quotes[::2], 1) - 1]
    opens = (quotes[::2] == 0) | np.isin(before, (_QUOTE, _COMMA, _LINE))
    after = text[np.minimum(quotes[1::2] + 1, len(text) - 1)]
    closes = (quotes[1::2] == len(text) - 1) | np.isin(after, (_QUOTE, _COMMA, _LINE, ord("\r")))
    return bool(opens.all() and closes.all())


def _row_by_row(path: Path, raw: bytes, required: Sequence[str], optional: Sequence[str]) -> Columns:
    import polars as pl

    known = [*required, *optional]
    schema = {"number": pl.UInt32, **dict.fromkeys(known, pl.String)}
    parts, part, broken = [], [], None
    try:
        for line, cells in rows_of(path, text_of(path, raw), required, optional):
            part.append((line, *(cells.get(name, "") for name in known)))
            if len(part) == _AT_ONCE:
                parts.append(pl.DataFrame(part, schema=schema, orient="row"))
                part.clear()
    except InvalidFile as error:
        broken = error
    whole = pl.concat([*parts, pl.DataFrame(part, schema=schema, orient="row")])
    return Columns(path, whole.select(known), whole["number"], broken=broken)
