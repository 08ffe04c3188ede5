"""What each person of a group must pass: one of the credentials, all, some, or those of one focus area."""

from __future__ import annotations

from collections.abc import Sequence

from ...models.qualifications import AllOf, AnyOf, AtLeastOf, Qualification
from .items import Named
from .people import Choice, Group
from .refusals import NotUnderstood
from .sentences import Sentence


def qualification_of(group: Group) -> Qualification:
    """What each person of a group must satisfy.

    Raises:
        NotUnderstood: it is not certain how many of the credentials are meant.
    """
    parts = [_chosen(choice, choice.sentence or group.sentence, group) for choice in group.choices]
    joins = {choice.joined_by for choice in group.choices[1:]}
    if len(joins) > 1:
        raise NotUnderstood(group.line, "both 'and' and 'or' between what a person passes", group.block.text)
    if not joins:
        return parts[0]
    return AnyOf(any=flattened(parts, AnyOf)) if joins == {"or"} else AllOf(all=flattened(parts, AllOf))


def flattened(parts: Sequence[Qualification], kind: type[AnyOf] | type[AllOf]) -> tuple[Qualification, ...]:
    """Parts with those of the same kind replaced by theirs."""
    flat: list[Qualification] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else [part]
    return tuple(flat)


def _chosen(choice: Choice, sentence: Sentence, group: Group) -> Qualification:
    for listed in (choice.credentials, *(area for _, area in choice.areas)):
        _refuse_doubles(listed)
    named = list(dict.fromkeys(item.credential for item in choice.all_named))
    if choice.areas and (sentence.areas or len(choice.areas)) != len(choice.areas):
        why = f"says {sentence.areas} focus areas, {len(choice.areas)} follow"
        raise NotUnderstood(group.line, why, group.block.text)
    if len(named) == 1 and not choice.areas and not (sentence.one_area and choice is group.choices[0]):
        return named[0]
    if sentence.one_area or (choice.areas and sentence.choice == "all" and len(choice.areas) > 1):
        return _one_area(choice, sentence, group)
    return named[0] if len(named) == 1 else _of(named, sentence, group)


def _refuse_doubles(listed: list[Named]) -> None:
    seen: set[str] = set()
    for item in listed:
        if item.credential in seen:
            raise NotUnderstood(item.line, f"{item.credential} stands twice in one list", item.title)
        seen.add(item.credential)


def _of(named: list[str], sentence: Sentence, group: Group) -> Qualification:
    if sentence.choice == "one":
        return AnyOf(any=tuple(named))
    if isinstance(sentence.choice, int):
        if sentence.choice > len(named):
            raise NotUnderstood(group.line, f"asks for {sentence.choice} of {len(named)}", group.block.text)
        return AtLeastOf(at_least=sentence.choice, of=tuple(named))
    if sentence.choice == "all" or (sentence.following and sentence.is_plural and not sentence.is_vague):
        return AllOf(all=tuple(named))
    raise NotUnderstood(group.line, "one or all of these?", group.block.text)


def _one_area(choice: Choice, sentence: Sentence, group: Group) -> Qualification:
    if sentence.choice != "all" or not sentence.one_area or not choice.areas:
        raise NotUnderstood(group.line, "which of the focus areas?", group.block.text)
    ways = [[item.credential for item in area] for _, area in choice.areas]
    if not all(ways):
        raise NotUnderstood(group.line, "a focus area without credentials", group.block.text)
    return AnyOf(any=tuple(AllOf(all=tuple(way)) if len(way) > 1 else way[0] for way in ways))
