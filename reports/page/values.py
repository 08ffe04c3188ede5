"""Values as the page shows them, and as its script sorts them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from ..languages import Language
from ..report import Card, Cell, Chart, Column, State, Table
from ..states import LOOKS

if TYPE_CHECKING:
    from markupsafe import Markup

#: Letters and digits with a number after a hyphen, as exams are numbered.
_ID = re.compile(r"(?<![\w-])([A-Za-z0-9]{1,8}-[0-9][A-Za-z0-9]{0,7})(?![\w-])")
_CARDS_AT_A_GLANCE = 6
#: A matrix of more cells than these takes browsers seconds to lay out.
_CELLS = 40_000
#: More columns of signs than these do not fit on a sheet of paper, upright or laid across.
_COLUMNS_UPRIGHT, _COLUMNS_ACROSS = 24, 40


def shown(value: str | float | date | None, words: Language) -> str:
    """A value as the report's language writes it."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        return words.day(value)
    return words.number(int(value) if value == int(value) else value)


def key(cell: Cell) -> str:
    """A number or a day as a script can read it; empty for text, which is sorted as it is shown."""
    value = cell.value if cell.amount is None else cell.amount
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None or isinstance(value, str) else repr(value)


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


def tally(cards: tuple[Card, ...]) -> list[tuple[State, str, int]]:
    """How many cards have which verdict, where they are too many to be counted at a glance."""
    if len(cards) <= _CARDS_AT_A_GLANCE:
        return []
    counted = Counter((card.state, card.verdict) for card in cards)
    return [(state, verdict, number) for (state, verdict), number in counted.most_common()]


def is_matrix(table: Table) -> bool:
    """Whether its columns are narrow, with a sign in each cell."""
    return table.key == "matrix"


def readable(table: Table) -> Table:
    """The table, or a shorter one that says the same of a matrix too large for browsers."""
    large = is_matrix(table) and len(table.rows) * len(table.columns) > _CELLS
    return by_state(table) if large else table


def printed(table: Table) -> str:
    """How a matrix is printed, by its columns: upright, across, or by state."""
    columns = len(table.columns) if is_matrix(table) else 0
    return "by-state" if columns > _COLUMNS_ACROSS else "across" if columns > _COLUMNS_UPRIGHT else ""


def by_state(table: Table) -> Table:
    """A matrix with a column for each state, which lists what is in it."""
    used = {cell.state for row in table.rows for cell in row[1:] if cell.state}
    meanings = dict(table.legend)
    states = [state for state in LOOKS if state in used]
    names = [column.title for column in table.columns]
    return Table(
        key=f"{table.key}-by-state",
        title=table.title,
        columns=(table.columns[0], *(Column(meanings.get(state, LOOKS[state].sign)) for state in states)),
        rows=tuple((row[0], *(_in_state(state, row, names) for state in states)) for row in table.rows),
        note=table.note,
        legend=table.legend,
    )


def _in_state(state: State, row: tuple[Cell, ...], names: list[str]) -> Cell:
    found = [
        name for name, cell in zip(names, row, strict=True) if cell.state == state and cell is not row[0]
    ]
    return Cell(", ".join(found), state) if found else Cell(None)


def figures(chart: Chart) -> Table:
    """What a chart shows, as a table."""
    return Table(
        key=f"{chart.key}-figures",
        title=chart.title,
        columns=(Column(chart.names), *(Column(name, "number") for _, name in chart.parts)),
        rows=tuple((Cell(bar.name), *(Cell(part) for part in bar.parts)) for bar in chart.bars),
    )
