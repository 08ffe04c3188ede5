"""Groups of people to requirements: who is the same, who is another, and do the counts agree.

The head of a section says how many people there are in all. Every way through
its groups must come to that number; a page on which it does not is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ...models.qualifications import AllOf, Qualification
from ...models.requirements import AllParts, AmongThem, AnyPart, PeopleRequirement, Requirement
from .choices import flattened, qualification_of
from .people import Group
from .refusals import NotUnderstood


class Head(NamedTuple):
    """What a section says about all its people."""

    line: int
    people: int
    text: str
    source: str


@dataclass
class _Seats:
    """One group of people, and everything that its sentences ask of them."""

    people: int
    group: Group
    asked: list[Qualification]
    among: list[AmongThem] = field(default_factory=list)
    shares_with: _Seats | None = None
    last_line: int = 0


def requirements_of(head: Head, groups: Sequence[Group]) -> list[Requirement]:
    """The requirements of a section, to be met together.

    With both "and" and "or" between the groups there are two readings, (A and B) or C, and A and (B or C).
    At most one comes to the head's number: where the first does, the second has further people.

    Raises:
        NotUnderstood: the counts do not agree, or it is not certain who is meant.
    """
    joins = {group.joined_by or "and" for group in groups[1:]}
    if joins != {"and", "or"}:
        return _built(head, _alternatives(groups))
    try:
        return _built(head, _alternatives(groups))
    except NotUnderstood as refusal:
        try:
            return _built(head, _factors(groups))
        except NotUnderstood:
            raise refusal from None


#: Groups joined by "and"; the outer list: one of them, or all of them.
_Reading = tuple[str, list[list[list[Group]]]]


def _alternatives(groups: Sequence[Group]) -> _Reading:
    """(A and B) or C."""
    return "or", [[[group] for group in part] for part in _split(groups, "or")]


def _factors(groups: Sequence[Group]) -> _Reading:
    """A and (B or C)."""
    return "and", [[part] for part in _split(groups, "and")]


def _split(groups: Sequence[Group], at: str) -> list[list[Group]]:
    parts: list[list[Group]] = [[]]
    for index, group in enumerate(groups):
        if index and (group.joined_by or "and") == at:
            parts.append([])
        parts[-1].append(group)
    return parts


def _built(head: Head, reading: _Reading) -> list[Requirement]:
    outer, parts = reading
    if outer == "or":
        if len(parts) > 1:
            _refuse_shared_sentences(parts)
        ways = [_way(head, [group for (group,) in part], head.people) for part in parts]
        return ways[0] if len(ways) == 1 else [_any_of(ways, head)]
    found: list[Requirement] = []
    total = 0
    for (choices,) in parts:
        counts = {group.sentence.people for group in choices}
        if len(counts) > 1 or any(not _stands_alone(group, index) for index, group in enumerate(choices)):
            raise NotUnderstood(
                choices[-1].line, "'or' between groups that are not alike", choices[-1].block.text
            )
        total += counts.pop() or 0
        ways = [_way(head, [group], None) for group in choices]
        found += ways[0] if len(ways) == 1 else [_any_of(ways, head)]
    _agree(head, total)
    return found


def _refuse_shared_sentences(parts: list[list[list[Group]]]) -> None:
    """Beside an "or" it is not certain whether "all", "the same" or "1 of the 2" means every way or one."""
    for index, part in enumerate(parts):
        for position, (group,) in enumerate(part):
            follows_its_group = index == 0 and position > 0 and group.sentence.who in ("same", "among")
            if group.sentence.who in ("same", "among", "everyone") and not follows_its_group:
                raise _unclear(group)


def _stands_alone(group: Group, index: int) -> bool:
    return group.sentence.who == "some" or (group.sentence.who == "others" and index == 0)


def _any_of(ways: list[list[Requirement]], head: Head) -> AnyPart:
    parts = [way[0] if len(way) == 1 else AllParts(all=tuple(way), source=head.source) for way in ways]
    return AnyPart(any=tuple(parts), source=head.source)


def _way(head: Head, groups: Sequence[Group], people: int | None) -> list[Requirement]:
    """The seats of groups that are joined by "and"."""
    table = _Table(head)
    for group in groups:
        table.seat(group)
    table.close()
    if people is not None:
        _agree(head, sum(seats.people for seats in table.seats if seats.shares_with is None))
    return table.requirements()


def _agree(head: Head, counted: int) -> None:
    if head.people != counted:
        why = f"says {head.people} people in all, the groups below come to {counted}"
        raise NotUnderstood(head.line, why, head.text)


class _Table:
    """Who sits where: each sentence opens new seats or asks more of people seated before."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.seats: list[_Seats] = []
        self.waiting: list[Group] = []

    def seat(self, group: Group) -> None:
        sentence = group.sentence
        match sentence.who:
            case "some" | "others" if sentence.people is not None:
                self._open(group, sentence.people)
            case "rest":
                self._open(group, self.head.people - sum(seats.people for seats in self.seats))
            case "everyone" if not self.seats:
                self._same_count(group, self.head.people)
                self._open(group, self.head.people)
            case "everyone" | "same":
                self._ask_more(group)
            case "among":
                self.waiting.append(group)
            case "same-or-different" if sentence.people is not None:
                before = self._only_seats(group)
                self._open(group, sentence.people, shares_with=before)
            case _:
                raise _unclear(group)

    def _open(self, group: Group, people: int, shares_with: _Seats | None = None) -> None:
        if people < 1:
            raise NotUnderstood(group.line, "nobody is left for this", group.block.text)
        seats = _Seats(people, group, [qualification_of(group)], [], shares_with, group.last_line)
        self.seats.append(seats)

    def _ask_more(self, group: Group) -> None:
        seats = self._only_seats(group)
        self._same_count(group, seats.people)
        if group.sentence.who == "everyone":
            self._same_count(group, self.head.people)
        seats.asked.append(qualification_of(group))
        seats.last_line = group.last_line

    def close(self) -> None:
        """Seat those of whom "1 of the 2" was said, now that the 2 are known."""
        for group in self.waiting:
            seats = self._only_seats(group)
            if group.sentence.out_of != seats.people:
                raise _unclear(group)
            entry = AmongThem(
                people=group.sentence.people or 0,
                each=qualification_of(group),
                label=label_of(group),
                source=source_of(self.head.source, group.line, group.last_line),
            )
            seats.among.append(entry)

    def _only_seats(self, group: Group) -> _Seats:
        """The people that "the same" means: certain only where there is one group before."""
        if len(self.seats) != 1:
            raise _unclear(group)
        return self.seats[0]

    def _same_count(self, group: Group, people: int) -> None:
        if group.sentence.people not in (None, people):
            raise _unclear(group)

    def requirements(self) -> list[Requirement]:
        found: list[Requirement] = [self._requirement(seats) for seats in self.seats]
        if any(seats.shares_with for seats in self.seats):
            return [AllParts(all=tuple(found), overlap="allowed", source=self.head.source)]
        return found

    def _requirement(self, seats: _Seats) -> PeopleRequirement:
        among = {"among_them": tuple(seats.among)} if seats.among else {}
        return PeopleRequirement(
            people=seats.people,
            each=seats.asked[0] if len(seats.asked) == 1 else AllOf(all=flattened(seats.asked, AllOf)),
            **among,
            label=label_of(seats.group),
            source=source_of(self.head.source, seats.group.line, seats.last_line),
        )


def _unclear(group: Group) -> NotUnderstood:
    return NotUnderstood(group.line, "it is not certain which people are meant", group.block.text)


def label_of(group: Group) -> str:
    return group.block.text.rstrip(" :.")


def source_of(head_source: str, first: int, last: int) -> str:
    """`page.md, lines 22-24`, from the source of the head in the same file."""
    file = head_source.rpartition(", line")[0]
    return f"{file}, line {first}" if first == last else f"{file}, lines {first}-{last}"
