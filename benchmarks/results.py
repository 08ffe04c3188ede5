"""What a campaign measured, and its file."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.agreement import contradictions
from benchmarks.jobs import PEERS
from benchmarks.kinds import Case
from benchmarks.outcomes import Outcome
from benchmarks.startup import StartUp

PACKAGES = ("plan-competency", "ortools", "highspy", "polars", "numpy")


@dataclass(frozen=True)
class Row:
    """One case of a group with the outcome of everybody who was asked."""

    group: str
    case: Case
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    @property
    def faults(self) -> Iterator[str]:
        """Answers that contradict each other, and whatever of ours failed."""
        case = self.case
        where = f"{case.kind}, {case.people} people, mean {case.mean:g}, seed {case.seed}"
        for text in contradictions(self.outcomes):
            yield f"DISAGREEMENT: {where}: {text}"
        if len({outcome.digest for outcome in self.outcomes.values() if outcome.digest}) > 1:
            yield f"DISAGREEMENT: {where}: the tables differ"
        for name, outcome in self.outcomes.items():
            if outcome.status == "failed" and name not in PEERS:
                yield f"FAILED: {where}: {name}: {outcome.error}"


@dataclass
class Results:
    """Everything measured under one cut-off."""

    cut_off: float
    rows: list[Row] = field(default_factory=list)
    start_up: list[StartUp] = field(default_factory=list)
    machine: dict[str, Any] = field(default_factory=lambda: machine())

    def of(self, group: str) -> list[Row]:
        return [row for row in self.rows if row.group == group]

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @staticmethod
    def read(path: Path) -> Results:
        data = json.loads(path.read_text(encoding="utf-8"))
        rows = [
            Row(
                row["group"],
                Case(**row["case"]),
                {name: Outcome(**found) for name, found in row["outcomes"].items()},
            )
            for row in data["rows"]
        ]
        started = [StartUp(**row) for row in data["start_up"]]
        return Results(data["cut_off"], rows, started, data["machine"])


def machine() -> dict[str, Any]:
    """What the numbers depend on."""
    return {
        "processors": os.cpu_count(),
        "architecture": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        **{package: version(package) for package in PACKAGES},
    }
