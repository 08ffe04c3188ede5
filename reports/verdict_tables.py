"""The table of a batch as CSV or Parquet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..models.errors import UnreadableFile
from ..models.extras import extra
from ..models.verdicts import COLUMNS, VerdictRow
from .formulas import defused
from .whole_files import whole_file

if TYPE_CHECKING:
    import polars as pl

#: Columns of numbers; all others are text.
_NUMBERS = ("exams", "people_studying", "lower_bound", "missing")
_ROWS_AT_ONCE = 50_000

_Write = Callable[[Iterable[VerdictRow], Path], None]


def write_verdicts(rows: Iterable[VerdictRow], path: Path | str) -> None:
    """Write rows to a `.csv` or `.parquet` file, all of them or nothing.

    In CSV, text that a spreadsheet would take for a formula gets an apostrophe in front, and lines
    are joined; Parquet has all text as it is. What is not known is an empty cell, or null.

    Raises:
        UnreadableFile: it cannot be written, or has another ending.
        MissingExtra: Parquet is written with Polars, which is not installed.
    """
    path = Path(path)
    write = writer_for(path)
    with whole_file(path) as whole:
        write(rows, whole)


def writer_for(path: Path) -> _Write:
    """What writes a table with such an ending.

    Raises:
        UnreadableFile, MissingExtra: see `write_verdicts`.
    """
    match path.suffix.lower():
        case ".csv":
            return _write_csv
        case ".parquet":
            extra("polars", "large", "A Parquet file")
            return _write_parquet
    raise UnreadableFile(path, "is no name for a table: let it end in .csv or .parquet")


def _write_csv(rows: Iterable[VerdictRow], path: Path) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows(map(_defused, map(_cells, rows)))


def _cells(row: VerdictRow) -> list[str | int | None]:
    return [getattr(row, name) for name in COLUMNS]


def _defused(cells: list[str | int | None]) -> list[str | int | None]:
    """The cells of a row as one line, none of them a formula."""
    return [defused(cell) if isinstance(cell, str) else cell for cell in cells]


def _write_parquet(rows: Iterable[VerdictRow], path: Path) -> None:
    """Some thousand rows at a time become a file, and all of these one: a million organizations fit."""
    polars = extra("polars", "large", "A Parquet file")
    parts = []
    for number, frame in enumerate(_frames(rows, polars)):
        parts.append(path.with_name(f"part-{number}.parquet"))
        frame.write_parquet(parts[-1])
    polars.scan_parquet(parts).sink_parquet(path)


def _frames(rows: Iterable[VerdictRow], polars: Any) -> Iterator[pl.DataFrame]:
    """Frames of some thousand rows; one at least."""
    schema = {name: polars.Int64 if name in _NUMBERS else polars.String for name in COLUMNS}
    source = map(_cells, rows)
    chunk = list(islice(source, _ROWS_AT_ONCE))
    while True:
        yield polars.DataFrame(chunk, schema=schema, orient="row")
        chunk = list(islice(source, _ROWS_AT_ONCE))
        if not chunk:
            return
