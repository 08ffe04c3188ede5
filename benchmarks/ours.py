"""plan-competency on the same cases: the first measure alone, the whole answer; departures, and batches.

`fewest` is what the peers are asked and no more: the proven minimum of the first measure. `answer` is
what a user gets: besides, the fewest people and the smallest largest load, the tie-break, verdicts, the
totals by the other reading, and the checker on all of it.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import plan_competency as pc
from plan_competency.models.plans import Stage
from plan_competency.solver.questions import Options, question
from plan_competency.solver.solutions import arrange
from plan_competency.solver.stages import measures_of
from plan_competency.solver.today import Today

from benchmarks.kinds import Question
from benchmarks.outcomes import Clock, Outcome, Status

#: A whole answer searches twice, by either reading: each search gets this part of the time.
SHARE_OF_A_SEARCH = 0.5


@dataclass(frozen=True)
class Instance:
    """A case ready to be asked: people in memory, as objects or as columns, and what is wanted of them."""

    roster: Any
    question: Question
    program: pc.Program
    prices: pc.Prices | None = None

    def options(self, time_limit: float) -> Options:
        """The question in the library's words."""
        options = Options(share=self.question.share, minimize=self.question.minimize, time_limit=time_limit)
        if self.prices is not None:
            options["prices"] = self.prices
        return options


def warm_up(program: pc.Program) -> None:
    """Load everything that a first plan loads."""
    pc.plan(pc.find_roster(), ["cloud-crm/gold", "messaging/gold"], program=program)


def fewest(instance: Instance, clock: Clock) -> Outcome:
    """From people in memory to the proven minimum of the first measure; the one user of internals."""
    asked = question(
        instance.roster, instance.question.targets, instance.program, instance.options(clock.left)
    )
    unmet, first = Today(asked.case).unmet, instance.question.minimize
    stages = measures_of(unmet.terms)
    until = [stage.name for stage in stages].index(first) + 1
    search = arrange(unmet, asked.limits, stages=stages[:until], ties=False).search
    status: Status = "optimal" if search.proven else "feasible"
    if search.solution is None:
        status = "infeasible" if search.impossible else "unknown"
    return _outcome(status, search.stages, first, clock)


def answer(instance: Instance, clock: Clock) -> Outcome:
    """From people in memory to everything that `plan` says."""
    plan = pc.plan(
        instance.roster,
        instance.question.targets,
        program=instance.program,
        **instance.options(clock.left * SHARE_OF_A_SEARCH),
    )
    return _outcome(plan.status, plan.stages, instance.question.minimize, clock)


def departures(instance: Instance, clock: Clock) -> Outcome:
    """The least without each person, one at a time; `value` is how many departures there are."""
    found = pc.departures(
        instance.roster,
        instance.question.targets,
        program=instance.program,
        **instance.options(clock.left),
    )
    unproven = [one for one in found.people if one.least.status not in ("optimal", "infeasible")]
    return Outcome("feasible" if unproven else "optimal", value=len(found.people), seconds=clock.seconds)


def batch(table: Path, program: pc.Program, clock: Clock, *, cluster: bool) -> Outcome:
    """Every target for every organization of a table, to a table: `value` is its number of rows.

    By as many processes as there are processors, or by as many workers of a Dask cluster on this machine.
    """
    with TemporaryDirectory() as folder, _executor(cluster) as executor:
        rows = pc.batch(table, ("*/gold", "*/silver"), program=program, executor=executor)
        path = Path(folder) / "verdicts.csv"
        pc.write_verdicts(rows, path)
        seconds, written = clock.seconds, path.read_bytes()
    number = written.count(b"\n") - 1
    return Outcome("optimal", value=number, seconds=seconds, digest=blake2b(written).hexdigest())


@contextmanager
def _executor(cluster: bool) -> Iterator[Executor | None]:
    """The executor of a cluster on this machine, or none: the library's own processes."""
    if not cluster:
        yield None
        return
    dask: Any = import_module("distributed")
    workers = dask.LocalCluster(n_workers=os.cpu_count(), threads_per_worker=1, dashboard_address=None)
    with workers, dask.Client(workers) as client, client.get_executor() as executor:
        yield executor


def _outcome(status: Status, stages: Iterable[Stage], first: str, clock: Clock) -> Outcome:
    """What is known about the first measure; without a stage of its own it is 0."""
    if status == "infeasible":
        return Outcome(status, seconds=clock.seconds)
    stage = next((stage for stage in stages if stage.minimized == first), None)
    if stage is None:
        known = None if status == "unknown" else 0
        return Outcome(status, known, known, clock.seconds)
    value, bound = (None if x is None else math.ceil(x) for x in (stage.value, stage.lower_bound))
    return Outcome(status, value, bound, clock.seconds)
