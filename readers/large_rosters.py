"""Large rosters: the columns of a table to its people, by the same rules as row by row.

What breaks a rule is found by columns; then the rows in question, and no others, are read as
those of small files are, which says what is wrong with them. Needs Polars.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..models.base import LONGEST_TEXT, folded_name
from ..models.errors import InvalidFile, Problem
from ..models.rosters import Roster
from .coded import Coded, coded, composed, fold_keys
from .large_tables import Columns, read_columns
from .parquet import read_parquet
from .people_table import EARLIEST, LATEST, PeopleTable, days_in, people_table
from .roster_rows import OPTIONAL, REQUIRED, people_in
from .table_rosters import TableRoster
from .tables import Row
from .validation import validated

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

_LONGEST_CREDENTIAL = 200
#: If something is wrong with more people than this, the rest is counted only.
_MOST_REFUSED = 1_000


def read_large_roster(path: Path, meant: Callable[[str], str] | None = None) -> TableRoster:
    """The roster in a Parquet file, or in a large CSV file.

    Args:
        path: the file.
        meant: the credential that is meant by what stands there; None: as it stands there.

    Raises:
        UnreadableFile, InvalidFile: see `read_roster`.
    """
    if path.suffix.lower() == ".parquet":
        columns = read_parquet(path, REQUIRED, OPTIONAL, dates=OPTIONAL)
    else:
        columns = read_columns(path, REQUIRED, OPTIONAL)
    try:
        return TableRoster(_people(columns, meant))
    except InvalidFile as error:
        raise columns.located(error) from None


def _people(columns: Columns, meant: Callable[[str], str] | None) -> PeopleTable:
    rows = _rows(columns)
    _refuse_rows(rows)
    if columns.broken:
        raise columns.broken
    if not len(rows.numbers):
        people_in(rows.path, ())  # says what is missing
    _refuse_values(rows)
    names = rows.person.changed(composed(rows.person.texts))
    texts = composed(rows.credential.texts)
    if meant is not None:
        texts = texts.map_elements(meant, return_dtype=texts.dtype)
    credentials = rows.credential.changed(texts)
    return people_table(names, credentials, rows.passed.of_rows(), rows.expires.of_rows())


@dataclass(frozen=True)
class _Dates:
    """A column of dates: the day of each of its texts, and which of these are no dates."""

    cells: Coded
    days: NDArray[np.int32]
    is_wrong: NDArray[np.bool_]

    def of_rows(self) -> NDArray[np.int32]:
        """The day of each row."""
        return self.days[self.cells.codes]


@dataclass(frozen=True)
class _Rows:
    """The rows that are not blank; `numbers` says where they stand in the file."""

    path: Path
    numbers: NDArray[np.uint32]
    person: Coded
    credential: Coded
    passed: _Dates
    expires: _Dates

    def cells(self, rows: Iterable[int]) -> Iterator[Row]:
        """Some rows as the reader of small files has them."""
        columns = {
            "person": self.person,
            "credential": self.credential,
            "passed": self.passed.cells,
            "expires": self.expires.cells,
        }
        for row in rows:
            yield int(self.numbers[row]), {name: column.text(row) for name, column in columns.items()}


def _rows(columns: Columns) -> _Rows:
    import numpy as np

    height = columns.frame.height
    cells = [
        coded(columns.frame[name]) if name in columns.frame.columns else _nothing(height)
        for name in (*REQUIRED, *OPTIONAL)
    ]
    kept = np.zeros(height, dtype=np.bool_)
    for column in cells:
        kept |= _is_given(column)
    if not kept.all():
        cells = [column.where(kept) for column in cells]
    return _Rows(
        columns.path,
        columns.numbers.to_numpy()[kept],
        cells[0],
        cells[1],
        _dates(cells[2], EARLIEST),
        _dates(cells[3], LATEST),
    )


def _nothing(height: int) -> Coded:
    import numpy as np
    import polars as pl

    return Coded(np.zeros(height, dtype=np.uint32), pl.Series([""]))


def _is_given(cells: Coded) -> NDArray[np.bool_]:
    given: NDArray[np.bool_] = (cells.texts != "").to_numpy()[cells.codes]
    return given


def _dates(cells: Coded, if_none: int) -> _Dates:
    days, is_wrong = days_in(cells.texts, if_none)
    return _Dates(cells, days, is_wrong)


def _refuse_rows(rows: _Rows) -> None:
    """Refuse the first row that is incomplete, or has another spelling of a name."""
    import numpy as np

    dated = _is_given(rows.passed.cells) | _is_given(rows.expires.cells)
    is_half = ~_is_given(rows.person) | (~_is_given(rows.credential) & dated)
    found = [[row] for row in np.flatnonzero(is_half)[:1].tolist()] + _second_spellings(rows)
    if found:
        first = min(culprits[-1] for culprits in found)
        people_in(rows.path, rows.cells(next(culprits for culprits in found if culprits[-1] == first)))


def _second_spellings(rows: _Rows) -> list[list[int]]:
    """For each name that is written in two ways, the first row of each of the first two."""
    import polars as pl

    keys = fold_keys(rows.person.texts).hash()
    alike = pl.DataFrame({"name": rows.person.texts, "key": keys}).filter(keys.is_duplicated())
    if alike.is_empty():
        return []
    first = _first_rows(rows.person)
    found: dict[str, list[int]] = {}
    for name, code in zip(alike["name"], rows.person.texts.search_sorted(alike["name"]), strict=True):
        found.setdefault(folded_name(name), []).append(int(first[code]))
    return [sorted(spelled)[:2] for spelled in found.values() if len(spelled) > 1]


def _first_rows(cells: Coded) -> NDArray[np.int64]:
    """The first row that has each text."""
    import numpy as np

    first = np.full(len(cells.texts), len(cells.codes), dtype=np.int64)
    first[cells.codes[::-1]] = np.arange(len(cells.codes) - 1, -1, -1)
    return first


def _refuse_values(rows: _Rows) -> None:
    """Refuse texts that are too long or have control characters, and what is no date."""
    import numpy as np

    bad_name = _is_no_line(rows.person.texts, LONGEST_TEXT)
    bad_cells = [
        _is_no_line(rows.credential.texts, _LONGEST_CREDENTIAL)[rows.credential.codes],
        *(dates.is_wrong[dates.cells.codes] for dates in (rows.passed, rows.expires)),
    ]
    bad_row = np.logical_or.reduce(bad_cells)
    bad_order = ~bad_row & (rows.expires.of_rows() < rows.passed.of_rows())
    found = int(sum(map(np.count_nonzero, (bad_name, *bad_cells, bad_order))))
    if found:
        whose = bad_name.copy()
        whose[rows.person.codes[bad_row | bad_order]] = True
        _refuse_people(rows, whose, found)


def _is_no_line(texts: pl.Series, longest: int) -> NDArray[np.bool_]:
    no_line: NDArray[np.bool_] = (
        (texts.str.len_chars() > longest) | texts.str.contains(r"\p{Cc}")
    ).to_numpy()
    return no_line


def _refuse_people(rows: _Rows, whose: NDArray[np.bool_], found: int) -> None:
    """Say what is wrong with some people, of whose names and rows so many things are."""
    import numpy as np

    first = np.sort(_first_rows(rows.person)[whose])[:_MOST_REFUSED]
    chosen = np.zeros(len(rows.person.texts), dtype=np.bool_)
    chosen[rows.person.codes[first]] = True
    document = people_in(rows.path, rows.cells(np.flatnonzero(chosen[rows.person.codes])))
    try:
        validated(Roster, document)
    except InvalidFile as error:
        listed = error.problems
        if found > len(listed):
            listed = listed[: InvalidFile.MOST_LISTED - 1]
            listed = (*listed, Problem("", f"{found - len(listed):,} more values are wrong like these"))
        raise InvalidFile(rows.path, listed) from None
    raise AssertionError(f"{rows.path}: what was refused by columns is accepted row by row")
