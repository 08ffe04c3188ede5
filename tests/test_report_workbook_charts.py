"""Charts of workbooks: drawn from cells, which have room, and not cut by the end of a page."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

from plan_competency.reports.report import Bar, Section
from small_reports import small_report
from test_report_workbooks import written


def test_charts_are_drawn_from_the_cells(tmp_path: Path) -> None:
    sheets = written(tmp_path, small_report())
    with zipfile.ZipFile(tmp_path / "r.xlsx") as archive:
        assert [name for name in archive.namelist() if "charts/chart" in name] == ["xl/charts/chart1.xml"]
        chart = archive.read("xl/charts/chart1.xml").decode()
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    row = next(cell.row for cell in sheets["Summary"]["A"] if cell.value == "Seats of each target") + 2
    assert [sheets["Summary"].cell(*place).value for place in ((row - 1, 2), (row, 1))] == ["Seats", "Target"]
    for place in (
        f"Summary!$B${row - 1}",
        f"Summary!$B${row}",
        f"Summary!$A${row + 1}:$A${row + 2}",
        f"Summary!$C${row + 1}:$C${row + 2}",
    ):
        assert f"<c:f>{place}</c:f>" in chart
    assert "Cloud CRM, gold: 3 of 4 seats filled." in drawing


def test_a_name_of_two_lines_beside_the_figures_of_a_chart_has_room(tmp_path: Path) -> None:
    report = small_report()
    name = "Cloud Customer Relationship Management and more, gold"
    chart = replace(report.sections[1].charts[0], bars=(Bar(name, (3, 1)), Bar("Messaging, gold", (2, 2))))
    sheet = written(tmp_path, replace(report, sections=(Section("s", "S", charts=(chart,)),)))["Summary"]
    rows = {cell.value: cell.row for cell in sheet["A"]}
    assert [sheet.row_dimensions[rows[bar.name]].height for bar in chart.bars] == [30, None]


def test_a_chart_without_bars_is_its_words_only(tmp_path: Path) -> None:
    report = small_report()
    section = report.sections[1]
    empty = replace(section, charts=(replace(section.charts[0], bars=()),))
    written(tmp_path, replace(report, sections=(empty,)))
    with zipfile.ZipFile(tmp_path / "r.xlsx") as archive:
        assert not any("chart" in name for name in archive.namelist())


def test_charts_are_not_cut_by_the_end_of_a_page(tmp_path: Path) -> None:
    """Each section is about 290 points high, and a page holds two of them beside nothing else."""
    section = small_report().sections[1]
    report = replace(small_report(), sections=(section,) * 4)
    sheet = written(tmp_path, report)["Summary"]
    titles = [cell.row for cell in sheet["A"] if cell.value == "Progress"]
    breaks = [entry.id for entry in sheet.row_breaks.brk]
    assert breaks
    assert {row + 1 for row in breaks} <= set(titles)
