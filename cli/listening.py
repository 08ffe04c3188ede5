"""What a search tells while it runs: shown in one line, and written down if that is wanted."""

from __future__ import annotations

import time
from collections.abc import Callable

from ..models.plans import Stage
from ..models.told import counted
from ..solver.reporting import Reporter, Size
from .progress import Progress

#: What is made smallest, in words.
_STAGES = {
    "open seats": "fewest open seats",
    "value missed": "least value missed",
    "thresholds unmet": "fewest thresholds unmet",
    "targets unmet": "most targets met",
    "exams": "fewest exams",
    "people": "fewest people",
    "cost": "least cost",
    "hours": "fewest hours",
    "largest load": "largest load",
    "preferences": "people who are preferred",
    "ties": "choice among equal plans",
}


class Listener(Reporter):
    """Passes on what a search tells.

    Args:
        progress: is shown.
        write: takes each line of what happened; None: nobody wants to know.
    """

    def __init__(self, progress: Progress, write: Callable[[str], object] | None = None) -> None:
        self._progress, self._write = progress, write
        self._stage, self._began = "", time.monotonic()

    def begins(self, what: str, seconds: float | None) -> None:
        """A search begins."""
        self._progress.begin(what, seconds)
        self._stage = ""
        self._say(f"Search for {what}" + ("" if seconds is None else f", for {seconds:g} s at most"))

    def reduced(self, size: Size) -> None:
        """What is really searched."""
        self._say(
            f"  Reduced to {size.people:,} of {counted(size.of_people, 'person', 'people')} and "
            f"{counted(size.targets, 'target')}: {size.variables:,} variables, {size.rules:,} rules"
        )

    def searching(self, stage: Stage) -> None:
        """A stage begins, or knows more."""
        if stage.minimized != self._stage:
            self._stage, self._began = stage.minimized, time.monotonic()
        self._progress.find(_words(stage))

    def searched(self, stage: Stage) -> None:
        """A stage ends."""
        began = self._began if stage.minimized == self._stage else time.monotonic()
        self._say(f"  {_words(stage)}, {time.monotonic() - began:.2f} s")

    def done(self, number: int, of: int) -> None:
        """So many of several questions are answered."""
        self._progress.count(number, of)

    def _say(self, text: str) -> None:
        if self._write is not None:
            self._write(text)


def _words(stage: Stage) -> str:
    """`fewest exams: 97, at least 95 proven`."""
    name = _STAGES.get(stage.minimized, stage.minimized)
    facts = [] if stage.value is None else [f"{stage.value:,}"]
    if stage.proven:
        facts.append("proven")
    elif stage.lower_bound is not None:
        facts.append(f"at least {stage.lower_bound:,} proven")
    return f"{name}: {', '.join(facts)}" if facts else name
