"""Rosters from YAML, JSON, CSV and Parquet files."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from ..models.extras import extra
from ..models.rosters import Roster
from .documents import LARGEST_FILE_BYTES, Document, read_document
from .roster_rows import OPTIONAL, REQUIRED, people_in
from .table_rosters import TableRoster
from .tables import read_table
from .validation import validated

#: CSV files above this are read by columns.
LARGE_CSV_BYTES = 1_000_000
_TABLES = (".csv", ".parquet")


def read_roster(path: Path | str) -> Roster | TableRoster:
    """The roster in a `.yaml`, `.yml`, `.json`, `.csv` or `.parquet` file.

    CSV and Parquet have the columns `person,credential` and optionally `passed,expires`, a row
    for each credential; an empty credential is a person who holds nothing.

    Parquet, and with Polars installed CSV above 1 MB, is read by columns: that is a
    `TableRoster`, which has no object for each person.

    Raises:
        UnreadableFile: missing, a directory, empty, binary, not UTF-8, too large, or of another kind.
        InvalidFile: what it says is not a roster; it names line (or row), place and fix.
        MissingExtra: Parquet is read with Polars, which is not installed.
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending == ".parquet" or (ending == ".csv" and _is_large(path)):
        extra("polars", "large", "A Parquet file")
        from .large_rosters import read_large_roster

        return read_large_roster(path)
    document = _read_csv(path) if ending == ".csv" else read_document(path, other_endings=_TABLES)
    return validated(Roster, document)


def _is_large(path: Path) -> bool:
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        return False  # its reader says what is wrong
    if size > LARGEST_FILE_BYTES:
        extra("polars", "large", f"A CSV file above {LARGEST_FILE_BYTES // 1024**2} MiB")
    return size > LARGE_CSV_BYTES and _has_polars()


def _has_polars() -> bool:
    try:
        import_module("polars")
    except ImportError:
        return False
    return True


def _read_csv(path: Path) -> Document:
    return people_in(path, read_table(path, REQUIRED, OPTIONAL))
