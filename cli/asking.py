"""What the options of a question mean to the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .output import spare
from .parsing import assignment, number
from .remarks import heard, tell
from .terms import sources, terms

if TYPE_CHECKING:
    from ..models.programs import Program
    from ..models.rosters import Workforce
    from ..scenarios.changes import Change, SetMetric, Situation


def asked_in(roster: str, output: Path | None, options: dict[str, Any]) -> tuple[Situation, dict[str, Any]]:
    """The situation asked about, and what else the options say to the library."""
    spare(output, (roster, *sources(options)))
    rest: dict[str, Any] = dict(terms(options))
    rest |= {name: options.pop(name) for name in ("time_limit", "workers", "seed")}
    found = situation(roster, **options)
    return found, {**rest, "on": found.on}


def situation(
    roster: str,
    program_source: str | None,
    on: date | None,
    market: str | None,
    metrics: tuple[tuple[str, str], ...],
    **reading: Any,
) -> Situation:
    """The program, the roster and the day that the options name."""
    from ..scenarios.changes import Situation

    program = rules(program_source)
    return Situation(program, organization(roster, [program], market, metrics, **reading), on)


def rules(source: str | None) -> Program:
    """The program that an option or argument names; the shipped catalog without any."""
    from ..readers.programs import read_program

    program = read_program(source, remark=heard)
    tell(
        f"Rules: {program.program}, edition {program.edition or 'not stated'}, "
        f"{len(program.credentials):,} credentials, {len(program.targets()):,} targets "
        f"({source or 'the shipped catalog'})"
    )
    return program


def organization(
    roster: str,
    programs: Sequence[Program],
    market: str | None,
    metrics: tuple[tuple[str, str], ...],
    **reading: Any,
) -> Workforce:
    """The roster with the facts that the options state; one of the programs must ask for each."""
    from ..scenarios.changes import SetMetric
    from ..scenarios.files import find_roster

    found = find_roster(roster, program=programs[-1], remark=heard, **reading)
    tell(f"Roster: {found.organization or 'no organization stated'}, {len(found.people):,} people ({roster})")
    if market is not None:
        found = found.replaced(market=market)
    with _readable():
        for name, value in metrics:
            found = _stated(SetMetric(name, number(value, "--metric")), found, programs)
    return found


def _stated(metric: SetMetric, roster: Workforce, programs: Sequence[Program]) -> Workforce:
    """The roster with an amount under the first program that knows the metric."""
    from ..models.errors import UnknownMetric
    from ..scenarios.changes import Situation

    for program in programs[:-1]:
        with suppress(UnknownMetric):
            return metric.apply(Situation(program, roster)).roster
    return metric.apply(Situation(programs[-1], roster)).roster


def changes(
    leave: tuple[str, ...],
    join: tuple[str, ...],
    passes: tuple[tuple[str, str], ...],
    lose: tuple[str, ...],
    retire_exam: tuple[str, ...],
    set_metrics: tuple[tuple[str, str], ...],
    scenarios: tuple[str, ...],
) -> list[Change]:
    """The changes that the options name: scenarios first, then in this fixed order."""
    from ..scenarios.changes import Join, Leave, Lose, Pass, RetireExam, SetMetric
    from ..scenarios.files import read_scenario

    found: list[Change] = [change for source in scenarios for change in read_scenario(source).changes]
    with _readable():
        found += [Leave(name) for name in leave]
        found += [_join(text, Join) for text in join]
        found += [Pass(name, credential) for name, credential in passes]
        found += [Lose(*assignment(text)) if "=" in text else Lose(text) for text in lose]
        found += [RetireExam(exam) for exam in retire_exam]
        found += [SetMetric(name, number(value, "--set-metric")) for name, value in set_metrics]
    return found


@contextmanager
def _readable() -> Iterator[None]:
    """What pydantic finds wrong with the values of options, as one message."""
    from pydantic import ValidationError

    from ..models.findings import findings

    try:
        yield
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        message = next(findings(error, {})).message
        raise click.UsageError(f"'{str(first['input'])[:60]}' {message}.") from None


def _join(text: str, join: Callable[[str, list[str]], Change]) -> Change:
    name, mark, rest = text.rpartition("=")
    return join(name, [item.strip() for item in rest.split(",") if item.strip()]) if mark else join(text, [])
