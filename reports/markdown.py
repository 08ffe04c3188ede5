"""A report as Markdown with tables, as GitHub and many editors show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from .languages import Language
from .report import Card, Cell, Chart, Column, Report, Section, State, Table
from .states import LOOKS

#: Signs that can be markup wherever they stand. Entities where a reader of tables could mistake a backslash.
_SIGNS = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"} | {sign: f"\\{sign}" for sign in "\\`*_[]~!#^$@"}
)
#: What makes an address a link: the colon in https://, the point behind www.
_LINK = re.compile(r":(?=\S)|(?<=\bwww)\.", re.IGNORECASE)
#: What makes a list, a rule or an underlined heading, where a text starts with it.
_START = re.compile(r"^([-+=]|\d+(?=[.)](?:\s|$)))")


def markdown_of(report: Report) -> str:
    """The report as Markdown; whatever names, titles and texts say, it is text and no markup."""
    blocks = [f"# {escaped(report.title)}"]
    blocks += _list(f"**{escaped(name)}:** {_value(value, report.words)}" for name, value in report.facts)
    blocks += [escaped(sentence.text) for sentence in report.headline]
    blocks += _list(map(_card, report.cards))
    for section in report.sections:
        blocks += _section(section, report.words)
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """A text on one line in which no sign is markup."""
    line = _LINK.sub(r"\\\g<0>", " ".join(text.split()).translate(_SIGNS))
    start = _START.match(line)
    if start is None:
        return line
    return f"{start[0]}\\{line[start.end() :]}" if start[0].isdigit() else f"\\{line}"


def _section(section: Section, words: Language) -> Iterator[str]:
    yield f"## {escaped(section.title)}"
    yield from (escaped(sentence.text) for sentence in section.sentences)
    for chart in section.charts:
        yield from _chart(chart, words)
    for table in section.tables:
        yield from _table(table, words)


def _card(card: Card) -> str:
    verdict = f"{LOOKS[card.state].sign} {escaped(card.verdict)}"
    return f"**{escaped(card.title)}:** " + "; ".join((verdict, *map(escaped, card.facts)))


def _chart(chart: Chart, words: Language) -> Iterator[str]:
    """Its figures: Markdown has no drawings."""
    yield f"### {escaped(chart.title)}"
    columns = (Column(chart.names or chart.axis), *(Column(name, "number") for _, name in chart.parts))
    rows = ((Cell(bar.name), *map(Cell, bar.parts)) for bar in chart.bars)
    yield _grid(columns, rows, words)


def _table(table: Table, words: Language) -> Iterator[str]:
    yield f"### {escaped(table.title)}"
    if table.note:
        yield escaped(table.note)
    yield _grid(table.columns, table.rows, words)
    if table.legend:
        yield ", ".join(_meaning(state, meaning) for state, meaning in table.legend)
    yield from _list(
        f"{escaped(column.title)}: {escaped(column.hint)}" for column in table.columns if column.hint
    )


def _meaning(state: State, meaning: str) -> str:
    return f"{LOOKS[state].sign} {escaped(meaning)}"


def _grid(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], words: Language) -> str:
    lines = [_row(escaped(column.title) for column in columns)]
    lines.append(_row("---:" if column.kind == "number" else "---" for column in columns))
    lines += [_row(_cell(cell, words) for cell in row) for row in rows]
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell, words: Language) -> str:
    """Sign, value and, in brackets, what is behind it."""
    parts = [LOOKS[cell.state].sign] if cell.state else []
    parts += [] if cell.value is None else [_value(cell.value, words)]
    parts += [f"({escaped(cell.hint)})"] if cell.hint else []
    return " ".join(parts)


def _value(value: str | float | date, words: Language) -> str:
    if isinstance(value, str):
        return escaped(value)
    return words.day(value) if isinstance(value, date) else words.number(value)


def _list(items: Iterable[str]) -> list[str]:
    """A list as one block, if it has items."""
    text = "\n".join(f"- {item}" for item in items)
    return [text] if text else []
