"""The page of a report, in a real browser: it sorts, filters, prints, and runs nothing from a roster."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from browsing import Visit, browser, chromium
from conftest import program_of
from markdown_it.common.utils import escapeHtml
from plan_competency.reports.contents import report_of
from plan_competency.reports.languages import LANGUAGES, language
from plan_competency.reports.page import page_of
from plan_competency.reports.report import Report, Sentence
from plan_competency.scenarios.changes import Situation

GOLDS = ["cloud-crm/gold", "messaging/gold"]
HOSTILE = (
    "<script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 2">',
    "{{ 7 * 7 }} ${7*7} {% raw %}",
    "</script><script>window.hacked = 3</script>",
    "javascript:window.hacked=4",
    "&lt;b&gt; &amp;",
    "\u05d0\u05d1\u05d2 \u202eevil",
    "e\u0301\u0302\u0303 \U0001f469\u200d\U0001f680",
    "A" * 300,
)

needs_browser = pytest.mark.skipif(chromium() is None, reason="no Chromium is found on this machine")


@pytest.fixture(scope="module")
def opened() -> Iterator[Any]:
    with browser() as started:
        yield started


@cache
def _planned() -> tuple[pc.Plan, Situation]:
    program, roster = pc.read_program(), pc.find_roster("contoso")
    return pc.plan(roster, GOLDS, program=program, alternatives=1), Situation(program, roster)


def _report(code: str = "en") -> Report:
    plan, situation = _planned()
    return report_of(plan, situation, language(code), date(2026, 1, 2))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "plan.html"
    path.write_text(page_of(_report()), encoding="utf-8")
    return path


def _hostile_page(tmp_path: Path) -> Path:
    program = program_of({"people": len(HOSTILE), "label": "<i>label</i>", "each": "x"})
    people: dict[str, list[str]] = {name: ["x"] if number % 2 else [] for number, name in enumerate(HOSTILE)}
    roster = pc.Roster.model_validate({"organization": HOSTILE[0], "people": people})
    plan = pc.plan(roster, ["c/gold"], program=program)
    report = report_of(plan, Situation(program, roster), language("en"), date(2026, 1, 2))
    path = tmp_path / "hostile.html"
    path.write_text(page_of(report), encoding="utf-8")
    return path


@needs_browser
def test_it_opens_without_a_complaint_and_asks_for_nothing(opened: Any, path: Path) -> None:
    with Visit(opened, path) as visit:
        assert visit.complaints == []
        assert visit.requests == [path.as_uri()]
        assert visit.page.title() == "What is still to do: Contoso"
        assert visit.texts(".headline p") == ["7 exams for 5 people.", "No plan needs fewer than 7 exams."]
        assert visit.texts(".card .verdict") == ["✗not eligible today"] * 2


@needs_browser
def test_tables_sort_by_click_and_by_key(opened: Any, path: Path) -> None:
    """Exams by person: 2, 2, 1, 1, 1 and two people who sit none."""
    with Visit(opened, path) as visit:
        heading = visit.page.get_by_role("button", name="Number of exams")
        numbers = "#exams-table-2-title ~ .region tbody td:nth-child(2)"
        heading.click()
        assert visit.texts(numbers) == ["0", "0", "1", "1", "1", "2", "2"]
        heading.press("Enter")
        assert visit.texts(numbers) == ["2", "2", "1", "1", "1", "0", "0"]
        column = visit.page.get_by_role("columnheader", name="Number of exams")
        assert column.get_attribute("aria-sort") == "descending"


@needs_browser
def test_dates_and_names_sort_as_such(opened: Any, path: Path) -> None:
    with Visit(opened, path) as visit:
        table = "#exams-table-1-title ~ .region tbody "
        visit.page.get_by_role("button", name="Last day to sit it").click()
        assert visit.texts(f"{table}td:nth-child(5)") == ["31 December 2019"] * 2 + ["31 January 2021"] * 5
        visit.page.get_by_role("button", name="Person").first.click()
        people = [text.removeprefix("✎").strip() for text in visit.texts(f"{table}th")]
        assert people == sorted(people)


@needs_browser
def test_a_table_filters_by_text_and_by_state(opened: Any, path: Path) -> None:
    with Visit(opened, path) as visit:
        matrix = visit.page.locator("#matrix")
        rows = matrix.locator("tbody tr:visible th")
        assert rows.count() == 10
        matrix.get_by_label("Filter").fill("ana okafor")
        assert rows.count() == 0
        matrix.get_by_label("Filter").fill("OKAFOR")
        assert rows.all_text_contents() == ["Grace Okafor"]
        assert matrix.locator("output").text_content() == "1 of 10 rows"
        matrix.get_by_label("Filter").fill("")
        matrix.get_by_label("Show").select_option("to-sit")
        assert rows.count() == 5
        visit.page.emulate_media(media="print")
        assert rows.count() == 10


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_serious_fault_of_accessibility(opened: Any, path: Path, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    with Visit(opened, path, color_scheme=scheme, viewport={"width": width, "height": 800}) as visit:
        found = Axe().run(visit.page).response["violations"]
        serious = [fault for fault in found if fault["impact"] in ("serious", "critical")]
        assert [(fault["id"], [node["html"][:200] for node in fault["nodes"][:3]]) for fault in serious] == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


@needs_browser
@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_no_language_is_too_wide_for_a_phone(opened: Any, code: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page_of(_report(code)), encoding="utf-8")
    with Visit(opened, path, viewport={"width": 320, "height": 640}) as visit:
        assert visit.page.evaluate("document.documentElement.scrollWidth") == 320


@needs_browser
def test_the_switch_makes_it_dark(opened: Any, path: Path) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    with Visit(opened, path, color_scheme="light") as visit:
        light = visit.page.evaluate(colour)
        visit.page.get_by_label("Dark").check(force=True)
        assert visit.page.evaluate(colour) != light


@needs_browser
def test_nothing_from_a_roster_runs_and_all_of_it_is_shown(opened: Any, tmp_path: Path) -> None:
    path = _hostile_page(tmp_path)
    with Visit(opened, path) as visit:
        assert visit.complaints == []
        assert visit.requests == [path.as_uri()]
        assert visit.page.evaluate("window.hacked") is None
        shown = visit.page.locator("body").text_content()
        for name in HOSTILE:
            assert unicodedata.normalize("NFC", name) in shown
        assert "<i>label</i>" in shown
        assert visit.page.locator("body i, body img").count() == 0
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 1280


@needs_browser
def test_names_in_pictures_are_text(opened: Any, tmp_path: Path) -> None:
    with Visit(opened, _hostile_page(tmp_path)) as visit:
        drawn = [text.replace(" ", "") for text in visit.texts(".picture.wide text")]  # lines break at blanks
        assert "<script>window.hacked=1</script>" in drawn
        assert "{{7*7}}${7*7}{%raw%}" in drawn
        assert visit.page.locator("svg script, svg a, svg image, svg foreignObject").count() == 0


@needs_browser
def test_a_browser_would_run_nothing_else_even_if_it_stood_there(
    opened: Any, path: Path, tmp_path: Path
) -> None:
    """The policy of the page is a second wall: with a hole in the first one, nothing runs or is styled."""
    hole = (
        '<script>window.hacked = 1</script><img src="x" onerror="window.hacked = 2">'
        '<p class="x" style="color: red">x'
    )
    holed = tmp_path / "holed.html"
    holed.write_text(path.read_text(encoding="utf-8").replace("<main", f"{hole}<main", 1), encoding="utf-8")
    with Visit(opened, holed) as visit:
        assert visit.page.evaluate("window.hacked") is None
        assert visit.page.locator("p.x").evaluate("each => getComputedStyle(each).color") != "rgb(255, 0, 0)"
        assert len(visit.complaints) >= 3  # the script, the picture, the style
        assert all("Content Security Policy" in complaint for complaint in visit.complaints)


@needs_browser
def test_it_can_be_read_without_scripts_and_printed(opened: Any, path: Path) -> None:
    with Visit(opened, path, java_script_enabled=False) as visit:
        assert visit.page.locator("#seats tbody tr:visible").count() == 8
        assert visit.page.locator(".filters:visible").count() == 0
        assert visit.page.pdf()[:5] == b"%PDF-"


@needs_browser
def test_charts_say_in_words_what_they_show(opened: Any, path: Path) -> None:
    with Visit(opened, path) as visit:
        charts = visit.page.get_by_role("img", name="How full the seats are")
        assert charts.count() == 1  # the other one is for narrow pages
        described = charts.locator("desc").text_content()
        assert described == (
            "Cloud Customer Relationship Management, gold: filled today 2, filled after the exams to sit 2. "
            "Messaging, gold: filled today 0, filled after the exams to sit 4."
        )


def test_without_the_library_that_draws_there_are_the_figures_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """How much each person sits stands in a table anyway; how full the seats are stands nowhere else."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    text = page_of(_report())
    body = text.split("</style>")[1]
    assert '<svg role="img"' not in text
    assert "pip install" not in text
    assert "Daniel Roy: exams to sit 2." not in text
    assert body.count("<figure") == 1
    figures = body.split("<figure")[1].split("</figure>")[0]
    assert "How full the seats are" in figures
    assert figures.count("<tr>") == 3
    assert "<details" not in figures
    assert '<th scope="col" data-kind="text" class="text"><span>Target</span></th>' in figures


