"""The outline of a page: competency, options, levels, each with its id and its lines.

Ids come from the anchors that all languages share (`<a name="gold"></a>`), from
the English heading where there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from .blocks import Block
from .identities import readable_id
from .items import names_a_credential
from .languages import Language
from .refusals import NotUnderstood


@dataclass
class LevelPart:
    """A level's heading, and what stands below it."""

    heading: Block
    blocks: list[Block] = field(default_factory=list)


@dataclass
class OptionPart:
    """An option's heading, and its levels by id."""

    heading: Block
    levels: dict[str, LevelPart] = field(default_factory=dict)


@dataclass
class CompetencyPart:
    """A competency's heading, and its options by id."""

    heading: Block
    options: dict[str, OptionPart] = field(default_factory=dict)


class Outline:
    """Takes the blocks of a page and sorts them under its headings."""

    def __init__(
        self,
        languages: Sequence[Language],
        english_headings: Mapping[int, str],
        remark: Callable[[str], None],
    ) -> None:
        self.languages, self.english_headings, self.remark = languages, english_headings, remark
        self.competencies: dict[str, CompetencyPart] = {}
        self.competency: CompetencyPart | None = None
        self.option: OptionPart | None = None
        self.level: LevelPart | None = None
        self.announced: list[tuple[str, Block]] = []

    def sorted_out(self, blocks: Sequence[Block]) -> dict[str, CompetencyPart]:
        """The competencies of a page.

        Raises:
            NotUnderstood: a requirement outside of any level, a heading that stands twice or is missing.
        """
        for block in blocks:
            self._add(block)
        there = {name for part in self.competencies.values() for name in part.options}
        for name, block in self.announced:
            if self.competencies and name not in there:
                raise NotUnderstood(
                    block.line, f"announces the option '{name}', and no heading is called that"
                )
        return {name: part for name, part in self.competencies.items() if part.options}

    def _add(self, block: Block) -> None:
        match block.heading:
            case 0:
                self._add_text(block)
            case 1:
                self.competency, self.option, self.level = CompetencyPart(block), None, None
                _keep(self.competencies, self._id(block).removesuffix("-competency"), self.competency)
            case 2:
                self._refuse_rule(block)
                self.option, self.level = OptionPart(block), None
            case 3:
                self._refuse_rule(block)
                self._add_level(block)
            case _:
                self._add_text(block)

    def _add_level(self, block: Block) -> None:
        if self.competency is None or self.option is None:
            raise NotUnderstood(block.line, "a level outside of an option", block.text)
        named = (found for language in self.languages if (found := language.level(block.text)))
        level = next(named, None) or self._id(block)
        if not self.option.levels:
            _keep(self.competency.options, self._id(self.option.heading), self.option)
        self.level = LevelPart(block)
        _keep(self.option.levels, level, self.level)

    def _add_text(self, block: Block) -> None:
        if self.level is not None:
            self.level.blocks.append(block)
        elif self._is_a_head(block) or (block.depth and not block.links and self._counts_people(block)):
            raise NotUnderstood(
                block.line, "stands under no level: is a heading missing above it?", block.text
            )
        else:
            addresses = [link.address or "" for link in block.links]
            self.announced += [(item[1:], block) for item in addresses if item.startswith("#")]

    def _is_a_head(self, block: Block) -> bool:
        mentions = any(language.mentions_organization(block.text) for language in self.languages)
        return mentions and (block.marker in (".", ")") or self._counts_people(block))

    def _counts_people(self, block: Block) -> bool:
        return any(language.counts_people(block.text) for language in self.languages)

    def _refuse_rule(self, heading: Block) -> None:
        """A requirement that has become a heading."""
        if names_a_credential(heading) or self._counts_people(heading):
            raise NotUnderstood(heading.line, "a heading that states a requirement", heading.text)

    def _id(self, heading: Block) -> str:
        if heading.anchor:
            return readable_id(heading.anchor) or heading.anchor.casefold()
        english = self.english_headings.get(heading.line, "")
        made = readable_id(english or heading.text)
        if not made:
            raise NotUnderstood(heading.line, "a heading without a name", heading.text)
        if not english:
            self.remark(f"line {heading.line}: no anchor; the id '{made}' is made of the heading")
        return made


Part = TypeVar("Part", CompetencyPart, OptionPart, LevelPart)


def _keep(parts: dict[str, Part], name: str, part: Part) -> None:
    if name in parts:
        raise NotUnderstood(part.heading.line, f"'{name}' stands twice", part.heading.text)
    parts[name] = part
