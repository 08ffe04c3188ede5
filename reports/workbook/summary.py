"""The first sheet: the answer in sentences, the targets at a glance, the charts, and where the tables are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..report import Card, Cell, Chart, Report, Section, Sentence
from ..states import LOOKS
from .book import Sheet, clean, lines_of
from .cells import Cells, number_format, with_sign
from .charts import NAMES, drawing_height, figures_height, figures_rows, height_of, write_chart

#: Widths of the columns in characters, and all of them together.
_WIDTHS = (NAMES, *[14] * 6)
_WIDTH = sum(_WIDTHS)
#: Printed at this percentage the columns fit on a page, and so many points below each other.
_SCALE, _PAGE = 77, 625
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
    sheet.printed(report.title, pages_wide=None)
    sheet.worksheet.set_print_scale(_SCALE)
    sheet.worksheet.set_h_pagebreaks(lines.breaks)


@dataclass
class _Lines:
    """The sheet, written from top to bottom; `row` is the next free one."""

    report: Report
    sheet: Sheet
    row: int = 0
    #: The height of what stands on the printed page so far, in points.
    used: float = 0
    breaks: list[int] = field(default_factory=list)

    def opening(self) -> None:
        self._paragraph(self.report.title, bold=True, font_size=18)
        for name, value in self.report.facts:
            self._fact(name, value)
        self._leave(15)
        self._sentences(self.report.headline, bold=True)
        if self.report.cards:
            self._cards()

    def section(self, section: Section, sheets: list[tuple[str, str]]) -> None:
        self._leave(15)
        self._keep_together(section)
        self._paragraph(section.title, **_HEADING)
        self._sentences(section.sentences)
        for number, chart in enumerate(section.charts):
            self._keep(height_of(chart) if number else 0)
            self._paragraph(chart.title, bold=True)
            self._chart(chart)
        for title, name in sheets:
            self._link(title, name)

    def _chart(self, chart: Chart) -> None:
        """The figures, and the drawing below them or, if there are many, on a page of its own."""
        figures = figures_height(chart)
        self.used += figures
        if chart.bars and figures + drawing_height(chart) > _PAGE:
            self.breaks.append(self.row + figures_rows(chart))
            self.used = 0
        self.used += drawing_height(chart)
        self.row = write_chart(chart, self.sheet, self.row, _WIDTHS)

    def _keep_together(self, section: Section) -> None:
        """A heading stands with its first chart, or with a few lines of what it is about."""
        whole = [height_of(chart) for chart in section.charts[:1]]
        parts = [figures_height(chart) for chart in section.charts[:1]]
        self._keep(sum(whole if sum(whole) <= _PAGE else parts) + 15 * (4 + len(section.sentences)))

    def _keep(self, height: float) -> None:
        """Begin a new page if so much does not fit on this one."""
        if self.used + height > _PAGE and self.used:
            self.breaks.append(self.row)
            self.used = 0

    def _leave(self, height: float) -> None:
        self.row += 1
        self.used += height

    def _fact(self, name: str, value: str | float | date) -> None:
        self.sheet.text(self.row, 0, name, font_color="#4B5563")
        self._across(1, 2, "")
        if isinstance(value, date):
            Cells(self.sheet, self.report.words).write(self.row, 1, Cell(value))
        elif isinstance(value, str):
            self.sheet.text(self.row, 1, value)
        else:
            form = self.sheet.book.format(num_format=number_format([value]), align="left")
            self.sheet.worksheet.write_number(self.row, 1, value, form)
        self._leave(15)

    def _cards(self) -> None:
        say = self.report.words.say
        self._leave(15)
        for place, name in enumerate((say("Target"), say("Today"), "", say("Remarks"), "", "", "")):
            self.sheet.text(self.row, place, name, **_COLUMN)
        self._leave(15)
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
        self._leave(15 * lines + 3)

    def _across(self, first: int, last: int, text: str, **properties: Any) -> None:
        form = self.sheet.book.format(text_wrap=True, **properties)
        self.sheet.worksheet.merge_range(self.row, first, self.row, last, "", form)
        if text:
            self.sheet.worksheet.write_string(self.row, first, clean(text), form)

    def _sentences(self, sentences: tuple[Sentence, ...], **properties: Any) -> None:
        for sentence in sentences:
            self._paragraph(sentence.text, **properties)

    def _paragraph(self, text: str, **properties: Any) -> None:
        room = {"columns": len(_WIDTHS), "width": _WIDTH}
        self._leave(self.sheet.paragraph(self.row, text, **room, **properties))

    def _link(self, title: str, name: str) -> None:
        """A way to a sheet of this workbook; its name has no character that could lead elsewhere."""
        place = "internal:'{}'!A1".format(name.replace("'", "''"))
        form = self.sheet.book.format(**_LINK)
        self.sheet.worksheet.write_url(self.row, 0, place, form, clean(title)[:255])
        self._leave(15)
