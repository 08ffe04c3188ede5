"""A survey put to organizations through an executor: chunk by chunk, so many at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from dataclasses import dataclass, field
from itertools import islice
from pickle import loads
from time import perf_counter
from typing import Generic, TypeAlias, TypeVar

from ..models.batch_errors import UnusableWorkers
from ..readers.organization import Organization
from .judging import Answer, Judge, answer_of
from .survey import Survey, versions
from .workers import Workers

#: A chunk is as large as is done in about so many seconds, and at most so many organizations.
CHUNK_SECONDS = 1.0
LARGEST_CHUNK = 100

Key = TypeVar("Key")
#: An organization, and a key by which its answer is known.
_Item: TypeAlias = tuple[Key, Organization]


@dataclass(frozen=True)
class Chunk:
    """The answers of some organizations, in their order; `problem` is why the worker cannot answer at all."""

    answers: tuple[Answer, ...]
    seconds: float
    problem: str | None = None


#: Who judges by the survey that this process has last been asked, by its digest.
_known: dict[str, Judge] = {}


def answered(version: str, digest: str, sent: bytes, organizations: list[Organization]) -> Chunk:
    """The work of one chunk, wherever it is done. No exception of ours leaves it: they do not travel well."""
    start = perf_counter()
    if version != versions():
        return Chunk((), 0, f"they run {versions()}, and this is {version}: install the same there and here.")
    judge = _known.get(digest)
    if judge is None:
        judge = Judge(loads(sent))  # noqa: S301 - comes from the process that started this one
        _known.clear()
        _known[digest] = judge
    answers = tuple(answer_of(organization, judge) for organization in organizations)
    return Chunk(answers, perf_counter() - start)


def answers(
    items: Iterable[tuple[Key, Organization]], survey: Survey, workers: Workers
) -> Generator[tuple[Key, Answer]]:
    """The answers of organizations, each with the key that came with it, as they are found.

    An organization on which a process dies is an error of its own, and the work goes on.

    Raises:
        UnusableWorkers: the workers cannot answer at all.
    """
    return _Run(iter(items), survey, workers).answers()


@dataclass
class _Run(Generic[Key]):
    source: Iterator[_Item[Key]]
    survey: Survey
    workers: Workers
    #: How many organizations the next chunk has.
    size: int = 1
    pending: dict[Future[Chunk], list[_Item[Key]]] = field(default_factory=dict)
    #: To be asked once more, each by itself: something went wrong with a chunk that they were in.
    suspects: deque[_Item[Key]] = field(default_factory=deque)
    has_worked: bool = False

    def answers(self) -> Generator[tuple[Key, Answer]]:
        """Everybody's answers; if a process dies, those it may have died of are asked one by one."""
        while True:
            try:
                with self.workers.opened() as executor:
                    yield from self._spread(executor)
                return
            except BrokenExecutor:
                for chunk in self.pending.values():
                    self.suspects.extend(chunk)
                self.pending.clear()
            yield from self._greet()
            while self.suspects:
                yield from self._one_by_one()

    def _spread(self, executor: Executor) -> Iterator[tuple[Key, Answer]]:
        while True:
            while len(self.pending) < self.workers.in_flight and (chunk := self._next()):
                self._submit(executor, chunk)
            if not self.pending:
                return
            done = wait(self.pending, return_when=FIRST_COMPLETED).done
            for future in sorted(done, key=_has_failed):
                yield from self._taken(future)

    def _next(self) -> list[_Item[Key]]:
        return [self.suspects.popleft()] if self.suspects else list(islice(self.source, self.size))

    def _submit(self, executor: Executor, chunk: list[_Item[Key]]) -> Future[Chunk]:
        organizations = [organization for _, organization in chunk]
        try:
            future = executor.submit(answered, versions(), *self.survey.sent, organizations)
        except BrokenExecutor:
            self.suspects.extend(chunk)
            raise
        self.pending[future] = chunk
        return future

    def _taken(self, future: Future[Chunk]) -> Iterator[tuple[Key, Answer]]:
        """The answers of a chunk; if it failed as a whole, its organizations are suspects."""
        try:
            found = self._result(future)
        except (BrokenExecutor, UnusableWorkers):
            raise
        except Exception as error:  # noqa: BLE001 - a cluster gave up on it when workers died of it, for one
            chunk = self.pending.pop(future)
            if len(chunk) == 1:
                yield _lost(chunk[0], error)
            else:
                self.suspects.extend(chunk)
            return
        self._pace(found)
        for (key, _), answer in zip(self.pending.pop(future), found.answers, strict=True):
            yield key, answer

    def _result(self, future: Future[Chunk]) -> Chunk:
        try:
            found = future.result()
        except CancelledError:
            raise UnusableWorkers("the connection to them was lost.") from None
        except ImportError as error:
            raise UnusableWorkers(f"they lack what this needs ({error}).") from None
        if found.problem is not None:
            raise UnusableWorkers(found.problem)
        self.has_worked = True
        return found

    def _pace(self, found: Chunk) -> None:
        rate = len(found.answers) / max(found.seconds, 1e-6)
        self.size = max(1, min(LARGEST_CHUNK, 2 * self.size, int(rate * CHUNK_SECONDS)))

    def _one_by_one(self) -> Iterator[tuple[Key, Answer]]:
        """The answers of suspects, until one ends the process that works on it."""
        with self.workers.opened() as executor:
            while self.suspects:
                item = self.suspects.popleft()
                future = self._sent_anew(executor, [item])
                try:
                    yield from self._taken(future)
                except BrokenExecutor as error:
                    self.pending.clear()
                    yield _lost(item, error)
                    return

    def _sent_anew(self, executor: Executor, chunk: list[_Item[Key]]) -> Future[Chunk]:
        """Work for an executor that has just been opened: one that is broken already was given as such."""
        try:
            return self._submit(executor, chunk)
        except BrokenExecutor:
            raise UnusableWorkers("they ended unexpectedly.") from None

    def _greet(self) -> Iterator[tuple[Key, Answer]]:
        """Find out whether workers can live at all, if none has done anything yet."""
        if self.has_worked:
            return
        with self.workers.opened() as executor:
            future = self._sent_anew(executor, [])
            try:
                yield from self._taken(future)
            except BrokenExecutor:
                raise UnusableWorkers(
                    "they end before they do anything. In a script, ask below `if __name__ == '__main__':`."
                ) from None


def _has_failed(future: Future[Chunk]) -> bool:
    return future.cancelled() or future.exception() is not None


def _lost(item: _Item[Key], error: Exception) -> tuple[Key, Answer]:
    key, organization = item
    reason = "the process that worked on it ended unexpectedly, perhaps for want of memory"
    return key, Answer(organization.name, error=f"{organization.source}: {reason} ({type(error).__name__})")
