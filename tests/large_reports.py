"""Reports of large organizations: many rows, many credentials, many targets with long titles."""

from __future__ import annotations

from datetime import date

from plan_competency.reports.languages import language
from plan_competency.reports.report import Bar, Cell, Chart, Column, Report, Section, State, Table

LEGEND: tuple[tuple[State, str], ...] = (("held", "held"), ("to-sit", "to sit"))


def report_of_section(section: Section, code: str = "en") -> Report:
    """A report with this section and nothing else."""
    return Report(language(code), "Large", (("Organization", "Contoso"),), (), (), (section,))


def many_rows(rows: int, code: str = "en") -> Report:
    """A table with a row for each of very many people, and one of each kind of column."""
    columns = (
        Column("Person"),
        Column("Exam", "id"),
        Column("Passed", "date"),
        Column("Hours", "number"),
        Column("State"),
    )
    body = tuple(
        (
            Cell(f"Person {number}"),
            Cell(f"70-{300 + number % 30}"),
            Cell(date(2010 + number % 8, 1 + number % 12, 1 + number % 28)),
            Cell(number * 7 % rows / 4),
            Cell("held", "held") if number % 3 else Cell("to sit", "to-sit"),
        )
        for number in range(rows)
    )
    return report_of_section(
        Section("exams", "Exams", tables=(Table("exams", "Exams", columns, body, legend=LEGEND),)), code
    )


def matrix(people: int, credentials: int) -> Table:
    """People by credentials: person n holds the credentials n and n + 1, and is to sit n + 2."""

    def cell(person: int, credential: int) -> Cell:
        step = (credential - person) % credentials
        if step > 2:
            return Cell(None)
        return Cell("to sit", "to-sit") if step == 2 else Cell("held", "held", "passed on 5 May 2017")

    return Table(
        "matrix",
        "Who holds what",
        (
            Column("Person"),
            *(Column(f"X-{number}", "id", f"Title {number}") for number in range(credentials)),
        ),
        tuple(
            (Cell(f"Person {person}"), *(cell(person, number) for number in range(credentials)))
            for person in range(people)
        ),
        legend=LEGEND,
    )


def large_matrix(people: int, credentials: int) -> Report:
    """A report with such a matrix."""
    return report_of_section(Section("people", "People", tables=(matrix(people, credentials),)))


def many_bars(names: list[str]) -> Report:
    """A chart of three parts with a bar for each name."""
    parts: tuple[tuple[State, str], ...] = (
        ("held", "filled today"),
        ("to-sit", "filled by the plan"),
        ("open", "open"),
    )
    bars = tuple(Bar(name, (row % 5, 3, row * 7 % 11)) for row, name in enumerate(names))
    chart = Chart("seats", "Seats by target", "Seats of very many targets.", parts, bars, "Seats")
    return report_of_section(Section("charts", "Charts", charts=(chart,)))
