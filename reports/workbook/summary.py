"""The first sheet: the answer in sentences, the targets at a glance, the charts, and where the tables are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..report import Card, Cell, Report, Section, Sentence
from ..states import LOOKS
from .book import Sheet, clean, lines_of
from .cells import Cells, with_sign
from .charts import write_chart

#: Widths of the columns in characters, and all of them together.
_WIDTHS = (38, *[15] * 6)
_WIDTH = sum(_WIDTHS)
_HEADING = {"bold": True, "font_size": 13, "font_color": "#1F3A5F"}
_COLUMN = {"bold": True, "bottom": 1}
_LINK = {"font_color": "#1D4ED8", "underline": 1}

#: The title of each table of a section, and its sheet.
Sheets = Callable[[Section], list[tuple[str, str]]]


def write_summary(report: Report, sheet: Sheet, sheets: Sheets) -> None:
    """Fill the sheet."""
    for place, width in enumerate(_WIDTHS):
        sheet.worksheet.set_column(place, place, width)
    sheet.worksheet.hide_gridlines(2)
    lines = _Lines(report, sheet)
    lines.opening()
    for section in report.sections:
        lines.section(section, sheets(section))
    sheet.printed(report.title)


@dataclass
class _Lines:
    """The sheet, written from top to bottom; `row` is the next free one."""

    report: Report
    sheet: Sheet
    row: int = 0

    def opening(self) -> None:
        self._paragraph(self.report.title, bold=True, font_size=18)
        for name, value in self.report.facts:
            self._fact(name, value)
        self.row += 1
        self._sentences(self.report.headline, bold=True)
        if self.report.cards:
            self._cards()

    def section(self, section: Section, sheets: list[tuple[str, str]]) -> None:
        self.row += 1
        self._paragraph(section.title, **_HEADING)
        self._sentences(section.sentences)
        for chart in section.charts:
            self._paragraph(chart.title, bold=True)
            self._paragraph(chart.description)
            self.row = write_chart(chart, self.sheet, self.row, _WIDTHS)
        for title, name in sheets:
            self._link(title, name)

    def _fact(self, name: str, value: str | date) -> None:
        self.sheet.text(self.row, 0, name, font_color="#4B5563")
        if isinstance(value, date):
            Cells(self.sheet, self.report.words).write(self.row, 1, Cell(value))
        else:
            self.sheet.text(self.row, 1, value)
        self.row += 1

    def _cards(self) -> None:
        say = self.report.words.say
        self.row += 1
        for place, name in enumerate((say("Target"), say("Today"), "", say("Remarks"), "", "", "")):
            self.sheet.text(self.row, place, name, **_COLUMN)
        self.row += 1
        for card in self.report.cards:
            self._card(card)

    def _card(self, card: Card) -> None:
        facts = "\n".join(card.facts)
        look = LOOKS[card.state]
        self.sheet.text(self.row, 0, card.title, text_wrap=True, bold=True)
        coloured = {"font_color": look.ink, "bg_color": look.paper, "num_format": with_sign("@", card.state)}
        self._across(1, 2, card.verdict, **coloured)
        self._across(3, len(_WIDTHS) - 1, facts)
        widths = ((card.title, _WIDTHS[0]), (card.verdict, sum(_WIDTHS[1:3])), (facts, sum(_WIDTHS[3:])))
        lines = max(lines_of(text, int(0.9 * width)) for text, width in widths)
        self.sheet.worksheet.set_row(self.row, 15 * lines + 3)
        self.row += 1

    def _across(self, first: int, last: int, text: str, **properties: Any) -> None:
        form = self.sheet.book.format(text_wrap=True, **properties)
        self.sheet.worksheet.merge_range(self.row, first, self.row, last, "", form)
        self.sheet.worksheet.write_string(self.row, first, clean(text), form)

    def _sentences(self, sentences: tuple[Sentence, ...], **properties: Any) -> None:
        for sentence in sentences:
            self._paragraph(sentence.text, **properties)

    def _paragraph(self, text: str, **properties: Any) -> None:
        self.sheet.paragraph(self.row, text, columns=len(_WIDTHS), width=_WIDTH, **properties)
        self.row += 1

    def _link(self, title: str, name: str) -> None:
        """A way to a sheet of this workbook; its name has no character that could lead elsewhere."""
        place = "internal:'{}'!A1".format(name.replace("'", "''"))
        form = self.sheet.book.format(**_LINK)
        self.sheet.worksheet.write_url(self.row, 0, place, form, clean(title)[:255])
        self.row += 1
