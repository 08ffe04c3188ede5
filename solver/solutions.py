"""Arrangements found by the solver: the least one, today's best one, the nearest people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from ..models.plans import Candidate
from ..models.qualifications import Qualification
from ..models.requirements import PeopleRequirement
from ..models.targets import Target
from ..models.trees import Leaf
from .arrangement import Placing, Way
from .case import Case, Colleague, TargetCase
from .model import SeatModel
from .progress import progress
from .reduction import alike, reduced
from .stages import STAGES, Limits, Search, Stages, exams, open_seats

#: How many of the nearest people are named for an open seat.
MOST_NEAREST = 3


@dataclass(frozen=True)
class Found:
    """The outcome of one search: what it proved, and the best arrangement, if any."""

    search: Search
    placings: dict[str, Placing]
    takes: dict[str, frozenset[str]]


def arrange(case: Case, limits: Limits, *, vacancies: bool = False, stages: Stages = STAGES) -> Found:
    """The least arrangement of a case; with `vacancies`, seats may stay open."""
    model = SeatModel(reduced(case), vacancies=vacancies)
    return _found(model, Search(model, limits).run(stages))


def fill_today(case: Case, like: Placing) -> Placing:
    """As many seats of a way filled today as can be, by the people of `like` where possible."""
    way = like.way
    model = SeatModel(case.only([way.target]).without_exams(), vacancies=True)
    for place, active in model.active.items():
        model.cp.add(active == (place.option == way.option and place.number in way.numbers))
    search = Search(model, Limits())
    return _found(model, search.run((("open seats", open_seats), ("moves", _moves_from(like))))).placings[
        str(way.target)
    ]


def nearest(each: Qualification, people: Iterable[Colleague], case: Case) -> tuple[Candidate, ...]:
    """The people with the fewest exams to a qualification, for those who can reach it."""
    condition = Leaf(1, PeopleRequirement(people=1, each=each), exclusive=True)
    target = TargetCase(Target("nearest", None, "people"), {"": condition})
    asked = replace(case, people=tuple(people), targets=(target,))
    classes = [found for found in alike(asked) if progress(each, found[0], case.routes) is not False]
    least = _least_of_each(asked, target, [found[0] for found in classes])
    candidates = [
        Candidate(person=person.name, exams=len(taken), takes=tuple(sorted(taken)))
        for found, taken in zip(classes, least, strict=True)
        for person in found[:MOST_NEAREST]
        if person.max_exams is None or len(taken) <= person.max_exams
    ]
    return tuple(sorted(candidates, key=lambda item: (item.exams, item.person)))


def _least_of_each(case: Case, target: TargetCase, people: list[Colleague]) -> list[frozenset[str]]:
    """The fewest exams that each of the people needs: everybody gets a seat of one requirement."""
    if not people:
        return []
    leaf = target.options[""]
    assert isinstance(leaf, Leaf)
    assert isinstance(leaf.requirement, PeopleRequirement)
    everyone = replace(leaf, requirement=leaf.requirement.replaced(people=len(people)))
    unlimited = tuple(replace(person, max_exams=None) for person in people)
    model = SeatModel(replace(case, people=unlimited, targets=(TargetCase(target.target, {"": everyone}),)))
    found = _found(model, Search(model, Limits()).run((("exams", exams),)))
    return [found.takes.get(person.name, frozenset()) for person in people]


def _moves_from(like: Placing) -> Callable[[SeatModel], cp_model.LinearExprT]:
    def moves(model: SeatModel) -> cp_model.LinearExprT:
        """Seats whose person is another than in `like`."""
        return -sum(
            seat
            for (place, person), seat in model.seats.items()
            if person in like.placed.get(place.number, ()) and place.option == like.way.option
        )

    return moves


def _found(model: SeatModel, search: Search) -> Found:
    if search.solution is None:
        return Found(search, {}, {})
    takes = {
        person: frozenset(exam for exam, sit in sits.items() if search.value(sit))
        for person, sits in model.sits.items()
    }
    placed: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (place, person), seat in model.seats.items():
        if search.value(seat):
            placed[place.target][place.number].append(person)
    placings = {}
    for target in model.case.targets:
        active = [
            place
            for place, literal in model.active.items()
            if place.target == str(target) and search.value(literal)
        ]
        way = Way(target, active[0].option, frozenset(place.number for place in active))
        people = {number: tuple(names) for number, names in placed[str(target)].items()}
        placings[str(target)] = Placing(way, people)
    return Found(search, placings, takes)
