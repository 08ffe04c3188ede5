"""The tool's own workbooks: sheets of credentials, people, exams that they will not sit, and facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...models.base import folded_name, folded_path
from ...models.errors import InvalidFile
from ..documents import Document, PathInData
from .header_rows import header_at
from .headings import Header
from .sheets import Sheet, SheetDocument, Value, text_of
from .wide import whole
from .words import Meaning, folded

#: The names of the sheets.
CREDENTIALS, ROSTER, PEOPLE, WILL_NOT_SIT, ORGANIZATION = (
    "Credentials", "Roster", "People", "Will not sit", "Organization",
)  # fmt: skip
#: What the headings of the other sheets mean.
_MEANINGS: Mapping[str, Meaning] = {"person": "person", "max_exams": "max-exams", "exam": "credential"}
#: A point between thousands, or one before decimals.
_AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}[.][0-9]{3}")
_HEADINGS = (("name", "value"), ("key", "value"), ("fact", "value"))


def add_limits(document: Document, sheets: Mapping[str, Sheet]) -> None:
    """Add what the sheets of people and of exams that they will not sit state.

    Raises:
        InvalidFile: a row is incomplete, or names somebody whom no other sheet does.
    """
    people = {folded_name(name): name for name in document.data["people"]}
    if (sheet := sheets.get(folded(PEOPLE))) is not None:
        _add_people(document, people, _header(sheet, ("person", "max_exams")))
    if (sheet := sheets.get(folded(WILL_NOT_SIT))) is not None:
        _add_refused(document, people, _header(sheet, ("person", "exam")))


def _add_people(document: Document, people: dict[str, str], header: Header) -> None:
    """Everybody with the limit that they have, if any."""
    for row, name, most in _pairs(header, header.column("max-exams")):
        known = people.setdefault(folded_name(name), name)
        entry = _entry(document, known)
        if ("people", known) not in document.lines:
            _state(document, header, row, ("people", known))
        if most != "":
            if "max_exams" in entry:
                raise header.refusal(row, 0, f"'{name}' stands twice with a limit: keep one row")
            entry["max_exams"] = whole(most)
            _state(document, header, row, ("people", known, "max_exams"))


def _add_refused(document: Document, people: Mapping[str, str], header: Header) -> None:
    """The exams that people will not sit."""
    for row, name, exam in _pairs(header, header.column("credential")):
        found = people.get(folded_name(name))
        if found is None:
            message = f"'{name}' is in no other sheet: correct the name, or add it to the sheet {PEOPLE}"
            raise header.refusal(row, 0, message)
        if exam == "":
            raise header.refusal(row, 0, "the row names no exam: write which one, or remove the row")
        refused = _entry(document, found).setdefault("cannot_take", [])
        _state(document, header, row, ("people", found, "cannot_take", len(refused)))
        refused.append(text_of(exam))


def _entry(document: Document, name: str) -> dict[str, Any]:
    """What is said of a person, as a mapping to add to."""
    entry = document.data["people"].setdefault(name, {"holds": []})
    if isinstance(entry, list):
        entry = document.data["people"][name] = {"holds": entry}
    found: dict[str, Any] = entry
    return found


def _state(document: Document, header: Header, row: int, path: PathInData) -> None:
    """Note where something stands."""
    number = header.sheet.numbers[row]
    columns = {"max_exams": header.column("max-exams") or 0, "cannot_take": header.column("credential") or 0}
    document.parts[path] = SheetDocument(
        header.sheet.path, None, {path: number}, sheet=header.sheet, columns=columns
    )


def _header(sheet: Sheet, expected: tuple[str, str]) -> Header:
    header = header_at(sheet, 0, {})
    for name in expected:
        if header.column(_MEANINGS[name]) is None:
            raise sheet.refusal(
                0, None, f"the column '{name}' is missing: the header must name {','.join(expected)}"
            )
    return header


def _pairs(header: Header, column: int | None) -> Iterator[tuple[int, str, Value]]:
    """Row, name and another cell of each row."""
    for row in header.body:
        name = header.name(row)
        if not name:
            raise header.refusal(row, 0, "the row names nobody: write whom it is about")
        yield row, name, header.sheet.value(row, column)


def add_organization(document: Document, sheets: Mapping[str, Sheet]) -> None:
    """Add the name, market and metrics that the sheet of the organization states; an empty value is none.

    Raises:
        InvalidFile: a name stands twice, a value has no name, or a metric is no number.
    """
    sheet = sheets.get(folded(ORGANIZATION))
    if sheet is None:
        return
    seen: dict[str, int] = {}
    for row, name, value in _facts(sheet):
        other = seen.setdefault(folded_path(name), row)
        if other != row:
            raise sheet.refusal(row, 0, f"'{name}' stands in {sheet.where(other, 0)}, too: keep one")
        if value != "":
            path = _add_fact(document.data, sheet, row, name)
            document.parts[path] = SheetDocument(
                sheet.path, None, {path: sheet.numbers[row]}, sheet=sheet, columns={str(path[0]): 1}
            )


def _add_fact(data: dict[str, Any], sheet: Sheet, row: int, name: str) -> PathInData:
    """Add one fact; returns where it is now."""
    key = name.casefold()
    if key in ("organization", "market"):
        text = sheet.text(row, 1)
        data[key] = text.casefold() if key == "market" else text
        return (key,)
    data.setdefault("metrics", {})[name] = amount(sheet, row, sheet.value(row, 1))
    return ("metrics", name)


def _facts(sheet: Sheet) -> Iterator[tuple[int, str, Value]]:
    for row in range(len(sheet.rows)):
        name, value = sheet.text(row, 0), sheet.value(row, 1)
        if row == 0 and (name.casefold(), str(value).casefold()) in _HEADINGS:
            continue
        if not name:
            raise sheet.refusal(row, 0, "the row names nothing: write organization, market, or a metric")
        yield row, name, value


def amount(sheet: Sheet, row: int, value: Value) -> Value:
    """A cell as a number, whole where it is.

    Raises:
        InvalidFile: it is none, or a text such as 150.000, which may be two numbers.
    """
    if isinstance(value, str):
        if _AMBIGUOUS.fullmatch(value):
            message = (
                f"'{value}' is a text that may be two numbers: write it as a number, in a cell for numbers"
            )
            raise InvalidFile(sheet.path, [sheet.problem(row, 1, message)])
        digits = value.removeprefix("-").split(".")
        if len(digits) <= 2 and all(part.isascii() and part.isdigit() for part in digits):
            return float(value) if len(digits) == 2 else int(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        return whole(value)
    raise InvalidFile(
        sheet.path,
        [sheet.problem(row, 1, f"'{value}' is not a number: write it without separators and units")],
    )
