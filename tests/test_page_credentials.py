"""Which credential an item of a page names, and the dates of its footnotes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import plan_competency as pc
import pytest
from published_pages import LANGUAGES, page
from test_reading_pages import items, level_of

Write = Callable[[str, str], Path]
BI = "business-intelligence"
LEARNING = "https://www.microsoft.com/en-us/learning"
COURSE = "https://partneruniversity.example.com/?whr=uri:Account&courseId={}&scoId=x_1"

#: An item, the credential that it names, and the remarks about it.
NAMED: list[tuple[str, str, list[str]]] = [
    (f"[Exam 70-347]({LEARNING}/exam-70-347.aspx): Enabling", "70-347", []),
    (f"Exam [MB6-890]({LEARNING}/exam-mb6-890.aspx): Introduction", "MB6-890", []),
    (f"[74-343]({LEARNING}/exam-74-343.aspx): Managing", "74-343", []),
    (f"[Examen70-412]({LEARNING}/exam-70-412.aspx): Configuration", "70-412", []),
    (f"[ExamenMB6-893]({LEARNING}/exam-mb6-893.aspx): Finances", "MB6-893", []),
    (f"Examen[MB6-890]({LEARNING}/exam-mb6-890.aspx): Introduction", "MB6-890", []),
    (f"[Prüfung 70-347]({LEARNING}/exam-70-347.aspx): Enabling", "70-347", []),
    ("MB6-894: Development (Available in November 2017)", "MB6-894", []),
    ("[MB6-705]: Installation", "MB6-705", []),
    (f"[Exam]({LEARNING}/exam-mb2-714.aspx): Customer Service", "MB2-714", []),
    ("Exam \uff17\uff10-\uff14\uff11\uff10: full-width digits", "70-410", []),
    ("Exam 70\u2013410: a dash", "70-410", []),
    (
        "Exam 70-410: Installing (retired)",
        "70-410",
        ["line 9: 'Installing (retired)' says more than a title: it is read as one"],
    ),
    (
        f"[70-535]({LEARNING}/exam-70-534.aspx): Architecting",
        "70-535",
        ["line 9: 70-535 links to the page of 70-534; 70-535 is taken"],
    ),
    (
        f"[Exam 70-999]({LEARNING}/exam-70-999.aspx): Widgets",
        "70-999",
        ["line 9: the exam 70-999 ('Widgets') is in no table: check that it is no misprint"],
    ),
    (
        f"[MCSA]({LEARNING}/mcsa-windows-server-certification.aspx): Windows Server 2012",
        "mcsa-windows-server-2012",
        [],
    ),
    (
        f"[MCSA]({LEARNING}/mcsa-windows-server-2016-certification.aspx): Windows Server 2016",
        "mcsa-windows-server-2016",
        [],
    ),
    (f"[MCSE]({LEARNING}/mcse-productivity-certification.aspx): Productividad", "mcse-productivity", []),
    (
        f"[MCSE]({LEARNING}/mcse-productivity-certification.aspx)",
        "mcse-productivity",
        ["line 9: 'MCSE' is taken for mcse-productivity by its address"],
    ),
    ("MCSE: Productivité", "mcse-productivity", []),
    (
        f"[MCSE]({LEARNING}/mcse-widgets.aspx): Widgets & Bolts",
        "mcse-widgets-bolts",
        [
            "line 9: the certification mcse-widgets-bolts ('MCSE: Widgets & Bolts') is in no table: "
            "check that it is no misprint"
        ],
    ),
    # One assessment under two addresses, two under one; blanks and case do not matter.
    (
        f"[Data Platform & Analytics Foundational Technical Assessment]({COURSE.format(14354)})",
        "data-platform-and-analytics-foundational-assessment",
        [],
    ),
    (
        f"[Data Platform & Analytics Foundational Technical Assessment]({COURSE.format(14356)})",
        "data-platform-and-analytics-foundational-assessment",
        [],
    ),
    (f"[Évaluation technique PowerBI]({COURSE.format(14350)})", "power-bi-assessment", []),
    (f"[BUSINESS INTELLIGENCE technical assessment]({COURSE.format(14350)})", f"{BI}-assessment", []),
    (
        f"[Widget Test, as it was called later]({COURSE.format(13736)})",
        "azure-for-datacenter-solutions-assessment",
        [
            "line 9: 'Widget Test, as it was called later' is taken for"
            " azure-for-datacenter-solutions-assessment by its address"
        ],
    ),
    (
        f"[Widget Assessment]({COURSE.format(99999)})",
        "widget-assessment",
        [
            "line 9: the assessment widget-assessment ('Widget Assessment') is in no table: "
            "check that it is no misprint"
        ],
    ),
    (
        f"[Widget Assessment of this address or that]({COURSE.format(14350)})",
        "widget-assessment-of-this-address-or-that",
        [
            "line 9: the assessment widget-assessment-of-this-address-or-that "
            "('Widget Assessment of this address or that') is in no table: check that it is no misprint"
        ],
    ),
    ("[PMI Agile Certified Practitioner (PMI-ACP)](http://www.pmi.org/types/agile-acp)", "pmi-acp", []),
]


@pytest.mark.parametrize(("item", "credential", "remarks"), NAMED)
def test_named(item: str, credential: str, remarks: list[str], write: Write) -> None:
    path = write("page.md", page(["1. head 2", "    - 2 one", f"        - {item}"]))
    read = pc.read_pages([path])
    assert level_of(read.program) == {"people": 2, "each": credential}
    of_the_item = [remark for remark in read.remarks if "line 9" in remark]
    assert of_the_item == [f"{path}: {remark}" for remark in remarks]


def test_what_is_known_of_a_credential_comes_along(write: Write) -> None:
    """Titles, routes and dates are the catalog's, and so is whatever leads to a certification."""
    lines = ["1. head 4 certification", f"    - [MCSE]({LEARNING}/mcse-productivity-certification.aspx)"]
    read = pc.read_pages([write("page.md", page(lines))]).program
    shipped = pc.read_program()
    assert read.credentials["mcse-productivity"] == shipped.credentials["mcse-productivity"]
    assert set(read.credentials) >= {"70-410", "70-743", "mcsa-windows-server-2016"}


