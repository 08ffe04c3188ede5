"""The commands, one function each."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from .asking import asked_in
from .exits import CHANGED, NO, SAME, UNKNOWN, YES
from .options import (
    catalog_options,
    change_options,
    diff_options,
    output_options,
    question_options,
    reading_options,
)
from .output import deliver, remark, spare

#: The bundled question that `demo` asks.
_DEMO_ROSTER = "contoso"
_DEMO_TARGETS = ("cloud-crm/gold", "messaging/gold")

_PLAN_EXITS = {"optimal": YES, "feasible": YES, "infeasible": NO, "unknown": UNKNOWN}


@click.command(short_help="Are we eligible today, and what is missing?")
@question_options
@click.pass_context
def check(
    ctx: click.Context,
    /,
    roster: str,
    targets: tuple[str, ...],
    form: str,
    output: Path | None,
    **options: Any,
) -> None:
    """Say whether we are eligible today, and what is missing.

    ROSTER is a YAML, JSON or CSV file, or the bundled example contoso. A TARGET is competency/level,
    competency/option/level or a pattern such as '*/gold' (in quotes); `plan-competency catalog` lists
    them. Without any, those of the portfolio are meant.

    Exit status: 0 every target is eligible, 1 not all are, 2 bad input.
    """
    from ..reports.text import print_check
    from ..solver.planning import check as ask

    asked, rest = asked_in(roster, output, options)
    answer = ask(asked.roster, targets, program=asked.program, **rest)
    remark(answer.notes)
    deliver(answer, form, output, partial(print_check, answer, asked.program))
    ctx.exit(YES if answer.eligible else NO)


@click.command(short_help="The least that must still be done.")
@question_options
@click.option(
    "--alternatives",
    type=int,
    default=0,
    metavar="N",
    help="Up to N other plans that are really different, and who else could sit each exam.",
)
@click.pass_context
def plan(
    ctx: click.Context,
    /,
    roster: str,
    targets: tuple[str, ...],
    alternatives: int,
    form: str,
    output: Path | None,
    **options: Any,
) -> None:
    """The least that must still be done, with proof.

    ROSTER is a YAML, JSON or CSV file, or the bundled example contoso. A TARGET is competency/level,
    competency/option/level or a pattern such as '*/gold' (in quotes); `plan-competency catalog` lists
    them. Without any, those of the portfolio are meant.

    Exit status: 0 a plan, 1 proven impossible, 2 bad input, 3 stopped without any plan.
    """
    from ..reports.text import print_plan
    from ..solver.planning import plan as ask

    asked, rest = asked_in(roster, output, options)
    answer = ask(asked.roster, targets, program=asked.program, alternatives=alternatives, **rest)
    remark(answer.notes)
    deliver(answer, form, output, partial(print_plan, answer, asked.program))
    ctx.exit(_PLAN_EXITS[answer.status])


@click.command("what-if", short_help="The plan after changes, beside before.")
@question_options
@change_options
@click.pass_context
def what_if(
    ctx: click.Context,
    /,
    roster: str,
    targets: tuple[str, ...],
    form: str,
    output: Path | None,
    **options: Any,
) -> None:
    """The plan after changes, beside the plan before.

    Changes apply in this order: scenarios, leave, join, pass, lose, retire-exam, set-metric.

    Exit status: that of `plan` after the changes.
    """
    from ..reports.text import print_outcome
    from ..scenarios.what_if import what_if as ask
    from .options import changes

    spare(output, options["scenarios"])
    names = ("leave", "join", "passes", "lose", "retire_exam", "set_metrics", "scenarios")
    wanted = changes(**{name: options.pop(name) for name in names})
    asked, rest = asked_in(roster, output, options)
    outcome = ask(asked.roster, targets, wanted, program=asked.program, **rest)
    remark(dict.fromkeys((*outcome.before.notes, *outcome.after.notes)))
    deliver(outcome, form, output, partial(print_outcome, outcome, asked.program))
    ctx.exit(_PLAN_EXITS[outcome.after.status])


@click.command(short_help="Every target by what it still takes, the nearest first.")
@question_options
@click.pass_context
def nearest(
    ctx: click.Context,
    /,
    roster: str,
    targets: tuple[str, ...],
    form: str,
    output: Path | None,
    **options: Any,
) -> None:
    """Rank targets by what they still take, each planned alone; those reached today come first.

    All targets of the program are ranked, unless some are named. A pattern such as '*/*/gold' ranks every
    option by itself.

    Exit status: 0, or 2 for bad input.
    """
    from ..reports.ranking import print_ranking
    from ..scenarios.nearest import nearest as rank

    asked, rest = asked_in(roster, output, options)
    ranking = rank(asked.roster, targets, program=asked.program, **rest)
    remark(ranking.notes)
    deliver(ranking, form, output, partial(print_ranking, ranking, asked.program))


@click.command(short_help="Why no plan, why not fewer, why not this person.")
@question_options
@click.option("--person", "people", multiple=True, metavar="PERSON", help="What this person's part costs.")
@click.pass_context
def explain(
    ctx: click.Context,
    /,
    roster: str,
    targets: tuple[str, ...],
    people: tuple[str, ...],
    form: str,
    output: Path | None,
    **options: Any,
) -> None:
    """Say what stands behind a plan, or behind there being none.

    Where no plan exists: the rules that exclude each other, and the smallest repairs. Otherwise: the least
    for each target alone, what planning together saves, and with --person what it would cost to use that
    person, or to do without.

    Exit status: that of `plan`.
    """
    from ..reports.explanations import print_explanation
    from ..solver.explaining import explain as ask

    asked, rest = asked_in(roster, output, options)
    answer = ask(asked.roster, targets, program=asked.program, people=people, **rest)
    remark(answer.plan.notes)
    if people and not answer.plan.found:
        remark(["Without a plan there is no saying what a person's part in it costs."])
    deliver(answer, form, output, partial(print_explanation, answer, asked.program))
    ctx.exit(_PLAN_EXITS[answer.plan.status])


@click.command(short_help="Shipped programs, and their requirements.")
@click.argument("target", required=False)
@catalog_options
def catalog(target: str | None, program_source: str | None, form: str, output: Path | None) -> None:
    """The programs that ship with this tool, or one TARGET's requirements in words."""
    from ..readers.programs import read_program
    from ..reports.catalog import print_programs, print_target

    program = read_program(program_source, remark=lambda text: remark([text]))
    if target is None:
        deliver(program, form, output, partial(print_programs, [program]))
        return
    found = program.target(target)
    deliver(program.only(found), form, output, partial(print_target, found, program))


