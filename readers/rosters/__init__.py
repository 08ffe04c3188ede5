"""Rosters from YAML, JSON, Parquet, workbooks and text files of many kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Literal

from ...models.errors import InvalidFile, UnreadableFile
from ...models.extras import extra
from ...models.programs import Program
from ...models.rosters import Roster
from ..documents import LARGEST_FILE_BYTES, read_document
from ..table_rosters import TableRoster
from ..validation import validated
from .asked import asked_of
from .endings import TABLES

#: CSV files above this are read by columns.
LARGE_CSV_BYTES = 1_000_000


def read_roster(
    path: Path | str,
    *,
    program: Program | None = None,
    sheet: str | None = None,
    dates: Literal["day-first", "month-first"] | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    remark: Callable[[str], None] | None = None,
) -> Roster | TableRoster:
    """The roster in a file: YAML, JSON, a workbook, a text file of rows and cells, or Parquet.

    Tables are read in the layouts that docs/rosters.md describes: a row for each person and credential,
    a row for each person with a column for each credential, the vendor's report on trainings, and
    this tool's own workbooks. Encodings, separators and headings in English, German, Spanish and
    French are recognized.

    Parquet, and with Polars installed CSV above 1 MB with the columns `person,credential` and
    optionally `passed,expires`, is read by columns: that is a `TableRoster`, which has no object for
    each person.

    Args:
        path: the file.
        program: whose credentials headings and titles mean. Without one, headings are credentials
            where nothing but marks and dates stands below them.
        sheet: the sheet of a workbook that is the roster, where several may be.
        dates: which comes first in dates such as 02/10/2019, where nothing in the file tells.
        encoding: of a text file, where it is not recognized.
        columns: headings by what they mean (person, credential, passed, expires, ...), where they
            are not recognized.
        remark: takes what a person should know of how the file was read, a sentence each.

    Raises:
        UnreadableFile: missing, a directory, empty, binary, too large, of another kind, or without
            the sheet or encoding named.
        InvalidFile: what it says is not a roster, or not understood; it names the place and the fix.
        MissingExtra: Parquet is read with Polars, which is not installed.
    """
    path = Path(path)
    ending = path.suffix.lower()
    asked = asked_of(sheet, dates, encoding, columns)
    asked.refuse_for(path)
    if ending == ".parquet":
        return _by_columns(path, "A Parquet file", program, remark)
    if ending not in TABLES:
        return validated(Roster, read_document(path, other_endings=(*TABLES, ".parquet")))
    if ending == ".csv" and asked.is_nothing and _is_large(path):
        try:
            return _by_columns(path, "A large CSV file", program, remark)
        except (InvalidFile, UnreadableFile):
            if path.stat().st_size > LARGEST_FILE_BYTES:
                raise
    from .tables import table_document  # YAML needs nothing of it

    return validated(Roster, table_document(path, program, asked, remark))


def _by_columns(
    path: Path, what: str, program: Program | None, remark: Callable[[str], None] | None
) -> TableRoster:
    extra("polars", "large", what)
    from ..large_rosters import read_large_roster
    from .credentials import Credentials

    credentials = Credentials(program)
    roster = read_large_roster(path, credentials.meant if program else None)
    if remark is not None:
        credentials.tell(remark)
    return roster


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
