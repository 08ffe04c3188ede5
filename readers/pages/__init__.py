"""Published requirement pages to programs: understood line by line, or refused with the line.

`source` gives the text of a page in one language, `blocks` its Markdown as a flat
list, `outline` sorts that under competency, option and level, `levels` makes
each level's requirement of `people` and `seats`, `thresholds` and `footnotes`.
What the words mean stands in `words/`, one file a language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_core import PydanticCustomError

from ...models.base import Frozen
from ...models.competencies import Competency
from ...models.errors import InvalidFile, InvalidQuestion, Problem
from ...models.programs import Program, first_day_of
from ..program_files import default_program
from .page import PageRead, read_page
from .program import program_of
from .refusals import finding
from .sides import disagreements


class PagesRead(Frozen):
    """What published pages say, and what a person should look at."""

    program: Program = Field(description="the pages as one program")
    remarks: tuple[str, ...] = Field(description="what was taken with a remark, each with file and line")


def read_pages(
    pages: Path | str | Iterable[Path | str],
    *,
    language: str | None = None,
    include_comments: bool = False,
    edition: str | None = None,
) -> PagesRead:
    """One program from published requirement pages, in Markdown.

    Args:
        pages: the files, or one; each competency on one page.
        language: `de`, `en`, `es` or `fr`; without it each page's own is found. Of pages in two
            languages, `en` is the English side.
        include_comments: read what stands inside HTML comments, too.
        edition: the date of the rules: 2017, 2017-07 or 2017-07-15; without it the day on which
            the publisher handed the newest page over, where the pages say so.

    Raises:
        UnreadableFile: missing, a directory, empty, binary or not UTF-8.
        UnknownLanguage: pages are not read in the language asked for.
        InvalidQuestion: no page is named, one is named twice, or the edition is no date.
        InvalidFile: a page with lines that are not understood, each with its number and text; a page
            without any requirement; a competency that stands on two pages.
    """
    paths = [Path(page) for page in ([pages] if isinstance(pages, str | Path) else pages)]
    if not paths:
        raise InvalidQuestion("no page is named: name at least one")
    if twice := next((path for path in paths if paths.count(path) > 1), None):
        raise InvalidQuestion(f"{twice} is named twice: name it once")
    if edition is not None:
        _refuse_no_date(str(edition))
    base = _base()
    read = [
        read_page(path, base.credentials, language=language, include_comments=include_comments)
        for path in paths
    ]
    try:
        program, remarks = program_of(read, _competencies(read), base, edition)
    except ValidationError as error:
        raise InvalidFile(paths[0], [Problem("", finding(error))]) from None
    for page in read:
        remarks += disagreements(page, base, include_comments=include_comments)
    return PagesRead(program=program, remarks=tuple(dict.fromkeys(remarks)))


@lru_cache(maxsize=1)
def _base() -> Program:
    """The shipped program: what is known of credentials besides what pages say."""
    return default_program()


def _refuse_no_date(edition: str) -> None:
    try:
        first_day_of(edition)
    except PydanticCustomError as error:
        raise InvalidQuestion(error.message()) from None


def _competencies(read: Sequence[PageRead]) -> dict[str, Competency]:
    owners: dict[str, PageRead] = {}
    for page in read:
        for name in page.competencies:
            other = owners.setdefault(name, page)
            if other is not page:
                message = f"is also on {other.path}: name one page for each competency"
                raise InvalidFile(page.path, [Problem(f"competencies.{name}", message)])
    return {name: _with_aliases(name, page.competencies[name]) for name, page in owners.items()}


def _with_aliases(name: str, competency: Competency) -> Competency:
    """Pages have no short names; those of the shipped program hold for the same competency."""
    known = _base().competencies.get(name)
    return competency.replaced(aliases=known.aliases) if known and known.aliases else competency
