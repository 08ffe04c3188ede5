"""Programs from files, and those that ship with the package."""

from __future__ import annotations

from pathlib import Path

from .. import catalog
from ..models.errors import UnknownProgram
from ..models.programs import Program
from .documents import file_or_shipped, read_document
from .validation import validated


def read_program(source: Path | str | None = None) -> Program:
    """The program in a `.yaml`, `.yml` or `.json` file, or a shipped one by its id.

    Without a source: the default program of the shipped catalog.

    Raises:
        UnknownProgram: neither a file nor a shipped program is called that.
        UnreadableFile: missing, a directory, empty, binary, not UTF-8, or of another kind.
        InvalidFile: what it says is not a program; it names line, place and fix.
    """
    path = file_or_shipped(source or catalog.DEFAULT, catalog.shipped(), UnknownProgram)
    return validated(Program, read_document(path))
