"""What the page makes of values, matrices and charts, before any browser sees it."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from conftest import ROOT
from large_reports import large_matrix, many_bars, matrix
from plan_competency.reports.languages import language
from plan_competency.reports.page import page_of, values
from plan_competency.reports.page.charts import LAYOUTS, specification
from plan_competency.reports.report import Bar, Card, Cell, Chart, Column, Table


@pytest.mark.parametrize(
    ("value", "in_english", "in_german", "key"),
    [
        (None, "", "", ""),
        ("70-333", "70-333", "70-333", ""),
        (7, "7", "7", "7"),
        (7.0, "7", "7", "7.0"),
        (1234.5, "1,234.5", "1.234,5", "1234.5"),
        (12345678, "12,345,678", "12.345.678", "12345678"),
        (date(2017, 5, 2), "2 May 2017", "2. Mai 2017", "2017-05-02"),
    ],
)
def test_a_value_is_shown_in_words_and_sorted_by_a_key(
    value: str | float | date | None, in_english: str, in_german: str, key: str
) -> None:
    assert values.shown(value, language("en")) == in_english
    assert values.shown(value, language("de")) == in_german
    assert values.key(Cell(value)) == key


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Messaging, gold", "Messaging, gold"),
        ("70-333", "<span class=whole>70-333</span>"),
        ("Exam MB2-707, or <b>", "Exam <span class=whole>MB2-707</span>, or &lt;b&gt;"),
        ("mcsa-windows-server-2012", "mcsa-windows-server-2012"),
        ("A" * 50 + "-1", "A" * 50 + "-1"),
        ("<i>-1", "&lt;i&gt;-1"),
    ],
)
def test_numbers_of_exams_stay_on_one_line(text: str, marked: str) -> None:
    """Only what is short, so that no name makes a line too long."""
    assert str(values.unbroken(text)) == marked


def test_a_text_that_may_run_from_right_to_left_says_so() -> None:
    assert (values.way("Ana"), values.way("\u05d0\u05d1"), values.way("José")) == ("", "auto", "auto")


def test_many_cards_are_counted_by_verdict() -> None:
    cards = [Card(f"c{number}", "not-eligible", "not eligible today") for number in range(5)]
    cards.append(Card("d", "eligible", "eligible today"))
    assert values.tally(tuple(cards)) == []
    cards.append(Card("e", "eligible", "eligible today"))
    assert values.tally(tuple(cards)) == [
        ("not-eligible", "not eligible today", 5),
        ("eligible", "eligible today", 2),
    ]


@pytest.mark.parametrize(
    ("columns", "how"), [(24, ""), (25, "across"), (40, "across"), (41, "by-state"), (101, "by-state")]
)
def test_a_matrix_is_printed_as_its_columns_fit_on_paper(columns: int, how: str) -> None:
    assert values.printed(matrix(1, columns - 1)) == how


def test_other_tables_are_printed_as_they_are() -> None:
    wide = Table("seats", "Seats", tuple(Column(str(number)) for number in range(50)), ())
    assert values.printed(wide) == ""


def test_a_matrix_by_state_lists_the_credentials_of_each_state() -> None:
    """Of 5 credentials person 0 holds X-0 and X-1 and is to sit X-2; person 4 holds X-4 and X-0, sits X-1."""
    told = values.by_state(matrix(5, 5))
    assert [column.title for column in told.columns] == ["Person", "held", "to sit"]
    assert told.rows[0] == (Cell("Person 0"), Cell("X-0, X-1", "held"), Cell("X-2", "to-sit"))
    assert told.rows[4] == (Cell("Person 4"), Cell("X-0, X-4", "held"), Cell("X-1", "to-sit"))


def test_a_state_that_nobody_has_is_no_column() -> None:
    told = values.by_state(
        Table("matrix", "M", (Column("Person"), Column("x")), ((Cell("A"), Cell("held", "held")),))
    )
    assert [column.title for column in told.columns] == ["Person", "✓"]
    assert told.rows == ((Cell("A"), Cell("x", "held")),)


def test_a_matrix_too_large_for_browsers_is_told_by_state() -> None:
    small, large = matrix(400, 99), matrix(401, 99)  # 40,000 and 40,100 cells
    assert values.readable(small) is small
    assert values.readable(large) == values.by_state(large)
    assert page_of(large_matrix(401, 99)).count("<td") == 401 * 2


def test_the_figures_of_a_chart_are_a_table() -> None:
    chart = Chart(
        "c",
        "C",
        "",
        (("held", "full"), ("open", "open")),
        (Bar("a", (1, 2)), Bar("b", (0, 3))),
        "n",
        "Person",
    )
    table = values.figures(chart)
    assert [column.title for column in table.columns] == ["Person", "full", "open"]
    assert table.rows == ((Cell("a"), Cell(1), Cell(2)), (Cell("b"), Cell(0), Cell(3)))


@pytest.mark.parametrize(
    ("parts", "ticks"),
    [
        ((2, 1), {"format": ",d", "values": [0, 1, 2, 3]}),
        ((0, 0), {"format": ",d", "values": [0]}),
        ((20, 5), {"format": ",d", "tickCount": 6}),
        ((0.5, 2), {"tickCount": 6}),
    ],
)
def test_what_is_counted_in_whole_numbers_has_no_others_at_its_axis(
    parts: tuple[float, float], ticks: dict[str, object]
) -> None:
    chart = Chart("c", "C", "", (("held", "full"), ("open", "open")), (Bar("a", parts),), "n")
    axis = specification(chart, LAYOUTS[0], language("en"))["layer"][0]["encoding"]["x"]["axis"]
    assert {name: axis[name] for name in ("format", "values", "tickCount") if name in axis} == ticks


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Messaging, gold", ["Messaging, gold"]),
        ("a" * 40, ["a" * 32, "a" * 8]),
        ("W" * 40, ["W" * 16, "W" * 16, "W" * 8]),
        ("\u4eba" * 40, ["\u4eba" * 16, "\u4eba" * 16, "\u4eba" * 8]),
        (
            "one two three " * 10,
            [
                "one two three one two three one",
                "two three one two three one two",
                "three one two three one two …",
            ],
        ),
        ("", [""]),
    ],
)
def test_names_of_bars_are_broken_by_how_wide_they_are(name: str, lines: list[str]) -> None:
    chart = Chart("c", "C", "", (("held", "full"),), (Bar(name, (1,)),), "n")
    names = specification(chart, LAYOUTS[0], language("en"))["layer"][2]["data"]["values"]
    assert [value["name"] for value in names] == [lines]


def test_no_figure_stands_in_a_part_too_short_for_it() -> None:
    """The longest bar has 1,000 on some 480 pixels: 3 has 1 pixel, 997 has nearly all of them."""
    chart = Chart("c", "C", "", (("held", "full"), ("open", "open")), (Bar("a", (3, 997)),), "n")
    spec = specification(chart, LAYOUTS[0], language("en"))
    assert [value["text"] for value in spec["layer"][1]["data"]["values"]] == ["", "997"]


def test_every_file_that_the_page_is_made_from_is_packaged() -> None:
    folder = ROOT / "reports" / "page"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["plan_competency.reports.page"]
    packaged = {path for pattern in patterns for path in folder.glob(pattern)}
    assert packaged == {path for path in folder.rglob("*.*") if path.suffix in {".css", ".html", ".js"}}


def test_every_chart_of_a_page_has_ids_of_its_own() -> None:
    text = page_of(many_bars(["a", "b"]))
    ids = [part.split('"')[0] for part in text.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
