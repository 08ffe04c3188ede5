"""Seconds against people, both on logarithmic axes, as an SVG with nothing but shapes and text in it.

It is a card of its own, so that it reads on any page, and its colours follow the reader's light or dark
setting. A panel for each mean, a line for each contender. What was not proven by the cut-off is hollow, in a
band of its own above the others, where each contender has a lane.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from xml.sax.saxutils import escape

from benchmarks.jobs import Contender
from benchmarks.results import Results, Row

WIDTH, HEIGHT = 880, 470
TOP, BOTTOM, LEFT, RIGHT, GAP = 104, 58, 70, 26, 42
BAND, LANE = 64, 14
#: Each contender's words, mark, and colour on a light and on a dark card.
LOOKS: dict[Contender, tuple[str, str, str, str]] = {
    "fewest": ("ours, proven least", "M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0Z", "#0b5fc0", "#6cb2ff"),
    "answer": ("ours, whole answer", "M0,-6.5L6.5,0L0,6.5L-6.5,0Z", "#7a3db8", "#c79bff"),
    "textbook": ("textbook model, CP-SAT", "M-4.5,-4.5H4.5V4.5H-4.5Z", "#b34700", "#ff9d5c"),
    "tight": ("tight model, HiGHS", "M0,-6L5.5,4.5H-5.5Z", "#1d7a3e", "#5fd38a"),
}
_STYLE = """
text { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
.title { font-size: 16px; font-weight: 600 } .end { text-anchor: end } .middle { text-anchor: middle }
.card { fill: #ffffff; stroke: #d0d7de } .grid { stroke: #d8dee4 } .frame { fill: none; stroke: #8c959f }
.limit { stroke: #59636e; stroke-dasharray: 5 4 } .line { fill: none; stroke-width: 2 }
.mark { stroke-width: 2 } .hollow { fill: #ffffff }
"""
_DARK = """
text { fill: #e6edf3 } .card, .hollow { fill: #161b22 } .card { stroke: #3d444d }
.grid { stroke: #30363d } .frame { stroke: #6e7681 } .limit { stroke: #9198a1 }
"""


@dataclass(frozen=True)
class Point:
    """One size: the median over the seeds, and whether all were proven."""

    people: int
    seconds: float
    proven: bool


@dataclass(frozen=True)
class Axis:
    """Values between `low` and `high` on a logarithmic scale between two places on the page."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        part = math.log(value / self.low) / math.log(self.high / self.low)
        return round(self.start + part * (self.end - self.start), 1)

    @property
    def decades(self) -> list[float]:
        first, last = math.ceil(math.log10(self.low)), math.floor(math.log10(self.high))
        return [10.0**power for power in range(first, last + 1)]


def points(rows: Iterable[Row], contender: Contender, cut_off: float) -> list[Point]:
    """The line of a contender; what failed or was not run is not on it."""
    by_people: dict[int, list[tuple[float, bool]]] = {}
    for row in rows:
        outcome = row.outcomes.get(contender)
        if outcome is not None and outcome.status != "failed":
            taken = cut_off if outcome.seconds is None else outcome.seconds
            known = outcome.proven and taken <= cut_off
            by_people.setdefault(row.case.people, []).append((min(taken, cut_off), known))
    return [
        Point(people, median(seconds for seconds, _ in found), all(proven for _, proven in found))
        for people, found in sorted(by_people.items())
    ]


def plot(results: Results) -> str:
    """The drawing of the group `sizes`."""
    rows, cut_off = results.of("sizes"), results.cut_off
    panels = {
        mean: {name: points((row for row in rows if row.case.mean == mean), name, cut_off) for name in LOOKS}
        for mean in sorted({row.case.mean for row in rows}, reverse=True)
    }
    found = [point for lines in panels.values() for line in lines.values() for point in line]
    if not found:
        raise ValueError("nothing to draw: the group 'sizes' was not measured")
    sizes = sorted({point.people for point in found})
    y = Axis(min(point.seconds for point in found) / 1.6, cut_off, HEIGHT - BOTTOM, TOP + BAND)
    width = (WIDTH - LEFT - RIGHT - GAP * (len(panels) - 1)) / len(panels)
    body = list(_heading())
    for number, (mean, lines) in enumerate(panels.items()):
        start = LEFT + number * (width + GAP)
        x = Axis(sizes[0] / 1.5, sizes[-1] * 1.5, start, start + width)
        body += _panel(mean, lines, sizes, x, y)
    body.append(_text(18, (TOP + HEIGHT - BOTTOM) / 2, "seconds", "middle", turned=True))
    return "\n".join([*_head(), *body, "</svg>", ""])


def _head() -> Iterator[str]:
    light = " ".join(f".{name} {{ stroke: {look[2]} }}" for name, look in LOOKS.items())
    full = " ".join(f".full.{name} {{ fill: {look[2]} }}" for name, look in LOOKS.items())
    dark = " ".join(
        f".{name} {{ stroke: {look[3]} }} .full.{name} {{ fill: {look[3]} }}" for name, look in LOOKS.items()
    )
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
    yield "<title>Seconds to a proven minimum against people, log-log</title>"
    yield f"<style>{_STYLE}{light}\n{full}"
    yield f"@media (prefers-color-scheme: dark) {{{_DARK}{dark} }}</style>"
    yield f'<rect class="card" x="0.5" y="0.5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="8"/>'


def _heading() -> Iterator[str]:
    """The title and the legend."""
    yield _text(LEFT, 30, "All 18 competencies at gold together: seconds by number of people", "title")
    x = LEFT
    for name, (words, *_) in LOOKS.items():
        yield f'<path class="line {name}" d="M{x},55H{x + 26}"/>'
        yield _mark(name, x + 13, 55, full=True)
        yield _text(x + 33, 59.5, words)
        x += 62 + round(7.2 * len(words))


def _panel(
    mean: float, lines: Mapping[Contender, Sequence[Point]], sizes: Sequence[int], x: Axis, y: Axis
) -> Iterator[str]:
    yield _text((x.start + x.end) / 2, TOP - 12, f"{mean:g} credentials drawn for each on average", "middle")
    yield from _grid(sizes, x, y)
    yield f'<path class="limit" d="M{x.start},{y.end}H{x.end}"/>'
    yield _text(x.start + 8, TOP + 18, f"not proven in {y.high:g} s")
    for lane, (name, line) in enumerate(list(lines.items())[::-1]):
        yield from _line(name, line, x, y, y.end - 10 - LANE * lane)


def _grid(sizes: Sequence[int], x: Axis, y: Axis) -> Iterator[str]:
    """The frame, a line for each size and each power of ten of seconds, and the words of the axes."""
    for size in sizes:
        yield f'<path class="grid" d="M{x(size)},{y.start}V{TOP}"/>'
        yield _text(x(size), y.start + 20, f"{size:,}", "middle")
    for value in y.decades:
        yield f'<path class="grid" d="M{x.start},{y(value)}H{x.end}"/>'
        yield _text(x.start - 8, y(value) + 4.5, f"{value:g}", "end")
    yield f'<path class="frame" d="M{x.start},{TOP}H{x.end}V{y.start}H{x.start}Z"/>'
    yield _text((x.start + x.end) / 2, y.start + 42, "people", "middle")


def _line(name: Contender, line: Sequence[Point], x: Axis, y: Axis, lane: float) -> Iterator[str]:
    """A contender's line; what is not proven goes to its lane."""
    corners = [(x(point.people), y(point.seconds) if point.proven else lane) for point in line]
    if len(corners) > 1:
        path = "L".join(f"{across},{up}" for across, up in corners)
        yield f'<path class="line {name}" d="M{path}"/>'
    for point, (across, up) in zip(line, corners, strict=True):
        yield _mark(name, across, up, full=point.proven)


def _mark(name: Contender, x: float, y: float, *, full: bool) -> str:
    kind = "full" if full else "hollow"
    return f'<path class="mark {kind} {name}" transform="translate({x},{y})" d="{LOOKS[name][1]}"/>'


def _text(x: float, y: float, words: str, kind: str = "start", *, turned: bool = False) -> str:
    place = f'transform="translate({x},{y}) rotate(-90)"' if turned else f'x="{x}" y="{y}"'
    return f'<text class="{kind}" {place}>{escape(words)}</text>'
