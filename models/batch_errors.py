"""What can be wrong with a batch as a whole; what is wrong with one organization is a row of the table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .errors import PlanCompetencyError


class UnusableWorkers(PlanCompetencyError):
    """Processes or a cluster that cannot be reached, were lost, or cannot do what is asked of them."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"The workers cannot be used: {reason}")


class AnotherQuestion(PlanCompetencyError):
    """What an interrupted run left is about another question; `differing` says in what."""

    def __init__(self, path: Path | str, differing: Sequence[str]) -> None:
        self.path, self.differing = str(path), tuple(differing)
        super().__init__(
            f"{path} was begun for another question (another {', another '.join(self.differing)}): ask that "
            "one again to finish it, name another output, or start over with --fresh"
        )
