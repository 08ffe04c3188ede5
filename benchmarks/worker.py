"""One measurement in a process of its own: `python -m benchmarks.worker JOB ANSWER`.

What is imported, and how people get into memory, is done before the clock starts; reading a file of people
is measured by itself.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import plan_competency as pc

from benchmarks import ours
from benchmarks.cases import people_of, prices_of, roster_of
from benchmarks.jobs import BATCHES, PEERS, Job
from benchmarks.kinds import Case
from benchmarks.ours import Instance
from benchmarks.outcomes import Clock, Outcome


def main(text: str, path: Path) -> None:
    """Measure a job and leave the outcome in a file: solvers write to the standard output."""
    job = Job.read(text)
    outcome = replace(measured(job), peak=peak())
    path.write_text(json.dumps(asdict(outcome)), encoding="utf-8")


def measured(job: Job) -> Outcome:
    """The outcome of a job."""
    if job.contender in PEERS:
        return _peer(job)
    program = pc.read_program()
    ours.warm_up(program)
    if job.contender in BATCHES:
        assert job.people_file
        cluster = job.contender == "cluster"
        return ours.batch(Path(job.people_file), program, Clock(job.cut_off), cluster=cluster)
    reading = Clock(job.cut_off)
    if job.people_file is None:
        return _asked(job, _instance(_people(job.case, program), job.case, program))
    roster = pc.read_roster(job.people_file)
    seconds = reading.seconds
    return replace(_asked(job, _instance(roster, job.case, program)), reading=seconds)


def _asked(job: Job, instance: Instance) -> Outcome:
    clock = Clock(job.cut_off)
    if job.contender == "fewest":
        return ours.fewest(instance, clock)
    if job.contender == "departures":
        return ours.departures(instance, clock)
    return ours.answer(instance, clock)


def _peer(job: Job) -> Outcome:
    """A peer, which must not take the machine down with it."""
    from benchmarks.peers import textbook, tight
    from benchmarks.peers.problem import problem_of

    half = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    resource.setrlimit(resource.RLIMIT_AS, (half, half))
    program = pc.read_program()
    found = _instance(_people(job.case, program), job.case, program)
    clock = Clock(job.cut_off)
    problem = problem_of(found.roster, found.question, program, found.prices)
    return textbook.solve(problem, clock) if job.contender == "textbook" else tight.solve(problem, clock)


def _people(case: Case, program: pc.Program) -> pc.Roster:
    return roster_of(people_of(case, program))


def _instance(roster: Any, case: Case, program: pc.Program) -> Instance:
    prices = prices_of(program) if case.question.minimize == "cost" else None
    return Instance(roster, case.question, program, prices)


def peak() -> float:
    """The most memory that this process has held, in MiB.

    Where the system says so, without what it had of the process that started it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