@click.command(short_help="What changed between two programs.")
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

    OLD and NEW are program files, folders of them, published pages or ids of shipped programs. Titles,
    labels, notes, sources and the order of lists are no rules. With --roster, every target that the
    changes touch is planned alone under both; the other options belong to that.

    Exit status: 0 no rule changed, 1 some rules changed, 2 bad input.
    """
    from ..readers.programs import read_program
    from ..reports.differences import print_comparison
    from ..scenarios.editions import diff as compare
    from .options import organization
    from .rosters import taken_from

    spare(output, (old, new, roster))
    before, after = (read_program(source, remark=lambda text: remark([text])) for source in (old, new))
    facts = {name: options.pop(name) for name in ("market", "metrics")} | taken_from(options)
    if roster is None and any((options["on"], *facts.values())):
        message = "--on, --market, --metric and how to read a roster are about one: name it with --roster."
        raise click.UsageError(message)
    team = organization(roster, [before, after], **facts) if roster is not None else None
    found = compare(before, after, team, **options)
    remark(found.notes)
    whose = (team and team.organization) or "the roster"
    deliver(found, form, output, partial(print_comparison, found, before, after, whose))
    ctx.exit(CHANGED if found.changes else SAME)


@click.command(
    short_help="Published requirement pages to a program file.",
    epilog="For example: plan-competency read messaging.md cloud-crm.md -o rules.yaml",
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

    PAGE is a Markdown file; each competency stands on one page. A page is understood line by line, or
    refused with the lines that are not. What a person should look at goes to stderr.
    """
    from ..readers.pages import read_pages
    from ..reports.program_files import print_program_file

    for page in pages:
        spare(output, [page])
    found = read_pages(pages, language=language, include_comments=include_comments, edition=edition)
    remark(found.remarks)
    form = "json" if output and output.suffix.lower() == ".json" else form
    deliver(found.program, form, output, partial(print_program_file, found.program))


@click.command(short_help="The first thing to run.")
@output_options
@click.pass_context
def demo(ctx: click.Context, form: str, output: Path | None) -> None:
    """Plan a bundled target for a bundled roster: the first thing to run."""
    asked = " ".join(("plan-competency plan", _DEMO_ROSTER, *_DEMO_TARGETS))
    click.echo(f"Contoso, a made-up company, wants two gold badges. Asking: {asked}\n", err=True)
    ctx.invoke(plan, roster=_DEMO_ROSTER, targets=_DEMO_TARGETS, form=form, output=output)


_ALL = (check, plan, what_if, nearest, explain, diff, read, catalog, demo)
COMMANDS = {command.name or "": command for command in _ALL}
