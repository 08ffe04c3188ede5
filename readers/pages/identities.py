"""Which credential a list item names, in whatever language.

Exams are known by their code wherever it stands. Certifications and assessments
are known by title, then by address (`identities.yaml`): one assessment can stand
under two addresses, and two under one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from ...models.base import Frozen
from ..documents import read_document
from ..validation import validated
from .blocks import Block
from .footnotes import Footnote
from .languages import languages
from .refusals import NotUnderstood
from .sentences import Kind

_CODE = re.compile(r"(?<![\d-])\d{2}-\d{3}(?![\d-])|(?<![A-Z])[A-Z]{2}\d?-\d{3}(?!\d)")
_CODE_IN_ADDRESS = re.compile(r"exam-([a-z0-9]{2,3}-\d{3})\b", re.IGNORECASE)
_COURSE = re.compile(r"courseId=(\d{1,12})\b", re.IGNORECASE)
_BROKEN_LINK = re.compile(r"\]\(|https?:|\.aspx|<\w|courseId=")
_MARKED = re.compile(r"(?P<name>[^*]*?)\s*\*+\s*(?P<footnote>.*)")
_CERTIFICATION = re.compile(r"\s*MC[A-Z]{1,3}\b")
_KINDS: tuple[Kind, ...] = ("exam", "assessment", "certification")
LONGEST_ID = 100


class _Entry(Frozen):
    """What pages call one credential: titles in any language, courses, the names of its own pages."""

    titles: tuple[str, ...] = Field(min_length=1)
    courses: tuple[int, ...] = ()
    pages: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        return (*map(str, self.courses), *self.pages)


class _Table(Frozen):
    """What pages call the credentials of the catalog."""

    assessments: dict[str, _Entry]
    certifications: dict[str, _Entry]

    @property
    def entries(self) -> dict[str, _Entry]:
        return {**self.assessments, **self.certifications}


@dataclass(frozen=True)
class Named:
    """The credential that an item names, and what the page says of it."""

    credential: str
    kind: Kind
    title: str
    line: int
    is_marked: bool = False
    footnote: str = ""
    own_footnote: Footnote | None = None
    remarks: tuple[str, ...] = ()


def names_a_credential(block: Block) -> bool:
    """Whether an item names something to pass or hold, rather than saying a sentence."""
    if any(not (link.address or "").startswith("#") for link in block.links):
        return True
    name = _without_mark(block.text)[0]
    code = _CODE.search(name)
    return (code is not None and _is_a_kind(name[: code.start()])) or _key(name) in _ids_by_title()


def _is_a_kind(words: str) -> bool:
    """Whether these are no words at all, or one such as "Exam"."""
    kinds = (language.sentence[kind] for language in languages().values() for kind in _KINDS)
    return _key(words) in {"", *(_key(word) for kind in kinds for word in kind)}


def named_by(block: Block, asked: Iterable[Kind], known: Mapping[str, object]) -> Named:
    """The credential that an item names.

    Args:
        block: the item.
        asked: the kinds of credential that the sentence above asks for.
        known: the credentials that need no remark.

    Raises:
        NotUnderstood: more than one, or one thing by its title and another by its address.
    """
    name, is_marked, footnote = _without_mark(block.text)
    links = [link for link in block.links if not (link.address or "").startswith("#")]
    if len(links) > 1:
        raise NotUnderstood(block.line, "more than one link in an item: which of them counts?", block.text)
    if broken := _BROKEN_LINK.search(name):
        raise NotUnderstood(block.line, f"a broken link ('{broken[0]}')", block.text)
    address = links[0].address or "" if links else ""
    codes = tuple(dict.fromkeys(_CODE.findall(name)))
    in_address = _CODE_IN_ADDRESS.search(address)
    if len(codes) > 1:
        raise NotUnderstood(block.line, "more than one exam in an item: which of them counts?", block.text)
    front = name.partition(codes[0] if codes else links[0].text.strip() if links else name)[0]
    if not _is_a_kind(front):
        raise NotUnderstood(block.line, "words in front that are not understood", block.text)
    remarks: list[str] = []
    if codes or in_address:
        linked = in_address[1].upper() if in_address else codes[0]
        credential, kind, title = _exam(codes[0] if codes else linked, name)
        if linked != credential:
            remarks.append(f"{credential} links to the page of {linked}; {credential} is taken")
    else:
        credential, kind, title = _by_title_or_address(block, name, address, tuple(asked))
    if credential not in known:
        remarks.append(f"the {kind} {credential} ('{title}') is in no table: check that it is no misprint")
    return Named(credential, kind, title, block.line, is_marked, footnote, remarks=tuple(remarks))


def _exam(code: str, name: str) -> tuple[str, Kind, str]:
    return code, "exam", re.sub(r"^\W+", "", name.partition(code)[2])


def _by_title_or_address(
    block: Block, name: str, address: str, asked: tuple[Kind, ...]
) -> tuple[str, Kind, str]:
    by_title = _ids_by_title().get(_key(name))
    by_address = _ids_by_address().get(_place(address), ())
    if by_title and by_address and by_title not in by_address:
        why = f"by its title this is {by_title}, by its address {' or '.join(by_address)}"
        raise NotUnderstood(block.line, why, block.text)
    found = by_title or (by_address[0] if len(by_address) == 1 else None)
    if found:
        return found, _kinds()[found], name
    return _readable_id(name, block), _kind_of(name, address, asked, block), name


def _kind_of(name: str, address: str, asked: tuple[Kind, ...], block: Block) -> Kind:
    """The kind of something that no table knows."""
    if _CERTIFICATION.match(name):
        return "certification"
    if _COURSE.search(address):
        return "assessment"
    if len(asked) != 1:
        raise NotUnderstood(block.line, "neither an exam's code nor a known title", block.text)
    return asked[0]


def _without_mark(text: str) -> tuple[str, bool, str]:
    """The name, whether an asterisk follows, and a footnote right behind it."""
    found = _MARKED.fullmatch(text)
    return (found["name"], True, found["footnote"]) if found else (text, False, "")


def _key(title: str) -> str:
    """A title as it is compared: letters and digits only."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return "".join(char for char in plain if char.isalnum())


def _place(address: str) -> str:
    """What tells a credential's address: the course, or the page's name."""
    course = _COURSE.search(address)
    return course[1] if course else re.split(r"[?#]", address)[0].rstrip("/").rpartition("/")[2].split(".")[0]


def readable_id(text: str) -> str:
    """An id made of a title: `Technical Assessment` is `technical-assessment`; empty if nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_ID].strip("-")


def _readable_id(name: str, block: Block) -> str:
    made = readable_id(name)
    if not made:
        raise NotUnderstood(block.line, "names no credential", block.text)
    return made


@lru_cache(maxsize=1)
def _table() -> _Table:
    return validated(_Table, read_document(Path(__file__).parent / "identities.yaml"))


@lru_cache(maxsize=1)
def _kinds() -> dict[str, Kind]:
    table = _table()
    assessments: dict[str, Kind] = dict.fromkeys(table.assessments, "assessment")
    return {**assessments, **dict.fromkeys(table.certifications, "certification")}


@lru_cache(maxsize=1)
def _ids_by_title() -> dict[str, str]:
    return {
        _key(title): credential for credential, entry in _table().entries.items() for title in entry.titles
    }


@lru_cache(maxsize=1)
def _ids_by_address() -> dict[str, tuple[str, ...]]:
    ids: dict[str, tuple[str, ...]] = {}
    for credential, entry in _table().entries.items():
        for place in entry.places:
            ids[place] = (*ids.get(place, ()), credential)
    return ids
