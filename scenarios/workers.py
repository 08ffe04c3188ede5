"""Where the work of a batch is done: processes of this machine, a cluster, or an executor at hand.

All of them are executors of `concurrent.futures`; nothing else knows which it is.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from threading import Thread

from ..models.batch_errors import UnusableWorkers
from ..models.errors import InvalidQuestion
from ..models.extras import extra

#: Windows waits for no more than so many processes.
_MOST_PROCESSES = 61 if sys.platform == "win32" else 1024
#: So many pieces of work are on their way at least, for executors of which the size is not known.
_IN_FLIGHT = 64
#: What was told to end has so long to do it.
_SECONDS_TO_END = 5.0
_ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss|ucx)://)?[^\s/]+:\d{1,5}")


@dataclass(frozen=True)
class Workers:
    """A way to open an executor, again and again if one breaks, and how much work to give it in advance."""

    opened: Callable[[], AbstractContextManager[Executor]]
    in_flight: int


def given(executor: Executor) -> Workers:
    """An executor at hand; whoever made it closes it."""
    return Workers(lambda: nullcontext(executor), _IN_FLIGHT)


def in_processes(number: int | None = None) -> Workers:
    """Processes of this machine, as many as it has cores unless a number is given.

    Raises:
        InvalidQuestion: that number of processes cannot be.
    """
    number = min(_cores(), _MOST_PROCESSES) if number is None else number
    if not 1 <= number <= _MOST_PROCESSES:
        raise InvalidQuestion(
            f"There must be at least 1 process and at most {_MOST_PROCESSES}, not {number}."
        )
    return Workers(partial(_pool, number), 3 * number)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _pool(number: int) -> Iterator[Executor]:
    """A pool of processes, which are ended at once if anything goes wrong.

    They are spawned: that is safe on every system, whatever threads this process has.
    """
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(number, multiprocessing.get_context("spawn"), _begin)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        ours = set(multiprocessing.active_children()) - others
        for process in ours:
            process.terminate()
        for process in ours:
            process.join(_SECONDS_TO_END)
        raise
    else:
        pool.shutdown()


def _begin() -> None:
    """Leave Ctrl-C to the process that started this one, and end when it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


@contextmanager
def in_cluster(address: str) -> Iterator[Workers]:
    """The workers of the Dask cluster whose scheduler is at an address.

    Raises:
        MissingExtra: `distributed` is not installed.
        UnusableWorkers: there is no such cluster.
    """
    distributed = extra("distributed", "cluster", "A cluster")
    if not _ADDRESS.fullmatch(address):
        raise UnusableWorkers(f"'{address}' is no address of a scheduler: write it as tcp://host:8786.")
    with _quiet("distributed.client"):
        try:
            client = distributed.Client(address, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UnusableWorkers(f"no cluster answers at {address} ({error}).") from None
        with client:
            executor: Executor = client.get_executor(pure=False)
            threads = sum(client.nthreads().values())
            yield Workers(lambda: nullcontext(executor), max(3 * threads, _IN_FLIGHT))


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """A logger that says nothing for a while: what it would say is said by an error."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)
