"""The page of a large organization, in a real browser: nothing overlaps, nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from browsing import Visit, browser, chromium
from conftest import program_of
from large_reports import large_matrix, many_bars, many_rows
from plan_competency.reports.contents import report_of
from plan_competency.reports.languages import LANGUAGES, language
from plan_competency.reports.page import page_of
from plan_competency.reports.report import Report
from plan_competency.scenarios.changes import Situation

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium is found on this machine")
PHONE = {"viewport": {"width": 360, "height": 740}}
#: As wide as most phones are.
USUAL_PHONE = {"viewport": {"width": 390, "height": 844}}
GOLDS = ["cloud-crm/gold", "messaging/gold"]
SCROLLS = "element => element.scrollWidth > element.clientWidth"
#: 36 targets; every other title goes on and on, one without a blank to break at.
TITLES = [f"Competency {number}, {'which has a long title, ' * (number % 4)}gold" for number in range(35)]
TITLES.append("W" * 200)


@pytest.fixture(scope="module")
def opened() -> Iterator[Any]:
    with browser() as started:
        yield started


@pytest.fixture
def visit(opened: Any, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Open a report, which is closed after the test."""
    visits: list[Visit] = []

    def visit(report: Report, **how: Any) -> Visit:
        path = tmp_path / "page.html"
        path.write_text(page_of(report), encoding="utf-8")
        visits.append(Visit(opened, path, **how))
        return visits[-1]

    yield visit
    for one in visits:
        one.__exit__()


