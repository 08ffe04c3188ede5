"""The command for many organizations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from .asking import rules
from .command import command
from .exits import NO, REFUSED, YES
from .options import question_options
from .output import spare
from .progress import Progress, shown
from .remarks import remark, say
from .terms import sources, terms

if TYPE_CHECKING:
    from ..models.verdicts import VerdictRow
    from ..readers.organizations import Organizations
    from ..scenarios.resuming import Collection
    from ..scenarios.survey import Survey
    from ..scenarios.workers import Workers

#: What `plan` takes and this command does not, or in another form.
_NOT_HERE = ("roster", "output", "workers", "metrics", "budget")
_ROSTERS = (
    "A folder with a roster for each organization (YAML, JSON, CSV), or a table (CSV, Parquet) with the "
    "columns organization,person,credential and optionally passed,expires."
)
#: They are understood, to say why they are refused.
_NAMING_PEOPLE = ("pins", "forbids", "unavailable", "prefer")


def _parameters() -> list[click.Parameter]:
    """The rosters, and what this command has in common with `plan`."""
    shared = click.command()(question_options(lambda: None)).params
    for parameter in shared:
        if isinstance(parameter, click.Option) and parameter.name in _NAMING_PEOPLE:
            parameter.hidden = True
    rosters = click.Argument(["rosters"], metavar="ROSTERS", type=click.Path(path_type=Path))
    rosters.about = _ROSTERS  # type: ignore[attr-defined]
    return [rosters, *(parameter for parameter in shared if parameter.name not in _NOT_HERE)]


@command(
    params=_parameters(),
    short_help="Many organizations to one table.",
    exits={0: "the table is written", 1: "it is written, and has rows with errors", **REFUSED},
    examples=(
        ("A folder of rosters", "plan-competency batch rosters '*/gold' -o verdicts.csv"),
        (
            "One core, and start over",
            "plan-competency batch rosters '*/gold' -o verdicts.csv --processes 1 --fresh",
        ),
    ),
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    metavar="FILE",
    help="The table, a .csv or .parquet file.",
)
@click.option(
    "--processes", type=int, metavar="N", help="So many processes work on it. [default: one for each core]"
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="The workers of a Dask cluster do the work, such as those of tcp://10.0.0.1:8786.",
)
@click.option("--fresh", is_flag=True, help="Start over instead of going on where an earlier run stopped.")
@click.pass_context
def batch(
    ctx: click.Context,
    /,
    rosters: Path,
    targets: tuple[str, ...],
    output: Path,
    form: str,
    processes: int | None,
    cluster: str | None,
    fresh: bool,
    **options: Any,
) -> None:
    """Judge many organizations: one table with the verdict and the least exams for each and every target.

    Each TARGET is judged by itself. A run that was interrupted goes on where it stopped, if the same command
    is given again. How many rows were written is said on stderr, or with --format json on stdout.
    """
    from ..reports.verdict_tables import write_verdicts

    start = perf_counter()
    survey, found = _asked(rosters, targets, output, options)
    with _workers(processes, cluster) as workers, _answers(survey, found, workers, output, fresh) as answers:
        summary = _Summary()
        write_verdicts(summary.counted(answers.rows()), output)
        answers.finish()
    summary.tell(answers, perf_counter() - start, form)
    ctx.exit(NO if summary.errors else YES)


def _asked(
    rosters: Path, targets: tuple[str, ...], output: Path, options: dict[str, Any]
) -> tuple[Survey, Organizations]:
    """What is asked, and of whom; all that is wrong with it is said before any work is done."""
    from ..readers.organizations import read_organizations
    from ..reports.verdict_tables import writer_for
    from ..scenarios.survey import survey_of
    from .rosters import taken_from

    writer_for(output)
    _spare_rosters(rosters, output)
    spare(output, sources(options))
    reading = taken_from(options)
    asked = terms({**options, "budget": None})
    asked |= {"on": options["on"], "time_limit": options["time_limit"], "seed": options["seed"]}
    program = rules(options["program_source"])
    survey = survey_of(targets, program, options["market"], asked)
    found = read_organizations(rosters, **reading)
    remark((*found.remarks, *survey.remarks))
    return survey, found


def _spare_rosters(rosters: Path, output: Path) -> None:
    """Refuse a table that would replace rosters, or be read as one the next time."""
    from ..models.errors import UnreadableFile
    from ..readers.folders import is_folder

    if not is_folder(rosters):
        spare(output, [str(rosters)])
    elif output.parent.resolve() == rosters.resolve():
        raise UnreadableFile(output, "lies among the rosters: name a file in another folder")


@contextmanager
def _workers(processes: int | None, cluster: str | None) -> Iterator[Workers]:
    from ..scenarios.workers import in_cluster, in_processes

    if cluster is None:
        yield in_processes(processes)
        return
    if processes is not None:
        raise click.UsageError("A cluster has its own processes: give --cluster or --processes.")
    with in_cluster(cluster) as workers:
        yield workers


@contextmanager
def _answers(
    survey: Survey, found: Organizations, workers: Workers, output: Path, fresh: bool
) -> Iterator[Collection]:
    """Everybody's answers, those of earlier runs included."""
    from ..scenarios.resuming import Collection, Partial
    from ..scenarios.running import answers

    path = output.with_name(f"{output.name}.partial")
    progress = Progress("Organizations", len(found))
    with Partial(path, survey.identity, fresh=fresh) as partial, shown(progress):
        collection = Collection(survey, partial)
        try:
            with closing(answers(collection.open(found), survey, workers)) as told:
                for place, answer in told:
                    collection.take(place, answer)
                    progress.count(len(collection))
        except KeyboardInterrupt:
            remark([f"{len(partial)} organizations are kept in {path}: the same command goes on from there."])
            raise
        yield collection


class _Summary:
    """What is counted while the table is written."""

    def __init__(self) -> None:
        self.rows = self.errors = 0

    def counted(self, rows: Iterable[VerdictRow]) -> Iterator[VerdictRow]:
        """The same rows."""
        for row in rows:
            self.rows += 1
            self.errors += row.status == "error"
            yield row

    def tell(self, answers: Collection, seconds: float, form: str) -> None:
        """Say what the whole run came to: a line on stderr, or JSON on stdout."""
        if form == "text":
            say(self._text(answers, seconds))
            return
        import json

        numbers = {
            "organizations": len(answers),
            "rows": self.rows,
            "errors": self.errors,
            "seconds": round(seconds, 1),
            "verdicts_a_second": round(answers.verdicts / seconds),
            "resumed": answers.resumed,
        }
        click.echo(json.dumps(numbers, indent=2))

    def _text(self, answers: Collection, seconds: float) -> str:
        """One line about the whole run."""
        from ..models.told import counted

        parts = [
            counted(len(answers), "organization"),
            counted(self.rows, "row"),
            counted(self.errors, "error"),
            f"{seconds:.1f} seconds",
            f"{counted(round(answers.verdicts / seconds), 'verdict')} a second",
        ]
        before = (
            f" {counted(answers.resumed, 'organization')} kept from an earlier run."
            if answers.resumed
            else ""
        )
        return f"{', '.join(parts)}.{before}"
