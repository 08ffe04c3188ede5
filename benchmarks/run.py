"""`make bench`: start-up against bare imports, and a roster of 300 people in process.

Commands are run in turn with their peer (peer, ours, peer, ours, ...) after one run that
does not count, and the median of the ratios run by run is reported: it holds when the
speed of the machine drifts.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import plan_competency as pc

RUNS = 15
COMMAND = str(Path(sys.executable).parent / "plan-competency")
#: What is measured, our command, the peer's, and the most that the ratio may be.
START_UP: tuple[tuple[str, list[str], list[str], float], ...] = (
    ("demo : import cp_model", [COMMAND, "demo"], ["from ortools.sat.python import cp_model"], 1.5),
    ("--help : import click", [COMMAND, "--help"], ["import click"], 3.0),
)
TARGETS = ("cloud-crm/gold", "messaging/gold")
PEOPLE = 300
MOST_SECONDS = 1.0
#: Credentials held on average; the fewer, the more there is to plan.
MEANS = (3.0, 1.0, 0.3, 0.1)
SEEDS = range(5)


def wall_seconds(command: Sequence[str]) -> float:
    """One run of a command as a whole process."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def random_roster(program: pc.Program, people: int, mean: float, seed: int) -> pc.Roster:
    """People who hold floor(Exp(mean)) credentials, drawn uniformly from the program's."""
    rng = random.Random(seed)
    credentials = sorted(program.credentials)
    holdings = {
        f"person {number:04}": sorted(set(rng.choices(credentials, k=int(rng.expovariate(1 / mean)))))
        for number in range(people)
    }
    return pc.Roster.model_validate({"people": holdings})


def start_up() -> None:
    """Whole processes against the import of what they stand on."""
    print(f"{'whole process':<24} {'ours s':>8} {'peer s':>8} {'ratio':>7} {'allowed':>8}")
    for name, ours, script, allowed in START_UP:
        peer = [sys.executable, "-c", *script]
        wall_seconds(peer), wall_seconds(ours)
        pairs = [(wall_seconds(peer), wall_seconds(ours)) for _ in range(RUNS)]
        ratio = statistics.median(mine / theirs for theirs, mine in pairs)
        seconds = [statistics.median(column) for column in zip(*pairs, strict=True)]
        print(f"{name:<24} {seconds[1]:8.3f} {seconds[0]:8.3f} {ratio:7.2f} {allowed:8.1f}")


def in_process() -> None:
    """A plan for 300 people and both competencies at gold."""
    program = pc.read_program()
    pc.plan(pc.find_roster(), TARGETS, program=program)  # loads everything
    print(f"\n{PEOPLE} people, {' and '.join(TARGETS)}, {len(SEEDS)} seeds, at most {MOST_SECONDS} s")
    print(f"{'credentials each':<24} {'exams':>12} {'median s':>9} {'worst s':>8} {'proven':>7}")
    for mean in MEANS:
        seconds, exams, proven = [], [], 0
        for seed in SEEDS:
            roster = random_roster(program, PEOPLE, mean, seed)
            start = time.perf_counter()
            plan = pc.plan(roster, TARGETS, program=program)
            seconds.append(time.perf_counter() - start)
            exams.append(plan.totals.exams or 0)
            proven += plan.status == "optimal"
        spread = f"{min(exams)} to {max(exams)}"
        print(
            f"{mean:<24} {spread:>12} {statistics.median(seconds):9.3f} {max(seconds):8.3f} "
            f"{proven}/{len(SEEDS):<5}"
        )


if __name__ == "__main__":
    start_up()
    in_process()
