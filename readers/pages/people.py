"""Requirements about people: what stands below "your organization must have 4 individuals ...".

The lines below a head are groups ("2 individuals must each pass ..."), what each
of a group's people must pass, and "and" or "or" between. How deep a line is
nested decides nothing here; where it contradicts the sentences, the page is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from .blocks import Block
from .footnotes import is_only_a_remark
from .items import Named, leads_on, named_by, names_a_credential
from .languages import Language
from .refusals import NotUnderstood
from .sentences import AREA, Sentence, understood

_LAST_PARENTHESIS = re.compile(r"\(([^()]*)\)\s*:?\s*$")
#: How far a list is indented below its sentence, at least.
ONE_STEP = 2


@dataclass
class Choice:
    """Credentials of which people choose: loose, or by focus area."""

    line: int
    sentence: Sentence | None = None
    joined_by: str | None = None
    credentials: list[Named] = field(default_factory=list)
    areas: list[tuple[str, list[Named]]] = field(default_factory=list)
    depth: int | None = None
    gaps: set[bool] = field(default_factory=set)

    @property
    def all_named(self) -> list[Named]:
        return [*self.credentials, *(named for _, area in self.areas for named in area)]


@dataclass
class Group:
    """A sentence about some people, and what it asks them to pass."""

    block: Block
    sentence: Sentence
    choices: list[Choice]
    joined_by: str | None = None

    @property
    def line(self) -> int:
        return self.block.line

    @property
    def last_line(self) -> int:
        return max([self.line, *(named.line for choice in self.choices for named in choice.all_named)])


class PeopleSection:
    """Reads the lines below one head into groups; the head itself is the first where it lists credentials."""

    def __init__(
        self,
        head: Block,
        sentence: Sentence,
        languages: Sequence[Language],
        known: Collection[str],
        remark: Callable[[str], None],
    ) -> None:
        self.languages, self.known, self.remark = languages, known, remark
        self.groups = [Group(head, sentence, [Choice(head.line)])]
        self.connector: str | None = None
        self.connector_block = head
        self.open_area = False

    def add(self, block: Block) -> None:
        """Take the next line.

        Raises:
            NotUnderstood: it may state a requirement and is not understood.
        """
        if connector := _connector(block, self.languages):
            if self.connector is not None:
                raise NotUnderstood(block.line, "a second 'and' or 'or' with nothing between", block.text)
            self.connector, self.connector_block, self.open_area = connector, block, False
        elif leads_on(block, self.languages):
            return
        elif speaks_of_people(block, self.languages) or not names_a_credential(block):
            self._add_sentence(block)
        else:
            self._add_credential(block)

    def finished(self) -> list[Group]:
        """The groups, once all lines are taken."""
        if self.connector is not None:
            raise NotUnderstood(self.connector_block.line, "nothing follows this 'and' or 'or'")
        head, *groups = self.groups
        if head.choices[0].all_named and groups and not (head.sentence.choice or head.sentence.one_area):
            line = head.choices[0].all_named[0].line
            raise NotUnderstood(line, "a credential without a sentence that says who must pass it")
        for group in self.groups:
            for choice in group.choices:
                if not choice.all_named and not (group is head and len(group.choices) == 1):
                    raise NotUnderstood(choice.line, "names nothing to pass", group.block.text)
        self._all_announced_kinds_are_listed(head)
        return self.groups if head.choices[0].all_named else groups

    def _all_announced_kinds_are_listed(self, head: Group) -> None:
        """A head that says "both exams and assessments" lists each somewhere below, or a line is missing."""
        listed = {
            named.kind for group in self.groups for choice in group.choices for named in choice.all_named
        }
        for kind in head.sentence.kinds:
            if kind not in listed and "and" in head.sentence.joined_by:
                raise NotUnderstood(
                    head.line, f"no {kind} is listed below, as this asks for", head.block.text
                )
            if kind not in listed:
                self.remark(f"line {head.line}: no {kind} is listed below, though this line speaks of one")

    def _add_sentence(self, block: Block) -> None:
        sentence = understood(_without_remark(block.text, self.languages), self.languages)
        if sentence and sentence.who and not sentence.is_head:
            self.groups.append(Group(block, sentence, [Choice(block.line)], self._joined()))
        elif sentence and sentence.following and not sentence.is_head:
            if self.connector is None:
                raise NotUnderstood(
                    block.line, "neither who must pass this nor 'and' or 'or' before it", block.text
                )
            self.groups[-1].choices.append(Choice(block.line, sentence, self._joined()))
        elif any(language.names_a_focus_area(block.text) for language in self.languages):
            self._add_area(block)
        else:
            raise NotUnderstood(block.line, "a sentence that is not understood", block.text)

    def _add_area(self, block: Block) -> None:
        choice = self._choice(block)
        if choice.credentials:
            raise NotUnderstood(block.line, "a focus area behind credentials without one", block.text)
        choice.areas.append((block.text, []))
        choice.depth, choice.gaps, self.open_area = None, set(), True

    def _add_credential(self, block: Block) -> None:
        choice = self._choice(block)
        sentence = choice.sentence or self.groups[-1].sentence
        named = named_by(block, sentence.kinds, self.known)
        listed = choice.areas[-1][1] if self.open_area else choice.credentials
        if listed:
            self._same_list(choice, block)
        choice.depth = block.depth
        listed.append(named)

    def _same_list(self, choice: Choice, block: Block) -> None:
        """A line that went missing leaves a gap or a step behind; what follows may be another list."""
        choice.gaps.add(block.after_gap)
        if choice.depth != block.depth or len(choice.gaps) > 1:
            why = "starts another list below one sentence: is a line missing above it?"
            raise NotUnderstood(block.line, why, block.text)

    def _choice(self, block: Block) -> Choice:
        """Where a credential goes: behind a connector it starts a choice of its own.

        Not if it is indented below the connector: then the sentence above it is missing.
        """
        if self.connector is not None:
            if block.column - self.connector_block.column >= ONE_STEP:
                why = "no sentence says who must pass this: is a line missing above it?"
                raise NotUnderstood(block.line, why, block.text)
            self.groups[-1].choices.append(Choice(block.line, None, self._joined()))
            self.open_area = False
        return self.groups[-1].choices[-1]

    def _joined(self) -> str | None:
        connector, self.connector, self.open_area = self.connector, None, False
        return connector


def head_text(head: Block, areas: Sequence[str]) -> str:
    """A head's sentence with the names of its focus areas replaced by a sign."""
    names = {_letters(name) for name in areas}
    said = [AREA if piece.bold and _is_area(piece.text, names) else piece.text for piece in head.pieces]
    return " ".join("".join(said).split())


def _without_remark(text: str, languages: Sequence[Language]) -> str:
    """A sentence without "(Available in November 2017)" behind it."""
    found = _LAST_PARENTHESIS.search(text)
    return text[: found.start()] if found and is_only_a_remark(found[1], languages) else text


def _is_area(text: str, names: set[str]) -> bool:
    letters = _letters(text)
    return bool(letters) and any(letters in name for name in names)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalpha())


def _connector(block: Block, languages: Sequence[Language]) -> str | None:
    return next((found for language in languages if (found := language.connector(block.text))), None)


def speaks_of_people(block: Block, languages: Sequence[Language]) -> bool:
    """Whether a line says how many people, whatever else it says."""
    return any(language.counts_people(block.text) for language in languages)


def carries_a_rule(block: Block, languages: Sequence[Language]) -> bool:
    """Whether a line has a number, a count of people or a choice."""
    if any(char.isdigit() for char in block.text):
        return True
    return any(language.hints_at_a_rule(block.text) for language in languages)
