"""Tables from CSV files: a header that names the columns, and a row of cells for each line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..models.base import did_you_mean
from ..models.errors import InvalidFile, Problem
from .documents import read_text

#: The line of a row, and its cells by the columns of the header.
Row = tuple[int, dict[str, str]]


def read_table(path: Path, required: Sequence[str], optional: Sequence[str]) -> Iterator[Row]:
    """The rows of a CSV file that are not blank; a row that ends early has empty cells.

    Args:
        path: the file.
        required: the columns that the header must name.
        optional: those that it may name besides; no other.

    Raises:
        UnreadableFile: see `read_text`.
        InvalidFile: it is not CSV, or names other columns; raised on the way, at the row in question.
    """
    yield from rows_of(path, read_text(path), required, optional)


def rows_of(path: Path, text: str, required: Sequence[str], optional: Sequence[str]) -> Iterator[Row]:
    """The rows in the text of a CSV file; see `read_table`.

    Raises:
        InvalidFile: as there.
    """
    rows = cells_of(path, text)
    _, header = next(rows, (1, [""]))
    columns = known_columns(path, header, required, (*required, *optional))
    for line, row in rows:
        if len(row) > len(columns):
            message = (
                f"has {len(row)} cells, but the header has {len(columns)}: put text with commas in quotes"
            )
            raise InvalidFile(path, [Problem("", message, line)])
        yield line, dict.fromkeys(columns, "") | dict(zip(columns, row, strict=False))


def cells_of(path: Path, text: str, separator: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each row that is not blank.

    Raises:
        InvalidFile: it is not CSV; raised on the way, at the row in question.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InvalidFile(path, [Problem("", f"is not CSV: {error}", line)]) from None
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield line, cells


def known_columns(
    path: Path, header: list[str], required: Sequence[str], known: Sequence[str], line: int | None = 1
) -> list[str]:
    """The columns that a header names, in its order.

    Args:
        path: the file.
        header: the names as they stand there.
        required: those that must be among them.
        known: those that may be.
        line: where the header stands; None: in no line.

    Raises:
        InvalidFile: one is missing, not known or stands twice.
    """
    columns = [name.casefold() for name in header]
    problems = [
        Problem(
            "",
            f"the column '{name}' is missing: the header must name {','.join(required)}{_hint(header)}",
            line,
        )
        for name in required
        if name not in columns
    ]
    problems += [
        Problem(
            "", f"unknown column '{name}'.{did_you_mean(name, known)} Known here: {', '.join(known)}", line
        )
        for name in columns
        if name not in known and not problems
    ]
    problems += [
        Problem("", f"the column '{name}' stands twice: keep one", line)
        for name in known
        if columns.count(name) > 1
    ]
    if problems:
        raise InvalidFile(path, problems)
    return columns


def _hint(header: list[str]) -> str:
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        return "; cells must be separated by commas"
    return ""
