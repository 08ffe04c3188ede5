"""Charts as pictures: bars drawn by Vega-Lite, in the colours and the letters of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from ...models.extras import MissingExtra, extra
from ..languages import Language
from ..report import Chart
from ..xml_texts import for_xml
from .values import shown

if TYPE_CHECKING:
    from markupsafe import Markup

_LOCALES = {"en": "en-US", "es": "es-ES", "fr": "fr-FR", "de": "de-DE"}
#: Pixels: how high a bar and a line of text are, what is free between bars and around them.
_BAR, _LINE, _GAP, _AXIS, _RIGHT, _LEFT = 22, 16, 16, 46, 12, 4
_LETTER = 8
#: A name has no more lines than these; the table of figures has all of it.
_LINES = 3
#: Stands for the width of wide letters while lines are broken; no name has it.
_FILLER = "\0"


@dataclass(frozen=True)
class Layout:
    """How a chart is laid out; lengths in pixels.

    Attributes:
        name: what the style sheet calls it.
        width: of the whole picture.
        names: the width left of the bars that their names take; 0: names stand above their bars.
        letters: how many small letters of a name fit on a line.
    """

    name: str
    width: int
    names: int
    letters: int

    @property
    def bars(self) -> int:
        """The width that is left for the longest bar."""
        return self.width - self.names - _RIGHT - _LEFT


LAYOUTS = (Layout("wide", 760, 260, 32), Layout("narrow", 328, 0, 40))


def can_draw() -> bool:
    """Whether the library that draws charts is installed."""
    return _library() is not None


def drawn(chart: Chart, name: str, words: Language) -> tuple[tuple[str, Markup], ...]:
    """The chart for a wide and for a narrow page; nothing where the library is not installed.

    Args:
        chart: what is to be drawn.
        name: what no other chart of the page is called.
        words: the language.
    """
    library = _library()
    if library is None:
        return ()
    return tuple(
        (layout.name, _svg(library, chart, f"{name}-{layout.name}", layout, words)) for layout in LAYOUTS
    )


def _library() -> Any:
    try:
        return extra("vl_convert", "charts", "A chart")
    except MissingExtra:
        return None


def _svg(library: Any, chart: Chart, name: str, layout: Layout, words: Language) -> Markup:
    """The library's drawing behind an opening tag that says what it shows; what is inside is not read out."""
    from markupsafe import Markup

    drawing = library.vegalite_to_svg(
        specification(chart, layout, words), format_locale=_LOCALES[words.code], allowed_base_urls=[]
    )
    opening, body = drawing.split(">", 1)
    size = re.search(r'width="(\d+)" height="(\d+)"', opening)
    assert size
    start = Markup(
        '<svg role="img" aria-labelledby="{0}-title {0}-text" width="{1}" height="{2}" viewBox="0 0 {1} {2}">'
        '<title id="{0}-title">{3}</title><desc id="{0}-text">{4}</desc>'
    )
    described = start.format(name, *size.groups(), chart.title, chart.description)
    hidden = f'<g aria-hidden="true">{body.removesuffix("</svg>")}</g></svg>'
    return described + Markup(hidden)  # noqa: S704 - the library escapes all text that it draws


def specification(chart: Chart, layout: Layout, words: Language) -> dict[str, Any]:
    """The chart in Vega-Lite's language; colours are those of the style sheet."""
    lines = [_lines(for_xml(bar.name), layout.letters) for bar in chart.bars]
    most = max(map(len, lines), default=1)
    step = _GAP + (max(_BAR, most * _LINE) if layout.names else _BAR + most * _LINE)
    below = 0 if layout.names else (most * _LINE) / 2
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "autosize": "none",
        "width": layout.bars,
        "height": {"step": step},
        "padding": {"left": layout.names + _LEFT, "right": _RIGHT, "top": _AXIS, "bottom": 4},
        "encoding": {
            "y": {"field": "bar", "type": "ordinal", "axis": None, "sort": None, "scale": {"padding": 0}}
        },
        "layer": [
            _bars(chart, layout, below),
            _numbers(chart, layout, below, words),
            *_names(lines, layout, below),
        ],
        "resolve": {"scale": {"color": "independent"}},
        "config": {"font": "inherit", "view": {"stroke": None}, "aria": False},
    }


