"""A small report that has one of everything, for tests of what reports are written as."""

from __future__ import annotations

from datetime import date

from plan_competency.reports.languages import language
from plan_competency.reports.report import (
    Bar,
    Card,
    Cell,
    Chart,
    Column,
    Report,
    Section,
    Sentence,
    Table,
)

#: Names that a spreadsheet could take for formulas or links, or another writer for markup.
HOSTILE = (
    "=cmd|'/C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    '"=1+1',
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(A1)",
    "Ana;=1+1",
    "Ana,=1+1",
    "http://example.com",
    "www.example.com",
    "mailto:ana@example.com",
    "internal:'Summary'!A1",
    "external:c:\\x.xlsx",
    "{=1+1}",
    "<b>bold</b>",
    "a|b",
    "a\\|b",
    "`code`",
    "![x](http://example.com/x.png)",
    "[x](javascript:alert(1))",
    "<http://example.com>",
    "*a* _b_ **c** ~~d~~",
    "# heading",
    "1. item",
    "- item",
    "&amp; &lt;b&gt;",
    "<!-- comment -->",
    "'quoted",
    "12",
    "1e5",
    "TRUE",
    "_x0041_",
    "José Ünal 人",
)


def exams(*names: str) -> Table:
    """Who sits what until when."""
    columns = (
        Column("Person"),
        Column("Exam", "id"),
        Column("For"),
        Column("By", "date"),
        Column("Hours", "number"),
    )
    rows = tuple(
        (
            Cell(name),
            Cell("MB2-714", "to-sit", "Microsoft Dynamics CRM 2016 Sales"),
            Cell("Cloud CRM, gold"),
            Cell(date(2017, 7, 1)),
            Cell(12.5 if place % 2 else 1200),
        )
        for place, name in enumerate(names)
    )
    return Table("exams", "Exams to sit", columns, rows, note="Nobody needs more than these.")


def matrix(people: int = 3, exams: int = 2) -> Table:
    """Who holds what."""
    columns = (
        Column("Person"),
        *(Column(f"70-{300 + n}", "id", f"Title of exam number {n} & more") for n in range(exams)),
    )
    cells = (Cell(None, "held"), Cell(date(2016, 5, 2), "held"), Cell("2 times", "to-sit"), Cell(None))
    rows = tuple(
        (Cell(f"Person {person}"), *(cells[(person + n) % 4] for n in range(exams)))
        for person in range(people)
    )
    legend = (("held", "holds it"), ("to-sit", "will sit it"))
    return Table("matrix", "People/credentials: who holds what", columns, rows, legend=legend)  # type: ignore[arg-type]


CHART = Chart(
    "progress",
    "Seats of each target",
    "Cloud CRM, gold: 3 of 4 seats filled. Messaging, gold: 2 of 4 seats filled.",
    (("held", "filled"), ("open", "open")),
    (Bar("Cloud CRM, gold", (3, 1)), Bar("Messaging, gold", (2, 2))),
    "Seats",
    "Target",
)


def small_report(code: str = "en", *, name: str = "Ana Lima", people: int = 3, columns: int = 2) -> Report:
    """A report in a language; the name stands wherever names stand."""
    words = language(code)
    sections = (
        Section("exams", "Exams", (Sentence(f"{name} sits 2 exams.", "en"),), (), (exams(name, "Eva"),)),
        Section("progress", "Progress", (), (CHART,), ()),
        Section("people", "People", (), (), (matrix(people, columns),)),
    )
    return Report(
        words,
        f"Plan for {name}",
        (("Organization", name), ("Day", date(2017, 7, 1))),
        (Sentence("2 exams for 1 person.", code), Sentence(f"{name} is in it.", code)),
        (
            Card("Cloud CRM, gold", "not-eligible", "not eligible today", ("2 seats open", "threshold met")),
            Card(f"{name}, gold", "eligible", "eligible", ()),
        ),
        sections,
    )
