"""Many organizations, many targets: a row of verdict and least exams for each pair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import closing
from pathlib import Path
from typing import Any, Unpack

from ..models.base import folded_name
from ..models.errors import InvalidQuestion
from ..models.programs import Program
from ..models.requirements import Market
from ..models.rosters import Workforce
from ..models.verdicts import OF_A_TARGET, VerdictRow
from ..readers.organization import Organization
from ..readers.organizations import organizations_of, read_organizations
from ..solver.questions import Options, Targets
from .judging import Answer
from .running import answers
from .survey import Survey, survey_of
from .workers import Workers, given, in_processes


def batch(
    rosters: Iterable[Workforce | tuple[str, Workforce] | Organization] | Path | str,
    targets: Targets = (),
    *,
    program: Program,
    market: Market | None = None,
    processes: int | None = None,
    executor: Executor | None = None,
    **options: Unpack[Options],
) -> Iterator[VerdictRow]:
    """Each target by itself for each of many organizations: the verdict today, and the least it still takes.

    The work is done in other processes. A script that asks must therefore do so below
    `if __name__ == "__main__":`.

    Args:
        rosters: a folder of rosters or a table, as for `read_organizations`; or rosters that state
            their organization, or pairs of a name and a roster, as many as you like: they are taken
            one after the other.
        targets: as for `plan`.
        program: the rules.
        market: the organizations' market, instead of what rosters state.
        processes: so many of them; as many as there are cores unless stated.
        executor: does the work instead, such as that of a Dask client (`client.get_executor()`).
        options: see `Options`; none that names people. A budget limits nothing here.

    Returns:
        The rows: organizations in the order given, the targets of each in the order asked. An
        organization that cannot be read or asked has one row that says why.

    Raises:
        UnknownName, InvalidQuestion: as `plan`; terms that name people; a roster without a name.
        UnreadableFile, InvalidFile, MissingExtra: as `read_organizations`.
        UnusableWorkers: the processes, or the executor's workers, cannot answer.
    """
    if executor is not None and processes is not None:
        raise InvalidQuestion("An executor has its own processes: state one of the two.")
    survey = survey_of(targets, program, market, options)
    workers = in_processes(processes) if executor is None else given(executor)
    found = read_organizations(rosters) if isinstance(rosters, str | Path) else organizations_of(rosters)
    return _rows(found, survey, workers)


def _rows(organizations: Iterable[Organization], survey: Survey, workers: Workers) -> Iterator[VerdictRow]:
    """The rows in the order of the organizations; what is found early waits."""
    early: dict[int, tuple[str, Answer]] = {}
    names, turn = Names(), 0
    items = (((place, one.source), one) for place, one in enumerate(organizations))
    with closing(answers(items, survey, workers)) as found:
        for (place, source), answer in found:
            early[place] = source, answer
            while turn in early:
                source, answer = early.pop(turn)
                turn += 1
                yield from rows_of(names.told_apart(source, answer), survey)


class Names:
    """The names of organizations so far: no two may read the same."""

    def __init__(self) -> None:
        self._sources: dict[str, str] = {}

    def told_apart(self, source: str, answer: Answer) -> Answer:
        """The answer itself, or an error if an organization before it was called the same."""
        if answer.error is not None:
            return answer
        name = folded_name(answer.organization)
        if name not in self._sources:
            self._sources[name] = source
            return answer
        error = (
            f"{source}: '{answer.organization}' reads the same as the organization of {self._sources[name]}: "
            "give each a name of its own"
        )
        return Answer(answer.organization, error=error)


def rows_of(answer: Answer, survey: Survey) -> Iterator[VerdictRow]:
    """One row for each target, or one for the error."""
    if answer.error is not None:
        yield VerdictRow(organization=answer.organization, status="error", error=answer.error)
        return
    for target, cells in zip(survey.targets, answer.cells, strict=True):
        found: dict[str, Any] = dict(zip(OF_A_TARGET, cells, strict=True))
        yield VerdictRow.model_construct(organization=answer.organization, target=target, error=None, **found)
