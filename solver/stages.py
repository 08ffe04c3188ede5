"""What a plan makes smallest, stage after stage.

Never one sum of weights: each stage is minimized while the values of all stages
before it are held, so no proof depends on how weights were chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from ..models.prices import MEASURES, Measure
from .cpsat import Expression
from .measures import measured
from .model import SeatModel
from .reductions import Reduction
from .reporting import Reporter
from .stopping import Clock, Stop
from .terms import Terms


@dataclass(frozen=True)
class Limits:
    """How long the search may run (`seconds` None: until it is done) and how, `without` which reductions.

    `report` is told how it gets on, `stop` may end it early; neither decides an answer that is proven.
    """

    seconds: float | None = None
    workers: int = 1
    seed: int = 0
    without: frozenset[Reduction] = frozenset()
    report: Reporter | None = field(default=None, compare=False)
    stop: Stop | None = field(default=None, compare=False)

    def clock(self) -> Clock:
        """A clock for a search that begins now."""
        return Clock.of(self.seconds, self.stop)

    def are_stopped(self) -> bool:
        """Whether somebody has ended all searches."""
        return self.stop is not None and self.stop.is_set


def open_seats(model: SeatModel) -> Expression:
    """Seats that stay open, where the model allows that at all."""
    return sum(vacant for places in model.vacant.values() for vacant in places)


def value_missed(model: SeatModel) -> Expression:
    """The weights of targets that are not reached."""
    weights = model.case.terms.weights
    return sum(weights.get(target, 1) * (1 - reached) for target, reached in model.reached.items())


def thresholds(model: SeatModel, state: str) -> Expression:
    """Thresholds in this state among those that the way chosen uses."""
    return sum(
        model.active[place] for place in model.thresholds if model.case.thresholds[place].state == state
    )


def largest_load(model: SeatModel) -> Expression:
    """The most that one person sits."""
    largest = model.cp.new_int_var(0, max(map(len, model.sits.values())))
    for name, sits in model.sits.items():
        if sits:
            model.cp.add(sum(sits.values()) <= model.number[name] * largest)
    return largest


def preferences(model: SeatModel) -> Expression:
    """How late the people are asked who sit something, exam by exam."""
    if not any(person.preference for person in model.case.people):
        return 0
    late = {person.name: person.preference for person in model.case.people}
    return sum(late[name] * sit for name, sits in model.sits.items() for sit in sits.values())


def ranks(model: SeatModel, exams: int) -> Expression:
    """The last tie-break: seats filled today, people by name, exams that can be sat longest.

    Here a sum of weights will do: nothing is claimed about it.
    """
    rank = {exam: position for position, exam in enumerate(model.case.exams)}
    above_all_ranks = 1 + exams * len(model.sits) * len(rank)
    return above_all_ranks * sum(model.open_today) + sum(
        (position * len(rank) + rank[exam]) * sit
        for position, sits in enumerate(model.sits.values())
        for exam, sit in sits.items()
    )


@dataclass(frozen=True)
class Minimum:
    """One stage: what is made smallest. `of_exams`: there is nothing to decide where no exam is needed."""

    name: str
    build: Callable[[SeatModel], Expression]
    of_exams: bool = False


OPEN_SEATS = Minimum("open seats", open_seats)
UNMET = Minimum("thresholds unmet", lambda model: thresholds(model, "unmet"))
MEASURED: dict[Measure, Minimum] = {
    name: Minimum(name, partial(measured, measure=name), of_exams=True) for name in MEASURES
}
EXAMS = MEASURED["exams"]
NOT_STATED = Minimum("thresholds not stated", lambda model: thresholds(model, "not-stated"))
LARGEST_LOAD = Minimum("largest load", largest_load, of_exams=True)


def stages_of(terms: Terms) -> tuple[Minimum, ...]:
    """What a plan under these terms makes smallest, in this order."""
    return (
        *measures_of(terms),
        LARGEST_LOAD,
        Minimum("preferences", preferences, of_exams=True),
    )


def measures_of(terms: Terms) -> tuple[Minimum, ...]:
    """The first of these stages: all that decides what a plan asks for in total."""
    return (
        OPEN_SEATS,
        Minimum("value missed", value_missed),
        UNMET,
        *(MEASURED[name] for name in terms.minimize),
    )
