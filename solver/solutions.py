"""Arrangements found by the solver: the least one, today's best one, the nearest people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..models.plans import Candidate
from ..models.qualifications import Qualification
from .arrangement import Placing, Way
from .balancing import is_even
from .case import Case
from .colleagues import Colleague
from .contenders import with_ceilings, with_seats
from .cpsat import Expression
from .effort import efforts
from .filling import with_filled, without_filled
from .model import SeatModel
from .places import Place
from .reduction import largest_target, lean, reduced
from .reporting import Size
from .rules import ruled
from .search import Search, TooLean
from .stages import LARGEST_LOAD, NOT_STATED, OPEN_SEATS, UNMET, Limits, Minimum, stages_of


@dataclass(frozen=True)
class Found:
    """The outcome of one search: what it proved, and the best arrangement, if any."""

    search: Search
    placings: dict[str, Placing]
    takes: dict[str, frozenset[str]]


def arrange(
    case: Case,
    limits: Limits,
    *,
    vacancies: bool = False,
    stages: Sequence[Minimum] | None = None,
    ties: bool = True,
    also: Callable[[SeatModel], None] | None = None,
    what: str = "",
) -> Found:
    """The least arrangement of a case.

    Args:
        case: the case.
        limits: of the search.
        vacancies: whether seats may stay open.
        stages: what is minimized; None: what the case's terms ask for.
        ties: whether it matters which of equal arrangements is found.
        also: adds conditions on the targets reached.
        what: is looked for, in words for those who are told.
    """
    if limits.report is not None:
        limits.report.begins(what, limits.seconds)
    clock, people = limits.clock(), len(case.people)
    case = small(case)
    wanted = stages_of(case.terms) if stages is None else stages
    copies = copies_of(case)
    while True:
        model = ruled(lean(case, copies), vacancies=vacancies)
        if also is not None:
            also(model)
        if limits.report is not None:
            limits.report.reduced(_size(model, people))
        try:
            search = Search(model, limits, clock)
            return found_in(model, search.run(wanted, ties=ties, shortcuts={LARGEST_LOAD.name: is_even}))
        except TooLean:
            copies *= 2


def _size(model: SeatModel, people: int) -> Size:
    case = model.case
    return Size(sum(p.number for p in case.people), people, len(case.targets), model.cp.size, model.cp.rules)


def copies_of(case: Case) -> int:
    """So many people of a class are nearly always enough one by one."""
    return 1 + largest_target(case) * 4 // 3 + case.spare


def small(case: Case) -> Case:
    """The same case after every reduction that is not switched off; one makes the next stronger."""
    if "filled seats" not in case.without:
        case = without_filled(case)
    if "ceilings" not in case.without:
        case = with_seats(with_ceilings(case))
    return case if "dominance" in case.without else reduced(case)


def fill_together(
    case: Case, like: Iterable[Placing], met: Mapping[str, Placing] | None = None
) -> dict[str, Placing]:
    """As many seats filled today as can be, by the rules about sharing.

    Args:
        case: with the targets of `like`, and no others.
        like: the way of each target, and the people who are to stay in their seats where possible.
        met: targets that are filled already; whoever fills them stays.
    """
    wanted = {str(placing.way.target): placing for placing in like} | dict(met or {})
    model = ruled(case.without_exams(), vacancies=True)
    for place, active in model.active.items():
        way = wanted[place.target].way
        model.cp.add(active == (place.option == way.option and place.number in way.numbers))
    for (place, person), seat in model.seats.items():
        if met and place.target in met:
            model.cp.add(seat == (person in _seated(met[place.target], place)))
    stay = _stay(wanted)
    # One search: a seat more is worth more than everybody staying. Nothing is claimed about it.
    fullest = Minimum("open", lambda m: (1 + len(m.seats)) * OPEN_SEATS.build(m) + stay.build(m))
    return found_in(model, Search(model, Limits()).run((fullest,), ties=False)).placings


def most_met(case: Case, like: Iterable[Placing]) -> dict[str, Placing]:
    """The most targets that today's people can fill together, by the rules about sharing.

    Of as many rather those whose thresholds are met or not known, and by the people of `like`.
    """
    today = case.without_exams()
    model = ruled(replace(today, terms=replace(today.terms, optional=True)))
    unmet = Minimum("targets unmet", lambda _: sum(1 - reached for reached in model.reached.values()))
    wanted = {str(placing.way.target): placing for placing in like}
    return found_in(model, Search(model, Limits()).run((unmet, UNMET, NOT_STATED, _stay(wanted)))).placings


def _stay(like: Mapping[str, Placing]) -> Minimum:
    """Fewest seats whose person is another than in `like`."""

    def moves(model: SeatModel) -> Expression:
        return -sum(
            seat
            for (place, person), seat in model.seats.items()
            if person in _seated(like[place.target], place)
        )

    return Minimum("moves", moves)


def _seated(placing: Placing, place: Place) -> tuple[str, ...]:
    """Who sits at a place, if the way is of its option."""
    return placing.placed.get(place.number, ()) if place.option == placing.way.option else ()


def nearest(each: Qualification, people: Sequence[Colleague], case: Case) -> Iterator[Candidate]:
    """Those who can reach a qualification within their limit, fewest exams first."""
    candidates = (
        (len(exams), person.name, exams)
        for person, exams in zip(people, efforts(each, people, case), strict=True)
        if exams is not None and (person.max_exams is None or len(exams) <= person.max_exams)
    )
    for number, name, exams in sorted(candidates, key=lambda item: item[:2]):
        yield Candidate(person=name, exams=number, takes=tuple(sorted(exams)))


def found_in(model: SeatModel, search: Search, without: str | None = None) -> Found:
    """What a search found, as placings by target and exams by person; `without` somebody who is missing."""
    if search.solution is None:
        return Found(search, {}, {})
    placed: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (place, person), seat in model.seats.items():
        if search.value(seat):
            placed[place.target][place.number].append(person)
    placings = {}
    for target in model.case.targets:
        if not search.value(model.reached[str(target)]):
            continue
        active = [
            place
            for place, literal in model.active.items()
            if place.target == str(target) and search.value(literal)
        ]
        way = Way(target, active[0].option, frozenset(place.number for place in active))
        people = {number: tuple(names) for number, names in placed[str(target)].items()}
        placings[str(target)] = with_filled(Placing(way, people), without)
    return Found(search, placings, search.takes())
