"""Measurements in processes of their own: started, given so much time, and read back."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from benchmarks.kinds import Case
from benchmarks.outcomes import Outcome

ROOT = Path(__file__).parent.parent
#: Seconds beyond the cut-off for starting, getting people into memory, and a solver that is slow to stop.
GRACE = 60.0

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


def run(job: Job, grace: float = GRACE) -> Outcome:
    """The outcome of a job; one that does not end is stopped, one that fails says why."""
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
