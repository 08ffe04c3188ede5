"""Which credential of a program a heading or a cell means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property

from ...models.credentials import plain_id
from ...models.programs import Program
from ...models.told import told
from .words import Meaning, folded, folded_cell, words

#: An exam number such as 70-347, MB2-714 or AZ-104, wherever it stands in a text.
_CODE = re.compile(
    r"(?<![\w-])[^\W_]{1,6} ?[-\u2010-\u2013] ?\d{2,4}[^\W\d_]?(?![\w-])|(?<![\w-])[A-Z]{2,4} ?\d{3}(?![\w-])"
)
_DASHES = re.compile("[\u2010-\u2013]")
#: What may stand beside an exam number in the heading of those who passed it.
_PASSED = ("passed", "date", "status")
#: So many words mean one thing at the most: date of expiry.
_LONGEST_WORDS = 3
_SIGNS = " .,:;/()[]-\u2010\u2011\u2012\u2013"
#: What titles of the vendor's own reports leave out.
_PREFIXES = ("", "Microsoft Certified: ")


class Credentials:
    """The credentials of a program by what people write for them; those of none without a program."""

    def __init__(self, program: Program | None) -> None:
        self._program = program
        self.meant = cache(self._meant)
        self._freely: dict[str, str] = {}

    def tell(self, remark: Callable[[str], None]) -> None:
        """Say what was understood although it says more than an id or a title."""
        for written, known in self._freely.items():
            remark(told("'{written}' is read as {known}.", written=written, known=known))

    @cached_property
    def _by_both(self) -> Mapping[str, str]:
        """Each credential by its id and title together, in either order."""
        credentials = self._program.credentials if self._program else {}
        return {
            folded(both): credential
            for credential, facts in credentials.items()
            for both in _orders(credential, facts.title)
        }

    @property
    def has_program(self) -> bool:
        """Whether there is a program to ask."""
        return self._program is not None

    def is_known(self, written: str) -> bool:
        """Whether the program has it."""
        return self._program is not None and self._program.credential_id(self.meant(written)) is not None

    def key(self, written: str) -> str:
        """The same for all that means one credential."""
        known = self._program.credential_id(self.meant(written)) if self._program else None
        return known or plain_id(written)

    def _meant(self, written: str) -> str:
        """The credential's id where more is written than an id or a title; otherwise what is written."""
        if self._program is None:
            code, meaning = _code_in(written)
            return code if meaning in _PASSED else written
        if self._program.credential_id(written) is not None:
            return written
        found = self._by_both.get(folded(written)) or self._by_title(written)
        return found or self._by_letters(written) or self._by_code(written) or written

    def _by_title(self, written: str) -> str | None:
        assert self._program is not None
        found = (self._program.credential_id(prefix + written) for prefix in _PREFIXES)
        return next((known for known in found if known is not None), None)

    def _by_letters(self, written: str) -> str | None:
        """The one credential whose id or title has the same letters and digits: 70347, MCSA Office 365."""
        known = self._plain.get(folded(written))
        if known:
            self._freely[written] = known
        return known or None

    @cached_property
    def _plain(self) -> Mapping[str, str]:
        """Each credential by the letters and digits of its id and title; "" where several have the same."""
        found: dict[str, str] = {}
        credentials = self._program.credentials if self._program else {}
        for credential, facts in credentials.items():
            for text in filter(None, (credential, facts.title)):
                found[folded(text)] = credential if found.get(folded(text), credential) == credential else ""
        return found

    def _by_code(self, written: str) -> str | None:
        """The one exam number in a text that says nothing of other dates besides, nor that it is not held."""
        assert self._program is not None
        code, meaning = _code_in(written)
        rest = _DASHES.sub("-", written).replace(code, " ")
        if _denies(rest) or meaning not in (None, "credential", *_PASSED):
            return None
        known = self._program.credential_id(code)
        if known is not None and meaning is None:
            self._freely[written] = known
        return known


def _code_in(text: str) -> tuple[str, Meaning | None]:
    """The one exam number in a text, and what the rest of it means as a heading; "" if there is not one."""
    text = _DASHES.sub("-", text)
    codes = _CODE.findall(text)
    if len(codes) != 1:
        return "", None
    return codes[0], words().meaning(text.replace(codes[0], " "))


def _denies(text: str) -> bool:
    """Whether a text has a word that says that something is not held, as in "booked" or "not passed"."""
    pieces = (text, *text.split())
    said = (words().marks.get(folded_cell(piece.strip(_SIGNS)), "held") for piece in pieces)
    return any(mark != "held" for mark in said)


def rest_of(heading: str, meaning: Meaning) -> str:
    """What stands beside words of a meaning: 70-347 in "70-347 expires"; "" where there are none."""
    pieces = heading.split()
    for number in range(1, min(_LONGEST_WORDS, len(pieces) - 1) + 1):
        for end, rest in ((pieces[-number:], pieces[:-number]), (pieces[:number], pieces[number:])):
            if words().meaning(" ".join(end)) == meaning:
                return " ".join(rest).strip(_SIGNS)
    return ""


def has_code(text: str) -> bool:
    """Whether an exam number stands in a text."""
    return _CODE.search(text) is not None


def _orders(credential: str, title: str | None) -> Iterable[str]:
    if title is None:
        return ()
    plain = plain_id(credential)
    words_in_front = ("", "exam ", "examen ", "prüfung ")
    return (text for word in words_in_front for text in (f"{word}{plain} {title}", f"{title} {word}{plain}"))
