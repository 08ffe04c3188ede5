"""Reports and letters: files that are written beside the answer, and the options that ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from . import suggestions
from .command import all_of, under
from .options import language_option
from .output import spare
from .parsing import day
from .remarks import all_heard, say
from .terms import sources

if TYPE_CHECKING:
    from ..models.plans import Plan
    from ..reports.contents import Answer
    from ..scenarios.changes import Change, Situation

_REPORTS = under(
    "Reports",
    click.option(
        "--report",
        "reports",
        type=click.Path(path_type=Path, dir_okay=False),
        multiple=True,
        metavar="FILE",
        help="Write a report as well: a page (.html), a workbook (.xlsx), Markdown (.md), the main table "
        "(.csv) or all tables (.zip of CSV), by how the name ends; may be repeated.",
    ),
    language_option("The language of reports and letters: en, es, fr or de."),
)
_LETTERS = under(
    "Reports",
    click.option(
        "--letters",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Write a text for each person who has to sit something: what, why, and what it completes.",
    ),
    click.option(
        "--by",
        shell_complete=suggestions.words("today"),
        callback=day,
        metavar="DATE",
        help="In letters, the day by which exams are to be passed.",
    ),
)

_CHARTS = "pip install 'plan-competency[charts]'"

report_options = all_of(*_REPORTS)
letter_options = all_of(*_LETTERS)


class Papers(NamedTuple):
    """What is to be written beside the answer."""

    reports: tuple[Path, ...]
    language: str
    letters: Path | None = None
    by: date | None = None

    def write(self, answer: Answer, asked: Situation, changes: Iterable[Change] = ()) -> None:
        """Write the reports, and say where they are."""
        if not self.reports:
            return
        from ..reports.writing import write_report

        self._tell_of_charts()
        told = tuple(changes)
        for path in self.reports:
            write_report(
                answer,
                path,
                roster=asked.roster,
                program=asked.program,
                changes=told,
                language=self.language,
                notes=all_heard(),
            )
            say(f"Report: {path}")

    def _tell_of_charts(self) -> None:
        """Say what draws the charts of pages, where it is missing."""
        from ..reports.page.charts import can_draw
        from ..reports.writing import is_page

        if any(map(is_page, self.reports)) and not can_draw():
            say("Note: the page has no pictures of charts; this installs what draws them: " + _CHARTS)

    def write_letters(self, plan: Plan, asked: Situation) -> None:
        """Write the letters, and say how many there are."""
        if self.letters is None:
            return
        from ..models.told import counted
        from ..reports.letters import write_letters

        written = write_letters(
            plan,
            self.letters,
            roster=asked.roster,
            program=asked.program,
            language=self.language,
            by=self.by,
        )
        say(f"{counted(len(written), 'letter')}: {self.letters}")


def papers_in(options: dict[str, Any], output: Path | None, *inputs: str) -> Papers:
    """What the options ask to be written, taken out of them; what cannot be is refused before all work.

    Raises:
        UnreadableFile: a file has another ending, cannot be written, or is read by this command.
        UnknownLanguage: reports are not written in it.
    """
    reports, code = options.pop("reports"), options.pop("language")
    letters, by = options.pop("letters", None), options.pop("by", None)
    if reports or letters:
        from ..reports.languages import language
        from ..reports.writing import writer_for

        language(code)
        _refuse_one_file_for_two(reports, output)
        for path in reports:
            writer_for(path)
            _refuse_missing_folder(path)
            spare(path, (*inputs, *sources(options)))
    return Papers(reports, code, letters, by)


def _refuse_one_file_for_two(reports: tuple[Path, ...], output: Path | None) -> None:
    """Refuse to write a report over the answer, or over another one."""
    from ..models.errors import UnreadableFile

    names = [path.resolve() for path in (*reports, *([output] if output else ()))]
    for path in reports:
        if names.count(path.resolve()) > 1:
            raise UnreadableFile(path, "is named for two things that are written: name another file")


def _refuse_missing_folder(path: Path) -> None:
    from ..models.errors import UnreadableFile

    if not path.parent.is_dir():
        raise UnreadableFile(path, f"cannot be written: there is no folder {path.parent}")
