"""Templates as workbooks: a sheet to fill in, one for the organization, and how it is done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...models.errors import NoPlaceInFile
from ...models.templates import Template
from ..workbook.book import Book, Sheet, clean, lines_of, open_book
from ..workbook.rosters import COLUMNS, FACTS, ORGANIZATION
from ..workbook.tables import HEADER, MOST_COLUMNS
from .texts import Texts

#: The sheet of people; it is read, so its name is the same in every language.
ROSTER = "Roster"
_FIRST_CREDENTIAL = 2
#: Rows that have the list of answers even if fewer people were asked for.
_ROWS_WITH_LIST = 500
_NARROWEST, _WIDEST = 14, 24
_LONGEST_PROMPT_TITLE, _LONGEST_PROMPT = 32, 255
#: Credentials of one target stand below one colour.
_GROUPS = ("#1F3A5F", "#0F5E5A")
_GRID: dict[str, Any] = {"border": 1, "border_color": "#D1D5DB"}
_TITLE = {"font_size": 8, "font_color": "#4B5563", "text_wrap": True, "bg_color": "#F3F4F6", **_GRID}


def write_template_workbook(template: Template, path: Path, texts: Texts) -> None:
    """Write the three sheets; see `write_template`."""
    if len(template.credentials) + _FIRST_CREDENTIAL > MOST_COLUMNS:
        instead = f"A sheet has {MOST_COLUMNS:,} columns: ask for fewer targets."
        raise NoPlaceInFile(path, [f"{len(template.credentials):,} credentials"], instead)
    with open_book(path, texts.title(template)) as book:
        _write_people(book.sheet(ROSTER), template, texts)
        _write_organization(book.sheet(ORGANIZATION), template, texts)
        _write_how_to(book, template, texts)


def _write_people(sheet: Sheet, template: Template, texts: Texts) -> None:
    worksheet = sheet.worksheet
    worksheet.set_column(0, 0, 30)
    worksheet.set_column(1, 1, 12)
    for place, heading in enumerate((texts.person, texts.max_exams)):
        sheet.text(0, place, heading, **HEADER)
        worksheet.write_blank(1, place, None, sheet.book.format(**_TITLE))
    widths = [_width(name) for name in template.credentials]
    for place, (name, colour) in enumerate(_coloured(template), _FIRST_CREDENTIAL):
        worksheet.set_column(place, place, widths[place - _FIRST_CREDENTIAL])
        sheet.text(0, place, name, **{**HEADER, "bg_color": colour})
        sheet.text(1, place, template.program.credentials[name].title or "", **_TITLE)
        sheet.remark(0, place, texts.hint(name, template))
    headings = zip(template.credentials, widths, strict=True)
    worksheet.set_row(0, 15 * max((lines_of(name, int(width)) for name, width in headings), default=1) + 6)
    worksheet.set_row(1, 48)
    _lay_out_rows(sheet, template)
    _add_lists(sheet, template, texts)
    worksheet.freeze_panes(2, 1)
    worksheet.repeat_rows(0, 1)
    worksheet.repeat_columns(0)
    sheet.printed(texts.title(template), 1 if len(template.credentials) <= 12 else 0)


def _coloured(template: Template) -> Iterator[tuple[str, str]]:
    for number, names in enumerate(template.groups.values()):
        yield from ((name, _GROUPS[number % len(_GROUPS)]) for name in names)


def _width(credential: str) -> float:
    return min(_WIDEST, max(_NARROWEST, len(credential) + 2))


def _lay_out_rows(sheet: Sheet, template: Template) -> None:
    """Empty cells with borders, of which the day is shown in one way wherever it is typed."""
    plain = sheet.book.format(**_GRID)
    day = sheet.book.format(**_GRID, num_format="yyyy-mm-dd", align="center")
    for row in range(2, 2 + template.people):
        for place in range(_FIRST_CREDENTIAL + len(template.credentials)):
            sheet.worksheet.write_blank(row, place, None, plain if place < _FIRST_CREDENTIAL else day)


def _add_lists(sheet: Sheet, template: Template, texts: Texts) -> None:
    """The answers to choose from; days can be typed as well, so nothing else is refused here."""
    last = 1 + max(template.people, _ROWS_WITH_LIST)
    for place, name in enumerate(template.credentials, _FIRST_CREDENTIAL):
        can_refuse = template.program.credentials[name].is_sat
        rule = {
            "validate": "list",
            "source": [texts.held, texts.will_not_sit] if can_refuse else [texts.held],
            "show_error": False,
            "input_title": clean(name)[:_LONGEST_PROMPT_TITLE],
            "input_message": clean(template.program.title_of(name))[:_LONGEST_PROMPT],
        }
        sheet.worksheet.data_validation(2, place, last, place, rule)
    whole = {"validate": "integer", "criteria": ">=", "value": 0, "error_type": "warning"}
    sheet.worksheet.data_validation(2, 1, last, 1, whole)


def _write_organization(sheet: Sheet, template: Template, texts: Texts) -> None:
    say, worksheet = texts.words.say, sheet.worksheet
    worksheet.set_column(0, 0, 58)
    worksheet.set_column(1, 1, 22)
    worksheet.set_column(2, 3, 60)
    headings = (*COLUMNS[ORGANIZATION], say("What it is"), say("Needed at least"))
    for place, heading in enumerate(headings):
        sheet.text(0, place, heading, **HEADER)
    for row, (key, label, needs) in enumerate(texts.facts(template), 1):
        for place, text in ((0, key), (2, label), (3, needs)):
            sheet.text(row, place, text, text_wrap=True, **_GRID)
        worksheet.write_blank(row, 1, None, sheet.book.format(**_GRID, bg_color="#FFFBEB", align="left"))
        worksheet.set_row(row, 15 * max(lines_of(label, 58), lines_of(needs, 58)))
        if key not in FACTS:
            worksheet.data_validation(row, 1, row, 1, _NUMBER)
    worksheet.data_validation(2, 1, 2, 1, {"validate": "list", "source": ["developed", "developing"]})
    worksheet.freeze_panes(1, 0)
    sheet.printed(ORGANIZATION)


_NUMBER = {"validate": "decimal", "criteria": ">=", "value": -(10**15), "error_type": "warning"}


def _write_how_to(book: Book, template: Template, texts: Texts) -> None:
    say = texts.words.say
    sheet = book.sheet(say("How to"))
    sheet.worksheet.hide_gridlines(2)
    for place, width in enumerate((46, 70, 70)):
        sheet.worksheet.set_column(place, place, width)
    room: dict[str, Any] = {"columns": 2, "width": 116}
    sheet.paragraph(0, texts.title(template), **room, bold=True, font_size=14)
    row = 1
    for row, step in enumerate(texts.steps(), 2):
        sheet.paragraph(row, f"{row - 1}. {step}", **room)
    sheet.paragraph(row + 1, texts.command, **room, font_name="Consolas", bg_color="#F3F4F6", indent=2)
    row += 3
    for place, heading in enumerate((say("Credential"), say("Title"), say("Counts for"))):
        sheet.text(row, place, heading, **HEADER)
    for number, name in enumerate(template.credentials, row + 1):
        sheet.text(number, 0, name)
        sheet.text(number, 1, template.program.credentials[name].title or "", text_wrap=True)
        targets = texts.targets(name, template)
        sheet.text(number, 2, targets, text_wrap=True)
        sheet.worksheet.set_row(number, 15 * lines_of(targets, 66))
    sheet.printed(texts.title(template))
