"""Start-up: whole commands against the bare import of what they stand on.

Commands are run in turn with their peer (peer, ours, peer, ours, ...) after one run that does not count, and
the median of the ratios run by run is reported: it holds when the speed of the machine drifts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

COMMAND = str(Path(sys.executable).parent / "plan-competency")
TARGETS = ("cloud-crm/gold", "messaging/gold")
_SOLVER = "from ortools.sat.python import cp_model"
#: What is measured, our command, the peer's script, and the most that the ratio may be where that is agreed.
START_UP: tuple[tuple[str, tuple[str, ...], str, float | None], ...] = (
    ("demo : import cp_model", ("demo",), _SOLVER, 1.5),
    ("--help : import click", ("--help",), "import click", 3.0),
    ("check : import cp_model", ("check", "contoso", *TARGETS), _SOLVER, None),
    ("check : import ortools", ("check", "contoso", *TARGETS), "import ortools", None),
    ("plan : import cp_model", ("plan", "contoso", *TARGETS), _SOLVER, None),
    ("plan : import ortools", ("plan", "contoso", *TARGETS), "import ortools", None),
)


@dataclass(frozen=True)
class StartUp:
    """One command beside its peer: median seconds of both, and the median ratio."""

    name: str
    ours: float
    peer: float
    ratio: float
    allowed: float | None


def wall_seconds(command: Sequence[str], statuses: Sequence[int] = (0,)) -> float:
    """One run of a command as a whole process."""
    start = time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode not in statuses or "Traceback" in done.stderr:
        raise RuntimeError(f"{command}: status {done.returncode}, {done.stderr}")
    return seconds


def start_up(name: str, arguments: Sequence[str], script: str, allowed: float | None, runs: int) -> StartUp:
    """One command against its peer, so many times."""
    peer, ours = [sys.executable, "-c", script], [COMMAND, *arguments]
    statuses = (0, 1) if "check" in arguments else (0,)  # 1: not eligible
    pairs = [(wall_seconds(peer), wall_seconds(ours, statuses)) for _ in range(runs + 1)][1:]
    theirs, mine = (statistics.median(column) for column in zip(*pairs, strict=True))
    return StartUp(name, mine, theirs, statistics.median(b / a for a, b in pairs), allowed)
