"""The texts that the cells of an .xls share."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_IS_WIDE, _HAS_MORE, _HAS_FORMATS = 1, 4, 8


def longest_text(chunks: Sequence[bytes]) -> int:
    """How many characters the longest of the texts has.

    Args:
        chunks: what the record of the texts holds, and those that continue it.

    Raises:
        struct.error, IndexError, ValueError: they end in the middle of a text.
    """
    count = struct.unpack_from("<I", chunks[0], 4)[0]
    if count * 3 > sum(map(len, chunks)):
        raise ValueError("more texts are said to be there than there is room for")
    texts = _Texts(chunks)
    return max((texts.skipped() for _ in range(count)), default=0)


class _Texts:
    def __init__(self, chunks: Sequence[bytes]) -> None:
        self.chunks = iter(chunks)
        self.chunk = next(self.chunks)
        self.at = 8

    def skipped(self) -> int:
        """The characters of the next text, behind which reading goes on."""
        if self.at >= len(self.chunk):
            self._continue(0)
        characters, flags = struct.unpack_from("<HB", self.chunk, self.at)
        self.at += 3
        rest = 0
        if flags & _HAS_FORMATS:
            rest += 4 * self._number("<H")
        if flags & _HAS_MORE:
            rest += self._number("<I")
        self._skip_characters(characters, 1 + (flags & _IS_WIDE))
        self._skip(rest)
        return int(characters)

    def _number(self, form: str) -> int:
        number: int = struct.unpack_from(form, self.chunk, self.at)[0]
        self.at += struct.calcsize(form)
        return number

    def _skip_characters(self, left: int, size: int) -> None:
        while True:
            taken = min(left, (len(self.chunk) - self.at) // size)
            self.at += taken * size
            left -= taken
            if not left:
                return
            self._continue(1)
            size = 1 + (self.chunk[0] & _IS_WIDE)

    def _skip(self, left: int) -> None:
        while left > len(self.chunk) - self.at:
            left -= len(self.chunk) - self.at
            self._continue(0)
        self.at += left

    def _continue(self, at: int) -> None:
        chunk = next(self.chunks, None)
        if chunk is None:
            raise ValueError("a text ends in its middle")
        self.chunk, self.at = chunk, at
