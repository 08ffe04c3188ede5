"""The columns of a sheet: what they are, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import cast

from ...models.errors import InvalidFile, Problem
from ...models.told import Names, listed, told
from ..documents import Document
from .sheets import Sheet, SheetDocument, letters
from .words import Meaning, folded, words

#: The headings of this tool's own format, which need no data file.
PLAIN: Mapping[str, Meaning] = {
    "person": "person",
    "credential": "credential",
    "passed": "passed",
    "expires": "expires",
}
#: What tells people of one name apart.
_WHO: tuple[Meaning, ...] = ("identity", "company-e-mail", "e-mail")
#: Whom a row is about.
NAMING: tuple[Meaning, ...] = ("person", "first-name", "last-name", "identity", "company-e-mail", "e-mail")
#: Of these a table has one column.
_SINGLE: tuple[Meaning, ...] = (
    "person",
    "first-name",
    "last-name",
    "credential",
    "passed",
    "expires",
    "max-exams",
)
_ALIKE = 0.8
#: What a formula that failed leaves in its cell.
_ERROR = re.compile(r"#(?:N/A|N/D|NV|DIV/0!|[¡¿]?[^\W\d_]+[!?])")


@dataclass(frozen=True)
class Header:
    """What the columns of a sheet are.

    Attributes:
        sheet: the sheet.
        row: the position of the row that names the columns.
        meanings: what each column is; None: not known.
    """

    sheet: Sheet
    row: int
    meanings: tuple[Meaning | None, ...]

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """What stands in the row."""
        return texts_of(self.sheet, self.row)

    @property
    def body(self) -> range:
        """The positions of the rows below."""
        return range(self.row + 1, len(self.sheet.rows))

    @property
    def is_vendors_report(self) -> bool:
        """Whether this is the report on trainings that the vendor's portal exports."""
        return {"trainingtitle", "trainingcompletiondate"} <= set(map(folded, self.headings))

    @cached_property
    def is_plain(self) -> bool:
        """Whether these are the headings of our own form, which has dates only."""
        return all(heading.casefold() in PLAIN for heading in self.headings)

    def heading(self, column: int) -> str:
        """What stands above a column; "" beyond the last heading."""
        return self.headings[column] if column < len(self.headings) else ""

    def column(self, meaning: Meaning) -> int | None:
        """The first column that is this."""
        return next(self.columns(meaning), None)

    def columns(self, meaning: Meaning) -> Iterator[int]:
        """Every column that is this."""
        return (column for column, found in enumerate(self.meanings) if found == meaning)

    @cached_property
    def name_columns(self) -> tuple[int, ...]:
        """The column of names, or those of first and last names."""
        person, first, last = self.column("person"), self.column("first-name"), self.column("last-name")
        if first is not None and last is None:
            last = person  # "Name" beside "Vorname"
        elif last is not None and first is None:
            first = person  # "Nombre" beside "Apellidos"
        elif person is not None:
            first = last = None  # a column of whole names is there, too
        parts = (first, last) if first is not None or last is not None else (person,)
        return tuple(column for column in parts if column is not None)

    def name(self, row: int) -> str:
        """Whom a row names; "" if nobody.

        Raises:
            InvalidFile: an error of a formula stands there.
        """
        texts = [self.sheet.text(row, column) for column in self.name_columns]
        if self.is_plain:
            return texts[0]
        for column, text in zip(self.name_columns, texts, strict=True):
            if _ERROR.fullmatch(text):
                raise self.refusal(row, column, f"'{text}' is an error of a formula: write a name")
        return " ".join(" ".join(texts).split())

    @property
    def tells_apart(self) -> bool:
        """Whether there are numbers or addresses of people."""
        return not set(_WHO).isdisjoint(self.meanings)

    def names_somebody(self, row: int) -> bool:
        """Whether a row has a name that is no heading, a number or an address."""
        names = [self.sheet.text(row, column) for column in self.name_columns]
        are_headings = all(not text or words().meaning(text) in NAMING for text in names)
        others = (column for meaning in _WHO for column in self.columns(meaning))
        return not are_headings or any(self.sheet.text(row, column) for column in others)

    def title(self, column: int) -> str:
        """A column as messages name it."""
        if self.heading(column):
            return f"'{self.heading(column)}'"
        return told("{column} (without heading)", column=letters(column))

    def problem(self, row: int, column: int, message: str) -> Problem:
        """What is wrong with a cell."""
        meaning = self.meanings[column] if column < len(self.meanings) else None
        place = meaning if meaning in PLAIN else self.heading(column)
        return self.sheet.problem(row, column, message, place or "")

    def refusal(self, row: int, column: int, message: str) -> InvalidFile:
        """The same as an error."""
        return InvalidFile(self.sheet.path, [self.problem(row, column, message)])

    def missing(self, *required: Meaning) -> InvalidFile | None:
        """The error if a column is missing."""
        present = {"person" if meaning in NAMING else meaning for meaning in self.meanings}
        problems = [
            self.sheet.problem(
                self.row,
                None,
                f"the column '{name}' is missing: the header must name {','.join(required)}; if it has "
                f"another heading, say so with --column {name}=HEADING",
            )
            for name in required
            if name not in present
        ]
        return InvalidFile(self.sheet.path, problems) if problems else None

    def refuse_repeats(self, among: Iterable[Meaning] = _SINGLE) -> None:
        """Refuse two columns for one thing.

        Raises:
            InvalidFile: there are, with what to do.
        """
        for meaning in among:
            columns = list(self.columns(meaning))
            if len(columns) > 1:
                raise self.sheet.refusal(self.row, columns[1], self._repeated(meaning, columns))

    def _repeated(self, meaning: Meaning, columns: list[int]) -> str:
        if len({folded(self.heading(column)) for column in columns}) == 1:
            return f"the column '{self.heading(columns[0])}' stands twice: keep one"
        several = listed(tuple(f"'{self.heading(column)}'" for column in columns))
        return f"{several} may each be the {meaning}: say which one is, with --column {meaning}=HEADING"

    def refuse_long_rows(self) -> None:
        """Refuse a row of a text file that has something behind the last column, as text with commas does.

        Raises:
            InvalidFile: there is one.
        """
        sheet, width = self.sheet, len(self.headings)
        for row in self.body if sheet.name is None else ():
            cells = sheet.rows[row]
            if len(cells) > width and (self.is_plain or any(cells[width:])):
                message = (
                    f"has {len(cells)} cells, but the header has {width}: "
                    f"put text with {sheet.separators} in quotes"
                )
                raise sheet.refusal(row, None, message)

    def refuse_misspelled(self) -> None:
        """Refuse a heading that is nearly one of our own that is missing: it would count for nothing.

        Raises:
            InvalidFile: there is one.
        """
        missing = [name for name, meaning in PLAIN.items() if meaning not in self.meanings]
        for column, meaning in enumerate(self.meanings):
            near = get_close_matches(folded(self.heading(column)), missing, n=1, cutoff=_ALIKE)
            if meaning is None and near:
                message = (
                    f"unknown column '{self.heading(column)}'. Did you mean '{near[0]}'? Correct it, or say "
                    f"what it is with --column {near[0]}={self.heading(column)}"
                )
                raise self.sheet.refusal(self.row, column, message)

    def located(self, read: Callable[..., Document], *arguments: object) -> SheetDocument:
        """What a reader of rows by their numbers finds, with the cells where it stands.

        Raises:
            InvalidFile: as the reader does, with the cells in question.
        """
        found: dict[Meaning, int] = {}
        for column, meaning in enumerate(self.meanings):
            if meaning is not None:
                found.setdefault(meaning, column)
        try:
            document = read(*arguments)
        except InvalidFile as error:
            problems = [
                self.sheet.numbered(
                    item.line, found.get(cast("Meaning", item.place)), item.message, item.place
                )
                for item in error.problems
            ]
            raise InvalidFile(self.sheet.path, problems) from None
        columns = {str(meaning).replace("-", "_"): column for meaning, column in found.items()}
        return SheetDocument(
            self.sheet.path, document.data, document.lines, sheet=self.sheet, columns=columns
        )

    def tell_left_out(
        self, remark: Callable[[str], None], meanings: Iterable[Meaning], used: Collection[int] = ()
    ) -> None:
        """Say which columns with something in them are no part of the roster.

        Args:
            remark: takes a sentence.
            meanings: what is read besides names, numbers and addresses.
            used: columns that are read, though their headings do not say what they are.
        """
        if self.is_vendors_report:
            return
        read = {*self.name_columns, *used}
        read.update(*map(self.columns, (*_WHO, *meanings)))
        left = [
            column
            for column in range(max(len(self.sheet.rows[row]) for row in (self.row, *self.body)))
            if column not in read and self.is_filled(column)
        ]
        if left:
            titles = Names(tuple(map(self.title, left)), most=len(left))
            place = self.sheet.name or self.sheet.path.name
            remark(told("{place}: columns left out: {columns}.", place=place, columns=titles))

    def is_filled(self, column: int) -> bool:
        """Whether something stands in a column."""
        return any(self.sheet.value(row, column) != "" for row in self.body)


def texts_of(sheet: Sheet, row: int) -> tuple[str, ...]:
    """The texts of a row of headings, each in one line."""
    return tuple(" ".join(sheet.text(row, column).split()) for column in range(len(sheet.rows[row])))
