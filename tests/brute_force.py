"""The least plan by trying everything: slow, obvious, and independent of the solver."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain, combinations, product
from typing import Any, NamedTuple

import plan_competency as pc


class Least(NamedTuple):
    """The best totals in the order of the stages."""

    thresholds_unmet: int
    exams: int
    people: int
    largest_load: int
    thresholds_not_stated: int


def least(program: pc.Program, roster: pc.Roster, targets: list[str], on: date) -> Least | None:
    """The best totals over every choice of exams for everybody; None if nothing works."""
    names = sorted(roster.people)
    choices = [list(_choices(program, roster.people[name], on)) for name in names]
    best: Least | None = None
    known: dict[Any, tuple[int, int] | None] = {}
    for taken in product(*choices):
        total = sum(map(len, taken))
        if best and best.thresholds_unmet == 0 and total > best.exams:
            continue
        holdings = tuple(
            closure(program, _held(program, roster.people[name], on) | set(exams)) - lapsed(program, on)
            for name, exams in zip(names, taken, strict=True)
        )
        states = []
        for target in targets:
            key = (target, holdings)
            if key not in known:
                known[key] = _best_way(program, roster, target, holdings, targets)
            states.append(known[key])
        if None in states:
            continue
        found = Least(
            sum(state[0] for state in states if state),
            total,
            sum(1 for exams in taken if exams),
            max(map(len, taken), default=0),
            sum(state[1] for state in states if state),
        )
        best = found if best is None else min(best, found)
    return best


def lapsed(program: pc.Program, on: date) -> set[str]:
    """What counts for nothing by itself any more."""
    return {
        name for name, facts in program.credentials.items() if facts.counts_until and facts.counts_until < on
    }


def _held(program: pc.Program, person: pc.Person, on: date) -> frozenset[str]:
    held = set()
    for item in person.holds:
        known = {c.casefold(): c for c in program.credentials}.get(item.credential.casefold())
        in_time = (item.expires is None or item.expires >= on) and (item.passed is None or item.passed <= on)
        if known and in_time:
            held.add(known)
    return frozenset(held)


def _choices(program: pc.Program, person: pc.Person, on: date) -> Iterator[tuple[str, ...]]:
    held = closure(program, _held(program, person, on))
    possible = sorted(
        name
        for name, facts in program.credentials.items()
        if facts.kind != "certification"
        and (facts.retired is None or facts.retired >= on)
        and name not in held
        and name not in person.cannot_take
    )
    most = len(possible) if person.max_exams is None else min(person.max_exams, len(possible))
    yield from chain.from_iterable(combinations(possible, size) for size in range(most + 1))


def closure(program: pc.Program, held: set[str] | frozenset[str]) -> frozenset[str]:
    """Earned certifications added until nothing changes."""
    result = set(held)
    while True:
        new = {
            name
            for name, facts in program.credentials.items()
            if facts.earned_by is not None and name not in result and satisfies(facts.earned_by, result)
        }
        if not new:
            return frozenset(result)
        result |= new


def satisfies(qualification: Any, held: set[str] | frozenset[str]) -> bool:
    """A qualification read straight from its dumped form."""
    rule = qualification if isinstance(qualification, str | dict) else qualification.model_dump(mode="json")
    if isinstance(rule, str):
        return rule in held
    if "all" in rule:
        return all(satisfies(part, held) for part in rule["all"])
    if "any" in rule:
        return any(satisfies(part, held) for part in rule["any"])
    return bool(sum(satisfies(part, held) for part in rule["of"]) >= rule["at_least"])


class _Rule(NamedTuple):
    rule: dict[str, Any]
    exclusive: bool


def _ways(rule: dict[str, Any], exclusive: bool) -> Iterator[tuple[_Rule, ...]]:
    """Every set of leaves that fulfils a dumped requirement."""
    if "people" in rule or "metric" in rule:
        yield (_Rule(rule, exclusive),)
        return
    parts = rule.get("all") or rule.get("any") or rule["of"]
    needed = len(parts) if "all" in rule else 1 if "any" in rule else rule["at_least"]
    exclusive = exclusive and rule.get("overlap") != "allowed"
    for chosen in combinations(parts, needed):
        for leaves in product(*(tuple(_ways(part, exclusive)) for part in chosen)):
            yield tuple(chain.from_iterable(leaves))


def _best_way(
    program: pc.Program,
    roster: pc.Roster,
    target: str,
    holdings: tuple[frozenset[str], ...],
    asked: list[str],
) -> tuple[int, int] | None:
    """(thresholds unmet, thresholds not stated) of the best way that people can fill."""
    names = target.split("/")
    options = program.competencies[names[0]].options
    best: tuple[int, int] | None = None
    for option, facts in options.items():
        if names[-1] not in facts.levels or (len(names) == 3 and names[1] != option):
            continue
        rule = facts.levels[names[-1]].model_dump(mode="json", exclude_none=True)
        for way in _ways(rule, True):
            place = (names[0], option, names[-1])
            states = [
                _state(program, roster, place, leaf.rule, asked) for leaf in way if "metric" in leaf.rule
            ]
            found = (states.count("unmet"), states.count("not-stated"))
            if (best is None or found < best) and _fillable(way, holdings):
                best = found
    return best


_Place = tuple[str, str, str]


def _key(roster: pc.Roster, place: _Place, metric: str) -> str | None:
    """The roster's key for a metric at (competency, option, level): the most specific one."""
    parts = [
        [name for name, used in zip(place, use, strict=True) if used] + [metric]
        for use in ((1, 1, 1), (1, 1, 0), (1, 0, 1), (1, 0, 0), (0, 0, 0))
    ]
    written = {key.lower(): key for key in roster.metrics}
    return next((written["/".join(path)] for path in parts if "/".join(path) in written), None)


