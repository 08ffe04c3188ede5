"""Reports as files: a page, a workbook, Markdown, or CSV, by how the name ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from ..models.errors import UnreadableFile
from ..models.programs import Program
from ..models.rosters import Workforce
from ..scenarios.changes import Change, Situation
from ..scenarios.what_if import Outcome
from .contents import Answer, report_of
from .languages import language as words_of
from .report import Report
from .whole_files import whole_file

_Write = Callable[[Report, Path], None]


def write_report(
    answer: Answer,
    path: Path | str,
    *,
    roster: Workforce,
    program: Program,
    changes: Iterable[Change] = (),
    language: str = "en",
    made: date | None = None,
    notes: Iterable[str] = (),
) -> None:
    """Write a report on an answer, whole or not at all.

    Args:
        answer: what `check`, `plan`, `nearest` or `what_if` said.
        path: a file whose name ends in `.html`, `.xlsx`, `.md`, `.csv` (the main table) or `.zip` (all
            tables as CSV).
        roster: the people asked about.
        program: the rules asked about.
        changes: those of `what_if`, so that people are shown as they are after them.
        language: `en`, `es`, `fr` or `de`.
        made: the day that it says it was made; None: today.
        notes: what else to know about the input, such as what the readers' `remark` was told; it stands
            before the notes of the answer.

    Raises:
        UnreadableFile: it cannot be written, or has another ending.
        UnknownLanguage: reports are not written in it.
    """
    path = Path(path)
    write, words = writer_for(path), words_of(language)
    situation = Situation(program, roster, _day_of(answer))
    for change in changes:
        situation = change.apply(situation)
    report = report_of(answer, situation, words, made, notes)
    with whole_file(path) as whole:
        write(report, whole)


def _day_of(answer: Answer) -> date | None:
    return answer.after.on if isinstance(answer, Outcome) else answer.on


def writer_for(path: Path) -> _Write:
    """What writes a report into a file with such an ending.

    Raises:
        UnreadableFile: nothing does.
    """
    match path.suffix.lower():
        case _ if is_page(path):
            return _write_page
        case ".xlsx":
            return _write_workbook
        case ".md":
            return _write_markdown
        case ".csv":
            return _write_csv
        case ".zip":
            return _write_csv_archive
    raise UnreadableFile(path, "is no name for a report: let it end in .html, .xlsx, .md, .csv or .zip")


def is_page(path: Path) -> bool:
    """Whether a report in such a file is a page."""
    return path.suffix.lower() in (".html", ".htm")


def _write_page(report: Report, path: Path) -> None:
    from .page import page_of

    path.write_text(page_of(report), encoding="utf-8")


def _write_workbook(report: Report, path: Path) -> None:
    from .workbook import write_workbook

    write_workbook(report, path)


def _write_markdown(report: Report, path: Path) -> None:
    from .markdown import markdown_of

    path.write_text(markdown_of(report), encoding="utf-8")


def _write_csv(report: Report, path: Path) -> None:
    from .csv_tables import write_csv

    write_csv(report, path)


def _write_csv_archive(report: Report, path: Path) -> None:
    from .csv_tables import write_csv_archive

    write_csv_archive(report, path)
