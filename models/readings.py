"""The two readings of "2 people pass the exams or 2 people hold the certification".

*Strict*, as written: all from one alternative. *Mixed*: alternatives of the same number of
people combine, one person by exams and one by certification. Alternatives that ask more of
so many of the same people (`among_them`) stay as they are: what a half of such a rule would
mean, no vendor says. So do alternatives of different roles.

Nothing is validated anew: these are parts of valid rules, put together otherwise.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from .base import LONGEST_TEXT, Described, folded_name
from .competencies import Competency
from .portfolios import Reading
from .programs import Program
from .qualifications import AnyOf
from .requirements import AllParts, AnyPart, AtLeastParts, MetricRequirement, PeopleRequirement, Requirement

#: Between the labels of alternatives that combine.
_OR = " or "


def is_called(label: str, written: str, reading: Reading) -> bool:
    """Whether a seat's label is meant; of alternatives that the reading combined, each label fits."""
    wanted, known = folded_name(written), folded_name(label)
    return known == wanted or (reading == "mixed" and f"{_OR}{wanted}{_OR}" in f"{_OR}{known}{_OR}")


def mixed_program(program: Program, among: Collection[str] | None = None) -> Program:
    """The program by the mixed reading; with `among`, only of these competencies.

    The same program where the readings do not differ.
    """
    names = program.competencies if among is None else among
    read = {name: _mixed_competency(program.competencies[name]) for name in names}
    if all(program.competencies[name] == facts for name, facts in read.items()):
        return program
    return program.model_copy(update={"competencies": {**program.competencies, **read}})


def _mixed_competency(competency: Competency) -> Competency:
    options = {
        name: option.model_copy(
            update={"levels": {level: mixed(rule) for level, rule in option.levels.items()}}
        )
        for name, option in competency.options.items()
    }
    return competency.model_copy(update={"options": options})


def mixed(requirement: Requirement) -> Requirement:
    """A requirement by the mixed reading; the same where the readings do not differ."""
    if isinstance(requirement, PeopleRequirement | MetricRequirement):
        return requirement
    parts: tuple[Requirement, ...] = tuple(map(mixed, requirement.parts))
    if isinstance(requirement, AllParts):
        return requirement.model_copy(update={"all": parts})
    if isinstance(requirement, AtLeastParts) and requirement.at_least > 1:
        return requirement.model_copy(update={"of": parts})
    alternatives = tuple(inner for part in parts for inner in _spliced(part))
    combined = _combined(alternatives)
    if len(combined) == len(alternatives):
        return requirement.model_copy(update={"any" if isinstance(requirement, AnyPart) else "of": parts})
    texts = {name: getattr(requirement, name) for name in Described.model_fields}
    return AnyPart.model_construct(any=combined, **texts)


def _spliced(part: Requirement) -> tuple[Requirement, ...]:
    """The alternatives of a choice of one in another, and what stands alone in a group."""
    if isinstance(part, PeopleRequirement | MetricRequirement):
        return (part,)
    if isinstance(part, AllParts) and part.overlap:
        return (part,)
    if part.needed == 1:
        return tuple(inner for each in part.parts for inner in _spliced(each))
    return (part,)


def _combined(parts: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    """Alternatives, those that combine as one; the other ones in their order."""
    plain = [part for part in parts if isinstance(part, PeopleRequirement) and not part.among_them]
    plain.sort(key=_sort)
    others = [part for part in parts if part not in plain]
    together = [_together(tuple(alike)) for _, alike in groupby(plain, key=_sort)]
    return (*together, *others)


def _sort(part: PeopleRequirement) -> tuple[int, str]:
    return part.people, part.role or ""


def _together(alike: tuple[PeopleRequirement, ...]) -> PeopleRequirement:
    first, *others = alike
    if not others:
        return first
    labels = dict.fromkeys(part.label for part in alike if part.label)
    return PeopleRequirement.model_construct(
        people=first.people,
        role=first.role,
        each=AnyOf.model_construct(any=tuple(part.each for part in alike)),
        label=_cut(_OR.join(labels)) or None,
    )


def _cut(label: str) -> str:
    """A label no longer than a program may state one."""
    return label if len(label) <= LONGEST_TEXT else f"{label[: LONGEST_TEXT - 3].rstrip()}..."
