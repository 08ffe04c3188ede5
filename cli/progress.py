"""One line about the work that goes on, where somebody is looking; it is gone when the work is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .remarks import is_quiet

if TYPE_CHECKING:
    from rich.text import Text

#: Seconds that pass before anything is shown: shorter work needs no line.
PATIENCE = 1.0
_BAR_WIDTH = 16


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
        self._what = self._what if self._is_over else ""

    def finish(self) -> None:
        """Nothing is searched any more: only what was found is put together."""
        self.begin("putting together what was found", None)
        self._is_over = True

    def line(self, width: int) -> Text:
        """All of it in one line, of which what is searched is cut if need be."""
        from rich.text import Text

        line = Text(no_wrap=True)
        if self._of is not None:
            filled = round(_BAR_WIDTH * self._done / max(1, self._of))
            bar = Text("━" * filled, "green").append("━" * (_BAR_WIDTH - filled), "dim")
            line.append(f"{self._label} ").append_text(bar).append(f" {self._counts()}  ")
        if searched := self._searched_for():
            time = f" {self._time()}"
            text = Text(searched)
            text.truncate(max(1, width - line.cell_len - len(time)), overflow="ellipsis")
            line.append_text(text).append(time, "dim")
        line.rstrip()
        return line

    def _searched_for(self) -> str:
        """`The least plan: fewest exams: 97`."""
        text = ": ".join(filter(None, (self._what, self._found)))
        return f"{text[:1].upper()}{text[1:]}"

    def _counts(self) -> str:
        """`120/1,000, 14 s left`."""
        of = self._of or 0
        text = f"{self._done:,}/{of:,}"
        if not self._done or self._done >= of:
            return text
        left = (time.monotonic() - self._began) / self._done * (of - self._done)
        return f"{text}, {_duration(left)} left"

    def _time(self) -> str:
        gone = time.monotonic() - self._searched
        return f"({gone:.0f} s)" if self._limit is None else f"({gone:.0f} of {self._limit:g} s)"


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

    def line() -> Text:
        return progress.line(console.width)

    with Live(get_renderable=line, console=console, refresh_per_second=5, transient=True):
        yield
