"""One page: which language, which side, which lines; and every line that is not understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from ...models.competencies import Competency, Option
from ...models.credentials import Credential
from ...models.errors import InvalidFile, Problem
from ...models.requirements import Requirement
from .blocks import Block, TooDeep, blocks_of
from .errata import are_for
from .footnotes import Footnote
from .items import Named
from .languages import Language, language_called, languages
from .levels import Reading, requirement_of
from .outline import CompetencyPart, OptionPart, Outline
from .refusals import NotUnderstood, finding
from .source import HIDDEN_SIDE, Page, read_page_text


@dataclass(frozen=True)
class PageRead:
    """What one page says."""

    path: Path
    edition: str | None
    competencies: Mapping[str, Competency]
    named: Sequence[Named]
    footnotes: Sequence[Footnote]
    remarks: Sequence[str]
    has_english_side: bool = False


def read_page(
    path: Path,
    known: Mapping[str, Credential],
    *,
    language: str | None = None,
    include_comments: bool = False,
) -> PageRead:
    """The competencies of one page; see `read_pages`."""
    asked = language_called(language) if language is not None else None
    page = read_page_text(path)
    side = asked is not None and asked.language == HIDDEN_SIDE and page.is_bilingual
    blocks = _blocks(page, page.body(hidden_side=side, include_comments=include_comments))
    spoken = _languages_of(page, blocks, asked, include_comments)
    reading = Reading(str(path), spoken, known, has_known_misprints=are_for(page.edition))
    try:
        competencies = _competencies(page, blocks, reading)
    except ValidationError as error:
        raise _refused(page, [Problem("", finding(error))]) from None
    if not competencies:
        raise _refused(page, [Problem("", "has no requirement: no level below an option below a competency")])
    if not include_comments and _spoken_in(_blocks(page, page.comments)):
        reading.remark("what stands inside HTML comments is not read")
    return PageRead(
        path,
        page.edition,
        competencies,
        reading.named,
        reading.footnotes,
        reading.remarks,
        has_english_side=page.is_bilingual and not side,
    )


def _blocks(page: Page, text: str) -> list[Block]:
    try:
        return blocks_of(text)
    except TooDeep:
        raise _refused(page, [Problem("", "is nested too deeply for a page: get it anew")]) from None


def _languages_of(
    page: Page, blocks: Sequence[Block], asked: Language | None, include_comments: bool
) -> list[Language]:
    """The language of a page first, then the others: pages are translated piece by piece.

    Raises:
        InvalidFile: it is in none of them, or only its comments are.
    """
    spoken = _spoken_in(blocks)
    first = asked or (spoken[0] if spoken else None)
    if first in spoken:
        return [first, *(other for other in languages().values() if other is not first)]
    if not include_comments and _spoken_in(_blocks(page, page.comments)):
        message = (
            "its requirements stand only inside an HTML comment, so they are not published:"
            " --include-comments reads them all the same"
        )
        raise _refused(page, [Problem("", message)])
    names = ", ".join(f"{item.name} ({item.language})" for item in languages().values())
    if asked and spoken:
        message = f"is not in {asked.name}, it seems to be in {spoken[0].name}: leave --language out"
    elif page.is_bilingual and not asked:
        message = f"is in a language that is not read; its English side is: --language {HIDDEN_SIDE}"
    else:
        message = f"is in no language that is read, or states no requirement. Pages are read in {names}"
    raise _refused(page, [Problem("", message)])


def _spoken_in(blocks: Sequence[Block]) -> list[Language]:
    """The languages in which some line says what the organization must, the most frequent first."""
    count = {
        code: sum(language.mentions_organization(block.text) for block in blocks if not block.links)
        for code, language in languages().items()
    }
    return sorted(
        (languages()[code] for code in count if count[code]), key=lambda item: -count[item.language]
    )


def _competencies(page: Page, blocks: Sequence[Block], reading: Reading) -> dict[str, Competency]:
    outline = Outline(reading.languages, _english_headings(page, blocks, reading), reading.remark)
    problems: list[Problem] = []
    try:
        parts = outline.sorted_out(blocks)
    except NotUnderstood as refusal:
        raise _refused(page, [_problem(refusal)]) from None
    found = {name: _competency(name, part, reading, problems) for name, part in parts.items()}
    if problems:
        raise _refused(page, problems)
    return {name: competency for name, competency in found.items() if competency}


def _english_headings(page: Page, blocks: Sequence[Block], reading: Reading) -> dict[int, str]:
    """The English of each heading by line, where the page has it."""
    if page.is_bilingual:
        blocks = _blocks(page, page.body(hidden_side=True, include_comments=True))
    elif reading.languages[0].language != HIDDEN_SIDE:
        return {}
    return {block.line: block.text for block in blocks if block.heading}


def _competency(
    competency: str, part: CompetencyPart, reading: Reading, problems: list[Problem]
) -> Competency | None:
    options = {
        name: _option(f"{competency}/{name}", option, reading, problems)
        for name, option in part.options.items()
    }
    kept = {name: option for name, option in options.items() if option}
    if problems or not kept:
        return None
    source = f"{reading.file}, line {part.heading.line}"
    return Competency(title=part.heading.text, options=kept, source=source)


def _option(path: str, part: OptionPart, reading: Reading, problems: list[Problem]) -> Option | None:
    levels: dict[str, Requirement] = {}
    for name, level in part.levels.items():
        try:
            levels[name] = requirement_of(f"{path}/{name}", level.heading, level.blocks, reading)
        except NotUnderstood as refusal:
            problems.append(_problem(refusal))
        except ValidationError as error:
            problems.append(Problem("", finding(error), level.heading.line))
    if not levels:
        return None
    return Option(title=part.heading.text, levels=levels, source=f"{reading.file}, line {part.heading.line}")


def _problem(refusal: NotUnderstood) -> Problem:
    return Problem("", str(refusal), refusal.line)


def _refused(page: Page, problems: Sequence[Problem]) -> InvalidFile:
    return InvalidFile(page.path, problems)
