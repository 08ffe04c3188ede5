"""A bar with the time left, where somebody is looking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(label: str, number: int | None = None) -> Iterator[Callable[..., None]]:
    """To be told how many are done, and of how many if that was not known before."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda done, of=number: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=number)
        yield lambda done, of=number: bar.update(task, completed=done, total=of)
