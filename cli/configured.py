"""The command that shows which defaults are in force."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from .command import about, command
from .exits import REFUSED
from .options import output_options
from .output import deliver


@command(
    "config",
    short_help="The defaults that are in force.",
    exits={0: "the settings", **REFUSED},
    examples=(
        ("What the file of defaults says", "plan-competency config"),
        ("Every option of a command, and where it has its value from", "plan-competency config plan"),
    ),
)
@about("Show all options of this command.", click.argument("name", metavar="[COMMAND]", required=False))
@output_options
@click.pass_context
def config(ctx: click.Context, name: str | None, form: str, output: Path | None) -> None:
    """Show what holds where the command line says nothing, and where that comes from.

    A file of defaults is plan-competency.toml in the current folder, else that of the user. Its keys are the
    names of options, for all commands that have them, or in a table such as [plan] for one command.
    """
    from .config import used
    from .settings import print_settings, settings_of

    group = ctx.find_root().command
    assert isinstance(group, click.Group)
    asked = None if name is None else group.resolve_command(ctx, [name])[1]
    found = settings_of(used(ctx), asked)
    deliver(found, form, output, partial(print_settings, found))
