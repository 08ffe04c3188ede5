"""Compound files, in which .xls and protected workbooks lie: a stream is taken out, and put alone in one."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ....models.errors import UnreadableFile
from .binary_sheets import BinaryWorkbook
from .limits import Inspected, damaged

_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_LAST, _END, _FREE, _FAT = 0xFFFFFFFA, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_ENTRY = 128
#: Streams below this length lie in small sectors.
_SMALL, _SMALL_SECTOR = 4096, 64
#: Sectors of what the reader gets: so large that the header has room for a table of all of them.
_SECTOR = 4096


def inspected_compound(path: Path, raw: bytes) -> Inspected:
    """A workbook of .xls, alone in its file, that keeps the limits.

    Raises:
        UnreadableFile: this is none, it is damaged, protected by a password, or beyond the limits.
    """
    if not raw.startswith(_MAGIC):
        raise UnreadableFile(path, "is not a workbook that can be read: nothing in it says so")
    try:
        streams = _streams(raw)
        if "encryptedpackage" in streams:
            raise UnreadableFile(path, "is protected by a password: save it without one")
        name = "Workbook" if "workbook" in streams else "Book"
        workbook = BinaryWorkbook(path, streams[name.lower()])
        sheets = workbook.sheets()
        return Inspected(_alone(name, bytes(workbook.stream)), sheets)
    except (struct.error, LookupError, ValueError, OverflowError):
        raise damaged(path) from None


def _streams(raw: bytes) -> dict[str, bytes]:
    """The streams of a compound file that matter, by their names in small letters."""
    size = 1 << min(struct.unpack_from("<H", raw, 30)[0], 12)
    first, first_small = struct.unpack_from("<I", raw, 48)[0], struct.unpack_from("<I", raw, 60)[0]

    def sector(number: int) -> bytes:
        return raw[(number + 1) * size : (number + 2) * size]

    fat = _numbers(b"".join(map(sector, _fat_sectors(raw, size, sector))))
    entries = list(_entries(_chain(sector, fat, first)))
    small_fat = _numbers(_chain(sector, fat, first_small))
    small_raw = _chain(sector, fat, entries[0][1]) if small_fat else b""

    def small_sector(number: int) -> bytes:
        return small_raw[number * _SMALL_SECTOR : (number + 1) * _SMALL_SECTOR]

    return {
        name: (_chain(small_sector, small_fat, at) if length < _SMALL else _chain(sector, fat, at))[:length]
        for name, at, length in reversed(entries)
        if name in ("workbook", "book", "encryptedpackage")
    }


def _fat_sectors(raw: bytes, size: int, sector: Callable[[int], bytes]) -> list[int]:
    """The sectors with the table that says which sector follows which one."""
    count, more = struct.unpack_from("<I", raw, 44)[0], struct.unpack_from("<I", raw, 68)[0]
    found = list(struct.unpack_from("<109I", raw, 76))
    while more < _LAST and len(found) <= len(raw) // size:
        *numbers, more = _numbers(sector(more))
        found += numbers
    return [number for number in found[:count] if number < _LAST]


def _numbers(raw: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _chain(sector: Callable[[int], bytes], fat: Sequence[int], number: int) -> bytes:
    """What stands in a sector and in all that follow it."""
    found: list[bytes] = []
    while number < _LAST:
        if len(found) > len(fat):
            raise ValueError("sectors follow each other in a circle")
        found.append(sector(number))
        number = fat[number]
    return b"".join(found)


def _entries(directory: bytes) -> Iterator[tuple[str, int, int]]:
    """Name in small letters, first sector and length of each stream."""
    for at in range(0, len(directory) // _ENTRY * _ENTRY, _ENTRY):
        name = directory[at : at + min(struct.unpack_from("<H", directory, at + 64)[0], 64)]
        first, length = struct.unpack_from("<II", directory, at + 116)
        yield name.decode("utf-16-le", "replace").rstrip("\0").lower(), first, length


def _alone(name: str, stream: bytes) -> bytes:
    """A compound file with one stream."""
    length = max(len(stream), _SMALL)
    sectors = -(-length // _SECTOR)
    fats = -(-(sectors + 1) // (_SECTOR // 4 - 1))
    fat = [_END, *range(2, sectors + 1), _END, *([_FAT] * fats)]
    fat += [_FREE] * (fats * _SECTOR // 4 - len(fat))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", _MAGIC, 0x3E, 4, 0xFFFE, 12, 6, 1, fats, 0, 0, _SMALL, _END, 0, _END, 0
    )
    at = [*range(sectors + 1, sectors + 1 + fats)]
    header += struct.pack("<109I", *at, *([_FREE] * (109 - fats)))
    directory = _entry("Root Entry", 5, 0, 0, 1) + _entry(name, 2, 1, length, _FREE)
    parts = (header, directory, stream.ljust(length, b"\0"), struct.pack(f"<{len(fat)}I", *fat))
    return b"".join(part.ljust(-(-len(part) // _SECTOR) * _SECTOR, b"\0") for part in parts)


def _entry(name: str, kind: int, first: int, length: int, child: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16xI16xIQ", text, len(text), kind, 1, _FREE, _FREE, child, 0, first, length)
