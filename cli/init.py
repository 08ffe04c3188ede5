"""The command that starts a roster: an empty one for the targets in mind."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from pathlib import Path

import click

from . import suggestions
from .command import about, all_of, command, under
from .exits import REFUSED
from .options import language_option, program_options
from .remarks import remark, say

#: Names that need no quotes in any shell.
_PLAIN = re.compile(r"[\w./:@%+,-]+")
#: Names that double quotes keep as they are, in every shell.
_QUOTABLE = re.compile(r"[^\"$`\\!]+")
_MOST_PEOPLE = 10_000

_OUTPUT = under(
    "Output",
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False, writable=True),
        default=Path("team.xlsx"),
        show_default=True,
        metavar="FILE",
        help="The file to write: .xlsx, .csv or .yaml.",
    ),
    click.option("--force", is_flag=True, help="Replace the file if it is there."),
    click.option(
        "--people",
        type=click.IntRange(1, _MOST_PEOPLE),
        default=25,
        show_default=True,
        metavar="N",
        help="Empty rows for so many people.",
    ),
    language_option("The language of explanations and answers: en, es, fr or de."),
)


@command(
    short_help="An empty roster to fill in, for the targets in mind.",
    exits={0: "the file is written", **REFUSED},
    examples=(
        ("A workbook for one badge", "plan-competency init cloud-crm/gold -o team.xlsx"),
        (
            "For every gold badge, 80 people, in German",
            "plan-competency init '*/gold' --people 80 --language de -o gold.xlsx",
        ),
    ),
)
@about(
    "competency/level, competency/option/level or a pattern such as '*/gold'. [default: all targets]",
    click.argument("targets", nargs=-1, metavar="[TARGET]...", shell_complete=suggestions.targets),
)
@program_options
@all_of(*_OUTPUT)
def init(
    targets: tuple[str, ...],
    program_source: str | None,
    output: Path,
    people: int,
    language: str,
    force: bool,
) -> None:
    """Write an empty roster with a column for each credential that can count for the TARGETs.

    Fill in who holds what; the command to run then is printed on stderr. A file that is there already is
    never replaced unless --force says so.
    """
    from ..models.templates import template_for
    from ..readers.programs import read_program
    from ..reports.languages import language as words_of
    from ..reports.templates import template_writer
    from ..reports.templates.texts import Texts

    write = template_writer(output)
    texts = Texts(words_of(language), _next_command(output, targets, program_source))
    _spare(output, force)
    program = read_program(program_source, remark=lambda text: remark([text]))
    template = template_for(program, targets, people)
    write(template, output, texts)
    say(f"{output} is written. Fill it in, then run:\n  {texts.command}")
    if output.suffix.lower() == ".csv":
        remark(_facts_beside(template.thresholds))


def _spare(output: Path, force: bool) -> None:
    from ..models.errors import UnreadableFile
    from ..readers.documents import is_there

    if is_there(output) and not force:
        raise UnreadableFile(output, "is there already: name another file, or replace it with --force")


def _next_command(output: Path, targets: tuple[str, ...], program_source: str | None) -> str:
    program = () if program_source is None else ("--program", program_source)
    parts = ("plan", str(output), *(targets or ("*/*",)), *program)
    return " ".join(("plan-competency", *map(_quoted, parts)))


def _quoted(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    return f'"{text}"' if _QUOTABLE.fullmatch(text) else shlex.quote(text)


def _facts_beside(thresholds: Iterable[str]) -> list[str]:
    """What a CSV file has no place for."""
    options = " ".join(("--market developed", *(f"--metric {_quoted(key)}=AMOUNT" for key in thresholds)))
    return [f"a CSV file has no place for facts about the organization. Give them as {options}"]
