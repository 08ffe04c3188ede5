"""Values as the page shows them, and as its script sorts them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ..languages import Language
from ..report import Cell, Chart, Column, Table

if TYPE_CHECKING:
    from markupsafe import Markup

#: Letters and digits with a number after a hyphen, as exams are numbered.
_ID = re.compile(r"(?<![\w-])([A-Za-z0-9]{1,8}-[0-9][A-Za-z0-9]{0,7})(?![\w-])")
#: More columns of signs than these do not fit on a sheet of paper, upright or laid across.
_COLUMNS_UPRIGHT, _COLUMNS_ACROSS = 24, 40


def shown(value: str | float | date | None, words: Language) -> str:
    """A value as the report's language writes it."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        return words.day(value)
    return words.number(int(value) if value == int(value) else value)


def key(value: str | float | date | None) -> str:
    """A number or a day as a script can read it; empty for text, which is sorted as it is shown."""
    if value is None or isinstance(value, str):
        return ""
    return value.isoformat() if isinstance(value, date) else f"{value:g}" if value == value else ""


def unbroken(text: str) -> str | Markup:
    """A text in which the ids of exams, such as `70-347`, are kept on one line."""
    if "-" not in text:
        return text
    from markupsafe import Markup, escape

    parts = _ID.split(text)
    wrapped = (
        Markup("<span class=whole>{}</span>").format(part) if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )
    return Markup().join(wrapped)


def way(text: str) -> str:
    """`auto` where a text may run from right to left: its letters decide."""
    return "" if text.isascii() else "auto"


def is_matrix(table: Table) -> bool:
    """Whether its columns are narrow, with a sign in each cell."""
    return table.key == "matrix"


def printed(table: Table) -> str:
    """How a matrix is printed, by its columns: upright, across, or as a list."""
    columns = len(table.columns) if is_matrix(table) else 0
    return "as-list" if columns > _COLUMNS_ACROSS else "across" if columns > _COLUMNS_UPRIGHT else ""


def figures(chart: Chart) -> Table:
    """What a chart shows, as a table."""
    return Table(
        key=f"{chart.key}-figures",
        title=chart.title,
        columns=(Column(""), *(Column(name, "number") for _, name in chart.parts)),
        rows=tuple((Cell(bar.name), *(Cell(part) for part in bar.parts)) for bar in chart.bars),
    )
