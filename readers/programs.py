"""Programs from files, folders and published pages, and those that ship with the package."""

from __future__ import annotations

from collections.abc import Callable
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


#: The endings of published pages.
PAGES = (".md", ".markdown", ".txt")


def read_program(source: Path | str | None = None, *, remark: Callable[[str], None] | None = None) -> Program:
    """The program in a `.yaml`, `.yml` or `.json` file, in a folder of them, or a shipped one by its id.

    A published page (`.md`) works, too; `remark` takes what a person should look at there, and
    `read_pages` has more to choose.

    The files of a folder are parts of one program: they share its credentials and
    competencies, and everything else stands in one of them. Without a source: the
    default program of the shipped catalog.

    Raises:
        UnknownProgram: neither a file nor a shipped program is called that.
        UnreadableFile: missing, a folder without such files, empty, binary, not UTF-8, or of another kind.
        InvalidFile: what it says is not a program, or not understood; it names line, place and fix.
    """
    path = file_or_shipped(source or catalog.DEFAULT, catalog.shipped(), UnknownProgram)
    if path.suffix.lower() in PAGES:
        return _of_page(path, remark)
    is_one_file = not is_folder(path)
    return validated(
        Program, read_document(path, other_endings=PAGES) if is_one_file else read_folder(path, _JOINED)
    )


def _of_page(path: Path, remark: Callable[[str], None] | None) -> Program:
    from .pages import read_pages

    read = read_pages([path])
    if remark is not None:
        for text in read.remarks:
            remark(text)
    return read.program
