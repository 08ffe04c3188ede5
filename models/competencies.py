"""Competencies: what a company earns, by which options, at which levels, and how targets are named."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import Field

from .base import Frozen, Id, Line, Lines, folded_name, nearest, told_apart
from .errors import UnknownTarget
from .requirements import Requirement
from .targets import Target, is_like, is_pattern, parts_of


class Option(Frozen):
    """One way to earn a competency, with a requirement for each level."""

    title: Line | None = Field(None, description="the option's published title")
    levels: Annotated[dict[Id, Requirement], told_apart(folded_name)] = Field(
        min_length=1, description="level id to requirement"
    )
    note: Lines | None = None
    source: Lines | None = None


class Competency(Frozen):
    """What a company earns; any one option earns it at the option's level."""

    title: Line | None = Field(None, description="the competency's published title")
    aliases: tuple[Id, ...] = Field(
        (), min_length=1, description="other names that targets may use", exclude_if=lambda value: not value
    )
    options: Annotated[dict[Id, Option], told_apart(folded_name)] = Field(
        min_length=1, description="option id to option"
    )
    note: Lines | None = None
    source: Lines | None = None

    @property
    def levels(self) -> tuple[str, ...]:
        """Level ids in the order in which the options state them."""
        return tuple(dict.fromkeys(level for option in self.options.values() for level in option.levels))


class TargetNames:
    """Finds targets by what people call them."""

    def __init__(self, competencies: Mapping[str, Competency]) -> None:
        self._competencies = competencies
        self._known: dict[str, tuple[Target, ...]] = {}

    def target(self, text: str) -> Target:
        """The target of a name; see `Program.target`."""
        names = parts_of(text)
        found = self._competency_called(names[0])
        if found is None or len(names) not in (2, 3):
            raise self._unknown(text)
        facts = self._competencies[found]
        option = _match(names[1], facts.options) if len(names) == 3 else None
        levels = facts.options[option].levels if option else facts.levels
        level = _match(names[-1], levels)
        if level is None or (len(names) == 3 and option is None):
            raise self._unknown(text)
        return Target(found, option, level)

    def targets_like(self, text: str) -> tuple[Target, ...]:
        """The targets of a name or a pattern; see `Program.targets_like`."""
        if text not in self._known:
            self._known[text] = tuple(self._matching(text)) if is_pattern(text) else (self.target(text),)
        if not self._known[text]:
            raise self._unknown(text)
        return self._known[text]

    def _matching(self, pattern: str) -> Iterator[Target]:
        names = parts_of(pattern)
        if len(names) not in (2, 3):
            return
        for competency, facts in self._competencies.items():
            if not self._is_called(competency, names[0]):
                continue
            for option, levels in self._branches(facts, names[1:-1]):
                yield from (
                    Target(competency, option, level) for level in levels if is_like([level], names[-1])
                )

    def _branches(
        self, facts: Competency, option_pattern: Sequence[str]
    ) -> Iterator[tuple[str | None, Collection[str]]]:
        """The levels of all options together, or of each option that matches, if one is named."""
        if not option_pattern:
            yield None, facts.levels
        else:
            yield from (
                (option, branch.levels)
                for option, branch in facts.options.items()
                if is_like([option], option_pattern[0])
            )

    def _competency_called(self, name: str) -> str | None:
        for competency, facts in self._competencies.items():
            if _match(name, (competency, *facts.aliases)):
                return competency
        return None

    def _nearest_patterns(self, text: str) -> tuple[str, ...]:
        """The pattern with another name in the first place of it that matches nothing."""
        parts = parts_of(text)
        if len(parts) not in (2, 3):
            return ()
        meant = [self._competencies[name] for name in self._competencies if self._is_called(name, parts[0])]
        options = {name: option for facts in meant for name, option in facts.options.items()}
        levels = dict.fromkeys(level for facts in meant for level in facts.levels)
        places: list[Collection[str]] = [self._competencies, *([options] if len(parts) == 3 else []), levels]
        for place, (part, known) in enumerate(zip(parts, places, strict=True)):
            if not (meant if place == 0 else is_like(known, part)):
                near = nearest(part.strip("*?"), known) or tuple(known)[:3]
                return tuple("/".join((*parts[:place], name, *parts[place + 1 :])) for name in near)
        return ()

    def _is_called(self, competency: str, pattern: str) -> bool:
        return is_like((competency, *self._competencies[competency].aliases), pattern)

    def _unknown(self, text: str) -> UnknownTarget:
        known: list[str] = []
        for competency, facts in self._competencies.items():
            known += [f"{name}/{level}" for name in (competency, *facts.aliases) for level in facts.levels]
            known += [
                f"{competency}/{option}/{level}"
                for option, branch in facts.options.items()
                for level in branch.levels
            ]
        if is_pattern(text):
            close = self._nearest_patterns(text)
        else:
            close = nearest(text, known) or nearest(text, self._competencies)
        hint = "A target is competency/level or competency/option/level; * stands for any name, as in */gold."
        return UnknownTarget(text, close, hint)


def _match(name: str, known: Collection[str]) -> str | None:
    return next((item for item in known if item.casefold() == name.casefold()), None)
