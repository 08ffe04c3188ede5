"""Effort: the fewest exams that one person needs for a condition, exactly.

Where the parts of every "and" have no exam in common, the parts can be decided one
by one, and that is done here. Where they share exams, the solver decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..models.qualifications import Qualification
from .case import Case, Colleague
from .model import SeatModel
from .progress import Lacking, Progress, Routes, progress, progress_to
from .search import Search
from .stages import EXAMS, Limits
from .terms import Terms

#: A smallest set of exams; None where no exams lead there.
Exams = frozenset[str] | None


def efforts(condition: Qualification, people: Sequence[Colleague], case: Case) -> list[Exams]:
    """A smallest set of exams to `condition` for each person, limits on their number aside.

    Of several smallest sets the one whose exams can be sat longest is taken.
    """
    kinds: dict[object, list[int]] = defaultdict(list)
    for position, person in enumerate(people):
        kinds[_kind(condition, person, case.routes)].append(position)
    found: dict[object, Exams] = {}
    undecided: dict[object, tuple[Colleague, Progress]] = {}
    for kind, positions in kinds.items():
        person = people[positions[0]]
        lacking = progress(condition, person)
        if isinstance(lacking, bool):
            found[kind] = frozenset() if lacking else None
        elif parts := _part_by_part(lacking, person, case):
            found[kind] = parts.exams
        else:
            undecided[kind] = (person, lacking)
    found.update(zip(undecided, _decided(list(undecided.values()), case), strict=True))
    by_position = {position: found[kind] for kind, positions in kinds.items() for position in positions}
    return [by_position[position] for position in range(len(people))]


def _decided(lacking: Sequence[tuple[Colleague, Progress]], case: Case) -> list[frozenset[str]]:
    """What the solver finds: one model in which everybody must get what is lacking."""
    if not lacking:
        return []
    people = tuple(
        replace(person, name=str(number), max_exams=None, pins=())
        for number, (person, _) in enumerate(lacking)
    )
    model = SeatModel(replace(case, people=people, targets=(), terms=Terms()))
    for person, (_, step) in zip(people, lacking, strict=True):
        model.require(step, person)
    takes = Search(model, Limits()).run((EXAMS,)).takes()
    return [takes[person.name] for person in people]


def _kind(condition: Qualification, person: Colleague, routes: Routes) -> object:
    """What the person lacks, and lacks for every certification on the way: all that matters."""
    steps: dict[str, Progress] = {}
    pending = [lacking := progress(condition, person)]
    while pending:
        step = pending.pop()
        if isinstance(step, Lacking):
            pending += step.parts
        elif isinstance(step, str) and step not in person.can_sit and step not in steps:
            steps[step] = progress_to(routes[step], person)
            pending.append(steps[step])
    return lacking, tuple(sorted(steps.items(), key=lambda item: item[0]))


@dataclass(frozen=True)
class _Cheapest:
    """A smallest set of exams, and every exam that any choice could have used."""

    exams: frozenset[str]
    reach: frozenset[str]


def _part_by_part(lacking: Progress, person: Colleague, case: Case) -> _Cheapest | None:
    """The smallest set, if no two parts of an "and" have an exam in common; otherwise None."""
    known: dict[str, _Cheapest | None] = {}

    def cheapest(lacking: Progress) -> _Cheapest | None:
        if isinstance(lacking, str):
            if lacking not in known:
                alone = frozenset([lacking])
                known[lacking] = (
                    _Cheapest(alone, alone)
                    if lacking in person.can_sit
                    else cheapest(progress_to(case.routes[lacking], person))
                )
            return known[lacking]
        assert isinstance(lacking, Lacking)
        parts = [found for found in map(cheapest, lacking.parts) if found is not None]
        reach = frozenset[str]().union(*(part.reach for part in parts))
        is_shared = lacking.needed > 1 and len(reach) < sum(len(part.reach) for part in parts)
        if is_shared or len(parts) < len(lacking.parts):
            return None
        parts.sort(key=lambda part: (len(part.exams), sorted(map(case.exams.index, part.exams))))
        return _Cheapest(frozenset[str]().union(*(part.exams for part in parts[: lacking.needed])), reach)

    return cheapest(lacking)