def _stated(
    program: pc.Program, roster: pc.Roster, place: _Place, metric: str, asked: list[str]
) -> float | None:
    """Its amount; None if the key is a place on a page and would answer in another option, too."""
    key = _key(roster, place, metric)
    if key is None:
        return None
    if metric.startswith("performance-"):
        for target in asked:
            competency, *_, level = target.split("/")
            for option, facts in program.competencies[competency].options.items():
                uses = level in facts.levels and f"'metric': '{metric}'" in str(
                    facts.levels[level].model_dump()
                )
                other = (competency, option, level)
                if uses and other[:2] != place[:2] and _key(roster, other, metric) == key:
                    return None
    return roster.metrics[key]


def _state(
    program: pc.Program, roster: pc.Roster, place: _Place, rule: dict[str, Any], asked: list[str]
) -> str:
    needed = rule["at_least"]
    if isinstance(needed, dict):
        needed = needed.get(roster.market) if roster.market else None
    stated = _stated(program, roster, place, rule["metric"], asked)
    if needed is None or stated is None:
        return "not-stated"
    return "met" if stated >= needed else "unmet"


def _fillable(way: tuple[_Rule, ...], holdings: tuple[frozenset[str], ...]) -> bool:
    everyone = frozenset(range(len(holdings)))
    people = [leaf for leaf in way if "people" in leaf.rule]
    shared = [leaf.rule for leaf in people if not leaf.exclusive]
    exclusive = [leaf.rule for leaf in people if leaf.exclusive]
    return all(any(_groups(rule, everyone, holdings)) for rule in shared) and _disjoint(
        exclusive, everyone, holdings
    )


def _disjoint(rules: list[dict[str, Any]], free: frozenset[int], holdings: Any) -> bool:
    if not rules:
        return True
    return any(
        _disjoint(rules[1:], free - set(group), holdings) for group in _groups(rules[0], free, holdings)
    )


def _groups(rule: dict[str, Any], free: frozenset[int], holdings: Any) -> Iterator[tuple[int, ...]]:
    """Every group of people that fills one people requirement."""
    able = [person for person in sorted(free) if satisfies(rule["each"], holdings[person])]
    for group in combinations(able, rule["people"]):
        if all(
            sum(satisfies(entry["each"], holdings[person]) for person in group) >= entry["people"]
            for entry in rule.get("among_them", ())
        ):
            yield group
