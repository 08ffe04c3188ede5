"""Programs wherever they come from: files, folders, published pages, or the shipped catalog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .. import catalog
from ..models.errors import UnknownProgram
from ..models.programs import Program
from .documents import file_or_shipped
from .program_files import read_program_file

#: The endings of published pages.
PAGES = (".md", ".markdown", ".txt")


def read_program(source: Path | str | None = None, *, remark: Callable[[str], None] | None = None) -> Program:
    """The program in a `.yaml`, `.yml` or `.json` file or a folder of them, on a page, or a shipped one.

    Args:
        source: a file; a folder, whose files are parts of one program; a published page (`.md`), for
            which `read_pages` has more to choose; or the id of a shipped program. Without it: the
            default program of the shipped catalog.
        remark: takes what a person should look at on a page, a sentence each.

    Raises:
        UnknownProgram: neither a file nor a shipped program is called that.
        UnreadableFile: missing, a folder without such files, empty, binary, not UTF-8, or of another kind.
        InvalidFile: what it says is not a program, or not understood; it names line, place and fix.
    """
    path = file_or_shipped(source or catalog.DEFAULT, catalog.shipped(), UnknownProgram)
    if path.suffix.lower() in PAGES and not path.is_dir():
        return _on_page(path, remark)
    return read_program_file(path, other_endings=PAGES)


def _on_page(path: Path, remark: Callable[[str], None] | None) -> Program:
    from .pages import read_pages

    read = read_pages([path])
    if remark is not None:
        for text in read.remarks:
            remark(text)
    return read.program
