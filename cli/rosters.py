"""Options on how a roster file is to be read, where that cannot be seen in it."""

from __future__ import annotations

from typing import Any

import click

from . import suggestions
from .command import Choice, under


def _columns(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Several of `MEANING=HEADING`."""
    found: dict[str, str] = {}
    for text in values:
        meaning, _, heading = (part.strip() for part in text.partition("="))
        if not meaning or not heading:
            raise click.BadParameter(f"'{text}' is not MEANING=HEADING.", ctx, param)
        if meaning in found:
            raise click.BadParameter(f"{meaning} is given twice.", ctx, param)
        found[meaning] = heading
    return found


ROSTER_READING = under(
    "Reading the roster",
    click.option("--sheet", metavar="NAME", help="The sheet of the roster, in a workbook with several."),
    click.option(
        "--dates",
        type=Choice(["day-first", "month-first"]),
        help="What stands first in the roster's dates, such as 02/10/2019, where no date settles it.",
    ),
    click.option("--encoding", metavar="NAME", help="The encoding of the roster, a text file."),
    click.option(
        "--column",
        "columns",
        shell_complete=suggestions.columns,
        callback=_columns,
        multiple=True,
        metavar="MEANING=HEADING",
        help="What a column of the roster means, if its heading is not understood: person, credential, "
        "passed, expires, ...; may be repeated.",
    ),
)


def taken_from(options: dict[str, Any]) -> dict[str, Any]:
    """What the options say to `read_roster`; they are taken out."""
    return {name: options.pop(name) for name in ("sheet", "dates", "encoding", "columns")}
