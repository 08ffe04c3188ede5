"""What pages call the credentials of the catalog: by title, then by address (`identities.yaml`).

One assessment can stand under two addresses, and two under one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from ...models.base import Frozen
from ..documents import read_document
from ..validation import validated
from .sentences import Kind

_COURSE = re.compile(r"courseId=(\d{1,12})\b", re.IGNORECASE)
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


def by_title(title: str) -> str | None:
    """The credential that is called so in some language; case, blanks and punctuation do not matter."""
    return _ids_by_title().get(key_of(title))


def by_address(address: str) -> tuple[str, ...]:
    """The credentials that stand under an address."""
    return _ids_by_address().get(_place(address), ())


def kind_of(credential: str) -> Kind:
    """The kind of a credential of the table."""
    return "assessment" if credential in _table().assessments else "certification"


def is_course(address: str) -> bool:
    """Whether an address leads to an assessment."""
    return _COURSE.search(address) is not None


def key_of(title: str) -> str:
    """A title as it is compared: letters and digits only."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return "".join(char for char in plain if char.isalnum())


def readable_id(text: str) -> str:
    """An id made of a title: `Technical Assessment` is `technical-assessment`; empty if nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_ID].strip("-")


def _place(address: str) -> str:
    """What tells a credential's address: the course, or the page's name."""
    course = _COURSE.search(address)
    return course[1] if course else re.split(r"[?#]", address)[0].rstrip("/").rpartition("/")[2].split(".")[0]


@lru_cache(maxsize=1)
def _table() -> _Table:
    return validated(_Table, read_document(Path(__file__).parent / "identities.yaml"))


@lru_cache(maxsize=1)
def _ids_by_title() -> dict[str, str]:
    entries = _table().entries.items()
    return {key_of(title): credential for credential, entry in entries for title in entry.titles}


@lru_cache(maxsize=1)
def _ids_by_address() -> dict[str, tuple[str, ...]]:
    ids: dict[str, tuple[str, ...]] = {}
    for credential, entry in _table().entries.items():
        for place in entry.places:
            ids[place] = (*ids.get(place, ()), credential)
    return ids
