"""Workbooks: sheets with names that Excel admits, cells that are text whatever they say, pages to print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..whole_files import whole_file
from ..xml_texts import for_xml

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: What a workbook says about when it was made, unless told: the same input makes the same bytes.
MADE = datetime(2000, 1, 1)
LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
_LONGEST_FOOTER = 200
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
#: Before this day Excel counts wrongly, or not at all.
FIRST_DAY = date(1900, 3, 1)
_A4 = 9
_GAP = "      "

#: Texts are texts: no formula, no link and no number is ever made of one.
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@contextmanager
def open_book(path: Path, title: str, created: datetime = MADE) -> Iterator[Book]:
    """A workbook to fill, which becomes the file at the end.

    Raises:
        UnreadableFile: it cannot be written.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with whole_file(path) as whole:
        workbook = Workbook(str(whole), {**_OPTIONS, "tmpdir": str(whole.parent)})
        workbook.set_properties({"title": clean(title)[:200], "created": created})
        yield Book(workbook)
        try:
            workbook.close()
        except FileCreateError as error:
            raise OSError(str(error)) from None


class Book:
    """A workbook, its sheets and its formats."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self._names: set[str] = {"history"}  # Excel keeps this name for itself
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def sheet(self, title: str) -> Sheet:
        """A further sheet; its name is as much of the title as a name may be."""
        worksheet = self.workbook.add_worksheet(self._free_name(title))
        worksheet.set_landscape()
        worksheet.set_paper(_A4)
        return Sheet(self, worksheet)

    def format(self, **properties: Any) -> Format:
        """The format with these properties; text starts at the top of its cell."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({"valign": "top", **properties})
        return self._formats[key]

    def _free_name(self, title: str) -> str:
        plain = " ".join(_NOT_IN_NAMES.sub(" ", clean(title)).split()).strip("' ") or "-"
        name, number = plain[:LONGEST_SHEET_NAME].rstrip("' "), 1
        while name.casefold() in self._names:
            number += 1
            ending = f" ({number})"
            name = plain[: LONGEST_SHEET_NAME - len(ending)].rstrip() + ending
        self._names.add(name.casefold())
        return name


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells and how it is printed."""

    book: Book
    worksheet: Worksheet

    @cached_property
    def name(self) -> str:
        """The name on its tab."""
        return str(self.worksheet.get_name())

    def text(self, row: int, column: int, text: str, **properties: Any) -> None:
        """A text in a cell; without any, only how the cell looks."""
        form = self.book.format(**properties)
        if text:
            self.worksheet.write_string(row, column, clean(text), form)
        else:
            self.worksheet.write_blank(row, column, None, form)

    def paragraph(self, row: int, text: str, *, columns: int, width: int, **properties: Any) -> float:
        """A text across several columns that are so wide together, in a row as high as it needs.

        Returns:
            the height in points.
        """
        form, height = self._line(row, text, columns, width, **properties)
        self.worksheet.write_string(row, 0, clean(text), form)
        return height

    def coloured(self, row: int, texts: Sequence[tuple[str, str]], *, columns: int, width: int) -> None:
        """Texts of different colours beside each other, as `paragraph`."""
        form, _ = self._line(row, _GAP.join(text for text, _ in texts), columns, width)
        pieces: list[Any] = []
        for text, ink in texts:
            pieces += [self.book.format(font_color=ink, bold=True), f"{clean(text)}{_GAP}"]
        self.worksheet.write_rich_string(row, 0, *pieces, " ", form)

    def remark(self, row: int, column: int, text: str) -> None:
        """A text that is shown when somebody points at the cell."""
        size = {"width": 240, "height": 20 + 18 * lines_of(text, 34)}
        self.worksheet.write_comment(row, column, clean(text), size)

    def _line(self, row: int, text: str, columns: int, width: int, **properties: Any) -> tuple[Format, float]:
        form = self.book.format(text_wrap=True, **properties)
        if columns > 1:
            self.worksheet.merge_range(row, 0, row, columns - 1, "", form)
        size = properties.get("font_size", 11)
        lines = lines_of(clean(text), int(width * 11 / size))
        height = lines * (size + 4) + (2 if lines > 1 else 0)
        self.worksheet.set_row(row, height)
        return form, height

    def printed(self, title: str, pages_wide: int | None = 1) -> None:
        """Say how many pages wide it is printed (None: as wide as it is), with title and page at the foot."""
        foot = clean(title)[:_LONGEST_FOOTER].replace("&", "&&")[:_LONGEST_FOOTER].rstrip("&")
        if pages_wide is not None:
            self.worksheet.fit_to_pages(pages_wide, 0)
        self.worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.worksheet.set_footer(f"&L&8 {foot}&R&8&P / &N")


def clean(text: str) -> str:
    """The text as a cell can hold it."""
    text = for_xml(text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def width_of(text: str) -> int:
    """How many characters wide a text is: those of Asian scripts take two."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def lines_of(text: str, width: int) -> int:
    """About how many lines a text takes, if so many characters fit on one."""
    from textwrap import wrap

    def lines(line: str) -> int:
        wide = width_of(line)
        return len(wrap(line, width)) if wide == len(line) else wide // width + 1

    return sum(max(1, lines(line)) for line in text.split("\n"))
