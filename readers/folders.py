"""A program in several files: the data files of a folder, joined to one document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ..models.errors import InvalidFile, Problem, UnreadableFile
from ..models.findings import found
from .documents import DATA_ENDINGS, Document, PathInData, is_there, read_document


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; not if the system refuses even to look for such a name."""
    return is_there(path) and path.is_dir()


def files_of(path: Path) -> list[Path]:
    """The files that a path stands for: a folder's data files, sorted by name; otherwise itself.

    Hidden files and files of other kinds are no part of a folder.

    Raises:
        UnreadableFile: the folder cannot be looked into, or has no data file.
    """
    if not is_folder(path):
        return [path]
    try:
        files = sorted(file for file in path.iterdir() if file.suffix.lower() in DATA_ENDINGS)
    except OSError as error:
        raise UnreadableFile(path, f"cannot be opened: {error.strerror}") from None
    files = [file for file in files if not file.name.startswith(".")]
    if not files:
        raise UnreadableFile(
            path, f"is a folder without a file that ends in {', '.join(DATA_ENDINGS)}: add one"
        )
    return files


def read_folder(folder: Path, joined: Mapping[str, Callable[[str], str]]) -> Document:
    """The files of a folder as one document, each a part of it.

    Args:
        folder: where the files are; their names give the order of the parts.
        joined: the keys that may stand in several files, and how the names below each
            are compared. Any other key may stand in one file only.

    Raises:
        UnreadableFile: see `files_of` and `read_document`.
        InvalidFile: a file is no part of a document, or two files state the same thing.
    """
    joining = _Joining(folder, joined)
    problems = [problem for file in files_of(folder) for problem in joining.added(read_document(file))]
    if problems:
        raise InvalidFile(folder, problems)
    return joining.whole


class _Joining:
    """The document of a folder while its files are added."""

    def __init__(self, folder: Path, joined: Mapping[str, Callable[[str], str]]) -> None:
        self.whole = Document(folder, {})
        self.joined = joined
        self.stated: dict[PathInData, PathInData] = {}

    def added(self, part: Document) -> Iterator[Problem]:
        """Add a file; yields what is wrong with it as a part."""
        if not isinstance(part.data, dict):
            yield part.problem((), f"must be a mapping of keys to values ({found(part.data)})")
            return
        for key, value in part.data.items():
            if key not in self.joined:
                yield from self._stated(part, (key,), key)
                self.whole.data[key] = value
            elif isinstance(value, dict):
                self.whole.parts.setdefault((key,), part)
                for name in value:
                    yield from self._stated(part, (key, name), self.joined[key](name))
                self.whole.data.setdefault(key, {}).update(value)
            else:
                yield part.problem((key,), f"must be a mapping of names to values ({found(value)})")

    def _stated(self, part: Document, path: PathInData, compared: str) -> Iterator[Problem]:
        earlier = self.stated.setdefault((*path[:-1], compared), path)
        other = self.whole.parts.setdefault(earlier, part)
        if other is not part:
            place = f"{other.path}, line {other.line_of(earlier)}" if other.lines else str(other.path)
            yield part.problem(path, f"also stands in {place}: keep one of the two")
        self.whole.parts[path] = part
