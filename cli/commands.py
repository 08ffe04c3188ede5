"""The commands that ask about people and targets, one function each."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from . import suggestions
from .asking import asked_in
from .command import command
from .exits import NO, PLAN_EXITS, REFUSED, UNKNOWN, YES
from .options import (
    change_options,
    output_options,
    question_options,
)
from .output import deliver, spare
from .papers import letter_options, papers_in, report_options
from .remarks import remark, say
from .watching import watched

#: The bundled question that `demo` asks.
_DEMO_ROSTER = "contoso"
_DEMO_TARGETS = ("cloud-crm/gold", "messaging/gold")

_PLAN_EXITS = {"optimal": YES, "feasible": YES, "infeasible": NO, "unknown": UNKNOWN}


@command(
    short_help="Are we eligible today, and what is missing?",
    exits={0: "every target is eligible", 1: "not all are", **REFUSED},
    examples=(
        ("Two badges of the bundled example", "plan-competency check contoso cloud-crm/gold messaging/gold"),
        ("All silver badges as of a day", "plan-competency check contoso '*/silver' --on 2017-07-01"),
    ),
)
@question_options
@report_options
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
    """Say whether we are eligible today, and what is missing."""
    from ..reports.text import print_check
    from ..solver.planning import check as ask

    papers = papers_in(options, output, roster)
    asked, rest = asked_in(roster, output, options)
    answer = watched(ask, asked.roster, targets, program=asked.program, **rest)
    remark(answer.notes)
    deliver(answer, form, output, partial(print_check, answer, asked.program))
    papers.write(answer, asked)
    ctx.exit(YES if answer.eligible else NO)


@command(
    short_help="The least that must still be done.",
    exits=PLAN_EXITS,
    examples=(
        ("The fewest exams for two badges", "plan-competency plan contoso cloud-crm/gold messaging/gold"),
        ("Other plans as well", "plan-competency plan contoso messaging/gold --alternatives 2"),
        ("Without somebody", "plan-competency plan contoso messaging/gold --unavailable 'Mei Tan'"),
        (
            "What five exams can reach, one target a person",
            "plan-competency plan contoso '*/silver' --budget 5 --share exclusive",
        ),
        ("A page to show", "plan-competency plan contoso cloud-crm/gold --report plan.html"),
        (
            "In French, as a workbook",
            "plan-competency plan contoso devops/gold --report p.xlsx --language fr",
        ),
        (
            "A letter for everybody who has to sit something",
            "plan-competency plan contoso cloud-crm/gold --letters letters",
        ),
        ("For a program", "plan-competency plan contoso cloud-crm/gold --format json -o plan.json"),
    ),
)
@question_options
@click.option(
    "--alternatives",
    type=int,
    default=0,
    metavar="N",
    help="Up to N other plans that are really different, and who else could sit each exam.",
)
@report_options
@letter_options
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

    An exam counts everywhere it is accepted. Where time runs out, or Ctrl-C ends the search, the best plan
    found is shown with what is proven about it.
    """
    from ..reports.text import print_plan
    from ..solver.planning import plan as ask

    papers = papers_in(options, output, roster)
    asked, rest = asked_in(roster, output, options)
    answer = watched(ask, asked.roster, targets, program=asked.program, alternatives=alternatives, **rest)
    remark(answer.notes)
    deliver(answer, form, output, partial(print_plan, answer, asked.program))
    papers.write(answer, asked)
    papers.write_letters(answer, asked)
    ctx.exit(_PLAN_EXITS[answer.status])


@command(
    "what-if",
    short_help="The plan after changes, beside before.",
    exits={
        status: text.replace("a plan:", "a plan after the changes:") for status, text in PLAN_EXITS.items()
    },
    examples=(
        ("Somebody leaves", "plan-competency what-if contoso messaging/gold --leave 'Ana Lima'"),
        (
            "Somebody joins who has passed an exam",
            "plan-competency what-if contoso cloud-crm/gold --join Rosa=MB2-707",
        ),
        ("Changes from a file", "plan-competency what-if contoso cloud-crm/gold --scenario new-hire"),
    ),
)
@change_options
@question_options
@report_options
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
    """
    from ..reports.text import print_outcome
    from ..scenarios.what_if import what_if as ask
    from .asking import changes

    spare(output, options["scenarios"])
    names = ("leave", "join", "passes", "lose", "retire_exam", "set_metrics", "scenarios")
    papers = papers_in(options, output, roster, *options["scenarios"])
    wanted = changes(**{name: options.pop(name) for name in names})
    asked, rest = asked_in(roster, output, options)
    outcome = watched(ask, asked.roster, targets, wanted, program=asked.program, **rest)
    before, after = outcome.before.notes, outcome.after.notes
    remark(note for note in before if note in after)
    remark(f"Before: {note}" for note in before if note not in after)
    remark(f"After: {note}" for note in after if note not in before)
    deliver(outcome, form, output, partial(print_outcome, outcome, asked.program))
    papers.write(outcome, asked, wanted)
    ctx.exit(_PLAN_EXITS[outcome.after.status])


@command(
    short_help="Every target by what it still takes, the nearest first.",
    exits={0: "the table", **REFUSED},
    examples=(
        ("All gold badges", "plan-competency nearest contoso '*/gold'"),
        ("Every option by itself", "plan-competency nearest contoso 'messaging/*/gold'"),
    ),
)
@question_options
@report_options
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
    """
    from ..reports.ranking import print_ranking
    from ..scenarios.nearest import nearest as rank

    papers = papers_in(options, output, roster)
    asked, rest = asked_in(roster, output, options)
    ranking = watched(rank, asked.roster, targets, program=asked.program, label="Targets", **rest)
    remark(ranking.notes)
    deliver(ranking, form, output, partial(print_ranking, ranking, asked.program))
    papers.write(ranking, asked)


@command(
    short_help="Why no plan, why not fewer, why not this person.",
    exits=PLAN_EXITS,
    examples=(
        ("What stands behind a plan", "plan-competency explain contoso cloud-crm/gold messaging/gold"),
        ("One person's part", "plan-competency explain contoso messaging/gold --person 'Ana Lima'"),
    ),
)
@question_options
@click.option(
    "--person",
    "people",
    multiple=True,
    metavar="PERSON",
    help="What this person's part costs.",
    shell_complete=suggestions.people,
)
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
    """
    from ..reports.explanations import print_explanation
    from ..solver.explaining import explain as ask

    asked, rest = asked_in(roster, output, options)
    answer = watched(ask, asked.roster, targets, program=asked.program, people=people, **rest)
    remark(answer.plan.notes)
    if people and not answer.plan.found:
        remark(["Without a plan there is no saying what a person's part in it costs."])
    deliver(answer, form, output, partial(print_explanation, answer, asked.program))
    ctx.exit(_PLAN_EXITS[answer.plan.status])


@command(
    short_help="The first thing to run.",
    exits=PLAN_EXITS,
    examples=(("As it stands", "plan-competency demo"),),
)
@output_options
@click.pass_context
def demo(ctx: click.Context, form: str, output: Path | None) -> None:
    """Plan a bundled target for a bundled roster: the first thing to run."""
    asked = " ".join(("plan-competency plan", _DEMO_ROSTER, *_DEMO_TARGETS))
    say(f"Contoso, a made-up company, wants two gold badges. Asking: {asked}\n")
    ctx.invoke(plan, roster=_DEMO_ROSTER, targets=_DEMO_TARGETS, form=form, output=output)
