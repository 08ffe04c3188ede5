"""Reports made in code: what the tests of their writers and the pictures of the documentation are made from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import plan_competency as pc
from plan_competency.reports.languages import ENGLISH, language
from plan_competency.reports.report import (
    Bar,
    Card,
    Cell,
    Chart,
    Column,
    Report,
    Section,
    Sentence,
    State,
    Table,
)

PEOPLE = (
    "Ana Lima",
    "Daniel Roy",
    "Eva Novak",
    "Grace Okafor",
    "Julia Weiss",
    "Luis Ortega",
    "Mei Tan",
    "Nina Petrov",
    "Omar Haddad",
    "Priya Raman",
    "Sven Holm",
    "Tom Becker",
)
CREDENTIALS = (
    *("70-333", "70-334", "70-339", "70-345", "70-347", "70-398", "70-410", "70-411", "70-412", "70-461"),
    *("70-473", "70-532", "70-533", "70-534", "70-694", "70-697", "70-740", "70-741", "70-742", "70-761"),
    *("MB2-706", "MB2-707", "MB2-709", "MB2-710", "MB2-712", "MB2-713", "MB2-714"),
    *("mcsa-windows-server-2012", "mcsa-windows-server-2016", "mcse-productivity"),
)
CRM = "Cloud Customer Relationship Management, gold"
MESSAGING = "Messaging, gold"
#: Person, credential, what it is, and when it was passed.
STANDINGS: tuple[tuple[str, str, State, str], ...] = (
    ("Ana Lima", "MB2-710", "held", "7 June 2016"),
    ("Ana Lima", "MB2-712", "held", "11 January 2017"),
    ("Ana Lima", "MB2-714", "held", "2 May 2016"),
    ("Daniel Roy", "70-333", "held", "9 March 2017"),
    ("Daniel Roy", "70-410", "held", "14 October 2015"),
    ("Daniel Roy", "70-411", "to-sit", ""),
    ("Daniel Roy", "70-412", "to-sit", ""),
    ("Eva Novak", "MB2-707", "held", "21 September 2016"),
    ("Grace Okafor", "70-333", "to-sit", ""),
    ("Grace Okafor", "MB2-707", "to-sit", ""),
    ("Grace Okafor", "mcsa-windows-server-2012", "held", "30 November 2014"),
    ("Julia Weiss", "70-345", "held", "18 May 2017"),
    ("Julia Weiss", "70-461", "counts-no-longer", "expired 3 February 2017"),
    ("Luis Ortega", "MB2-706", "to-sit", ""),
    ("Luis Ortega", "MB2-713", "held", "16 December 2016"),
    ("Mei Tan", "70-347", "held", "2 May 2016"),
    ("Omar Haddad", "70-333", "to-sit", ""),
    ("Omar Haddad", "70-410", "held", "5 August 2015"),
    ("Omar Haddad", "70-411", "held", "27 January 2016"),
    ("Omar Haddad", "70-412", "held", "15 June 2016"),
    ("Priya Raman", "MB2-706", "held", "8 February 2017"),
    ("Sven Holm", "70-697", "counts-no-longer", "expired 12 April 2017"),
    ("Tom Becker", "70-333", "to-sit", ""),
    ("Tom Becker", "70-740", "held", "20 February 2017"),
    ("Tom Becker", "70-741", "held", "3 April 2017"),
    ("Tom Becker", "70-742", "held", "29 May 2017"),
)
SEATS = (
    (CRM, "customization", "Eva Novak", "MB2-707", None),
    (CRM, "customization", "Grace Okafor", None, "MB2-707"),
    (CRM, "sales and deployment", "Ana Lima", "MB2-710, MB2-714", None),
    (CRM, "sales and deployment", "Luis Ortega", "MB2-713", "MB2-706"),
    (MESSAGING, "MCSE: Productivity", "Daniel Roy", "70-333, 70-410", "70-411, 70-412"),
    (MESSAGING, "MCSE: Productivity", "Grace Okafor", "mcsa-windows-server-2012", "70-333"),
    (MESSAGING, "MCSE: Productivity", "Omar Haddad", "70-410, 70-411, 70-412", "70-333"),
    (MESSAGING, "MCSE: Productivity", "Tom Becker", "70-740, 70-741, 70-742", "70-333"),
)


@cache
def _program() -> pc.Program:
    return pc.read_program()


def _said(*texts: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(text, "en") for text in texts)


def sample_report() -> Report:
    """The plan of a dozen people for two targets, with what would change if somebody left."""
    return Report(
        words=ENGLISH,
        title="Contoso: the plan for Cloud CRM and Messaging at gold",
        facts=(
            ("Organization", "Contoso"),
            ("Program", "Microsoft Partner Network"),
            ("Edition", "2017-07"),
            ("As of", date(2017, 7, 1)),
            ("Made on", date(2017, 7, 3)),
        ),
        headline=_said(
            "Not eligible yet: 7 exams for 5 people reach both targets.",
            "No plan needs fewer than 7 exams: proven.",
            "By the other reading (mixed: alternatives combined) it would be 6 exams for 5 people.",
        ),
        cards=(
            Card(
                CRM,
                "not-eligible",
                "not eligible today",
                ("2 exams to sit", "2 of 4 seats filled today", "Revenue: met, 320,000 USD of 300,000 USD"),
            ),
            Card(
                MESSAGING,
                "not-eligible",
                "not eligible today",
                ("5 exams to sit", "0 of 4 seats filled today"),
            ),
        ),
        sections=(_to_sit(), _seats(), _thresholds(), _what_if(), _people(), _proof()),
    )


def _to_sit() -> Section:
    rows = [
        (
            Cell(person),
            Cell(credential),
            Cell(_program().title_of(credential)),
            Cell(_program().credentials[credential].retired),
        )
        for person, credential, state, _ in STANDINGS
        if state == "to-sit"
    ]
    exams = Table(
        "exams",
        "Exams to sit",
        (Column("Person"), Column("Exam", "id"), Column("Title"), Column("Retired on", "date")),
        tuple(rows),
        note="Everybody sits 2 exams at most.",
    )
    return Section("exams", "Exams to sit", tables=(exams,))


def _seats() -> Section:
    chart = Chart(
        key="seats",
        title="Seats by target",
        description=f"{CRM}: 2 of 4 seats filled today, 2 by the plan. {MESSAGING}: 0 of 4 filled today, 4 by the plan.",
        parts=(("held", "filled today"), ("to-sit", "filled by the plan"), ("open", "open")),
        bars=(Bar(CRM, (2, 2, 0)), Bar(MESSAGING, (0, 4, 0))),
        axis="Seats",
    )
    columns = (
        Column("Person"),
        Column("Target"),
        Column("Seat"),
        Column("Counts"),
        Column("To sit"),
        Column("State"),
    )
    rows = tuple(
        (
            Cell(person),
            Cell(target),
            Cell(seat),
            Cell(counts),
            Cell(takes),
            Cell("to sit", "to-sit") if takes else Cell("filled", "held"),
        )
        for target, seat, person, counts, takes in SEATS
    )
    legend: tuple[tuple[State, str], ...] = (
        ("held", "filled today"),
        ("to-sit", "filled once the exams are passed"),
    )
    return Section(
        "seats",
        "Who fills which seat",
        _said("The people of one target are different people; Grace Okafor serves both targets."),
        (chart,),
        (Table("seats", "Seats", columns, rows, legend=legend),),
    )


def _thresholds() -> Section:
    columns = (
        Column("Threshold"),
        Column("Stated", "number"),
        Column("Needed", "number"),
        Column("Unit"),
        Column("State"),
    )
    rows = (
        (
            Cell("CRM Online or Dynamics 365 Plan 1 net new revenue, last 12 months"),
            Cell(320000),
            Cell(300000),
            Cell("USD"),
            Cell("met", "met"),
        ),
        (Cell("Customer references"), Cell(None), Cell(5), Cell(None), Cell("not stated", "not-stated")),
    )
    return Section("thresholds", "Thresholds", tables=(Table("thresholds", "Thresholds", columns, rows),))


def _what_if() -> Section:
    columns = (Column(""), Column("Before", "number"), Column("After", "number"), Column("Change", "number"))
    rows = (
        (Cell(CRM), Cell(2), Cell(3), Cell(1)),
        (Cell(MESSAGING), Cell(5), Cell(5), Cell(0)),
        (Cell("Exams to sit in all"), Cell(7), Cell(8), Cell(1)),
    )
    changes = (
        (Cell("Ana Lima"), Cell(None), Cell(None), Cell("leaves", "dropped")),
        (Cell("Priya Raman"), Cell("MB2-713"), Cell(_program().title_of("MB2-713")), Cell("new", "new")),
    )
    return Section(
        "what-if",
        "What if Ana Lima leaves?",
        _said("The change costs 1 exam (7 before, 8 after).", "No plan needs fewer than 8 exams."),
        tables=(
            Table("comparison", "Before and after", columns, rows),
            Table(
                "changes",
                "What changes",
                (Column("Person"), Column("Exam", "id"), Column("Title"), Column("Change")),
                changes,
            ),
        ),
    )


def matrix(people: tuple[str, ...] = PEOPLE, credentials: tuple[str, ...] = CREDENTIALS) -> Table:
    """People by credentials: held, to sit, and what counts no longer."""
    standings = {(person, credential): (state, hint) for person, credential, state, hint in STANDINGS}
    titles = {name: each.title or name for name, each in _program().credentials.items()}

    def cell(person: str, credential: str) -> Cell:
        state, hint = standings.get((person, credential), (None, ""))
        return Cell(None, state, hint)

    return Table(
        "matrix",
        "Who holds what",
        (Column("Person"), *(Column(name, "id", titles.get(name, "")) for name in credentials)),
        tuple((Cell(person), *(cell(person, name) for name in credentials)) for person in people),
        legend=(("held", "held"), ("to-sit", "to sit"), ("counts-no-longer", "counts no longer")),
    )


def _people() -> Section:
    return Section("people", "People and credentials", tables=(matrix(),))


def _proof() -> Section:
    return Section(
        "proof",
        "What is proven",
        _said(
            "Fewest exams: 7, proven. Fewest people who study: 5, proven. Most exams for one person: 2, proven.",
            "Every seat was checked again without the solver.",
        ),
    )


def german_report() -> Report:
    """In German, with warnings that are not translated."""
    words = language("de")
    report = sample_report()
    return replace(
        report,
        words=words,
        title="Contoso: Plan für Cloud CRM und Messaging, Gold",
        headline=(
            Sentence("Noch nicht berechtigt: 7 Prüfungen für 5 Personen erreichen beide Ziele.", "de"),
            Sentence("Kein Plan kommt mit weniger als 7 Prüfungen aus: bewiesen.", "de"),
        ),
        sections=(
            *report.sections,
            Section(
                "warnings",
                "Warnungen",
                _said("team.csv, line 7: the program does not know MB2-999; it counts for nothing."),
            ),
        ),
    )


def with_sections(*sections: Section) -> Report:
    """A report of these sections, and nothing else worth telling."""
    return replace(sample_report(), cards=(), sections=sections)


def large_report(rows: int = 5000) -> Report:
    """A table of as many rows as a large organization has people."""
    columns = (
        Column("Person"),
        Column("Exam", "id"),
        Column("Title"),
        Column("Passed", "date"),
        Column("Hours", "number"),
        Column("State"),
    )
    body = tuple(
        (
            Cell(f"Person {number:05}"),
            Cell(CREDENTIALS[number % 30]),
            Cell(f"Title of exam {number % 30}"),
            Cell(date(2010 + number % 8, 1 + number % 12, 1 + number % 28)),
            Cell(number * 7919 % 10007 / 4),
            Cell("held", "held") if number % 3 else Cell("to sit", "to-sit"),
        )
        for number in range(rows)
    )
    table = Table("exams", "Exams", columns, body, legend=(("held", "held"), ("to-sit", "to sit")))
    return with_sections(Section("exams", "Exams", tables=(table,)))


def wide_report(columns: int = 100, people: int = 40) -> Report:
    """A matrix of very many credentials."""
    names = tuple(
        CREDENTIALS[number] if number < 30 else f"X{number}-{number * 37 % 1000:03}"
        for number in range(columns)
    )
    return with_sections(
        Section(
            "people",
            "People",
            tables=(matrix((*PEOPLE, *map("Person {}".format, range(12, people))), names),),
        )
    )


def chart_report(bars: int = 36) -> Report:
    """A chart of many bars with long names."""
    chart = Chart(
        "seats",
        "Seats by target",
        "Seats of very many targets.",
        (("held", "filled today"), ("to-sit", "filled by the plan"), ("open", "open")),
        tuple(
            Bar(
                f"Competency {n}, {'a long title that goes on and on, ' * (n % 4)}gold",
                (n % 5, 3, n * 7 % 11),
            )
            for n in range(bars)
        ),
        "Seats",
    )
    return with_sections(Section("charts", "Charts", charts=(chart,)))
