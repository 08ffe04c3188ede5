"""Tables of .ods as they stand in XML: how far they reach, merged cells, and the errors that they show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

from . import limits
from .limits import Unread, damaged, refuse_large, refuse_long

_CELLS = ("table:table-cell", "table:covered-table-cell")
#: How errors are shown, where nothing else says that they are errors.
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:[0-9]{3}")


class Tables:
    """The tables of a document, counted as readers count them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._found: list[Unread] = []
        self._is_in_table = self._is_in_cell = False
        self._row, self._rows, self._column, self._columns = 0, 0, 0, 0
        self._height, self._width, self._reach = 0, 0, 0
        self._made, self._pending = 0, 0  # cells that a reader makes, and those if more follow in their row
        self._began, self._characters = 0, 0
        self._given: Mapping[str, str] = {}
        self._texts: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, xml: bytes) -> list[Unread]:
        """What readers do not give of each table that has a name.

        Raises:
            UnreadableFile: tables lie in tables, a number is none, or there are too many cells.
            expat.ExpatError: this is no XML.
        """
        self._parser.Parse(xml, True)
        return self._found

    def _start(self, name: str, given: Mapping[str, str]) -> None:
        if name in _CELLS:
            self._new_cell(given)
        elif name == "table:table-row":
            self._row += self._rows
            self._rows, self._column, self._columns, self._pending = (
                self._times(given, "table:number-rows-repeated"), 0, 0, 0,
            )  # fmt: skip
        elif name == "text:p":
            self._new_paragraph()
        elif name == "text:s":
            self._characters += self._times(given, "text:c") * self._rows * self._columns
            refuse_long(self.path, self._characters)
        elif name == "table:table":
            self._new_table(given)

    def _new_table(self, given: Mapping[str, str]) -> None:
        if self._is_in_table:
            raise damaged(self.path)
        self._is_in_table = True
        self._row, self._rows, self._height, self._width, self._reach, self._made = 0, 0, 0, 0, 0, 0
        if "table:name" in given:
            self._found.append(Unread())

    def _new_cell(self, given: Mapping[str, str]) -> None:
        self._column += self._columns
        self._columns = self._times(given, "table:number-columns-repeated")
        self._made += self._pending
        self._pending = self._columns
        if _is_filled(given):
            self._made, self._pending = self._made + self._columns, 0
            self._height = self._row + self._rows
            self._width = max(self._width, self._column + self._columns)
            refuse_large(self.path, self._height, self._width)
        self._reach = max(self._reach, self._column + self._columns)
        if self._made > limits.MOST_CELLS:
            refuse_large(self.path, self._row + self._rows, self._reach)
        self._given, self._is_in_cell, self._began = given, True, self._parser.CurrentByteIndex

    def _new_paragraph(self) -> None:
        """The first one says what is wrong, if the cell has a formula."""
        if self._is_in_cell and "table:formula" in self._given and not self._texts:
            self._parser.CharacterDataHandler = self._texts.append

    def _end(self, name: str) -> None:
        if name in _CELLS:
            self._end_cell()
        elif name == "text:p":
            self._parser.CharacterDataHandler = None
        elif name == "table:table":
            self._is_in_table = False

    def _end_cell(self) -> None:
        copies = self._rows * self._columns
        if copies > 1 and not self._pending:
            self._characters += (self._parser.CurrentByteIndex - self._began) * copies
            refuse_long(self.path, self._characters)
        if len(self._given) > 1 and self._found:
            self._note(self._found[-1])
        self._is_in_cell = False
        self._texts.clear()

    def _note(self, unread: Unread) -> None:
        """Errors and merged cells."""
        given, text, place = self._given, "".join(self._texts).strip(), (self._row, self._column)
        if given.get("calcext:value-type") == "error" or _ERROR.fullmatch(text):
            last = (self._row + self._rows - 1, self._column + self._columns - 1)
            unread.errors.append(((place, last), text or "#VALUE!"))
        height = self._times(given, "table:number-rows-spanned")
        width = self._times(given, "table:number-columns-spanned")
        if height > 1 or width > 1:
            unread.merged.append((place, (self._row + height - 1, self._column + width - 1)))

    def _times(self, given: Mapping[str, str], name: str) -> int:
        text = given.get(name)
        if text is None:
            return 1
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise damaged(self.path)
        return int(text)


def _is_filled(given: Mapping[str, str]) -> bool:
    """Whether a cell has a value or a formula, and not only a format."""
    return any(name.startswith("office:") or name == "table:formula" for name in given)
