"""A batch that can be interrupted: what was found is kept beside the output, chunk by chunk.

The file has a line of JSON that says what was asked, and a line for each organization that was
answered: its name, a digest of its input, and the cells of its rows. It names no people; errors
are not kept, for their messages may: they are found again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple, Self

from ..models.batch_errors import AnotherQuestion
from ..models.errors import UnreadableFile
from ..models.verdicts import VerdictRow
from ..readers.organization import Organization
from .batch import Names, rows_of
from .judging import Answer
from .survey import Survey

_HEADER = "plan-competency batch"
_FORMAT = 1


class Partial:
    """The file of an unfinished batch; what it has is read where it is needed, not kept in memory."""

    def __init__(self, path: Path, asked: Mapping[str, str], *, fresh: bool = False) -> None:
        """Open what an earlier run left, or begin.

        Raises:
            AnotherQuestion: what was left is about another question.
            UnreadableFile: it cannot be written, or is something else.
        """
        self.path = path
        self._places: dict[bytes, int] = {}
        try:
            self._file: BinaryIO = path.open("w+b" if fresh else "a+b")
            self._read(asked)
        except OSError as error:
            raise UnreadableFile(path, f"cannot be written: {error.strerror}") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __contains__(self, digest: str) -> bool:
        return bytes.fromhex(digest) in self._places

    def __len__(self) -> int:
        return len(self._places)

    def add(self, digest: str, answer: Answer) -> None:
        """Keep the answer of an organization."""
        line = {"input": digest, "organization": answer.organization, "rows": answer.cells}
        self._places[bytes.fromhex(digest)] = self._file.seek(0, 2)
        self._write(line)

    def answer(self, digest: str) -> Answer:
        """What was kept for an input."""
        self._file.seek(self._places[bytes.fromhex(digest)])
        kept = _parsed(self._file.readline())
        if not kept or kept["input"] != digest:
            raise UnreadableFile(self.path, "was changed meanwhile: let only one run write to it")
        return Answer(kept["organization"], tuple(map(tuple, kept["rows"])))

    def remove(self) -> None:
        """The batch is finished."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def _write(self, data: Any) -> None:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        self._file.write(text.encode(errors="surrogatepass") + b"\n")

    def _read(self, asked: Mapping[str, str]) -> None:
        """Find what the file has; a last line that was torn is cut off."""
        self._file.seek(0)
        first = self._file.readline()
        if not first.endswith(b"\n") and self._is_ours(first):
            self._file.truncate(0)
            self._write({_HEADER: _FORMAT, **asked})
            self._file.flush()
            return
        self._compare(_parsed(first), asked)
        end = self._file.tell()
        for line in self._file:
            kept: Any = _parsed(line) if line.endswith(b"\n") else None
            with suppress(KeyError, TypeError, ValueError):
                self._places[bytes.fromhex(kept["input"])] = end
            end += len(line) if line.endswith(b"\n") else 0
        self._file.truncate(end)

    @staticmethod
    def _is_ours(beginning: bytes) -> bool:
        """Whether a file without a whole line is the beginning of ours, or empty."""
        ours = json.dumps({_HEADER: _FORMAT}, separators=(",", ":"))[:-1].encode()
        return ours.startswith(beginning[: len(ours)])

    def _compare(self, header: Any, asked: Mapping[str, str]) -> None:
        if not isinstance(header, dict) or header.pop(_HEADER, None) != _FORMAT:
            self._file.close()
            raise UnreadableFile(
                self.path, "is not what an unfinished batch leaves: remove it, or start over with --fresh"
            )
        differing = [name for name in {**asked, **header} if asked.get(name) != header.get(name)]
        if differing:
            self._file.close()
            raise AnotherQuestion(self.path, differing)


def _parsed(line: bytes) -> Any:
    with suppress(ValueError):
        return json.loads(line)
    return None


class Place(NamedTuple):
    """Where an organization was found, and the digest of its input."""

    number: int
    source: str
    digest: str


class Collection:
    """The answers to a survey, of this run and those before, as one table in the end."""

    def __init__(self, survey: Survey, partial: Partial) -> None:
        self._survey, self._partial = survey, partial
        self._found: list[tuple[str, Place]] = []
        self._errors: dict[int, Answer] = {}
        #: Organizations that an earlier run answered, and verdicts that this one found.
        self.resumed = self.verdicts = 0

    def __len__(self) -> int:
        return len(self._found)

    def open(self, organizations: Iterable[Organization]) -> Iterator[tuple[Place, Organization]]:
        """The organizations that have no answer yet."""
        for number, one in enumerate(organizations):
            place = Place(number, one.source, one.digest)
            if place.digest in self._partial:
                self.resumed += 1
                self._found.append((self._partial.answer(place.digest).organization, place))
            else:
                yield place, one

    def take(self, place: Place, answer: Answer) -> None:
        """Keep the answer of an organization."""
        self._found.append((answer.organization, place))
        self.verdicts += len(answer.cells)
        if answer.error is None:
            self._partial.add(place.digest, answer)
        else:
            self._errors[place.number] = answer

    def rows(self) -> Iterator[VerdictRow]:
        """All rows by organization, then by target as asked."""
        names = Names()
        in_order = sorted(self._found, key=lambda item: (item[0], item[1].number))
        for _, place in in_order:
            answer = self._errors.get(place.number) or self._partial.answer(place.digest)
            yield from rows_of(names.told_apart(place.source, answer), self._survey)

    def finish(self) -> None:
        """The table is written: nothing needs to be kept."""
        self._partial.remove()
