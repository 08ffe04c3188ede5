"""How the parts of the reader say that they do not understand a line."""

from __future__ import annotations

#: More of a line than this is not repeated.
LONGEST_QUOTE = 160


class NotUnderstood(Exception):
    """A line that may hold a requirement cannot be read with certainty."""

    def __init__(self, line: int, why: str, text: str = "") -> None:
        self.line, self.why, self.text = line, why, text
        short = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 3] + "..."
        super().__init__(
            f"{why}: \N{LEFT DOUBLE QUOTATION MARK}{short}\N{RIGHT DOUBLE QUOTATION MARK}" if text else why
        )
