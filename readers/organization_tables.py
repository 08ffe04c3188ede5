"""A table of many organizations, from CSV or Parquet, read and grouped by columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..models.base import folded_name
from ..models.errors import InvalidFile, Problem
from ..models.extras import extra
from ..models.told import counted
from .documents import LARGEST_FILE_BYTES, read_text
from .large_tables import Columns, read_columns
from .organization import Organization, in_rows
from .parquet import read_parquet
from .roster_rows import OPTIONAL, REQUIRED
from .tables import cells_of, known_columns

if TYPE_CHECKING:
    import polars as pl

_REQUIRED = ("organization", *REQUIRED)
#: Rows that become Python objects at one time.
_ROWS_AT_ONCE = 20_000


@dataclass(frozen=True)
class _Table:
    """Rows that are not blank, those of one organization together.

    `numbers` of `frame` says where each row stands, `first` where the first row of its organization
    does. `broken` is what is wrong with some rows, by number.
    """

    path: Path
    frame: pl.DataFrame
    unit: str
    broken: Mapping[int, str] = field(default_factory=dict)


def organizations_in_table(path: Path) -> tuple[int, Callable[[], Iterator[Organization]]]:
    """How many organizations a table has, and a way to go through them, in the order of their first rows.

    Names that differ in case and blanks only are one organization, and an error of it; so is a row
    that names none. In CSV, rows are known by their lines, in Parquet by their numbers.

    Raises:
        UnreadableFile, InvalidFile, MissingExtra: see `read_organizations`.
    """
    polars = extra("polars", "large", "A table of organizations")
    table = _read(path, polars)
    sizes = table.frame.group_by("first", maintain_order=True).len()["len"].to_list()
    if not sizes:
        raise InvalidFile(path, [Problem("", "has no rows below the header: add a row for each person")])
    return len(sizes), partial(_organizations, table, sizes)


def _read(path: Path, polars: Any) -> _Table:
    if path.suffix.lower() == ".parquet":
        columns = read_parquet(path, _REQUIRED, OPTIONAL, dates=OPTIONAL)
    else:
        columns = read_columns(path, _REQUIRED, OPTIONAL)
    if columns.broken is not None:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise columns.broken
        return _row_by_row(path, polars)
    texts = [_as_text(name, kind, polars) for name, kind in columns.frame.schema.items()]
    frame = columns.frame.select(*texts, number=columns.numbers)
    return _Table(path, _grouped(frame, polars), columns.unit)


def _as_text(name: str, kind: Any, polars: Any) -> Any:
    """A column as it would stand in CSV."""
    column = polars.col(name)
    text = column.cast(polars.String)
    if kind != polars.Datetime:
        return text
    is_day = column.dt.time() == polars.time(0)
    return polars.when(is_day).then(column.dt.date().cast(polars.String)).otherwise(text)


def _row_by_row(path: Path, polars: Any) -> _Table:
    """A CSV table of which some rows have too many cells: those are errors of their organizations.

    Raises:
        UnreadableFile, InvalidFile: it is no table at all.
    """
    source = cells_of(path, read_text(path))
    _, header = next(source)
    columns = known_columns(path, header, _REQUIRED, (*_REQUIRED, *OPTIONAL))
    broken: dict[int, str] = {}
    rows: list[tuple[int | str, ...]] = []
    for line, cells in source:
        if len(cells) > len(columns):
            broken[line] = (
                f"has {len(cells)} cells, but the header has {len(columns)}: put text with commas in quotes"
            )
        rows.append((line, *[*cells, *[""] * len(columns)][: len(columns)]))
    schema = {"number": polars.Int64, **dict.fromkeys(columns, polars.String)}
    frame = polars.DataFrame(rows, schema=schema, orient="row")
    return _Table(path, _grouped(frame, polars), Columns.unit, broken)


def _grouped(frame: pl.DataFrame, polars: Any) -> pl.DataFrame:
    """The rows that are not blank, those of one organization together; `first` is its first row."""
    cells = polars.exclude("number")
    text = frame.with_columns(cells.str.strip_chars().fill_null(""))
    text = text.filter(polars.any_horizontal(cells != ""))
    names = text["organization"].unique()
    keys = polars.DataFrame({"organization": names, "key": [folded_name(name) for name in names]})
    keyed = text.join(keys, on="organization", how="left")
    found: pl.DataFrame = keyed.with_columns(first=polars.col("number").min().over("key")).drop("key")
    return found.sort("first", "number")


def _organizations(table: _Table, sizes: Sequence[int]) -> Iterator[Organization]:
    """The organizations, so many at one time that they have some thousand rows together."""
    columns = [name for name in table.frame.columns if name not in ("organization", "number", "first")]
    start = 0
    for block in _blocks(sizes):
        frame = table.frame.slice(start, sum(block))
        start += sum(block)
        rows = list(zip(*(frame[name].to_list() for name in columns), strict=True))
        names, numbers = frame["organization"].to_list(), frame["number"].to_list()
        end = 0
        for size in block:
            here = slice(end, end := end + size)
            yield _organization(table, columns, names[here], numbers[here], rows[here])


def _blocks(sizes: Sequence[int]) -> Iterator[list[int]]:
    total = 0

    def block(size: int) -> int:
        nonlocal total
        total += size
        return total // _ROWS_AT_ONCE

    return (list(group) for _, group in groupby(sizes, key=block))


def _organization(
    table: _Table,
    columns: Sequence[str],
    names: Sequence[str],
    numbers: Sequence[int],
    rows: Sequence[tuple[str, ...]],
) -> Organization:
    """Some rows as the text of a roster in CSV; those that only name the organization say nothing."""
    problem = _problem(names, numbers, rows, table.broken)
    sentence = None
    if problem is not None:
        sentence = str(InvalidFile(table.path, [in_rows(problem, table.unit)]))
    written = [(number, row) for number, row in zip(numbers, rows, strict=True) if any(row)]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows([columns, *(row for _, row in written)])
    return Organization(
        name=names[0],
        source=str(table.path),
        text=buffer.getvalue().encode(errors="replace"),
        ending=".csv",
        rows=tuple(number for number, _ in written),
        unit=table.unit,
        problem=sentence,
    )


def _problem(
    names: Sequence[str], numbers: Sequence[int], rows: Sequence[tuple[str, ...]], broken: Mapping[int, str]
) -> Problem | None:
    """What only the whole table shows about an organization; the rest its reader finds."""
    if not names[0]:
        more = f" ({counted(len(names) - 1, 'more such row')})" if len(names) > 1 else ""
        return Problem("organization", f"the row names no organization: write whose it is{more}", numbers[0])
    for name, number in zip(names, numbers, strict=True):
        if number in broken:
            return Problem("", broken[number], number)
        if name != names[0]:
            message = f"'{name}' is also written '{names[0]}': write the name in one way"
            return Problem("organization", message, number)
    if not any(map(any, rows)):
        return Problem("person", "the row names nobody: write who works there", numbers[0])
    return None
