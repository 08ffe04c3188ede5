"""Workbooks that are zip archives of XML (.xlsx, .xlsm, .ods): looked at before a reader has them."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

from ....models.errors import UnreadableFile
from . import limits
from .limits import Inspected, Unread, damaged, refuse_long
from .open_document import Tables
from .open_xml import Cells, parts_of_sheets

#: What a damaged archive makes of the library that reads it.
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, EOFError, NotImplementedError,
    RuntimeError, LookupError, ValueError, OSError, OverflowError,
)  # fmt: skip
#: A name that readers look for in this form; case does not matter in all others.
_MANIFEST = "META-INF/manifest.xml"
#: What readers need besides the parts of XML below xl.
_NEEDED = ("[content_types].xml", "_rels/.rels", "mimetype", "content.xml", _MANIFEST.lower())
_END_OF_SHARED = re.compile(rb"</(?:\w+:)?si\s*>")


def inspected_archive(path: Path, raw: bytes) -> Inspected:
    """The workbook with nothing in it but parts of XML that keep the limits.

    Raises:
        UnreadableFile: the archive is damaged, protected by a password, or beyond the limits.
    """
    try:
        parts = _parts(path, raw)
        sheets = _Parts(path, parts).sheets()
        return Inspected(_packed(parts), sheets)
    except _DAMAGES:
        raise damaged(path) from None


def _parts(path: Path, raw: bytes) -> dict[str, bytes]:
    """The parts that are needed, by their names in small letters; reading checks what sizes are stated."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if sum(part.file_size for part in archive.infolist()) > limits.LARGEST_UNPACKED_BYTES:
            raise UnreadableFile(path, f"unpacks to more than {limits.LARGEST_UNPACKED_BYTES // 1024**2} MiB")
        parts: dict[str, bytes] = {}
        for part in archive.infolist():
            name = part.filename.replace("\\", "/").lower()
            if name in _NEEDED or (name.startswith("xl/") and name.endswith((".xml", ".rels"))):
                if name in parts:
                    raise damaged(path)
                parts[name] = archive.read(part)
        return parts


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts, and of nothing that was not looked at."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(_MANIFEST if name == _MANIFEST.lower() else name, content)
    return packed.getvalue()


class _Parts:
    """The parts of a workbook, each read once."""

    def __init__(self, path: Path, parts: Mapping[str, bytes]) -> None:
        self.path = path
        self.parts = parts
        self.cells: dict[str, Cells] = {}
        self.tables: list[Unread] = []

    def sheets(self) -> list[Unread]:
        """What readers do not give of each sheet.

        Raises:
            UnreadableFile, expat.ExpatError: a part is damaged, or a sheet beyond the limits.
        """
        if b":encryption-data" in self.parts.get(_MANIFEST.lower(), b""):
            raise UnreadableFile(self.path, "is protected by a password: save it without one")
        for name, content in self.parts.items():
            if name != "mimetype":
                self._read(name, content)
        shared = sum(cells.shared for cells in self.cells.values())
        refuse_long(self.path, shared * _longest(self.parts.get("xl/sharedstrings.xml", b"")))
        if "content.xml" in self.parts:
            return self.tables
        return [self._unread(part) for part in parts_of_sheets(self.parts)]

    def _unread(self, part: str) -> Unread:
        cells = self.cells.get(part)
        return Unread(cells.errors) if cells is not None else Unread()

    def _read(self, name: str, content: bytes) -> None:
        """Readers of workbooks may look for ever for an end that is missing; entities are never needed."""
        if b"<!DOCTYPE" in content or b"\0" in content:
            raise damaged(self.path)
        if name == "content.xml":
            self.tables = Tables(self.path).read(content)
        elif b"sheetData" in content:  # wherever it lies, it may be a sheet
            self.cells[name] = Cells(self.path).read(content)
        else:
            expat.ParserCreate().Parse(content, True)


def _longest(shared: bytes) -> int:
    """How long the longest of the texts may be that cells share, in bytes."""
    if b"<!" in shared or shared.rfind(b"<?") > 3:  # an end may stand where it is none
        return len(shared)
    return max(map(len, _END_OF_SHARED.split(shared)))
