"""Cells of tables: long ids break at their hyphens and slashes, never inside a word."""

from __future__ import annotations

import re
import textwrap

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

_CHUNK = re.compile(r"[^\s/-]*[-/]+|[^\s/-]+")


_AT_SLASHES = re.compile(r"[^/]*/|[^/]+")


class _Wrapper(textwrap.TextWrapper):
    """Breaks lines at spaces, at hyphens within words, and after slashes."""

    def _split(self, text: str) -> list[str]:
        return [piece for chunk in super()._split(text) for piece in _AT_SLASHES.findall(chunk)]


class Cell:
    """Text as it is: no markup in a name is ever interpreted."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = (self._wrapped(line, options.max_width) for line in self.text.split("\n"))
        yield Text("\n".join(lines), overflow="fold")

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        chunks = [cell_len(chunk) for chunk in _CHUNK.findall(self.text)]
        lines = [cell_len(line) for line in self.text.split("\n")]
        return Measurement(max(chunks, default=0), max(lines)).with_maximum(options.max_width)

    def _wrapped(self, line: str, width: int) -> str:
        """Wide characters are left to the terminal's own wrapping, which counts them."""
        if cell_len(line) <= width or not line.isascii():
            return line
        return _Wrapper(width).fill(line)
