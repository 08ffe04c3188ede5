"""A sentence for each kind of edit, readable without the program file beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from textwrap import shorten

from ..qualifications import AllOf, AnyOf, AtLeastOf, in_words
from ..requirements import AmongThem, AnyPart, MetricRequirement, PeopleRequirement
from ..told import counted
from ..words import amount, amounts, in_short, name_of
from .canonical import Rule, key
from .edits import Edit, EditKind, Pair
from .matching import Group, is_of_organization, needed_of, parts_of, rank

#: Longer words for what was there before are cut.
LONGEST = 80


def words(rule: Rule | None) -> str:
    """Any rule in short; nothing for none."""
    if rule is None:
        return ""
    return in_words(rule) if isinstance(rule, str | AllOf | AnyOf | AtLeastOf) else in_short(rule)


def sentence(edit: Edit, whole: Pair) -> str:
    """The edit in words, with the people concerned in front.

    Args:
        edit: what changed.
        whole: the whole rule before and after; a change deeper inside says where.
    """
    return f"{_whose(edit, whole)}{_SENTENCES[edit.kind](edit)}{_where(edit, whole)}"


def part(edit: Edit) -> str:
    """Which part of the rule changed, in words: as it was, or as it is where it is new."""
    return words(edit.within[0] or edit.within[1])


def _whose(edit: Edit, whole: Pair) -> str:
    owner = edit.whose[1]
    if not isinstance(owner, PeopleRequirement | AmongThem):
        return "" if any(rule and is_of_organization(rule) for rule in whole) else "to earn it: "
    if owner.label:
        return f"{owner.label}: "
    if edit.kind in ("people-raised", "people-lowered"):
        return ""
    them = f"{owner.people} of them"
    return f"{them if isinstance(owner, AmongThem) else counted(owner.people, 'person', 'people')}: "


def _where(edit: Edit, whole: Pair) -> str:
    """In which part of the requirement, where parts are nested."""
    inside = edit.within[0]
    if not isinstance(inside, Group) or not is_of_organization(inside) or edit.kind.startswith("became"):
        return ""
    return "" if key(inside) in [key(rule) for rule in whole if rule] else f" (part of: {_brief(inside)})"


def _people(edit: Edit) -> str:
    rule = edit.within[1]
    assert isinstance(rule, PeopleRequirement | AmongThem)
    if isinstance(rule, AmongThem):
        return f"{edit.before} -> {edit.after} of them also with {_brief(rule.each)}"
    each = "with" if rule.people == 1 else "each with"
    return f"{edit.before} -> {counted(rule.people, 'person', 'people')}, {each} {_brief(rule.each)}"


def _needed(edit: Edit) -> str:
    before, after = ("one" if number == 1 else number for number in (edit.before, edit.after))
    new, old = (parts_of(rule) if rule is not None else () for rule in edit.within[::-1])
    return f"{before} -> {after} of {_listed(new or old)}"


def _listed(parts: tuple[Rule, ...]) -> str:
    return ", ".join(part if isinstance(part, str) else f"({words(part)})" for part in parts)


def _optional(edit: Edit) -> str:
    one, choice = words(edit.before), edit.after
    if isinstance(choice, AnyPart):
        return f"no longer a must: {one}. Possible instead: {_others(edit.before, choice)}"
    return f"no longer a must: {one}. Needed now: {words(choice)}"


def _mandatory(edit: Edit) -> str:
    one, choice = words(edit.after), edit.before
    if isinstance(choice, AnyPart):
        return f"now a must: {one}. Was possible instead: {_others(edit.after, choice)}"
    return f"now a must: {one}. Needed before: {words(choice)}"


def _others(one: Rule, choice: AnyPart) -> str:
    """The other ways than one; where it changed as well, than what became of it."""
    same = min(choice.any, key=lambda part: rank(one, part))
    others = tuple(part for part in choice.any if part is not same)
    return words(others[0]) if len(others) == 1 else f"one of {_listed(others)}"


def _presence(edit: Edit, verb: str) -> str:
    """`now also needed: ...`; "also" unless nothing else was kept."""
    item = edit.after if edit.before is None else edit.before
    if edit.before is not None:
        return f"no longer {verb} {words(item)}"
    return f"now {'' if _is_whole(item, edit.within[1]) else 'also '}{verb} {words(item)}"


def _is_whole(item: Rule, rule: Rule | None) -> bool:
    return rule is not None and key(item) == key(rule)


def _condition(edit: Edit) -> str:
    before = edit.within[0]
    shown = before is not None and not _is_whole(edit.before or "", before)
    return _presence(edit, "needs") + (f" (before: {_brief(before)})" if shown else "")


def _choice(edit: Edit) -> str:
    """The item comes last: reports join the sentences of one choice."""
    before = edit.within[0]
    how, item = ("now also", edit.after) if edit.before is None else ("no longer", edit.before)
    is_choice = isinstance(before, Group) and needed_of(before) != "all"
    where = _brief(before) if is_choice else f"instead of {_brief(before)}"
    return f"{where} {how} accepts {_listed((item,))}"


def _brief(rule: Rule | None) -> str:
    """A rule that everybody knows already: only its beginning, if it is long."""
    return shorten(words(rule), LONGEST, placeholder=" ...")


def _metric(edit: Edit) -> MetricRequirement:
    rule = edit.within[1]
    assert isinstance(rule, MetricRequirement)
    return rule


def _amount(edit: Edit) -> str:
    metric = _metric(edit)
    markets = f" in {edit.market} markets" if edit.market else ""
    return f"{name_of(metric)}: {edit.before:,} -> {amount(edit.after, metric.unit)}{markets}"


def _amount_changed(edit: Edit) -> str:
    units = [rule.unit for rule in edit.within if isinstance(rule, MetricRequirement)]
    before, after = (amounts(v, unit) for v, unit in zip((edit.before, edit.after), units, strict=True))
    return f"{name_of(_metric(edit))}: {before} -> {after}"


def _market(edit: Edit) -> str:
    metric = _metric(edit)
    if edit.before is None:
        return f"{name_of(metric)}: now also {amount(edit.after, metric.unit)} in {edit.market} markets"
    return f"{name_of(metric)}: no amount for {edit.market} markets any more (before: {edit.before:,})"


def _unit(edit: Edit) -> str:
    before, after = (unit or "no unit" for unit in (edit.before, edit.after))
    return f"{name_of(_metric(edit))}: counted in {after}, before in {before}"


def _overlap(edit: Edit) -> str:
    how = "may now" if edit.after else "may no longer"
    return f"people {how} also fill other seats: {_inside(edit.within[1])}"


def _inside(rule: Rule | None) -> str:
    """The parts of a group, or the rule itself, each in brackets."""
    return _listed(parts_of(rule)) if isinstance(rule, Group) else f"({words(rule)})"


_SENTENCES: dict[EditKind, Callable[[Edit], str]] = {
    "people-raised": _people,
    "people-lowered": _people,
    "needed-raised": _needed,
    "needed-lowered": _needed,
    "requirement-added": partial(_presence, verb="needed:"),
    "requirement-removed": partial(_presence, verb="needed:"),
    "alternative-added": partial(_presence, verb="possible:"),
    "alternative-removed": partial(_presence, verb="possible:"),
    "became-optional": _optional,
    "became-mandatory": _mandatory,
    "overlap-allowed": _overlap,
    "overlap-forbidden": _overlap,
    "condition-added": _condition,
    "condition-removed": _condition,
    "choice-added": _choice,
    "choice-removed": _choice,
    "among-them-added": lambda edit: f"now {words(edit.after)}",
    "among-them-removed": lambda edit: f"no longer {words(edit.before)}",
    "role-changed": lambda edit: f"role {edit.before or 'not stated'} -> {edit.after or 'not stated'}",
    "amount-raised": _amount,
    "amount-lowered": _amount,
    "amount-changed": _amount_changed,
    "market-added": _market,
    "market-removed": _market,
    "unit-changed": _unit,
}
