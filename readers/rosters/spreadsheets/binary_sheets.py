"""Sheets of .xls as they stand in records: how far they reach, and the errors that they show."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

from ....models.errors import UnreadableFile
from .binary_texts import longest_text
from .limits import Unread, damaged, refuse_large, refuse_long

_END, _BEGIN, _PASSWORD, _SHEET, _TEXTS, _CONTINUED, _SIZE = 0x0A, 0x809, 0x2F, 0x85, 0xFC, 0x3C, 0x200
_FORMULA, _RESULT, _SEVERAL, _FLAG, _TEXT = 0x06, 0x207, 0xBD, 0x205, 0xFD
#: Records of cells: numbers, texts, results of formulas, errors.
_CELLS = frozenset((_FORMULA, _RESULT, _SEVERAL, _FLAG, _TEXT, 0x203, 0x204, 0x27E))
_CHART = 0x20
#: No record is of this kind.
_NOTHING = 0xFFFF
_HEAD = struct.Struct("<HH")
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A",
}  # fmt: skip

#: Kind, place and length of a record.
_Record = tuple[int, int, int]


class BinaryWorkbook:
    """The records of a workbook.

    Attributes:
        stream: all of them, but for what readers misunderstand: how large a sheet is said to be, for
            which they take memory, and the numbers of charts, which they take for cells.
    """

    def __init__(self, path: Path, stream: bytes) -> None:
        self.path = path
        self.stream = bytearray(stream)
        self._longest = 0
        self._left = 0

    def sheets(self) -> list[Unread]:
        """What readers do not give of each sheet.

        Raises:
            UnreadableFile: protected by a password, records are damaged, or there are too many cells.
            struct.error: a record is too short.
        """
        self._left = len(self.stream)
        records = list(self._records(0))
        for number, (kind, at, _) in enumerate(records):
            if kind == _PASSWORD and any(self.stream[at : at + 2]):
                raise UnreadableFile(self.path, "is protected by a password: save it without one")
            if kind == _TEXTS:
                self._longest = longest_text(self._with_continued(records, number))
        starts = [struct.unpack_from("<I", self.stream, at)[0] for kind, at, _ in records if kind == _SHEET]
        self._left = len(self.stream)  # sheets do not share records
        return [self._sheet(start) for start in starts]

    def _records(self, start: int) -> Iterator[_Record]:
        """Until what begins there ends, without what it has in it."""
        at, depth, is_chart = start, 0, False
        while at < len(self.stream):
            kind, length = _HEAD.unpack_from(self.stream, at)
            if kind == _END and depth <= 1:
                return
            depth += kind == _BEGIN
            is_chart |= kind == _BEGIN and depth == 1 and self._is_chart(at)
            if depth > 1 or (is_chart and kind != _BEGIN):
                self._hide(kind, at)
            else:
                yield kind, at + 4, length
            depth -= kind == _END
            self._left -= 4 + length
            at += 4 + length
            if self._left < 0 or at > len(self.stream):
                raise damaged(self.path)

    def _is_chart(self, at: int) -> bool:
        return bool(_HEAD.unpack_from(self.stream, at + 4)[1] == _CHART)

    def _hide(self, kind: int, at: int) -> None:
        if kind in _CELLS or kind in (_BEGIN, _END):
            struct.pack_into("<H", self.stream, at, _NOTHING)

    def _with_continued(self, records: Sequence[_Record], number: int) -> list[bytes]:
        """The content of a record, and of those that continue it."""
        found: list[bytes] = []
        for kind, at, length in records[number:]:
            if found and kind != _CONTINUED:
                break
            found.append(bytes(self.stream[at : at + length]))
        return found

    def _sheet(self, start: int) -> Unread:
        unread, row, width, texts, formula = Unread(), 0, 0, 0, 0
        for kind, at, length in self._records(start):
            if kind not in _CELLS:
                if kind == _SIZE:
                    self.stream[at : at + length] = bytes(length)
                continue
            last, (row, column) = row, self._place(kind, at, length, (formula, 0))
            if row < last:
                raise damaged(self.path)
            width = max(width, column + 1)
            texts += kind == _TEXT
            if kind == _FORMULA:
                formula = row
            if error := self._error(kind, at):
                unread.errors.append((((row, column), (row, column)), error))
        refuse_large(self.path, row + 1, width)
        refuse_long(self.path, texts * self._longest)
        return unread

    def _place(self, kind: int, at: int, length: int, formula: tuple[int, int]) -> tuple[int, int]:
        """The row of a record and the last column that it fills; texts may be the result of a formula."""
        if kind == _RESULT:
            return formula
        row, column = _HEAD.unpack_from(self.stream, at)
        if kind == _SEVERAL:
            column = struct.unpack_from("<H", self.stream, at + length - 2)[0]
        return row, column

    def _error(self, kind: int, at: int) -> str | None:
        """The error that a cell shows, as a value of its own or as the result of a formula."""
        if kind == _FLAG and self.stream[at + 7] == 1:
            return _ERRORS.get(self.stream[at + 6], "#VALUE!")
        if kind == _FORMULA and self.stream[at + 6] == 2 and self.stream[at + 12 : at + 14] == b"\xff\xff":
            return _ERRORS.get(self.stream[at + 8], "#VALUE!")
        return None
