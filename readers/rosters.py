"""Rosters from YAML, JSON and CSV files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..models.base import did_you_mean, folded_name
from ..models.errors import InvalidFile, Problem
from ..models.rosters import Roster
from .documents import Document, read_document, read_text
from .validation import validated

_REQUIRED = ("person", "credential")
_COLUMNS = (*_REQUIRED, "passed", "expires")


def read_roster(path: Path | str) -> Roster:
    """The roster in a `.yaml`, `.yml`, `.json` or `.csv` file.

    CSV has the columns `person,credential` and optionally `passed,expires`, a row
    for each credential; an empty credential is a person who holds nothing.

    Raises:
        UnreadableFile: missing, a directory, empty, binary, not UTF-8, or of another kind.
        InvalidFile: what it says is not a roster; it names line, place and fix.
    """
    path = Path(path)
    is_csv = path.suffix.lower() == ".csv"
    document = _read_csv(path) if is_csv else read_document(path, other_endings=(".csv",))
    return validated(Roster, document)


def _read_csv(path: Path) -> Document:
    rows = _rows(path, read_text(path))
    _, header = next(rows)
    columns = _columns(path, header)
    people: dict[str, list[dict[str, str]]] = {}
    document = Document(path, {"people": people})
    spelled: dict[str, str] = {}
    for line, row in rows:
        values = _values(path, line, row, columns)
        name = spelled.setdefault(folded_name(values["person"]), values["person"])
        if name != values["person"]:
            message = f"'{values['person']}' is also written '{name}': write the name in one way"
            raise InvalidFile(path, [Problem("person", message, line)])
        holds = people.setdefault(name, [])
        if values["credential"]:
            document.lines["people", name, len(holds)] = line
            holds.append({key: value for key, value in values.items() if value and key != "person"})
    if not people:
        raise InvalidFile(path, [Problem("", "has no rows below the header: add a row for each person")])
    return document


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each row that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
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


def _columns(path: Path, header: list[str]) -> list[str]:
    columns = [name.casefold() for name in header]
    problems = [
        Problem(
            "",
            f"the column '{name}' is missing: the header must name {','.join(_REQUIRED)}{_hint(header)}",
            1,
        )
        for name in _REQUIRED
        if name not in columns
    ]
    problems += [
        Problem(
            "", f"unknown column '{name}'.{did_you_mean(name, _COLUMNS)} Known here: {', '.join(_COLUMNS)}", 1
        )
        for name in columns
        if name not in _COLUMNS and not problems
    ]
    problems += [
        Problem("", f"the column '{name}' stands twice: keep one", 1)
        for name in _COLUMNS
        if columns.count(name) > 1
    ]
    if problems:
        raise InvalidFile(path, problems)
    return columns


def _hint(header: list[str]) -> str:
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        return "; cells must be separated by commas"
    return ""


def _values(path: Path, line: int, row: list[str], columns: list[str]) -> dict[str, Any]:
    if len(row) > len(columns):
        message = f"has {len(row)} cells, but the header has {len(columns)}: put text with commas in quotes"
        raise InvalidFile(path, [Problem("", message, line)])
    values = dict.fromkeys(_COLUMNS, "") | dict(zip(columns, row, strict=False))
    if not values["person"]:
        raise InvalidFile(path, [Problem("person", "the row names nobody: write who holds this", line)])
    if not values["credential"] and (values["passed"] or values["expires"]):
        raise InvalidFile(path, [Problem("credential", "the row has a date but no credential", line)])
    return values
