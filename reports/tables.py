"""Tables and lists for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .cells import Cell


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table of texts; long ids break at their hyphens."""
    rendered = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        rendered.add_column(Text(column), overflow="fold")
    for row in rows:
        rendered.add_row(*map(Cell, row))
    return rendered


def print_indented(content: RenderableType, console: Console, columns: int = 2) -> None:
    """Below a heading, some columns to the right."""
    console.print(Padding(content, (0, 0, 0, columns), expand=False))


def print_item(text: str, console: Console, columns: int = 2) -> None:
    """An item of a list, its further lines below its first word."""
    grid = Table.grid(padding=(0, 1))
    grid.add_row(Text("-"), Text(text))
    print_indented(grid, console, columns)
