"""Effort: the least that one person must sit for a condition, exactly.

Conditions are taken in the form of `needs`: there the parts of an "and" have no exam in common, so they can
be decided one by one. Where that form would be too long, the solver decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..models.qualifications import Qualification
from .case import Case
from .colleagues import Colleague
from .model import SeatModel
from .needs import form_of, is_decided, kinds_of
from .progress import Lacking, Progress, progress
from .search import Search
from .stages import EXAMS, Limits
from .terms import Terms

#: A smallest set of exams; None where no exams lead there.
Exams = frozenset[str] | None


def efforts(condition: Qualification, people: Sequence[Colleague], case: Case) -> list[Exams]:
    """A smallest set of exams to `condition` for each person, limits on their number aside.

    Of several smallest sets the one whose exams can be sat longest is taken.
    """
    kinds = kinds_of(condition, people, case)
    rank = {exam: position for position, exam in enumerate(case.exams)}
    found: dict[object, Exams] = {}
    undecided: dict[object, tuple[Colleague, Progress]] = {}
    for kind, positions in kinds.items():
        person = people[positions[0]]
        lacking = progress(condition, person)
        form = form_of(condition, person, case)
        if isinstance(form, bool):
            found[kind] = frozenset() if form else None
        elif is_decided(form, person):
            found[kind] = _smallest(form, rank)
        else:
            undecided[kind] = (person, lacking)
    found.update(zip(undecided, _decided(list(undecided.values()), case), strict=True))
    by_position = {position: found[kind] for kind, positions in kinds.items() for position in positions}
    return [by_position[position] for position in range(len(people))]


def _smallest(form: Lacking | str, rank: Mapping[str, int]) -> frozenset[str]:
    if isinstance(form, str):
        return frozenset([form])
    parts = [_smallest(part, rank) for part in form.parts]
    parts.sort(key=lambda exams: (len(exams), sorted(rank[exam] for exam in exams)))
    return frozenset[str]().union(*parts[: form.needed])


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
