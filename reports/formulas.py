"""Text that a spreadsheet would take for a formula: a name in a file must never run anything."""

from __future__ import annotations

import re

#: With these a cell is a formula; the wide ones count as the same in Asian editions.
_SIGNS = r"=+\-@\uff1d\uff0b\uff0d\uff20"
#: Where a cell can start: at the start, or behind what another country's spreadsheet takes for the end of
#: a cell. Blanks and quotes in front change nothing.
_FORMULA = re.compile(rf"(^|[;,|\t])(?=[\s\"\ufeff\u200b]*[{_SIGNS}])")
#: These count as the start of one even with nothing of it behind them.
_MARKS = ("\t", "\r")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet that opens a CSV file could take a text, or a part of it, for a formula."""
    return text.startswith(_MARKS) or _FORMULA.search(text) is not None


def defused(text: str) -> str:
    """The text as one line for a cell of CSV, with an apostrophe before whatever would be a formula."""
    line = text if text.isprintable() else " ".join(text.splitlines())
    line = _FORMULA.sub(r"\1'", line)
    return f"'{line}" if text.startswith(_MARKS) and not line.startswith("'") else line
