"""Rows that are about nobody: sums, which are left out, and perhaps titles and remarks."""

from __future__ import annotations

from collections.abc import Sequence

from ...models.told import Names, Number, told
from .headings import Header
from .marks import said
from .people import Remark
from .wide_columns import WideTable
from .words import folded, words


def names_a_sum(header: Header, row: int) -> bool:
    """Whether the word for a sum stands in the place of a name."""
    return folded(header.name(row)) in words().totals


def tell_of_sum(header: Header, row: int, remark: Remark) -> None:
    """Say that a row is left out."""
    remark(told("{place} has sums and is no person: left out.", place=header.sheet.where(row)))


def is_total(table: WideTable, row: int, remark: Remark) -> bool:
    """Whether a row of the wide layout is a sum: by its words, or by its numbers if it is the last."""
    header = table.header
    labels = [] if header.name(row) else _labels(table, row)
    is_sum = (
        names_a_sum(header, row)
        or any(folded(label) in words().totals for label in labels)
        or (not header.name(row) and not labels and row == table.body[-1] and _adds_up(table, row))
    )
    if is_sum:
        tell_of_sum(header, row, remark)
    return is_sum


def _labels(table: WideTable, row: int) -> list[str]:
    """What stands in the columns that are no credentials."""
    sheet = table.header.sheet
    others = (column for column in range(len(sheet.rows[row])) if column not in table.columns)
    return [text for column in others if (text := sheet.text(row, column))]


def _adds_up(table: WideTable, row: int) -> bool:
    """Whether each cell of a row counts the cells above it that say held."""
    sheet = table.header.sheet
    return all(
        sheet.text(row, column) in ("", str(_number_held(table, column, row))) for column in table.columns
    )


def _number_held(table: WideTable, column: int, end: int) -> int:
    values = table.header.sheet.column(column, range(table.first, end))
    return sum(said(value) not in ("not-held", "cannot-take", None) for value in values)


def tell_of_names_alone(header: Header, rows: Sequence[int], remark: Remark) -> None:
    """Say which rows have nothing but a name: titles of groups, sources and legends look like that."""
    alone = [row for row in rows if sum(value != "" for value in header.sheet.rows[row]) == 1]
    names = tuple(f"'{name}'" for row in alone if (name := header.name(row)))
    if names:
        remark(
            told(
                "{place}: {rows} nothing but a name, read as people who hold nothing: {names}.",
                place=header.sheet.name or header.sheet.path.name,
                rows=Number(len(names), "{number} row has", "{number} rows have"),
                names=Names(names),
            )
        )