def test_an_unknown_exam_keeps_the_title_and_line_of_the_page(write: Write) -> None:
    path = write("page.md", page(["1. head 2", "    - 2 one", "        - Exam 70-999: Widgets"]))
    facts = pc.read_pages([path]).program.credentials["70-999"]
    assert facts == pc.Credential(kind="exam", title="Widgets", source=f"{path}, line 9")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_footnote_gives_two_dates(language: str, write: Write) -> None:
    lines = ["1. head 2", "    - 2 one", *items("70-999*", "70-998"), "", "*retiring and accepted"]
    read = pc.read_pages([write("page.md", page(lines, language))]).program
    marked, unmarked = read.credentials["70-999"], read.credentials["70-998"]
    assert (marked.retired, marked.counts_until) == (date(2017, 12, 31), date(2018, 12, 31))
    assert (unmarked.retired, unmarked.counts_until) == (None, None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mark", ["*", "* ", "    * ", "\\* ", "    *"])
def test_a_footnote_however_it_is_marked(language: str, mark: str, write: Write) -> None:
    """With a blank behind it, the asterisk is a bullet to Markdown."""
    lines = ["1. head 2", "    - 2 one", *items("70-999*"), "", "*retiring"]
    text = page(lines, language).replace("\n*", f"\n{mark}")
    read = pc.read_pages([write("page.md", text)]).program
    assert read.credentials["70-999"].retired == date(2017, 9, 30), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_footnote_right_behind_the_asterisk_or_below_without_a_blank_line(
    language: str, write: Write
) -> None:
    text = page(["1. head 2", "    - 2 one", *items("70-999")], language).rstrip()
    note = page(["*retiring"], language).splitlines()[-1]
    for written in (f"{text} {note}\n", f"{text}*\n{note}\n"):
        read = pc.read_pages([write("page.md", written)]).program
        assert read.credentials["70-999"].retired == date(2017, 9, 30), written


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_an_exam_is_new_is_a_note(language: str, write: Write) -> None:
    lines = ["1. head 2", "    - 2 one", *items("70-999*"), "", "*new exam"]
    facts = pc.read_pages([write("page.md", page(lines, language))]).program.credentials["70-999"]
    assert (facts.retired, facts.counts_until) == (None, None)
    assert facts.note is not None
    assert "2017" in facts.note


def test_each_asterisk_has_the_next_footnote_below(write: Write) -> None:
    silver = ["1. head 2", "    - 2 one", *items("70-999*"), "", "*Retiring September 30, 2017", ""]
    gold = ["###Gold", "1. head 2", "    - 2 one", *items("70-998*"), "", "*Retiring May 3, 2018"]
    read = pc.read_pages([write("page.md", page([*silver, *gold]))]).program
    assert read.credentials["70-999"].retired == date(2017, 9, 30)
    assert read.credentials["70-998"].retired == date(2018, 5, 3)


def test_what_no_asterisk_and_no_footnote_belongs_to_is_said(write: Write) -> None:
    lines = ["1. head 2", "    - 2 one", *items("70-347"), "", "*retiring"]
    path = write("page.md", page(lines))
    assert pc.read_pages([path]).remarks == (
        f"{path}: line 11: no asterisk leads to this footnote: Retiring September 30, 2017",
    )
    path = write("page.md", page(["1. head 2", "    - 2 one", *items("70-347*")]))
    assert pc.read_pages([path]).remarks == (f"{path}: line 9: nothing explains the asterisk of 70-347",)


def test_a_date_that_we_knew_otherwise_is_said_and_taken(write: Write) -> None:
    lines = ["1. head 2", "    - 2 one", *items("70-347*"), "", "*retiring"]
    path = write("page.md", page(lines))
    read = pc.read_pages([path])
    assert read.program.credentials["70-347"].retired == date(2017, 9, 30)
    assert read.remarks == (
        f"{path}: line 11: 70-347 has retired 2017-09-30 here, 2019-04-30 in the catalog;"
        " 2017-09-30 is taken",
    )


def test_one_asterisk_is_not_two(write: Write) -> None:
    lines = ["1. head 2", "    - 2 one", *items("70-999*"), "        - Exam 70-998: Title **", ""]
    notes = ["*Retiring September 30, 2017", "", "**Retiring October 31, 2018"]
    read = pc.read_pages([write("page.md", page([*lines, *notes]))]).program
    assert read.credentials["70-999"].retired == date(2017, 9, 30)
    assert read.credentials["70-998"].retired == date(2018, 10, 31)


def test_a_bullet_that_names_an_exam_is_no_footnote(write: Write) -> None:
    lines = [
        "1. head 2",
        "    - 2 all",
        "        * 70-410",
        "        * MB6-894: Title (Available in November 2017)",
    ]
    assert level_of(pc.read_pages([write("page.md", page(lines))]).program)["each"] == {
        "all": ["70-410", "MB6-894"]
    }


#: Remarks of published pages that no rule needs: how a footnote is escaped, until when to register.
LATER = [
    "\\ *Mise hors service le 31décembre2017. Ces examens continueront d'être acceptés"
    " jusqu'au 31décembre2018.",
    "*Zum 31.Dezember2017 eingestellt; bis zum 31. Dezember 2018 anerkannt."
    " Sie können sich bis zum 30.November2017 registrieren.",
    "*Retiring December 31, 2017; accepted until December 31, 2018\n\n"
    "After November 30, 2017 you will need to register for the exam that replaces it, exam 70-535.",
]


@pytest.mark.parametrize("note", LATER)
def test_footnotes_of_later_years(note: str, write: Write) -> None:
    text = page(["1. head 2", "    - 2 one", *items("70-999*"), ""]) + note + "\n"
    facts = pc.read_pages([write("page.md", text)]).program.credentials["70-999"]
    assert (facts.retired, facts.counts_until) == (date(2017, 12, 31), date(2018, 12, 31))


def test_when_exams_are_available_may_stand_behind_a_sentence(write: Write) -> None:
    lines = [
        "1. head 2",
        "    - 2 individuals must pass one of the following exams: (Available in November 2017)",
    ]
    assert (
        level_of(pc.read_pages([write("page.md", page([*lines, *items("70-410")]))]).program)["each"]
        == "70-410"
    )


def test_a_day_that_does_not_fit_what_we_knew_is_said(write: Write) -> None:
    """The catalog has 70-410 retired in 2021; a page on which it counts until 2018 knew of another day."""
    path = write(
        "page.md", page(["1. head 2", "    - 2 one", *items("70-410*"), "", "*Accepted until May 3, 2018"])
    )
    read = pc.read_pages([path])
    facts = read.program.credentials["70-410"]
    assert (facts.retired, facts.counts_until) == (None, date(2018, 5, 3))
    assert read.remarks == (
        f"{path}: line 11: 70-410 has retired 2021-01-31 in the catalog, which does not fit: left out",
    )
