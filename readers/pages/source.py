"""The text of a page in one language, line for line as in the file.

Pages are published in two forms: plain Markdown, and a bilingual form in which
every phrase stands as `<span data-ttu-id="..">local</span>` followed by its English
in a hidden span. Comments, front matter and the other language are blanked out,
never cut, so that every line keeps its number.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...models.errors import InvalidFile, Problem
from ..documents import read_text

LARGEST_PAGE_CHARACTERS = 512 * 1024
#: Markdown takes quadratic time for what stands together without a blank line, brackets above all.
LARGEST_PARAGRAPH_CHARACTERS, MOST_BRACKETS = 32 * 1024, 2_000

#: The language of the hidden side of bilingual pages.
HIDDEN_SIDE = "en"

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)  # one never closed hides the rest
_COMMENT_MARK = re.compile(r"<!--|-->")
_BILINGUAL = re.compile(
    r'<span data-ttu-id="[^"<>]*">(?P<local>(?:(?!<span\b|</span>).)*)</span>\s*'
    r'<span class="sxs-lookup"><span data-stu-id="[^"<>]*">'
    r"(?P<hidden>(?:(?!<span\b|</span>).)*)</span></span>",
    re.DOTALL,
)
_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BILINGUAL_MARK = re.compile(r"data-[ts]tu-id|sxs-lookup")
_DATE = re.compile(
    r"^\s*ms\.(?:date|lasthandoff)\s*:\s*[\"']?(\d{1,2})/(\d{1,2})/(\d{4})", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True)
class Page:
    """One page as it was published, with line ends unified."""

    path: Path
    text: str

    @property
    def is_bilingual(self) -> bool:
        return _BILINGUAL.search(self.text) is not None

    @property
    def edition(self) -> str | None:
        """The day on which the publisher handed the page over, where its front matter says so."""
        front = _FRONT_MATTER.match(self.text)
        days: list[date] = []
        for month, day, year in _DATE.findall(front[1]) if front else ():
            with suppress(ValueError):
                days.append(date(int(year), int(month), int(day)))
        return max(days).isoformat() if days else None

    def body(self, *, hidden_side: bool, include_comments: bool) -> str:
        """What is to be read, with as many lines as the file.

        Raises:
            InvalidFile: a bilingual phrase is broken off.
        """
        text = _FRONT_MATTER.sub(_blank, self.text, count=1)
        text = _COMMENT_MARK.sub("", text) if include_comments else _COMMENT.sub(_blank, text)
        side = "hidden" if hidden_side else "local"
        text = _BILINGUAL.sub(lambda found: found[side] + _blank(found), text)
        if broken := _BILINGUAL_MARK.search(text):
            line = text.count("\n", 0, broken.start()) + 1
            raise InvalidFile(
                self.path,
                [Problem("", "a phrase in two languages is broken off here: get the page anew", line)],
            )
        return text

    @property
    def comments(self) -> str:
        """The comments alone, each on its lines."""
        kept, last = [], 0
        for found in _COMMENT.finditer(self.text):
            kept += ["\n" * self.text.count("\n", last, found.start()), found[1]]
            last = found.end()
        return "".join(kept)


def read_page_text(path: Path) -> Page:
    """A page from a UTF-8 file.

    Raises:
        UnreadableFile: see `read_text`.
        InvalidFile: larger than any page, or with control characters.
    """
    text = read_text(path).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LARGEST_PAGE_CHARACTERS:
        message = f"has more than {LARGEST_PAGE_CHARACTERS} characters: this is no requirement page"
        raise InvalidFile(path, [Problem("", message)])
    longest = max(map(len, re.split(r"\n[ \t]*\n", text)))
    if longest > LARGEST_PARAGRAPH_CHARACTERS or text.count("[") > MOST_BRACKETS:
        limits = f"{MOST_BRACKETS} links or {LARGEST_PARAGRAPH_CHARACTERS} characters without a blank line"
        message = f"has more than {limits}"
        raise InvalidFile(path, [Problem("", message)])
    if strange := _CONTROL_CHARACTER.search(text):
        line = text.count("\n", 0, strange.start()) + 1
        raise InvalidFile(path, [Problem("", "a control character: get the page anew", line)])
    return Page(path, text)


def _blank(found: re.Match[str]) -> str:
    """As many lines as what is taken out."""
    return "\n" * found[0].count("\n")
