"""Metrics: which of the amounts that a roster states answers which threshold.

A roster states a metric for the whole program or, by a path in front of it, for a part
of it: a competency, its levels, its options. The most specific key that fits answers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .base import folded_path, nearest
from .errors import InvalidQuestion
from .programs import Program
from .requirements import MetricRequirement, metrics
from .rosters import Workforce
from .targets import Target
from .told import listed

#: Named by their place on a page, such metrics are another fact in every option.
_POSITIONAL = re.compile(r"performance-\d+", re.IGNORECASE)


class Fact(NamedTuple):
    """What a threshold asks for: a metric, in one option of a competency at one level."""

    competency: str
    option: str
    level: str
    metric: str

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key by which a roster can state it, the most specific first."""
        competency, option, level, metric = self
        return (
            f"{competency}/{option}/{level}/{metric}",
            f"{competency}/{option}/{metric}",
            f"{competency}/{level}/{metric}",
            f"{competency}/{metric}",
            metric,
        )


class MetricKeys:
    """The keys by which rosters can state the metrics of a program, aliases included."""

    def __init__(self, program: Program) -> None:
        self._meant: dict[str, str] = {}
        spelled: dict[str, None] = {}
        for fact in _facts(program, program.targets()):
            for name in (fact.competency, *program.competencies[fact.competency].aliases):
                for key, meant in zip(fact._replace(competency=name).keys, fact.keys, strict=True):
                    self._meant[folded_path(key)] = folded_path(meant)
                    spelled[key] = None
        self.spelled = tuple(spelled)

    def meant(self, written: str) -> str | None:
        """One text for all ways to write a key; None if it leads nowhere in the program."""
        return self._meant.get(folded_path(written))

    @property
    def known_in_short(self) -> str:
        """Which ids there are, as a sentence."""
        ids = tuple(sorted({key.rpartition("/")[2] for key in self.spelled}))
        return f"Known: {listed(ids)}." if ids else "The program has none."

    def nearest(self, written: str) -> tuple[str, ...]:
        """The keys most like one that leads nowhere, best first."""
        return nearest(written, (key for key in self.spelled if key.count("/") == written.count("/")))


def answers(roster: Workforce, program: Program, targets: Iterable[Target]) -> dict[str, tuple[Fact, ...]]:
    """The facts of some targets by the roster's key that fits them best, both sorted.

    Raises:
        InvalidQuestion: two keys of the roster mean the same.
    """
    if not roster.metrics:
        return {}
    written = _by_meaning(roster, MetricKeys(program))
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(_facts(program, targets)):
        fitting = [written[key] for key in map(folded_path, fact.keys) if key in written]
        if fitting:
            found[fitting[0]].append(fact)
    return {key: tuple(found[key]) for key in sorted(found)}


def is_one_fact(facts: Sequence[Fact]) -> bool:
    """Whether one amount can answer all of these: metrics named by position only in one option."""
    return len({fact[:2] for fact in facts}) == 1 or not _POSITIONAL.fullmatch(facts[0].metric)


def amounts(roster: Workforce, program: Program, targets: Iterable[Target]) -> Mapping[Fact, float]:
    """What the roster states about each fact of the targets asked, taken together.

    Raises:
        InvalidQuestion: two keys of the roster mean the same.
    """
    return {
        fact: roster.metrics[key]
        for key, facts in answers(roster, program, targets).items()
        if is_one_fact(facts)
        for fact in facts
    }


def thresholds(
    program: Program, targets: Iterable[Target]
) -> dict[str, tuple[tuple[Target, MetricRequirement], ...]]:
    """What some targets ask of the organization, by the shortest key with which a roster can answer it.

    Under such a key stands one fact only, whatever part of the program the key leads to.
    """
    meanings: dict[str, set[object]] = defaultdict(set)
    for target, option, leaf in _thresholds(program, program.targets()):
        fact = Fact(target.competency, option, target.level, leaf.metric)
        for key in fact.keys:
            meanings[folded_path(key)].add(_meaning(fact, leaf))
    found: dict[str, list[tuple[Target, MetricRequirement]]] = defaultdict(list)
    for target, option, leaf in _thresholds(program, targets):
        keys = Fact(target.competency, option, target.level, leaf.metric).keys
        key = next(key for key in reversed(keys) if len(meanings[folded_path(key)]) == 1)
        if (target, leaf) not in found[key]:
            found[key].append((target, leaf))
    return {key: tuple(asked) for key, asked in found.items()}


def _meaning(fact: Fact, leaf: MetricRequirement) -> object:
    """The same for thresholds that one amount answers, as far as their names and labels tell."""
    if not _POSITIONAL.fullmatch(fact.metric):
        return folded_path(fact.metric)
    return fact.competency, fact.option, leaf.label or fact.level, fact.metric


def _thresholds(
    program: Program, targets: Iterable[Target]
) -> Iterator[tuple[Target, str, MetricRequirement]]:
    for target in targets:
        for option, requirement in program.options_of(target).items():
            for leaf in metrics(requirement):
                yield target, option, leaf


def _facts(program: Program, targets: Iterable[Target]) -> tuple[Fact, ...]:
    """What the thresholds of some targets ask for, each once."""
    found = (
        Fact(target.competency, option, target.level, leaf.metric)
        for target, option, leaf in _thresholds(program, targets)
    )
    return tuple(dict.fromkeys(found))


def _by_meaning(roster: Workforce, keys: MetricKeys) -> dict[str, str]:
    written: dict[str, str] = {}
    for key in roster.metrics:
        meant = keys.meant(key)
        if meant is not None:
            other = written.setdefault(meant, key)
            if other != key:
                raise InvalidQuestion(f"The roster's metrics '{other}' and '{key}' are the same: keep one.")
    return written
