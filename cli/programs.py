"""The commands about rules: what ships, what changed, and what published pages say."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from . import suggestions
from .asking import rules
from .command import about, command
from .exits import CHANGED, REFUSED, SAME
from .options import (
    catalog_options,
    diff_options,
    reading_options,
)
from .output import deliver, spare
from .remarks import remark
from .watching import watched


@command(
    short_help="Shipped programs, and their requirements.",
    exits={0: "the list", **REFUSED},
    examples=(
        ("All targets", "plan-competency catalog"),
        ("One of them in words", "plan-competency catalog cloud-crm/gold"),
    ),
)
@about(
    "A target whose requirements are told.",
    click.argument("target", required=False, shell_complete=suggestions.targets),
)
@catalog_options
def catalog(target: str | None, program_source: str | None, form: str, output: Path | None) -> None:
    """The programs that ship with this tool, or one TARGET's requirements in words."""
    from ..reports.catalog import print_programs, print_target

    program = rules(program_source)
    if target is None:
        deliver(program, form, output, partial(print_programs, [program]))
        return
    found = program.target(target)
    deliver(program.only(found), form, output, partial(print_target, found, program))


@command(
    short_help="What changed between two programs.",
    exits={0: "no rule changed", 1: "some rules changed", **REFUSED},
    examples=(
        ("Last year's rules and this year's", "plan-competency diff rules-2024.yaml rules-2025.yaml"),
        (
            "What that means for a team",
            "plan-competency diff rules-2024.yaml rules-2025.yaml --roster team.yaml",
        ),
    ),
)
@diff_options
@click.pass_context
def diff(
    ctx: click.Context,
    /,
    old: str,
    new: str,
    roster: str | None,
    form: str,
    output: Path | None,
    **options: Any,
) -> None:
    """List the rules that changed between two programs.

    Titles, labels, notes, sources and the order of lists are no rules. With --roster, every target that the
    changes touch is planned alone under both; the other options belong to that.
    """
    from ..reports.differences import print_comparison
    from ..scenarios.editions import diff as compare
    from .asking import organization
    from .rosters import taken_from

    spare(output, (old, new, roster))
    before, after = map(rules, (old, new))
    facts = {name: options.pop(name) for name in ("market", "metrics")} | taken_from(options)
    if roster is None and any((options["on"], *facts.values())):
        message = "--on, --market, --metric and how to read a roster are about one: name it with --roster."
        raise click.UsageError(message)
    team = organization(roster, [before, after], **facts) if roster is not None else None
    found = watched(compare, before, after, team, **options)
    remark(found.notes)
    whose = (team and team.organization) or "the roster"
    deliver(found, form, output, partial(print_comparison, found, before, after, whose))
    ctx.exit(CHANGED if found.changes else SAME)


@command(
    short_help="Published requirement pages to a program file.",
    exits={0: "the program", **REFUSED},
    examples=(("A page", "plan-competency read bridges.md -o rules.yaml"),),
)
@reading_options
def read(
    pages: tuple[str, ...],
    language: str | None,
    include_comments: bool,
    edition: str | None,
    form: str,
    output: Path | None,
) -> None:
    """Turn the vendor's published requirement pages into a program file.

    A page is understood line by line, or refused with the lines that are not. What a person should look at
    goes to stderr.
    """
    from ..readers.pages import read_pages
    from ..reports.program_files import print_program_file

    for page in pages:
        spare(output, [page])
    found = read_pages(pages, language=language, include_comments=include_comments, edition=edition)
    remark(found.remarks)
    form = "json" if output and output.suffix.lower() == ".json" else form
    deliver(found.program, form, output, partial(print_program_file, found.program))
