"""Tables of a report as CSV: the most useful one in a file, or all of them in a zip archive."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ..models.errors import NoPlaceInFile
from .formulas import defused
from .languages import Language
from .report import Cell, Column, Report, State, Table
from .whole_files import whole_file

#: The tables that a file is made of, whichever is there first; otherwise the first table of the report.
_MOST_USEFUL = ("exams", "seats")
#: Archives know no earlier moment: the same report is the same bytes.
_MADE = (1980, 1, 1, 0, 0, 0)


def write_csv(report: Report, path: Path | str) -> None:
    """Write one table of a report to a `.csv` file: who sits which exam, or else who fills which seat.

    Cells are separated as spreadsheets in the language of the report expect it: by commas in English,
    otherwise by semicolons. Dates are YYYY-MM-DD; the file begins with the mark by which spreadsheets
    know UTF-8. Text that a spreadsheet would take for a formula gets an apostrophe in front.

    Raises:
        NoPlaceInFile: the report has no table.
        UnreadableFile: it cannot be written.
    """
    path = Path(path)
    table = _most_useful(_tables(report, path))
    with whole_file(path) as whole:
        whole.write_bytes(_csv_of(table, report.words))


def write_csv_archive(report: Report, path: Path | str) -> None:
    """Write every table of a report as a CSV file of its own into a `.zip` archive; see `write_csv`.

    The files are named by what the tables are, the same in every language: `exams.csv`, `matrix.csv`. What
    to know about the input is in `notes.csv`, a sentence in each row.

    Raises:
        NoPlaceInFile, UnreadableFile: as there.
    """
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    path = Path(path)
    names = _names([*_tables(report, path), *_notes(report)])
    with whole_file(path) as whole, ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for name, table in names.items():
            entry = ZipInfo(name, _MADE)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, _csv_of(table, report.words))


def separator(words: Language) -> str:
    """What separates cells where spreadsheets are in this language: the comma is in numbers elsewhere."""
    return "," if words.code == "en" else ";"


def _tables(report: Report, path: Path) -> list[Table]:
    tables = [table for section in report.sections for table in section.tables]
    if not tables:
        instead = "Write .html, .md or .xlsx, which have its sentences."
        raise NoPlaceInFile(path, ["a report without tables"], instead)
    return tables


def _notes(report: Report) -> Iterator[Table]:
    for section in report.sections:
        if section.key == "notes":
            rows = tuple((Cell(sentence.text),) for sentence in section.sentences)
            yield Table(section.key, section.title, (Column(section.title),), rows)


def _most_useful(tables: list[Table]) -> Table:
    by_key = {table.key: table for table in reversed(tables)}
    return next((by_key[key] for key in _MOST_USEFUL if key in by_key), tables[0])


def _names(tables: list[Table]) -> dict[str, Table]:
    """File names, numbered where several tables are the same thing."""
    names: dict[str, Table] = {}
    for table in tables:
        number = 1
        while (name := f"{table.key}{f'-{number}' if number > 1 else ''}.csv") in names:
            number += 1
        names[name] = table
    return names


def _csv_of(table: Table, words: Language) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator(words), lineterminator="\n")
    writer.writerows(_rows(table, words))
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _rows(table: Table, words: Language) -> Iterator[list[str]]:
    meanings = dict(table.legend)
    yield [defused(column.title) for column in table.columns]
    for row in table.rows:
        yield [_cell(cell, meanings, words) for cell in row]


def _cell(cell: Cell, meanings: dict[State, str], words: Language) -> str:
    """The value; of a state without one, what it means."""
    match cell.value:
        case None:
            return defused(meanings.get(cell.state, cell.state)) if cell.state else ""
        case str(text):
            return defused(text)
        case date() as day:
            return day.isoformat()
        case number:
            return str(number).replace(".", "." if separator(words) == "," else ",")
