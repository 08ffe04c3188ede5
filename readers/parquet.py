"""Tables in Parquet files, by columns. Needs Polars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ..models.errors import InvalidFile, Problem, UnreadableFile
from .large_tables import LARGEST_TABLE_BYTES, LARGEST_TABLE_ROWS, Columns, opened
from .tables import known_columns

if TYPE_CHECKING:
    import polars as pl


def read_parquet(
    path: Path, required: Sequence[str], optional: Sequence[str], dates: Sequence[str] = ()
) -> Columns:
    """The columns of a Parquet file, as they are stored.

    Args:
        path: the file.
        required: the columns that it must have.
        optional: those that it may have besides; no other.
        dates: those that may be dates; the others are text, whole numbers or categories.

    Raises:
        UnreadableFile: see `opened`; also if it is not Parquet, or has too many rows.
        InvalidFile: it has other columns, or of other types.
    """
    import polars as pl

    with opened(path) as file:
        raw = file.read(LARGEST_TABLE_BYTES)
    if not raw:
        raise UnreadableFile(path, "is empty")
    try:
        table = pl.scan_parquet(BytesIO(raw), glob=False, hive_partitioning=False)
        schema, rows = table.collect_schema(), table.select(pl.len()).collect().item()
        if rows > LARGEST_TABLE_ROWS:
            raise UnreadableFile(path, f"has more than {LARGEST_TABLE_ROWS:,} rows")
        _refuse_columns(path, schema, required, optional, dates)
        frame = table.collect()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise UnreadableFile(path, f"is not Parquet, or damaged ({type(error).__name__})") from None
    frame.columns = [name.strip().casefold() for name in frame.columns]
    return Columns(path, frame, pl.int_range(1, 1 + frame.height, dtype=pl.UInt32, eager=True), unit="row")


def _refuse_columns(
    path: Path,
    schema: Mapping[str, pl.DataType],
    required: Sequence[str],
    optional: Sequence[str],
    dates: Sequence[str],
) -> None:
    header = [name.strip() for name in schema]
    names = known_columns(path, header, required, (*required, *optional), line=None)
    problems = [
        Problem("", f"the column '{name}' holds {kind}: write {_instead(name in dates)}")
        for name, kind in zip(names, schema.values(), strict=True)
        if not _is_readable(kind, name in dates)
    ]
    if problems:
        raise InvalidFile(path, problems)


def _is_readable(kind: pl.DataType, may_be_date: bool) -> bool:
    import polars as pl

    if kind in (pl.String, pl.Categorical, pl.Enum, pl.Null):
        return True
    if may_be_date:
        return kind == pl.Date or (isinstance(kind, pl.Datetime) and kind.time_zone is None)
    return kind.is_integer()


def _instead(may_be_date: bool) -> str:
    return "dates, or text as YYYY-MM-DD" if may_be_date else "text"
