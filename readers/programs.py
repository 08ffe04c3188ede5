"""Programs from files and folders, and those that ship with the package."""

from __future__ import annotations

from pathlib import Path

from .. import catalog
from ..models.base import folded_name
from ..models.credentials import plain_id
from ..models.errors import UnknownProgram
from ..models.programs import Program
from .documents import file_or_shipped, read_document
from .folders import is_folder, read_folder
from .validation import validated

#: What several files of one program may state parts of, and how its names are compared.
_JOINED = {"credentials": plain_id, "competencies": folded_name}


def read_program(source: Path | str | None = None) -> Program:
    """The program in a `.yaml`, `.yml` or `.json` file or a folder of them, or a shipped one by its id.

    The files of a folder are parts of one program: they share its credentials and
    competencies, and everything else stands in one of them. Without a source: the
    default program of the shipped catalog.

    Raises:
        UnknownProgram: neither a file nor a shipped program is called that.
        UnreadableFile: missing, a folder without such files, empty, binary, not UTF-8, or of another kind.
        InvalidFile: what it says is not a program; it names line, place and fix.
    """
    path = file_or_shipped(source or catalog.DEFAULT, catalog.shipped(), UnknownProgram)
    return validated(Program, read_folder(path, _JOINED) if is_folder(path) else read_document(path))
