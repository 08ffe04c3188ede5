"""Sheets of .xlsx as they stand in XML: how far they reach, and the errors that they show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

from ....models.errors import UnreadableFile
from ..sheets import letters
from .limits import Area, damaged, refuse_large

_CELL = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ROW = re.compile(r"[A-Za-z]{0,3}([0-9]{1,7})")


class Cells:
    """The cells of a sheet, counted as readers count them.

    Attributes:
        shared: how many cells have a text that others may share.
        errors: where an error such as #REF! is shown.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.shared = 0
        self.errors: list[tuple[Area, str]] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._row, self._row_text, self._column = -1, "", 0
        self._columns: dict[str, int] = {}
        self._last_row, self._width = 0, 0
        self._kind: str | None = None
        self._is_watched = self._has_formula = self._has_value = False
        self._texts: list[str] = []

    def read(self, xml: bytes) -> Cells:
        """Itself, with what stands in a sheet.

        Raises:
            UnreadableFile: rows are out of order, a formula was never calculated, or there are too many
                cells.
            expat.ExpatError: this is no XML.
        """
        self._parser.Parse(xml, True)
        self._finish()
        refuse_large(self.path, self._last_row + 1, self._width)
        return self

    def _start(self, name: str, given: Mapping[str, str]) -> None:
        if ":" in name:
            name = name.partition(":")[2]
        if name == "c":
            self._cell(given)
        elif name == "v" or name == "is":
            if self._is_watched:
                self._parser.CharacterDataHandler = self._texts.append
            self._has_value = True
        elif name == "f":
            self._has_formula = self._kind != "str"
            self._is_watched |= self._has_formula and not self._has_value
        elif name == "row":
            self._new_row(given.get("r"))

    def _new_row(self, number: str | None) -> None:
        if number is None:
            self._row += 1
        elif found := _ROW.fullmatch(number):
            self._row = int(found[1]) - 1
        else:
            raise damaged(self.path)
        self._row_text, self._column = str(self._row + 1), 0

    def _cell(self, given: Mapping[str, str]) -> None:
        if self._is_watched:
            self._finish()
        row, column = self._place(given.get("r"))
        if row < self._last_row:
            raise damaged(self.path)
        self._last_row, self._column = row, column + 1
        if column >= self._width:
            self._width = column + 1
        self._kind, self._has_value = given.get("t"), False
        if self._kind == "s":
            self.shared += 1
        elif self._kind == "e":
            self._is_watched = True

    def _place(self, place: str | None) -> tuple[int, int]:
        if place is None:
            return max(self._row, 0), self._column
        column = self._columns.get(place.removesuffix(self._row_text))
        if column is not None:
            return self._row, column
        found = _CELL.fullmatch(place)
        if found is None:
            raise damaged(self.path)
        column = self._columns[found[1]] = column_of(found[1].upper())
        return int(found[2]) - 1, column

    def _finish(self) -> None:
        """What was watched in the last cell: an error, or a formula that has no value yet."""
        text, place = "".join(self._texts).strip(), (self._last_row, self._column - 1)
        if self._has_formula and not text:
            raise _not_calculated(self.path, place)
        if self._kind == "e" and text:
            self.errors.append(((place, place), text))
        self._parser.CharacterDataHandler = None
        self._is_watched = self._has_formula = False
        self._texts.clear()


def _not_calculated(path: Path, place: tuple[int, int]) -> UnreadableFile:
    """A formula has no value before a spreadsheet program has calculated it: the cell would seem empty."""
    cell = f"{letters(place[1])}{place[0] + 1}"
    return UnreadableFile(
        path, f"cell {cell} has a formula that was never calculated: open the file and save it"
    )


def column_of(name: str) -> int:
    """The number of a column by its letters: A is 0."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def parts_of_sheets(parts: Mapping[str, bytes]) -> list[str]:
    """The part that each sheet of a workbook is in, in small letters; "" if it is not known."""
    targets = {
        item.get("Id"): item.get("Target", "")
        for item in _elements(parts.get("xl/_rels/workbook.xml.rels", b""), "Relationship")
    }
    sheets = _elements(parts.get("xl/workbook.xml", b""), "sheet")
    return [_part(targets.get(item.get("r:id", item.get("relationships:id")), "")) for item in sheets]


def _part(target: str) -> str:
    target = target.removeprefix("/").lower()
    return target if target.startswith("xl/") else f"xl/{target}"


def _elements(xml: bytes, name: str) -> list[dict[str, str]]:
    """The attributes of each element of a name."""
    found: list[dict[str, str]] = []

    def start(element: str, given: dict[str, str]) -> None:
        if element.rpartition(":")[2] == name:
            found.append(given)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    if xml:
        parser.Parse(xml, True)
    return found
