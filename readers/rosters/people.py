"""Who is meant by the rows of a table: names, told apart by numbers and addresses where there are any."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ...models.base import folded_name
from ...models.told import Names, marked, told
from .headings import Header
from .marks import said

#: How spreadsheets save long numbers as text: the last digits are lost.
_SHORTENED = re.compile(r"[0-9][.,][0-9]+E\+[0-9]+", re.IGNORECASE)
Remark = Callable[[str], None]


def people_in_rows(header: Header, rows: Sequence[int], remark: Remark) -> list[str]:
    """The person of each row, by one name in all of their rows; "" where a row names nobody.

    A person is a number (such as MCPID) where there is one, otherwise an e-mail address, otherwise a
    name. They are shown by name, or by address or number where no row has their name. Different people
    with one name are shown with what tells them apart.

    Raises:
        InvalidFile: a row has only a name that several people have.
    """
    identities = [*header.columns("identity")]
    mails = [*header.columns("company-e-mail"), *header.columns("e-mail")]
    if not identities and not mails:
        return [header.name(row) for row in rows]
    return _Identified(header, identities, mails).shown(rows, remark)


def _says_nothing(text: str) -> bool:
    """Whether a word for "none" stands in the place of a number or an address, or an error."""
    return said(text) == "not-held" or text.startswith("#")


@dataclass
class _Somebody:
    """What is known of one person."""

    names: dict[str, str] = field(default_factory=dict)
    mails: dict[str, None] = field(default_factory=dict)
    number: str = ""
    first_row: int = 0

    @property
    def shown(self) -> str:
        return next(iter((*self.names.values(), *self.mails, self.number)), "")

    def marks(self, header: Header) -> tuple[str, ...]:
        """What may tell the person apart from others with the same name."""
        return (next(iter(self.mails), ""), self.number, header.sheet.where(self.first_row))


class _Identified:
    def __init__(self, header: Header, identities: Sequence[int], mails: Sequence[int]) -> None:
        self._header, self._identities, self._mails = header, identities, mails
        self._people: dict[tuple[str, str], _Somebody] = {}
        self._by_mail: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        self._joined: dict[str, str] = {}

    def shown(self, rows: Sequence[int], remark: Remark) -> list[str]:
        """The name under which each row's person is shown."""
        keys: dict[int, tuple[str, str]] = {}
        self._join_addresses(row for row in rows if not self._texts(row, self._identities))
        for find in (self._by_number, self._by_address):
            for row in rows:
                key = keys.get(row) or find(row)
                if key is not None and row not in keys:
                    keys[row] = key
                    self._learn(key, row)
        by_name = self._by_name()
        for row in rows:
            if row not in keys and (name := self._header.name(row)):
                keys[row] = self._named(row, name, by_name)
        shown = self._told_apart(remark)
        return [shown[keys[row]] if row in keys else "" for row in rows]

    def _texts(self, row: int, columns: Iterable[int]) -> list[tuple[int, str]]:
        found = ((column, self._header.sheet.text(row, column)) for column in columns)
        return [(column, text) for column, text in found if text and not _says_nothing(text)]

    def _by_number(self, row: int) -> tuple[str, str] | None:
        found = self._texts(row, self._identities)
        for column, text in found:
            if _SHORTENED.fullmatch(text):
                message = f"'{text}' is a number that was cut: make the column text, and save again"
                raise self._header.refusal(row, column, message)
        return ("number", found[0][1].casefold()) if found else None

    def _by_address(self, row: int) -> tuple[str, str] | None:
        found = [text.casefold() for _, text in self._texts(row, self._mails)]
        owners = {key: None for text in found for key in self._by_mail[text]}
        if len(owners) == 1:
            return next(iter(owners))
        return ("mail", self._address(found[0])) if found else None

    def _join_addresses(self, rows: Iterable[int]) -> None:
        """Addresses that stand in one row without a number are one person's, whatever the order of rows."""
        for row in rows:
            first, *others = [text.casefold() for _, text in self._texts(row, self._mails)] or [""]
            for other in others:
                self._joined[self._address(other)] = self._address(first)

    def _address(self, text: str) -> str:
        """The same for all addresses of one person."""
        while self._joined.get(text, text) != text:
            text = self._joined[text]
        return text

    def _learn(self, key: tuple[str, str], row: int) -> None:
        somebody = self._people.setdefault(key, _Somebody(first_row=row))
        if name := self._header.name(row):
            somebody.names.setdefault(folded_name(name), name)
        for _, text in self._texts(row, self._mails):
            somebody.mails.setdefault(text)
            self._by_mail[text.casefold()].setdefault(key)
        for column, text in self._texts(row, self._identities)[:1]:
            somebody.number = somebody.number or f"{self._header.heading(column)} {text}"

    def _by_name(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key, somebody in self._people.items():
            for name in somebody.names:
                found[name].append(key)
        return found

    def _named(self, row: int, name: str, by_name: dict[str, list[tuple[str, str]]]) -> tuple[str, str]:
        owners = by_name[folded_name(name)]
        if len(owners) > 1:
            column = self._header.name_columns[0]
            message = (
                f"{len(owners)} people are called '{name}': write the number or address of whom you mean"
            )
            raise self._header.refusal(row, column, message)
        if not owners:
            owners.append(("name", folded_name(name)))
            self._learn(owners[0], row)
        return owners[0]

    def _told_apart(self, remark: Remark) -> dict[tuple[str, str], str]:
        alike: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key, somebody in self._people.items():
            alike[folded_name(somebody.shown)].append(key)
            if len(somebody.names) > 1:
                sentence = marked("{names} are one person by number or address, shown as {name}.")
                names = Names(tuple(somebody.names.values()))
                remark(told(sentence, names=names, name=somebody.shown))
        shown = {key: somebody.shown for key, somebody in self._people.items()}
        for keys in alike.values():
            if len(keys) > 1:
                shown |= self._apart(keys)
                sentence = marked("{number} different people are called '{name}': {names}.")
                names = Names(tuple(shown[key] for key in keys))
                name = self._people[keys[0]].shown
                remark(told(sentence, number=len(keys), name=name, names=names))
        return shown

    def _apart(self, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """The same name for each, with the first mark behind it that all have and no two share."""
        every = zip(*(self._people[key].marks(self._header) for key in keys), strict=True)
        marks = next(
            marks for marks in every if all(marks) and len(set(map(str.casefold, marks))) == len(keys)
        )
        return {key: f"{self._people[key].shown} ({mark})" for key, mark in zip(keys, marks, strict=True)}
