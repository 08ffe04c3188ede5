"""Text, YAML and JSON files to plain data, with the line of every value.

Files come from outside, so they are not trusted: size and depth are limited,
YAML tags and aliases are refused, a repeated key is an error and never a
silent replacement.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..models.base import nearest
from ..models.errors import InvalidFile, Problem, UnknownName, UnreadableFile, place_of

LARGEST_FILE_BYTES = 64 * 1024 * 1024
DEEPEST_NESTING = 60
#: How names of files end that are read as plain data.
DATA_ENDINGS = (".yaml", ".yml", ".json")

PathInData = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """The data of one file, or of several joined, and the line on which each part of it starts.

    `parts` are the files of a joined document by what they state; paths are the same in both.
    """

    path: Path
    data: Any
    lines: dict[PathInData, int] = field(default_factory=dict)
    parts: dict[PathInData, Document] = field(default_factory=dict)

    def problem(self, path: PathInData, message: str, *, at: PathInData | None = None) -> Problem:
        """What is wrong with a value, with its file and line, or those of what stands `at`."""
        at = path if at is None else at
        part = next((self.parts[at[:end]] for end in range(len(at), 0, -1) if at[:end] in self.parts), self)
        return part.located(path, message, at)

    def located(self, path: PathInData, message: str, at: PathInData) -> Problem:
        """The same for what stands in this file."""
        return Problem(place_of(path), message, self.line_of(at), str(self.path))

    def line_of(self, path: PathInData) -> int | None:
        """The line of a value, or of the nearest thing around it; None for JSON."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def read_text(path: Path) -> str:
    """The text of a UTF-8 file.

    Raises:
        UnreadableFile: missing, a directory, too large, empty, or not UTF-8 text.
    """
    return text_of(path, read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """What is in a file.

    Raises:
        UnreadableFile: missing, a directory, or too large.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableFile(path, "there is no such file") from None
    except IsADirectoryError:
        raise UnreadableFile(path, "is a directory: name a file in it") from None
    except OSError as error:
        raise UnreadableFile(path, f"cannot be opened: {error.strerror}") from None
    except ValueError:
        raise UnreadableFile(path, "cannot be the name of a file") from None
    if len(raw) > LARGEST_FILE_BYTES:
        raise UnreadableFile(path, f"is larger than {LARGEST_FILE_BYTES // 1024**2} MiB")
    return raw


def text_of(path: Path, raw: bytes) -> str:
    """The text that is in a file.

    Raises:
        UnreadableFile: it is empty, or not UTF-8 text.
    """
    if not raw.strip():
        raise UnreadableFile(path, "is empty")
    if b"\0" in raw:
        raise UnreadableFile(path, "is not a text file: it has binary data in it")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        reason = f"line {line} is not UTF-8 text: save the file with the encoding UTF-8"
        raise UnreadableFile(path, reason) from None


def file_or_shipped(source: Path | str, shipped: Mapping[str, Path], unknown: type[UnknownName]) -> Path:
    """The path of a file of the user's, or of a shipped one by its name.

    Raises:
        UnknownName: of the kind given, with the nearest shipped names.
    """
    path = Path(source)
    if path.suffix or isinstance(source, Path) or is_there(path):
        return path
    if source not in shipped:
        raise unknown(source, nearest(source, shipped), f"Shipped: {', '.join(shipped)}.")
    return shipped[source]


def is_there(path: Path) -> bool:
    """Whether a path exists; not if the system refuses even to look for such a name."""
    try:
        return path.exists()
    except OSError:
        return False


def read_document(path: Path, *, other_endings: tuple[str, ...] = ()) -> Document:
    """A YAML or JSON file as plain data; which of the two, its ending tells.

    Args:
        path: the file.
        other_endings: what the caller reads besides, to be named where an ending is not known.

    Raises:
        UnreadableFile: see `read_text`; also for an ending that is not known.
        InvalidFile: the text is not YAML or JSON, or goes beyond the limits.
    """
    ending = path.suffix.lower()
    if ending in DATA_ENDINGS:
        reader = _read_json if ending == ".json" else _read_yaml
        return reader(path, read_text(path))
    if not is_there(path) or path.is_dir():
        read_text(path)  # says what is wrong
    known = ", ".join((*DATA_ENDINGS, *other_endings))
    raise UnreadableFile(path, f"the ending '{path.suffix}' is not known: use one of {known}")


def _read_json(path: Path, text: str) -> Document:
    def refuse_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in pairs:
            if key in data:
                raise InvalidFile(path, [Problem(key, "this key stands twice: keep one")])
            data[key] = value
        return data

    try:
        data = json.loads(text, object_pairs_hook=refuse_repeats)
    except json.JSONDecodeError as error:
        raise InvalidFile(path, [Problem("", f"is not JSON: {error.msg}", error.lineno)]) from None
    except (RecursionError, ValueError):
        raise InvalidFile(path, [Problem("", "is nested too deeply or has a number too long")]) from None
    if _depth(data) > DEEPEST_NESTING:
        raise InvalidFile(path, [Problem("", f"is nested more than {DEEPEST_NESTING} levels deep")])
    return Document(path, data)


def _depth(data: Any) -> int:
    deepest, pending = 0, [(data, 1)]
    while pending:
        value, depth = pending.pop()
        deepest = max(deepest, depth)
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        pending += [(item, depth + 1) for item in inner]
    return deepest


_PLAIN = (
    (re.compile(r"~|null|Null|NULL|"), lambda text: None),
    (re.compile(r"true|True|TRUE"), lambda text: True),
    (re.compile(r"false|False|FALSE"), lambda text: False),
    (re.compile(r"[-+]?(0|[1-9][0-9]{0,17})"), int),
    (re.compile(r"[-+]?[0-9]{1,17}\.[0-9]{1,340}"), float),
)


def _plain_scalar(text: str) -> Any:
    """A YAML scalar without quotes: as YAML 1.2, but dates, 010 and 1e5 stay text.

    Exam numbers and names must survive as written: `no`, `1e5`, `010`.
    """
    return next((read(text) for form, read in _PLAIN if form.fullmatch(text)), text)


def _read_yaml(path: Path, text: str) -> Document:
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _YamlBuilder(path).built(yaml.parse(text, Loader=loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 1 if mark else None
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
        raise InvalidFile(path, [Problem("", f"is not YAML: {what}", line)]) from None


@dataclass
class _Open:
    """A mapping or list that is not closed yet, and the key that waits for its value."""

    value: Any
    path: PathInData
    key: str | None = None


class _YamlBuilder:
    """Builds data from YAML events, without recursion and without constructing objects."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.root: Any = None
        self.open: list[_Open] = []
        self.lines: dict[PathInData, int] = {}
        self.documents = 0

    def built(self, events: Iterator[Any]) -> Document:
        for event in events:
            self._take(event, type(event).__name__)
        return Document(self.path, self.root, self.lines)

    def _take(self, event: Any, kind: str) -> None:
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            raise self._problem(event, "anchors and aliases (& and *) are not read: write it out")
        if getattr(event, "tag", None) not in (None, "!"):
            raise self._problem(event, f"the tag {event.tag} is not read: remove it")
        match kind:
            case "ScalarEvent":
                self._scalar(event)
            case "DocumentStartEvent":
                self.documents += 1
                if self.documents > 1:
                    raise self._problem(event, "a second document starts here: one file, one document")
            case "MappingStartEvent":
                self._start(event, {})
            case "SequenceStartEvent":
                self._start(event, [])
            case "MappingEndEvent" | "SequenceEndEvent":
                self.open.pop()

    def _scalar(self, event: Any) -> None:
        if self.open and isinstance(self.open[-1].value, dict) and self.open[-1].key is None:
            self._key(event)
        else:
            self._put(event, _plain_scalar(event.value) if event.implicit[0] else event.value)

    def _key(self, event: Any) -> None:
        """Keys are names and ids: always text, as written."""
        mapping = self.open[-1]
        if event.value in mapping.value:
            raise self._problem(event, f"'{event.value}' stands twice: keep one, or rename one")
        mapping.key = event.value
        self.lines[(*mapping.path, event.value)] = event.start_mark.line + 1

    def _start(self, event: Any, value: Any) -> None:
        if self.open and isinstance(self.open[-1].value, dict) and self.open[-1].key is None:
            raise self._problem(event, "a list or mapping cannot be a key: use text")
        if len(self.open) >= DEEPEST_NESTING:
            raise self._problem(event, f"is nested more than {DEEPEST_NESTING} levels deep")
        self.open.append(_Open(value, self._put(event, value)))

    def _put(self, event: Any, value: Any) -> PathInData:
        if not self.open:
            self.root = value
            return ()
        parent = self.open[-1]
        if isinstance(parent.value, dict):
            path = (*parent.path, str(parent.key))
            parent.value[parent.key], parent.key = value, None
        else:
            path = (*parent.path, len(parent.value))
            parent.value.append(value)
            self.lines[path] = event.start_mark.line + 1
        return path

    def _problem(self, event: Any, message: str) -> InvalidFile:
        place = place_of(self.open[-1].path[:8]) if self.open else ""
        return InvalidFile(self.path, [Problem(place, message, event.start_mark.line + 1)])
