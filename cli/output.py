"""Where answers go: to stdout or a file."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from ..models.errors import UnreadableFile

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.console import Console


def deliver(answer: BaseModel, form: str, output: Path | None, print_text: Callable[[Console], None]) -> None:
    """Print an answer, or write it to a file, in the form asked for.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    if form == "text" and output is None and sys.stdout is not None and sys.stdout.isatty():
        print_text(_console(sys.stdout))
        return
    text = _json(answer) if form == "json" else _plain(print_text)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UnreadableFile(output, f"cannot be written: {error.strerror}") from None


def _json(answer: BaseModel) -> str:
    """Answers state what is not known as null; a program is printed as its file would be."""
    from ..models.programs import Program

    is_program = isinstance(answer, Program)
    return answer.model_dump_json(indent=2, exclude_none=is_program, by_alias=is_program) + "\n"


def _plain(print_text: Callable[[Console], None]) -> str:
    """What would be printed, without colours and without blanks at the ends of lines."""
    buffer = io.StringIO()
    print_text(_console(buffer))
    return "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


def spare(output: Path | None, inputs: Iterable[str | None]) -> None:
    """Refuse to write the answer over a file that the question reads.

    Raises:
        UnreadableFile: the output is one of the inputs.
    """
    from ..readers.documents import is_there
    from ..readers.folders import files_of

    if output is None or not is_there(output):
        return
    files = (file for item in inputs if item for file in files_of(Path(item)))
    for file in files:
        if is_there(file) and output.samefile(file):
            raise UnreadableFile(output, "is read by this command: name another file for the answer")


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    return Console(file=stream, markup=False, highlight=False, emoji=False)
