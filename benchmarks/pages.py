"""What was measured, in the pages that show it: `python -m benchmarks.pages` writes it there.

A page has the tables between `<!-- measured: NAME -->` and `<!-- end -->`; the picture is a file of its own.
"""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.plot import plot
from benchmarks.results import Results
from benchmarks.tables import in_markdown, in_short

ROOT = Path(__file__).parent.parent
MEASURED = ROOT / "benchmarks" / "measured.json"
_BLOCK = re.compile(r"(<!-- measured: ([\w ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_TABLES = {"everything": in_markdown, "in short": in_short}


def pages(results: Results) -> dict[Path, str]:
    """The files as they are to be."""
    found = {ROOT / "docs" / "performance.svg": plot(results)}
    for path in (ROOT / "README.md", ROOT / "docs" / "performance.md"):
        text = path.read_text(encoding="utf-8")
        found[path] = _BLOCK.sub(
            lambda block: f"{block[1]}\n{_TABLES[block[2]](results)}\n\n{block[3]}", text
        )
    return found


if __name__ == "__main__":
    for file, content in pages(Results.read(MEASURED)).items():
        file.write_text(content, encoding="utf-8")
