"""Which row of a sheet names its columns."""

from __future__ import annotations

from collections.abc import Mapping

from .credentials import has_code
from .headings import NAMING, PLAIN, Header, texts_of
from .marks import said
from .sheets import Sheet, Value, text_of
from .words import Meaning, folded, words

#: Titles and remarks above a table take less than this.
_ROWS_ABOVE = 50


def header_of(sheet: Sheet, given: Mapping[Meaning, str]) -> Header | None:
    """The first row that names people, or has all headings that are given; None if there is none.

    Args:
        sheet: where to look, behind titles and remarks above the table.
        given: headings by what their columns are.
    """
    rows = range(min(len(sheet.rows), _ROWS_ABOVE))
    found = (header_at(sheet, row, given) for row in rows)
    header = next((header for header in found if _names_people(header, given)), None)
    if header is None or header.is_plain or header.row + 1 not in rows:
        return header
    below = header_at(sheet, header.row + 1, given)
    return below if _names_people(below, given) and _is_band(header, below) else header


def _is_band(header: Header, below: Header) -> bool:
    """Whether a row only groups the headings of the row below it, as Exams does over 70-347 and 70-345."""
    texts = list(filter(None, below.headings))
    is_row_of_cells = any(text and said(text) is not None and words().meaning(text) is None for text in texts)
    return not is_row_of_cells and _known(below) >= max(2, _known(header))


def _known(header: Header) -> int:
    """How many headings are known."""
    pairs = zip(header.headings, header.meanings, strict=True)
    return sum(meaning is not None or has_code(heading) for heading, meaning in pairs)


def _names_people(header: Header, given: Mapping[Meaning, str]) -> bool:
    if not given.keys() <= set(header.meanings):
        return False
    return not set(NAMING).isdisjoint(header.meanings) and len(list(filter(None, header.headings))) > 1


def header_at(sheet: Sheet, row: int, given: Mapping[Meaning, str]) -> Header:
    """A row, as one that names the columns."""
    told = {folded(heading): meaning for meaning, heading in given.items()}
    meanings = [_meaning(text, told) for text in texts_of(sheet, row)]
    if not told:
        _look_below(sheet, row, meanings)
    return Header(sheet, row, _with_date(tuple(meanings)))


def _look_below(sheet: Sheet, row: int, meanings: list[Meaning | None]) -> None:
    """What headings leave open is seen in the columns: numbers of employees, and yes or no for "passed"."""

    def filled(meaning: Meaning) -> list[Value]:
        column, rows = meanings.index(meaning), range(row + 1, len(sheet.rows))
        return [value for value in sheet.column(column, rows) if value != ""]

    if {"person", "first-name", "last-name"} <= set(meanings):
        values = filled("person")
        if values and all(text_of(value).isdecimal() for value in values):
            meanings[meanings.index("person")] = "identity"
    if {"passed", "date"} <= set(meanings) and "status" not in meanings:
        values = filled("passed")
        if values and all(isinstance(said(value), str) for value in values):
            meanings[meanings.index("passed")] = "status"


def _meaning(heading: str, told: Mapping[str, Meaning]) -> Meaning | None:
    if not heading:
        return None
    if told:
        if folded(heading) in told:
            return told[folded(heading)]
        meaning = PLAIN.get(heading.casefold()) or words().meaning(heading)
        return "none" if meaning in told.values() else meaning
    return PLAIN.get(heading.casefold()) or words().meaning(heading)


def _with_date(meanings: tuple[Meaning | None, ...]) -> tuple[Meaning | None, ...]:
    """A column that is only called a date says when something was passed, unless another one does."""
    instead: Meaning = "none" if "passed" in meanings else "passed"
    return tuple(instead if meaning == "date" else meaning for meaning in meanings)