def _bars(chart: Chart, layout: Layout, below: float) -> dict[str, Any]:
    values = [
        {"bar": row, "part": part, "value": value}
        for row, bar in enumerate(chart.bars)
        for part, value in enumerate(bar.parts)
    ]
    outline = {"stroke": "var(--surface)", "strokeWidth": 1}
    return {
        "data": {"values": values},
        "mark": {"type": "bar", "height": _BAR, "yOffset": below, **outline},
        "encoding": {"x": _lengths(chart, layout), **_parts(chart, "paint")},
    }


def _numbers(chart: Chart, layout: Layout, below: float, words: Language) -> dict[str, Any]:
    """How long each part is, in figures, where it is long enough for them."""
    longest = _longest(chart) or 1
    values = [
        {
            "bar": row,
            "part": part,
            "value": value,
            "text": text if value / longest * layout.bars > wide else "",
        }
        for row, bar in enumerate(chart.bars)
        for part, value in enumerate(bar.parts)
        for text in [shown(value, words)]
        for wide in [_LETTER * (len(text) + 1)]
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "text", "yOffset": below, "fontSize": 13, "fontWeight": 600},
        "encoding": {
            "x": _lengths(chart, layout) | {"bandPosition": 0.5},
            "text": {"field": "text"},
            **_parts(chart, "on"),
        },
    }


def _lengths(chart: Chart, layout: Layout) -> dict[str, Any]:
    """Where parts begin and end, along an axis above the bars."""
    axis = {
        "orient": "top",
        "title": chart.axis,
        "titleAnchor": "start",
        "titleColor": "var(--muted)",
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelColor": "var(--muted)",
        "labelFontSize": 12,
        "grid": layout.names > 0,
        "gridColor": "var(--line)",
        "domain": False,
        "ticks": False,
        **_ticks(chart),
    }
    return {"field": "value", "type": "quantitative", "stack": "zero", "axis": axis}


def _ticks(chart: Chart) -> dict[str, Any]:
    """Where all is counted in whole numbers, an axis has no others: of few it says each."""
    if not all(float(part).is_integer() for bar in chart.bars for part in bar.parts):
        return {"tickCount": 6}
    longest = int(_longest(chart))
    return {"format": ",d", **({"values": list(range(longest + 1))} if longest <= 6 else {"tickCount": 6})}


def _longest(chart: Chart) -> float:
    return max((sum(bar.parts) for bar in chart.bars), default=0)


def _parts(chart: Chart, colour: str) -> dict[str, Any]:
    """The order of parts, and their colours: the style sheet's for their states."""
    colours = [f"var(--{colour}-{state})" for state, _ in chart.parts]
    scale = {"domain": list(range(len(colours))), "range": colours}
    return {
        "color": {"field": "part", "type": "nominal", "scale": scale, "legend": None},
        "order": {"field": "part"},
    }


def _names(lines: list[list[str]], layout: Layout, below: float) -> list[dict[str, Any]]:
    """Names of as many lines together: the library places text by its first line."""
    return [
        {
            "data": {
                "values": [{"bar": row, "name": name} for row, name in enumerate(lines) if len(name) == count]
            },
            "mark": {
                "type": "text",
                "x": -layout.names,
                "align": "left",
                "fontSize": 13,
                "lineHeight": _LINE,
                "color": "var(--ink)",
                "yOffset": (
                    -(count - 1) * _LINE / 2 if layout.names else below - _BAR / 2 - (count - 0.5) * _LINE
                ),
            },
            "encoding": {"text": {"field": "name"}},
        }
        for count in sorted({len(name) for name in lines})
    ]


def _lines(name: str, letters: int) -> list[str]:
    """A name in lines that are short enough, however wide its letters are."""
    filled = "".join(letter + _FILLER * (_halves(letter) - 1) for letter in name)
    lines = wrap(filled, 2 * letters, max_lines=_LINES, placeholder=" …")
    return [line.replace(_FILLER, "") for line in lines] or [""]


def _halves(letter: str) -> int:
    """How wide a letter is at most, in halves of a small one."""
    if letter in "MWmw@%" or east_asian_width(letter) in "WF":
        return 4
    return 3 if letter.isupper() else 1 if letter in " -.,:;'ijl" else 2
