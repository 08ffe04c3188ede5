"""An executor that works at once, in this process: the tests of what is asked need no other processes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any


class Inline(Executor):
    """Work is done when it is submitted; `sizes` are the numbers of organizations in each chunk."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """The result, already there."""
        self.sizes.append(len(arguments[-1]))
        future: Future[Any] = Future()
        future.set_result(work(*arguments, **named))
        return future
