"""One level of a page to its requirement: heads, and the sections below them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ...models.requirements import AllParts, Requirement
from .blocks import Block
from .footnotes import Footnote, footnote_of, is_footnote, is_only_a_remark
from .items import Named, names_a_credential
from .languages import Language
from .people import PeopleSection, carries_a_rule, head_text
from .refusals import NotUnderstood
from .seats import Head, requirements_of
from .sentences import Sentence, understood
from .thresholds import as_requirements, thresholds


@dataclass
class Reading:
    """What all levels of one page share, and what is found on the way."""

    file: str
    languages: Sequence[Language]
    known: Collection[str]
    has_known_misprints: bool
    remarks: list[str] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)

    def remark(self, text: str) -> None:
        self.remarks.append(f"{self.file}: {text}")


@dataclass
class _Section:
    """A head and the lines below it."""

    head: Block
    sentence: Sentence
    blocks: list[Block]


def requirement_of(target: str, heading: Block, blocks: Sequence[Block], reading: Reading) -> Requirement:
    """What a level (`target`, written competency/option/level) asks of the organization.

    Raises:
        NotUnderstood: a line that may state a requirement is not understood.
    """
    kept = list(_without_footnotes(blocks, reading))
    parts: list[Requirement] = []
    for section in _sections(kept, reading):
        source = f"{reading.file}, line {section.head.line}"
        if section.sentence.is_about_thresholds:
            misprints_of = target if reading.has_known_misprints else None
            found = thresholds(misprints_of, section.head, section.blocks, reading.languages, reading.remark)
            parts += as_requirements(found, reading.file)
        else:
            parts += _people(section, reading, source)
    if not parts:
        raise NotUnderstood(heading.line, "no requirement stands below this level", heading.text)
    if len(parts) == 1:
        return parts[0]
    return AllParts(all=tuple(parts), source=f"{reading.file}, line {heading.line}")


def _people(section: _Section, reading: Reading, source: str) -> list[Requirement]:
    head, sentence = section.head, section.sentence
    if sentence.who != "some" or sentence.people is None:
        raise NotUnderstood(head.line, "how many people in all?", head.text)
    people = PeopleSection(head, sentence, reading.languages, reading.known, reading.remark)
    for block in section.blocks:
        people.add(block)
    groups = people.finished()
    named = [item for group in people.groups for choice in group.choices for item in choice.all_named]
    reading.named += [_with_own_footnote(item, reading.languages) for item in named]
    for item in named:
        for remark in item.remarks:
            reading.remark(f"line {item.line}: {remark}")
    return requirements_of(Head(head.line, sentence.people, head.text, source), groups)


def _with_own_footnote(named: Named, languages: Sequence[Language]) -> Named:
    """A footnote may stand right behind the asterisk instead of below the list."""
    if not named.footnote:
        return named
    return replace(named, own_footnote=footnote_of(named.line, named.footnote, languages))


def _sections(blocks: Sequence[Block], reading: Reading) -> Iterator[_Section]:
    """The sections of a level; each kind at most once, nothing outside of them."""
    sections: list[_Section] = []
    areas = [block.text for block in blocks if _names_a_focus_area(block, reading.languages)]
    for block in blocks:
        sentence = _head(block, areas, reading.languages)
        if sentence is not None:
            sections.append(_Section(block, sentence, []))
        elif sections:
            sections[-1].blocks.append(block)
        elif carries_a_rule(block, reading.languages) or names_a_credential(block) or block.depth:
            raise NotUnderstood(
                block.line, "stands below no line that says what the organization must", block.text
            )
    for kind in (True, False):
        same = [section for section in sections if section.sentence.is_about_thresholds is kind]
        if len(same) > 1:
            why = "a second line of its kind in one level: is a heading missing above it?"
            raise NotUnderstood(same[1].head.line, why, same[1].head.text)
    yield from sections


def _names_a_focus_area(block: Block, languages: Sequence[Language]) -> bool:
    return any(language.names_a_focus_area(block.text) for language in languages)


def _head(block: Block, areas: Sequence[str], languages: Sequence[Language]) -> Sentence | None:
    """What a head says; None for a line that belongs to the section above.

    Raises:
        NotUnderstood: a numbered line, and these are heads, that is not understood.
    """
    is_numbered = block.depth == 1 and block.marker in (".", ")")
    if not is_numbered and not any(language.mentions_organization(block.text) for language in languages):
        return None
    sentence = understood(head_text(block, areas), languages)
    if sentence and sentence.is_head:
        return sentence
    if is_numbered:
        raise NotUnderstood(block.line, "a sentence that is not understood", block.text)
    return None


def _without_footnotes(blocks: Sequence[Block], reading: Reading) -> Iterator[Block]:
    below_footnote = False
    for block in blocks:
        if "~~" in block.text:
            raise NotUnderstood(block.line, "text that is struck out: does it count?", block.text)
        if not names_a_credential(block) and is_footnote(block, reading.languages):
            reading.footnotes.append(footnote_of(block.line, block.text, reading.languages))
            below_footnote = True
        elif below_footnote and not block.marker and is_only_a_remark(block.text, reading.languages):
            reading.remark(f"line {block.line} is not read: {block.text}")
        else:
            below_footnote = False
            yield block
