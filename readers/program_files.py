"""Programs from files and folders, and those that ship with the package."""

from __future__ import annotations

from pathlib import Path

from .. import catalog
from ..models.base import folded_name
from ..models.credentials import plain_id
from ..models.programs import Program
from .documents import read_document
from .folders import is_folder, read_folder
from .validation import validated

#: What several files of one program may state parts of, and how its names are compared.
_JOINED = {"credentials": plain_id, "competencies": folded_name}


def read_program_file(path: Path, *, other_endings: tuple[str, ...] = ()) -> Program:
    """The program in a `.yaml`, `.yml` or `.json` file, or in a folder of them.

    The files of a folder are parts of one program: they share its credentials and
    competencies, and everything else stands in one of them.

    Raises:
        UnreadableFile: missing, a folder without such files, empty, binary, not UTF-8, or of another kind.
        InvalidFile: what it says is not a program; it names line, place and fix.
    """
    if is_folder(path):
        return validated(Program, read_folder(path, _JOINED))
    return validated(Program, read_document(path, other_endings=other_endings))


def default_program() -> Program:
    """The newest edition of the default program."""
    return read_program_file(catalog.shipped()[catalog.DEFAULT])
