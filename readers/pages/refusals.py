"""How the parts of the reader say that a line is not understood, or says what cannot be."""

from __future__ import annotations

from pydantic import ValidationError

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


def finding(error: ValidationError) -> str:
    """What the requirement language does not allow, though a page says it."""
    first = error.errors(include_url=False)[0]
    return f"states what no program can: {first['msg']} (found {str(first['input'])[:60]!r})"