def test_a_ranking_without_the_library_that_draws_is_its_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    program, roster = pc.read_program(), pc.find_roster("contoso")
    ranking = pc.nearest(roster, ["messaging/*"], program=program)
    text = page_of(report_of(ranking, Situation(program, roster), language("en"), date(2026, 1, 2)))
    assert "<figure" not in text
    assert "exams to sit" not in text
    assert text.count("<table") == 1


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_the_page_is_in_the_language_of_the_report(code: str) -> None:
    text = page_of(_report(code))
    assert f'<html lang="{code}">' in text
    assert escapeHtml(language(code).say("Contents")) in text
    assert ("All rows" in text) == (code == "en")


def test_a_sentence_in_another_language_says_so() -> None:
    report = replace(_report("de"), headline=(Sentence("Nur deutsch.", "de"), Sentence("English.", "en")))
    text = page_of(report)
    assert "<p>Nur deutsch.</p>" in text
    assert '<p lang="en">English.</p>' in text


def test_nothing_is_loaded_from_elsewhere() -> None:
    text = page_of(_report())
    assert "default-src &#39;none&#39;" in text
    assert "http" not in text.replace("http://www.w3.org/", "").replace("http-equiv", "")
    assert "<link" not in text
    assert "style=" not in text.split("</style>")[1]


def test_the_same_report_makes_the_same_page() -> None:
    assert page_of(_report()) == page_of(_report())


def test_names_that_xml_cannot_hold_are_drawn(tmp_path: Path) -> None:
    program = program_of({"people": 2, "each": "x"}, x={"kind": "exam"})
    roster = pc.Roster.model_validate({"people": {"A\uffff": [], "B": []}})
    plan = pc.plan(roster, ["c/gold"], program=program)
    pc.write_report(plan, tmp_path / "plan.html", roster=roster, program=program)
    text = (tmp_path / "plan.html").read_text(encoding="utf-8")
    assert text.count('<svg role="img"') == 4  # two charts, each wide and narrow
    assert "A\ufffd" in text


def test_a_long_name_of_a_file(tmp_path: Path) -> None:
    """As long as file systems take: what is written first needs no more room."""
    program = program_of({"people": 1, "each": "x"}, x={"kind": "exam"})
    roster = pc.Roster.model_validate({"people": {"B": []}})
    plan = pc.plan(roster, ["c/gold"], program=program)
    path = tmp_path / f"{'n' * 250}.md"
    pc.write_report(plan, path, roster=roster, program=program)
    assert path.exists()
