"""Asks the library while the main thread waits: it shows how that gets on, and hears Ctrl-C.

The first Ctrl-C ends the search as if its time was up, and the best found so far is the answer; a second one
ends the program. The solver is C++ that does not return to Python for seconds, and only the main thread of
Python hears signals: therefore the search runs in another one.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import click

from .exits import INTERRUPTED
from .progress import PATIENCE, Progress, is_watched, shown
from .remarks import is_verbose, say

if TYPE_CHECKING:
    from ..solver.stopping import Stop

Answer = TypeVar("Answer")
#: Seconds between two looks whether the answer is there: on Windows nothing else lets Ctrl-C in.
_GLANCE = 0.1
_KEPT = "Interrupted: what was found so far follows. Press Ctrl-C again to end at once."
_SHOW_CURSOR = "\r\x1b[2K\x1b[?25h"


def watched(ask: Callable[..., Answer], *arguments: Any, label: str = "", **options: Any) -> Answer:
    """The answer of the library; it is given `report` and `stop` besides the options.

    Args:
        ask: a function of the library.
        arguments: of it.
        label: what several questions are about, such as Departures.
        options: of it.
    """
    from ..solver.stopping import Stop
    from .listening import Listener

    stop, progress = Stop(), Progress(label)
    told = None
    if is_watched() or is_verbose():
        told = Listener(progress, partial(click.echo, err=True) if is_verbose() else None)
    asked = _Asked(partial(ask, *arguments, report=told, stop=stop, **options))
    with _interrupts(stop, progress):
        asked.start()
        asked.join(PATIENCE)
        if asked.is_alive():
            with shown(progress):
                while asked.is_alive():
                    asked.join(_GLANCE)
    return asked.answer()


class _Asked(threading.Thread, Generic[Answer]):
    """A question in a thread of its own."""

    def __init__(self, ask: Callable[[], Answer]) -> None:
        super().__init__(daemon=True)
        self._ask = ask
        self._answer: list[Answer] = []
        self._error: BaseException | None = None

    def run(self) -> None:
        """Ask, and keep the answer or whatever went wrong."""
        try:
            self._answer.append(self._ask())
        except BaseException as error:  # noqa: BLE001 - it is raised where the answer is asked for
            self._error = error

    def answer(self) -> Answer:
        """The answer, once it is there."""
        if self._error is not None:
            raise self._error
        return self._answer[0]


@contextmanager
def _interrupts(stop: Stop, progress: Progress) -> Iterator[None]:
    """Meanwhile Ctrl-C ends the search, a second one the program."""
    before = signal.getsignal(signal.SIGINT)
    is_heard = threading.current_thread() is threading.main_thread() and before is not signal.SIG_IGN
    if not is_heard or before is None:  # nobody here hears it, or it is ignored on purpose
        yield
        return

    def interrupt(*_: object) -> None:
        if stop.is_set:
            _quit()
        stop.set()
        say(_KEPT)
        progress.finish()

    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _quit() -> None:
    """End the program at once, whatever the solver does."""
    cursor = _SHOW_CURSOR if sys.stderr is not None and sys.stderr.isatty() else ""
    with open(2, "w", encoding="utf-8", errors="replace", closefd=False) as stderr:
        stderr.write(f"{cursor}Error: Interrupted.\n")
    os._exit(INTERRUPTED)
