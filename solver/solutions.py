"""Arrangements found by the solver: the least one, today's best one, the nearest people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..models.plans import Candidate
from ..models.qualifications import Qualification
from .arrangement import Placing, Way
from .case import Case, Colleague
from .cpsat import Expression
from .effort import efforts
from .model import SeatModel
from .reduction import reduced
from .stages import STAGES, Limits, Search, Stages, open_seats


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


def nearest(each: Qualification, people: Sequence[Colleague], case: Case) -> tuple[Candidate, ...]:
    """Those who can reach a qualification within their limit, fewest exams first."""
    candidates = [
        Candidate(person=person.name, exams=len(exams), takes=tuple(sorted(exams)))
        for person, exams in zip(people, efforts(each, people, case), strict=True)
        if exams is not None and (person.max_exams is None or len(exams) <= person.max_exams)
    ]
    return tuple(sorted(candidates, key=lambda item: (item.exams, item.person)))


def _moves_from(like: Placing) -> Callable[[SeatModel], Expression]:
    def moves(model: SeatModel) -> Expression:
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
    return Found(search, placings, search.takes())
