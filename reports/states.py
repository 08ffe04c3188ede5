"""What states look like: a sign and colours, so that nobody depends on colours alone."""

from __future__ import annotations

from dataclasses import dataclass

from .report import State


@dataclass(frozen=True)
class Look:
    """How a state is shown.

    Attributes:
        sign: one character; never one with which a formula starts.
        ink: the colour of text, dark enough to be read on `paper` and on white.
        paper: the colour behind it.
        bar: the colour of bars in charts.
    """

    sign: str
    ink: str
    paper: str
    bar: str


_GREEN = ("#14532D", "#DCFCE7", "#15803D")
_RED = ("#7F1D1D", "#FEE2E2", "#B91C1C")
_AMBER = ("#713F12", "#FEF3C7", "#B45309")
_BLUE = ("#1E3A8A", "#DBEAFE", "#2563EB")
_GREY = ("#374151", "#E5E7EB", "#6B7280")
_VIOLET = ("#4C1D95", "#EDE9FE", "#7C3AED")

LOOKS: dict[State, Look] = {
    "eligible": Look("✓", *_GREEN),
    "not-eligible": Look("✗", *_RED),
    "unconfirmed": Look("?", *_AMBER),
    "held": Look("✓", *_GREEN),
    "to-sit": Look("✎", *_BLUE),
    "counts-no-longer": Look("⊘", *_GREY),
    "met": Look("✓", *_GREEN),
    "unmet": Look("✗", *_RED),
    "not-stated": Look("?", *_AMBER),
    "open": Look("○", *_RED),
    "new": Look("⊕", *_VIOLET),
    "dropped": Look("⊖", *_GREY),
}
