"""What the tests hear of a search, and how they end it at a certain point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import plan_competency as pc


@dataclass
class Counts(pc.Reporter):
    """How many of how many are done."""

    seen: list[tuple[int, int]] = field(default_factory=list)

    def done(self, number: int, of: int) -> None:
        self.seen.append((number, of))


@dataclass
class Heard(pc.Reporter):
    """Everything that is told, in words."""

    lines: list[str] = field(default_factory=list)

    def begins(self, what: str, seconds: float | None) -> None:
        self.lines.append(f"begins {what}, {seconds}")

    def reduced(self, size: pc.Size) -> None:
        self.lines.append(f"reduced to {size.people} of {size.of_people}, {size.targets} targets")

    def searching(self, stage: pc.Stage) -> None:
        self.lines.append(f"searching {stage.minimized}: {stage.value}, {stage.lower_bound}")

    def searched(self, stage: pc.Stage) -> None:
        self.lines.append(f"searched {stage.minimized}: {stage.value}, {stage.lower_bound}, {stage.proven}")

    def done(self, number: int, of: int) -> None:
        self.lines.append(f"done {number} of {of}")


@dataclass
class StoppedAt(Heard):
    """Sets its `stop` as soon as a line says so."""

    when: Callable[[str], bool] = lambda line: True
    stop: pc.Stop = field(default_factory=pc.Stop)

    def __post_init__(self) -> None:
        outer = self

        class Lines(list[str]):
            def append(self, line: str) -> None:
                super().append(line)
                if outer.when(line):
                    outer.stop.set()

        self.lines = Lines()


def stopped_at(start: str) -> StoppedAt:
    """Ends the search when something is told that begins like this."""
    return StoppedAt(when=lambda line: line.startswith(start))
