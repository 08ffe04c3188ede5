"""Charts of the spreadsheet's own: the figures in cells, and bars drawn from them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from ..report import Bar, Chart
from ..states import LOOKS
from .book import Sheet, clean, lines_of
from .cells import number_format

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart as Drawing

_ROW = 20
_BAR, _AROUND, _HIGHEST = 26, 130, 760
#: How wide the column with the names of bars is, in characters.
NAMES = 46
#: The rows above the figures: what is counted, and what the columns are.
_HEADER = 2


def height_of(chart: Chart) -> float:
    """How high the figures and the drawing are together, in points."""
    return figures_height(chart) + drawing_height(chart)


def figures_height(chart: Chart) -> float:
    """How high the figures are, in points."""
    return 15.0 * (2 + _HEADER) + sum(_bar_height(bar) for bar in chart.bars)


def figures_rows(chart: Chart) -> int:
    """How many rows the figures take."""
    return _HEADER + len(chart.bars)


def _bar_height(bar: Bar) -> float:
    """How high the row of a bar is: not every spreadsheet program makes room for a name by itself."""
    return 15.0 * lines_of(clean(bar.name), NAMES)


def drawing_height(chart: Chart) -> float:
    """How high the drawing is with the room around it, in points."""
    return 15.0 * (_rows(chart) if chart.bars else 0)


def _rows(chart: Chart) -> int:
    return ceil((_height(chart) + 12) / _ROW) + 1


def _height(chart: Chart) -> int:
    return min(_HIGHEST, _AROUND + _BAR * len(chart.bars))


def write_chart(chart: Chart, sheet: Sheet, row: int, widths: Sequence[float]) -> int:
    """Write the figures of a chart, and below them the chart; gives the next free row."""
    if not chart.bars or not chart.parts:
        return row
    end = row + figures_rows(chart)
    _figures(chart, sheet, row, widths)
    drawing = _drawing(chart, sheet, row)
    drawing.set_size({"width": int(sum(7 * width + 5 for width in widths)), "height": _height(chart)})
    text = {"description": clean(chart.description)[:2_000], "object_position": 2}
    sheet.worksheet.insert_chart(end, 0, drawing, {"y_offset": 6, **text})
    return end + _rows(chart)


def _figures(chart: Chart, sheet: Sheet, row: int, widths: Sequence[float]) -> None:
    sheet.text(row, 1, chart.axis, italic=True, align="right")
    _header(chart, sheet, row + 1, widths)
    form = sheet.book.format(num_format=_number_format(chart))
    for number, bar in enumerate(chart.bars, row + _HEADER):
        sheet.worksheet.set_row(number, _bar_height(bar))
        sheet.text(number, 0, bar.name, text_wrap=True)
        for place, length in enumerate(bar.parts, 1):
            sheet.worksheet.write_number(number, place, length, form)


def _header(chart: Chart, sheet: Sheet, row: int, widths: Sequence[float]) -> None:
    longest = max(lines_of(name, int(widths[1] - 1)) for _, name in chart.parts)
    sheet.worksheet.set_row(row, 15 * longest)
    sheet.text(row, 0, chart.names, bold=True, bottom=1, valign="bottom")
    for place, (_, name) in enumerate(chart.parts, 1):
        sheet.text(row, place, name, bold=True, bottom=1, align="right", valign="bottom", text_wrap=True)


def _drawing(chart: Chart, sheet: Sheet, row: int) -> Drawing:
    """Every name in it points at a cell: a text of its own could be taken for a formula."""
    drawing = sheet.book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    assert drawing is not None
    first, last = row + _HEADER, row + figures_rows(chart) - 1
    for place, (state, _) in enumerate(chart.parts, 1):
        drawing.add_series(
            {
                "name": [sheet.name, row + 1, place],
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, place, last, place],
                "fill": {"color": LOOKS[state].bar},
                "gap": 45,
                "data_labels": {
                    "value": True,
                    "num_format": f"{_number_format(chart)};;;",
                    "font": {"color": "#FFFFFF"},
                },
            }
        )
    drawing.set_title({"none": True})
    drawing.set_x_axis({"name": [sheet.name, row, 1], **_axis(chart)})
    drawing.set_y_axis({"reverse": True})
    drawing.set_legend({"position": "bottom"})
    return drawing


def _axis(chart: Chart) -> dict[str, Any]:
    """From zero, in whole steps where whole things are counted, at the foot of the bars."""
    longest = max(sum(bar.parts) for bar in chart.bars)
    step = {"major_unit": max(1, ceil(longest / 10))} if _number_format(chart) == number_format([1]) else {}
    grid = {"visible": True, "line": {"color": "#E5E7EB"}}
    return {
        "min": 0,
        "num_format": _number_format(chart),
        "label_position": "high",
        "major_gridlines": grid,
        **step,
    }


def _number_format(chart: Chart) -> str:
    return number_format(length for bar in chart.bars for length in bar.parts)
