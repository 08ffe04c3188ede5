"""Rows of a roster table to its people: what each row may say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ..models.base import folded_name
from ..models.errors import InvalidFile, Problem
from .documents import Document
from .tables import Row

REQUIRED = ("person", "credential")
OPTIONAL = ("passed", "expires")


def people_in(path: Path, rows: Iterable[Row]) -> Document:
    """The rows as the data of a roster, a row for each credential.

    Raises:
        InvalidFile: a row is incomplete, a name is written in two ways, or there are no rows.
    """
    people: dict[str, list[dict[str, str]]] = {}
    document = Document(path, {"people": people})
    spelled: dict[str, str] = {}
    for line, cells in rows:
        _refuse_half_rows(path, line, cells)
        name = spelled.setdefault(folded_name(cells["person"]), cells["person"])
        if name != cells["person"]:
            message = f"'{cells['person']}' is also written '{name}': write the name in one way"
            raise InvalidFile(path, [Problem("person", message, line)])
        holds = people.setdefault(name, [])
        document.lines.setdefault(("people", name), line)
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
