"""Rosters from YAML, JSON and CSV files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..models.base import folded_name
from ..models.errors import InvalidFile, Problem
from ..models.rosters import Roster
from .documents import Document, read_document
from .tables import read_table
from .validation import validated


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
    people: dict[str, list[dict[str, str]]] = {}
    document = Document(path, {"people": people})
    spelled: dict[str, str] = {}
    for line, cells in read_table(path, ("person", "credential"), ("passed", "expires")):
        _refuse_half_rows(path, line, cells)
        name = spelled.setdefault(folded_name(cells["person"]), cells["person"])
        if name != cells["person"]:
            message = f"'{cells['person']}' is also written '{name}': write the name in one way"
            raise InvalidFile(path, [Problem("person", message, line)])
        holds = people.setdefault(name, [])
        if cells["credential"]:
            document.lines["people", name, len(holds)] = line
            holds.append({key: cell for key, cell in cells.items() if cell and key != "person"})
    if not people:
        raise InvalidFile(path, [Problem("", "has no rows below the header: add a row for each person")])
    return document


def _refuse_half_rows(path: Path, line: int, cells: Mapping[str, str]) -> None:
    if not cells["person"]:
        raise InvalidFile(path, [Problem("person", "the row names nobody: write who holds this", line)])
    if not cells["credential"] and (cells.get("passed") or cells.get("expires")):
        raise InvalidFile(path, [Problem("credential", "the row has a date but no credential", line)])
