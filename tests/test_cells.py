"""Cells of tables break at blanks and hyphens, and inside a word only where nothing else is left."""

from __future__ import annotations

import pytest
from plan_competency.reports.cells import Cell
from plan_competency.reports.tables import table
from rich.console import Console


def lines(cell: Cell, width: int) -> list[str]:
    console = Console(width=width)
    with console.capture() as captured:
        console.print(cell)
    return [line.rstrip() for line in captured.get().splitlines()]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("project-and-portfolio-management", 40, ["project-and-portfolio-management"]),
        ("project-and-portfolio-management", 24, ["project-and-portfolio-", "management"]),
        ("project-and-portfolio-management", 8, ["project-", "and-port", "folio-ma", "nagement"]),
        ("one of 70-740, 70-741", 12, ["one of", "70-740,", "70-741"]),
        ("emm\ncloud-crm", 20, ["emm", "cloud-crm"]),
        ("[bold]x[/bold]", 20, ["[bold]x[/bold]"]),
        ("人人人人", 4, ["人人", "人人"]),
        ("", 4, [""]),
    ],
)
def test_lines(text: str, width: int, expected: list[str]) -> None:
    assert lines(Cell(text), width) == expected


def test_a_table_shares_its_room_by_words() -> None:
    console = Console(width=44)
    with console.capture() as captured:
        console.print(
            table(("Id", "Title"), [("mcsa-windows-server-2016", "A title of several words, and more")])
        )
    assert [line.rstrip() for line in captured.get().splitlines()][2:] == [
        "mcsa-windows-          A title of several",
        "server-2016            words, and more",
    ]