def _boxes(visit: Visit, selector: str) -> list[dict[str, Any]]:
    """Where elements are, and what stands in them."""
    found: list[dict[str, Any]] = visit.page.locator(selector).evaluate_all(
        "all => all.map(one => ({...one.getBoundingClientRect().toJSON(), text: one.textContent}))"
    )
    return found


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two boxes share more than the pixel that letters may touch in."""
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    return bool(across > 1 and down > 1)


@pytest.mark.parametrize(("layout", "width"), [("wide", 1280), ("narrow", 360)])
def test_no_letters_of_a_chart_overlap_or_leave_it(
    visit: Callable[..., Visit], layout: str, width: int
) -> None:
    page = visit(many_bars(TITLES), viewport={"width": width, "height": 800})
    (picture,) = _boxes(page, f".picture.{layout} svg")
    texts = _boxes(page, f".picture.{layout} text")
    assert len(texts) > 36 * 2
    assert [
        (one["text"], other["text"]) for one, other in combinations(texts, 2) if _overlap(one, other)
    ] == []
    assert min(text["x"] for text in texts) >= picture["x"]
    assert max(text["x"] + text["width"] for text in texts) <= picture["x"] + picture["width"] + 1
    assert picture["x"] + picture["width"] <= width
    assert page.page.locator(".picture:visible").count() == 1


def test_the_names_of_a_wide_matrix_stay_in_view_while_it_scrolls(visit: Callable[..., Visit]) -> None:
    page = visit(large_matrix(60, 100), **PHONE).page
    region = page.locator(".region")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert region.evaluate(SCROLLS)
    assert region.get_attribute("tabindex") == "0"
    region.evaluate("element => element.scrollTo(1500, 800)")
    frame, name, heading = (
        region.bounding_box(),
        page.get_by_role("rowheader", name="Person 30", exact=True).bounding_box(),
        page.get_by_role("columnheader", name="X-50", exact=True).bounding_box(),
    )
    assert name["x"] == pytest.approx(frame["x"], abs=1)
    assert heading["y"] == pytest.approx(frame["y"], abs=1)


@pytest.mark.parametrize("code", sorted(LANGUAGES))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_before_and_after_stand_side_by_side_on_a_phone(
    visit: Callable[..., Visit], code: str, scheme: str
) -> None:
    program, roster, leave = pc.read_program(), pc.find_roster("contoso"), pc.Leave("Ana Lima")
    outcome = pc.what_if(roster, GOLDS, [leave], program=program)
    situation = leave.apply(Situation(program, roster))
    page = visit(report_of(outcome, situation, language(code)), **USUAL_PHONE, color_scheme=scheme).page
    table = page.locator(".of-before-and-after")
    assert not table.locator(".region").evaluate(SCROLLS)
    name, before, after = (
        table.locator("tbody tr").first.locator(">*").nth(n).bounding_box() for n in range(3)
    )
    assert name["y"] + name["height"] <= before["y"] == after["y"]
    assert before["x"] + before["width"] <= after["x"]
    assert after["x"] + after["width"] <= 390
    assert table.get_by_role("rowheader").count() == 3  # it still is a table for who does not see it
    table.get_by_role("button").first.click()
    assert table.get_by_role("columnheader").first.get_attribute("aria-sort") == "ascending"


def test_target_seat_and_person_are_seen_together_on_a_phone(visit: Callable[..., Visit]) -> None:
    program, roster = pc.read_program(), pc.find_roster("contoso")
    plan = pc.plan(roster, GOLDS, program=program)
    page = visit(report_of(plan, Situation(program, roster), language("en")), **USUAL_PHONE)
    cells = _boxes(page, "#seats .of-seats tbody tr > :nth-child(-n + 3)")
    people = _boxes(page, "#seats .of-seats tbody td .badge")
    assert len(cells) == 3 * 8
    assert max(cell["x"] + cell["width"] for cell in [*cells, *people]) <= 374  # the margin is 16
    inside = _boxes(page, "#seats .of-seats tbody tr > :nth-child(2)")
    assert "customization" in {cell["text"] for cell in inside}
    assert min(cell["width"] for cell in inside) >= 100  # the word is not broken


def test_long_names_stay_in_their_column_on_a_phone(visit: Callable[..., Visit]) -> None:
    """Each has less than 25 letters, and the column of names is narrow."""
    program, contoso = pc.read_program(), pc.find_roster("contoso")
    longer = {"Daniel Roy": "Christopher Montgomery", "Grace Okafor": "Aleksandra Wojciechowska"}
    people = {longer.get(name, name): person for name, person in contoso.people.items()}
    roster = pc.Roster(people=people)
    plan = pc.plan(roster, GOLDS, program=program)
    page = visit(report_of(plan, Situation(program, roster), language("en")), **USUAL_PHONE)
    names, cells = _boxes(page, "tbody th .badge"), _boxes(page, "tbody th:has(.badge)")
    assert len(names) == len(cells) >= 6  # exams, people and matrix
    for name, cell in zip(names, cells, strict=True):
        assert name["x"] + name["width"] <= cell["x"] + cell["width"], name["text"]


def test_accents_do_not_matter_to_the_filter(visit: Callable[..., Visit]) -> None:
    program = program_of({"people": 12, "each": "x"}, x={"kind": "exam"})
    roster = pc.Roster.model_validate({"people": {f"José {number}": [] for number in range(12)}})
    plan = pc.plan(roster, ["c/gold"], program=program)
    page = visit(report_of(plan, Situation(program, roster), language("en"))).page
    box = page.get_by_label("Filter").first
    rows = box.locator("xpath=ancestor::section[1]").locator("tbody tr:visible")
    shown = rows.count()
    for text in ("jose", "JOSÉ", "josé"):
        box.fill(text)
        assert rows.count() == shown
    box.fill("josa")
    assert rows.count() < shown


def test_a_region_that_does_not_scroll_is_no_stop_for_the_keyboard(visit: Callable[..., Visit]) -> None:
    page = visit(large_matrix(3, 5)).page
    page.wait_for_function("document.querySelector('.region').tabIndex !== 0")
    assert page.locator(".region").first.get_attribute("tabindex") == "-1"


def test_each_cell_of_a_matrix_is_told_to_who_does_not_see_it(visit: Callable[..., Visit]) -> None:
    page = visit(large_matrix(2, 4)).page
    first = page.locator("tbody tr").first
    assert first.get_by_role("cell").nth(0).get_attribute("title") == "passed on 5 May 2017"
    told = [text.strip() for text in first.locator("td .unseen").all_text_contents()]
    assert told == ["held, passed on 5 May 2017", "held, passed on 5 May 2017", "to sit"]


@pytest.mark.parametrize(("credentials", "shown"), [(20, ".region"), (100, ".printed")])
def test_nothing_is_cut_off_on_paper(visit: Callable[..., Visit], credentials: int, shown: str) -> None:
    """A sheet has 186 mm between its margins, 703 pixels."""
    page = visit(large_matrix(30, credentials), viewport={"width": 703, "height": 900}).page
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 703
    assert page.locator(f"{shown} tbody tr:visible").count() == 30
    assert page.locator(".region:visible, .printed:visible").count() == 1
    assert not page.locator(shown).evaluate(SCROLLS)
    # Chromium repeats no head that has a button in it.
    assert page.locator("thead button").first.evaluate("each => getComputedStyle(each).display") == "contents"


def test_a_thousand_rows_are_sorted_and_filtered(visit: Callable[..., Visit]) -> None:
    """In German: numbers and days are sorted as such, whatever they look like; person 2 before person 10."""
    page = visit(many_rows(1000, "de")).page
    firsts = (
        "Array.from(document.querySelectorAll('tbody tr')).slice(0, 3).map(row => row.cells[{0}].textContent)"
    )
    page.locator("thead button", has_text="Hours").click()
    assert page.evaluate(firsts.format(3)) == ["0", "0,25", "0,5"]
    page.locator("thead button", has_text="Passed").click()
    assert page.evaluate(firsts.format(2)) == ["1. Januar 2010"] * 3
    page.locator("thead button", has_text="Person").click()
    assert page.evaluate(firsts.format(0)) == ["Person 0", "Person 1", "Person 2"]
    page.locator(".filters input").fill("person 999")
    assert page.locator("tbody tr:not([hidden]) th").all_text_contents() == ["Person 999"]
    assert page.locator("output").text_content() == "1 von 1.000 Zeilen"


def test_what_is_filtered_for_stands_in_one_cell(visit: Callable[..., Visit]) -> None:
    """Person 1 passed 70-301 on 2 February 2011: no cell has `1 70`, no row the last two words."""
    page = visit(many_rows(9)).page
    found = []
    for text in ("2011 PERSON", "170", "february 2012"):
        page.locator(".filters input").fill(text)
        found.append(page.locator("tbody tr:not([hidden]) th").all_text_contents())
    assert found == [["Person 1"], [], []]


def test_states_sort_in_the_order_of_the_legend_and_nothing_comes_last(visit: Callable[..., Visit]) -> None:
    """Of 4 credentials, X-0 is held by persons 0 and 3, to be sat by person 2, and nothing for person 1."""
    page = visit(large_matrix(4, 4)).page
    heading = page.get_by_role("button", name="X-0")
    names = page.locator("tbody th")
    heading.click()
    assert names.all_text_contents() == ["Person 0", "Person 3", "Person 2", "Person 1"]
    heading.focus()
    page.keyboard.press("Space")
    assert names.all_text_contents() == ["Person 2", "Person 0", "Person 3", "Person 1"]
