"""One line about the work that goes on, where somebody is looking; it is gone when the work is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .remarks import is_quiet

if TYPE_CHECKING:
    from rich.console import RenderableType

#: Seconds that pass before anything is shown: shorter work needs no line.
PATIENCE = 1.0
_BAR_WIDTH = 20


class Progress:
    """What is known about the work; told from any thread, shown by another."""

    def __init__(self, label: str = "", of: int | None = None) -> None:
        self._label, self._of, self._done = label, of, 0
        self._what, self._found, self._is_over = "", "", False
        self._limit: float | None = None
        self._began = self._searched = time.monotonic()

    def begin(self, what: str, seconds: float | None) -> None:
        """A search for something begins that ends after so many seconds at the latest."""
        if not self._is_over:
            self._what, self._found, self._limit = what, "", seconds
            self._searched = time.monotonic()

    def find(self, found: str) -> None:
        """What is found so far, in words."""
        if not self._is_over:
            self._found = found

    def count(self, done: int, of: int | None = None) -> None:
        """So many are done."""
        self._done, self._of = done, self._of if of is None else of

    def finish(self) -> None:
        """Nothing is searched any more: only what was found is put together."""
        self.begin("putting together what was found", None)
        self._is_over = True

    def line(self) -> RenderableType:
        """All of it in one line."""
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text

        grid = Table.grid(padding=(0, 1), pad_edge=False)
        cells: list[RenderableType] = []
        if self._of is not None:
            cells += [
                Text(self._label),
                ProgressBar(max(1, self._of), self._done, _BAR_WIDTH),
                self._counts(),
            ]
        if self._what:
            text = ": ".join(filter(None, (self._what, self._found)))
            cells.append(f"{text[:1].upper()}{text[1:]}")
            cells.append(f"({self._time()})")
        for number in range(len(cells)):
            is_long = bool(self._what) and number == len(cells) - 2
            grid.add_column(no_wrap=True, overflow="ellipsis", ratio=None, min_width=0 if is_long else None)
        grid.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in cells))
        return grid

    def _counts(self) -> str:
        """`120/1,000, 14 s left`."""
        assert self._of is not None
        text = f"{self._done:,}/{self._of:,}"
        if not self._done or self._done >= self._of:
            return text
        left = (time.monotonic() - self._began) / self._done * (self._of - self._done)
        return f"{text}, {_duration(left)} left"

    def _time(self) -> str:
        gone = time.monotonic() - self._searched
        return f"{gone:.0f} s" if self._limit is None else f"{gone:.0f} of {self._limit:g} s"


def _duration(seconds: float) -> str:
    """`14 s`, `3:05 min`, `2:10 h`."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02} min" if minutes < 100 else f"{minutes // 60}:{minutes % 60:02} h"


def is_watched() -> bool:
    """Whether somebody is looking at a terminal, and wants to."""
    return sys.stderr is not None and sys.stderr.isatty() and not is_quiet()


@contextmanager
def shown(progress: Progress) -> Iterator[None]:
    """Show a line meanwhile, if somebody is looking."""
    if not is_watched():
        yield
        return
    from rich.console import Console
    from rich.live import Live

    console = Console(stderr=True, highlight=False, emoji=False)
    live = Live(get_renderable=progress.line, console=console, refresh_per_second=5, transient=True)
    with live:
        yield
