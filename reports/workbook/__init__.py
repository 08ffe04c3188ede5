"""A report as a workbook: a summary with charts, and a sheet for each table."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ..report import Report, Section
from .book import MADE, open_book
from .summary import write_summary
from .tables import refuse_wide, write_table


def write_workbook(report: Report, path: Path | str, *, created: datetime = MADE) -> None:
    """Write a report to an `.xlsx` file, all of it or nothing.

    The same report and date are the same bytes. Whatever names, titles and texts say, it is text: no
    formula, no link.

    Args:
        report: what there is to say.
        path: the file; replaced if it is there.
        created: what the workbook says about when it was made.

    Raises:
        NoPlaceInFile: a table has more columns than a sheet.
        UnreadableFile: it cannot be written.
    """
    path = Path(path)
    tables = [table for section in report.sections for table in section.tables]
    refuse_wide(tables, path)
    with open_book(path, report.title, created) as book:
        summary = book.sheet(report.words.say("Summary"))
        places = {id(table): write_table(table, report.words, book) for table in tables}
        write_summary(report, summary, lambda section: _sheets(section, places))


def _sheets(section: Section, places: dict[int, str]) -> list[tuple[str, str]]:
    """The title of each table of a section, and the sheet where it starts."""
    return [(table.title, places[id(table)]) for table in section.tables]
