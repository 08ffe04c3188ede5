"""Ending a search early: when its time is up, or when somebody has had enough."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


class Stop:
    """Ends searches from outside, whatever they are doing: it is then as if their time was up.

    Set from any thread, or from a signal handler. Once set it stays set.
    """

    def __init__(self) -> None:
        self._is_set = False
        self._running: list[Callable[[], object]] = []

    @property
    def is_set(self) -> bool:
        """Whether searches are to end."""
        return self._is_set

    def set(self) -> None:
        """End all searches that this was given to, and let none begin."""
        self._is_set = True
        for end in tuple(self._running):
            end()

    @contextmanager
    def ending(self, end: Callable[[], object]) -> Iterator[None]:
        """Meanwhile `end` is called when this is set, at once where it is set already."""
        self._running.append(end)
        try:
            if self._is_set:  # it may have been set between a look at it and here
                end()
            yield
        finally:
            self._running.remove(end)


class Stopped(Exception):
    """Somebody ended a search that has nothing to show for itself yet."""


@dataclass(frozen=True)
class Clock:
    """When a search ends: at a time, as `time.monotonic()` tells (None: at none), and when it is stopped."""

    ends: float | None = None
    stop: Stop | None = None

    @classmethod
    def of(cls, seconds: float | None, stop: Stop | None = None) -> Clock:
        """A clock that gives so many seconds from now on."""
        return cls(None if seconds is None else time.monotonic() + seconds, stop)

    def left(self) -> float | None:
        """Seconds left, 0 where time is up; None: as many as it takes."""
        if self.is_stopped:
            return 0.0
        return None if self.ends is None else max(0.0, self.ends - time.monotonic())

    @property
    def is_stopped(self) -> bool:
        """Whether somebody has ended it."""
        return self.stop is not None and self.stop.is_set

    @property
    def is_up(self) -> bool:
        """Whether no time is left."""
        return self.left() == 0

    @contextmanager
    def ending(self, end: Callable[[], object]) -> Iterator[None]:
        """Meanwhile `end` is called when somebody stops it."""
        if self.stop is None:
            yield
            return
        with self.stop.ending(end):
            yield
