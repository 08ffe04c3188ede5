"""The commands that look at one thing after another: everybody's departure, every exam's retirement."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from . import suggestions
from .asking import asked_in
from .command import command
from .exits import REFUSED
from .options import question_options
from .output import deliver
from .remarks import remark
from .watching import watched


@command(
    short_help="Whom can we not afford to lose?",
    exits={0: "the table", **REFUSED},
    examples=(
        ("Everybody in turn", "plan-competency departures contoso cloud-crm/gold"),
        ("One person", "plan-competency departures contoso cloud-crm/gold --person 'Ana Lima'"),
    ),
)
@question_options
@click.option(
    "--person",
    "people",
    shell_complete=suggestions.people,
    multiple=True,
    metavar="PERSON",
    help="Only this person's departure; may be repeated.",
)
def departures(
    roster: str,
    targets: tuple[str, ...],
    people: tuple[str, ...],
    form: str,
    output: Path | None,
    **options: Any,
) -> None:
    """Say what it would take if each person left, one at a time.

    For everybody: the targets of which the verdict today would be another, and the least that would then
    still have to be done, with proof. Of what is kept small only the first counts: exams unless stated
    otherwise. What the plan would be is said by what-if with --leave.

    A budget leaves nothing out here. Ctrl-C ends the search, and the departures done so far are shown.
    """
    from ..reports.sweeps import print_departures
    from ..scenarios.departures import departures as ask

    asked, rest = asked_in(roster, output, options)
    found = watched(
        ask, asked.roster, targets, program=asked.program, people=people, label="Departures", **rest
    )
    remark(found.notes)
    deliver(found, form, output, partial(print_departures, found))


@command(
    short_help="Which exams' retirement would hurt?",
    exits={0: "the table", **REFUSED},
    examples=(
        ("Every exam in turn", "plan-competency retirements contoso cloud-crm/gold"),
        ("One exam", "plan-competency retirements contoso messaging/gold --exam 70-345"),
    ),
)
@question_options
@click.option(
    "--exam",
    "exams",
    shell_complete=suggestions.exams,
    multiple=True,
    metavar="EXAM",
    help="Only this exam's retirement; may be repeated.",
)
def retirements(
    roster: str,
    targets: tuple[str, ...],
    exams: tuple[str, ...],
    form: str,
    output: Path | None,
    **options: Any,
) -> None:
    """Say what it would take if each exam could no longer be sat, one at a time.

    For every exam: the least that would then still have to be done, with proof. Whoever holds it keeps it, so
    nobody's verdict of today changes. Of what is kept small only the first counts: exams unless stated
    otherwise. What the plan would be is said by what-if with --retire.

    A budget leaves nothing out here. Ctrl-C ends the search, and the retirements done so far are shown.
    """
    from ..reports.sweeps import print_retirements
    from ..scenarios.retirements import retirements as ask

    asked, rest = asked_in(roster, output, options)
    found = watched(
        ask, asked.roster, targets, program=asked.program, exams=exams, label="Retirements", **rest
    )
    remark(found.notes)
    deliver(found, form, output, partial(print_retirements, found))
