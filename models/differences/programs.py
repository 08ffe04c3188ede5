"""What changed between two programs, as rules: order and texts do not count.

What a program, a competency or a credential is called (`title`, `label`, `note`, `source`),
what an exam costs, and the program's id and edition, are no rules. Ids are: another id is another thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal, TypeAlias, TypeVar

from pydantic import Field

from ..base import Frozen
from ..competencies import Competency, Option
from ..credentials import Credential
from ..programs import Program
from ..qualifications import Qualification, in_words
from ..requirements import Requirement
from ..told import listed
from ..words import in_short
from .canonical import Rule, canonical_qualification, canonical_requirement, plain
from .edits import EditKind, edits
from .sentences import part, sentence

Kind = (
    EditKind
    | Literal[
        "competency-added",
        "competency-removed",
        "option-added",
        "option-removed",
        "level-added",
        "level-removed",
        "aliases-changed",
        "credential-added",
        "credential-removed",
        "kind-changed",
        "date-added",
        "date-changed",
        "date-removed",
        "route-added",
        "route-removed",
    ]
)


_NO_RULES = {"title", "note", "source", "price", "hours"}
_PRESENCE: dict[str, tuple[Kind, Kind]] = {
    "competency": ("competency-added", "competency-removed"),
    "option": ("option-added", "option-removed"),
    "level": ("level-added", "level-removed"),
    "credential": ("credential-added", "credential-removed"),
}


class RuleChange(Frozen):
    """One rule that two programs have differently."""

    place: str = Field(
        description="credentials/ID, or competency, competency/option or competency/option/level"
    )
    part: str = Field(description="which part of the rule there, in words; empty: the whole")
    kind: Kind
    before: Any = Field(
        description="number, date, amount or rule, in the form of program files; None: nothing"
    )
    after: Any = Field(description="the same after the change")
    sentence: str = Field(description="the change in words")


def differences(old: Program, new: Program) -> tuple[RuleChange, ...]:
    """Every rule that changed, competencies first, by place; empty if and only if all rules are the same."""
    found: list[RuleChange] = []
    for name, before, after in _side_by_side(old.competencies, new.competencies):
        found += _competency_changes(name, before, after)
    for name, facts, other in _side_by_side(old.credentials, new.credentials):
        found += _credential_changes(f"credentials/{name}", facts, other)
    return tuple(found)


Thing = TypeVar("Thing")


def _side_by_side(
    old: Mapping[str, Thing], new: Mapping[str, Thing]
) -> Iterator[tuple[str, Thing | None, Thing | None]]:
    for name in sorted({*old, *new}):
        yield name, old.get(name), new.get(name)


def _competency_changes(place: str, old: Competency | None, new: Competency | None) -> Iterator[RuleChange]:
    if old is None or new is None:
        yield _presence("competency", place, old, new)
        return
    if set(old.aliases) != set(new.aliases):
        before, after = sorted(old.aliases), sorted(new.aliases)
        text = f"also called: {', '.join(before) or 'nothing'} -> {', '.join(after) or 'nothing'}"
        yield _change("aliases-changed", place, before, after, text)
    for name, option, other in _side_by_side(old.options, new.options):
        yield from _option_changes(f"{place}/{name}", option, other)


def _option_changes(place: str, old: Option | None, new: Option | None) -> Iterator[RuleChange]:
    if old is None or new is None:
        yield _presence("option", place, old, new)
        return
    for level, requirement, other in _side_by_side(old.levels, new.levels):
        yield from _level_changes(f"{place}/{level}", requirement, other)


def _level_changes(place: str, old: Requirement | None, new: Requirement | None) -> Iterator[RuleChange]:
    if old is None or new is None:
        yield _presence("level", place, old, new)
        return
    yield from _rule_changes(place, canonical_requirement(old), canonical_requirement(new))


def _credential_changes(place: str, old: Credential | None, new: Credential | None) -> Iterator[RuleChange]:
    if old is None or new is None:
        yield _presence("credential", place, old, new)
        return
    if old.kind != new.kind:
        yield _change("kind-changed", place, old.kind, new.kind, f"{old.kind} -> {new.kind}")
    yield from _date_changes(place, old, new)
    yield from _route_changes(place, old.earned_by, new.earned_by)


def _date_changes(place: str, old: Credential, new: Credential) -> Iterator[RuleChange]:
    """Whatever dates credentials have."""
    for name, field in Credential.model_fields.items():
        values = (getattr(facts, name) for facts in (old, new))
        before, after = (value.isoformat() if isinstance(value, date) else None for value in values)
        if before != after:
            kind: Kind = "date-added" if not before else "date-changed" if after else "date-removed"
            what = (field.description or name).partition(";")[0]
            text = f"{what}: {before or 'none'} -> {after or 'none'}"
            yield _change(kind, place, before, after, text, name)


def _route_changes(place: str, old: Qualification | None, new: Qualification | None) -> Iterator[RuleChange]:
    before = None if old is None else canonical_qualification(old)
    after = None if new is None else canonical_qualification(new)
    if before is not None and after is not None:
        yield from _rule_changes(place, before, after)
    elif after is not None:
        yield _change("route-added", place, None, plain(after), f"now earned by {in_words(after)}")
    elif before is not None:
        text = f"no longer earned by {in_words(before)}: it counts only for those who hold it"
        yield _change("route-removed", place, plain(before), None, text)


def _rule_changes(place: str, old: Rule, new: Rule) -> Iterator[RuleChange]:
    for edit in edits(old, new):
        before, after = _data(edit.before), _data(edit.after)
        yield _change(edit.kind, place, before, after, sentence(edit, (old, new)), part(edit))


def _change(kind: Kind, place: str, before: Any, after: Any, text: str, part_of: str = "") -> RuleChange:
    return RuleChange(place=place, part=part_of, kind=kind, before=before, after=after, sentence=text)


_Thing: TypeAlias = Competency | Option | Requirement | Credential


def _presence(what: str, place: str, old: _Thing | None, new: _Thing | None) -> RuleChange:
    added, removed = _PRESENCE[what]
    if new is not None:
        return _change(added, place, None, rules_of(new), f"new: {_briefly(new)}")
    assert old is not None
    return _change(removed, place, rules_of(old), None, f"no longer there: {_briefly(old)}")


def _briefly(thing: _Thing) -> str:
    if isinstance(thing, Credential):
        return thing.kind
    if isinstance(thing, Competency | Option):
        return listed(tuple(thing.levels))
    return in_short(canonical_requirement(thing))


def rules_of(thing: _Thing) -> Any:
    """What is ruled, as plain data in one form, without texts."""
    match thing:
        case Competency():
            return {name: rules_of(option) for name, option in sorted(thing.options.items())}
        case Option():
            return {level: rules_of(rule) for level, rule in sorted(thing.levels.items())}
        case Credential():
            facts: dict[str, Any] = thing.model_dump(mode="json", exclude_none=True, exclude=_NO_RULES)
            if thing.earned_by is not None:
                facts["earned_by"] = plain(canonical_qualification(thing.earned_by))
            return facts
    return plain(canonical_requirement(thing))


def _data(value: Any) -> Any:
    """Rules as plain data; numbers as they are."""
    return plain(value) if isinstance(value, Frozen) else value
