"""Measurements in processes of their own: started, given so much time, and read back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from benchmarks.kinds import Case
from benchmarks.outcomes import Outcome

ROOT = Path(__file__).parent.parent
#: Seconds beyond the cut-off for starting, getting people into memory, and a solver that is slow to stop.
GRACE = 60.0
#: What takes less than so many seconds is measured so many times.
SHORT, RUNS = 15.0, 3

Contender = Literal["fewest", "answer", "departures", "processes", "cluster", "textbook", "tight"]
OURS: tuple[Contender, ...] = ("fewest", "answer")
PEERS: tuple[Contender, ...] = ("textbook", "tight")
BATCHES: tuple[Contender, ...] = ("processes", "cluster")


@dataclass(frozen=True)
class Job:
    """One contender on one case; people come from a file if there is one."""

    contender: Contender
    case: Case
    cut_off: float
    people_file: str | None = None

    @staticmethod
    def read(text: str) -> Job:
        data = json.loads(text)
        return Job(**{**data, "case": Case(**data["case"])})


def measured(job: Job, run: Callable[[Job], Outcome]) -> Outcome:
    """The outcome of a job; of one that takes little time, that of three runs whose time is the median.

    Single runs vary, the first on a machine most.
    """
    found = [run(job)]
    if found[0].proven and (found[0].seconds or 0.0) < SHORT:
        found += [run(job) for _ in range(RUNS - 1)]
    odd = next((one for one in found if (one.status, one.value) != (found[0].status, found[0].value)), None)
    return odd or sorted(found, key=lambda one: one.seconds or 0.0)[len(found) // 2]


def run(job: Job, grace: float = GRACE) -> Outcome:
    """The outcome of one run of a job; one that does not end is stopped, one that fails says why."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "outcome.json"
        command = [sys.executable, "-m", "benchmarks.worker", json.dumps(asdict(job)), str(path)]
        try:
            done = subprocess.run(
                command, cwd=ROOT, timeout=job.cut_off + grace, capture_output=True, text=True, check=False
            )
        except subprocess.TimeoutExpired:
            return Outcome("stopped")
        if done.returncode == 0:
            return Outcome(**json.loads(path.read_text(encoding="utf-8")))
    last = done.stderr.strip().splitlines()[-1:] or [f"exit status {done.returncode}"]
    return Outcome("failed", error=last[0])
