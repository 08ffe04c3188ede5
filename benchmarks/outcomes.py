"""What one measurement found: an answer with its proof, the time that it took, the memory."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Literal

#: "feasible": the value is not proven. "unknown": no plan was found in time. "stopped": the process did
#: not end by itself and was stopped. "failed": it ended with an error.
Status = Literal["optimal", "feasible", "infeasible", "unknown", "stopped", "failed"]


@dataclass(frozen=True)
class Outcome:
    """An answer: the value of the first measure, what no plan goes below, and what it took.

    `seconds` is from people in memory to the answer, `reading` from the file to people in memory,
    `peak` the most memory that the whole process held, in MiB. `digest` stands for a table that was written.
    """

    status: Status
    value: int | None = None
    bound: int | None = None
    seconds: float | None = None
    reading: float | None = None
    peak: float | None = None
    error: str | None = None
    digest: str | None = None

    @property
    def proven(self) -> bool:
        return self.status in ("optimal", "infeasible")


class OutOfTime(Exception):
    """The cut-off came before the solver was even called."""


class Clock:
    """The seconds since it was made, and those left until the cut-off."""

    def __init__(self, cut_off: float) -> None:
        self._cut_off, self._start = cut_off, time.perf_counter()

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._start

    @property
    def left(self) -> float:
        """The seconds until the cut-off, more than none.

        Raises:
            OutOfTime: there are none left.
        """
        left = self._cut_off - self.seconds
        if left <= 0:
            raise OutOfTime
        return left


def whole(number: float, *, bound: bool = False) -> int | None:
    """A solver's number as the whole number that it stands for; a bound is rounded up."""
    if not math.isfinite(number):
        return None
    return math.ceil(number - 1e-6) if bound else round(number)
