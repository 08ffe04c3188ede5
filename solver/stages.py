"""What a plan makes smallest, stage after stage, and the search that proves each.

Never one sum of weights: each stage is minimized while the values of all stages
before it are held, so no proof depends on how weights were chosen.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from ..models.plans import Stage
from ..models.prices import MEASURES, Measure
from .balancing import GROUP, evened
from .cpsat import Expression, Literal, Parameters, Status, solve
from .measures import measured
from .model import SeatModel
from .terms import Terms

#: Work allowed for the tie-break, in the solver's own deterministic seconds: it
#: makes plans predictable, not smaller, so it must not cost more than the proof.
TIE_BREAK_WORK = 2.0


@dataclass(frozen=True)
class Limits:
    """How long and how the search may run. `seconds` None: until it is done."""

    seconds: float | None = None
    workers: int = 1
    seed: int = 0


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
    for sits in model.sits.values():
        if sits:
            model.cp.add(sum(sits.values()) <= largest)
    return largest


def preferences(model: SeatModel) -> Expression:
    """How late the people are asked who sit something, exam by exam."""
    if len({person.preference for person in model.case.people}) < 2:
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


class Search:
    """A search through the stages; `solution` is the best found, as values by variable index."""

    def __init__(self, model: SeatModel, limits: Limits) -> None:
        self.model, self.limits = model, limits
        self.deadline = None if limits.seconds is None else time.monotonic() + limits.seconds
        self.stages: list[Stage] = []
        self.solution: list[int] | None = None
        self.impossible = False

    def run(self, stages: Sequence[Minimum], *, ties: bool = True) -> Search:
        """Minimize each stage in turn, and break ties; stop at the first that is not proven."""
        needs_exams = True
        for stage in stages:
            if stage.of_exams and not needs_exams:
                continue
            if stage is LARGEST_LOAD and self._is_even():
                continue
            expression = stage.build(self.model)
            if isinstance(expression, int):
                if expression:
                    self.stages.append(self._stage(stage.name, expression, expression))
            elif not self._minimize(stage.name, expression):
                return self
            if stage.name == "exams":
                needs_exams = self.minimum("exams") > 0
        if self.solution is None and not self._minimize("", 0):
            return self
        if ties:
            self._break_ties()
        return self

    def is_impossible(self) -> bool | None:
        """Whether nothing fulfils the model; None where the search ran out of time."""
        self._minimize("", 0)
        return True if self.impossible else None if self.solution is None else False

    def _is_even(self) -> bool:
        """Whether the largest load is found already: none is smaller than the exams spread evenly."""
        assert self.solution is not None
        least = -(-self.minimum("exams") // self.minimum("people"))
        if self._largest_load() > least and self.minimum("people") > GROUP:
            self._keep(evened(self.model, self.solution, least, self._parameters, self.deadline))
        proven = self._largest_load() <= least
        if proven:
            self.stages.append(self._stage(LARGEST_LOAD.name, least, least))
        for sits in self.model.sits.values() if proven else ():
            self.model.cp.add(sum(sits.values()) <= least)
        return proven

    def _largest_load(self) -> int:
        return max(map(len, self.takes().values()))

    @property
    def proven(self) -> bool:
        """Whether every stage is proven."""
        return self.solution is not None and all(stage.proven for stage in self.stages)

    def stage(self, name: str) -> Stage | None:
        """The stage of that name, if it was reached and there was something to decide."""
        return next((stage for stage in self.stages if stage.minimized == name), None)

    def value(self, literal: Literal) -> int:
        """The value of a variable in the best solution."""
        assert self.solution is not None
        return literal if isinstance(literal, int) else self.solution[literal.index]

    def takes(self) -> dict[str, frozenset[str]]:
        """The exams that each person sits in the best solution."""
        return {
            person: frozenset(exam for exam, sit in sits.items() if self.value(sit))
            for person, sits in self.model.sits.items()
        }

    def minimum(self, name: str) -> int:
        """The count that a stage reached; 0 if it was not run."""
        stage = self.stage(name)
        return int(stage.value or 0) if stage else 0

    def _minimize(self, name: str, expression: Expression) -> bool:
        """Minimize one stage and hold its value; False ends the run."""
        if self._time_left() == 0:
            self.stages.append(self._stage(name, None, None))
            return False
        self.model.cp.minimize(expression)
        found = solve(self.model.cp, self._parameters())
        if found.status == Status.INFEASIBLE:
            assert self.solution is None, f"stage '{name}' excludes the solution before it"
            self.impossible = True
            return False
        if found.status == Status.MODEL_INVALID:
            raise AssertionError(f"the model of stage '{name}' is invalid")
        proven = bool(found.status == Status.OPTIMAL)
        if not proven and self.limits.seconds is None:
            raise KeyboardInterrupt  # without a time limit only Ctrl-C ends a search early
        bound = _rounded_up(found.best_objective_bound)
        if found.status == Status.UNKNOWN:
            self.stages.append(self._stage(name, None, bound))
            return False
        self._keep(list(found.solution))
        if name:
            value = round(found.objective_value)
            self.stages.append(self._stage(name, value, value if proven else bound))
            self.model.cp.add(expression == value)
        return proven

    def _break_ties(self) -> None:
        """Of plans that are equal, rather one by thresholds that are stated, then by rank."""
        for build in (NOT_STATED.build, partial(ranks, exams=self.minimum("exams"))):
            expression = build(self.model)
            if isinstance(expression, int) or self._time_left() == 0:
                continue
            self.model.cp.minimize(expression)
            parameters = self._parameters()
            parameters.max_deterministic_time = TIE_BREAK_WORK
            found = solve(self.model.cp, parameters)
            if found.status in (Status.OPTIMAL, Status.FEASIBLE):
                self._keep(list(found.solution))
                self.model.cp.add(expression == round(found.objective_value))

    def _keep(self, solution: list[int]) -> None:
        """Remember a solution, and start the next stage from it."""
        self.solution = solution
        self.model.cp.hint(solution)

    def _parameters(self) -> Parameters:
        """One worker with a full linear relaxation, or a deterministic team of workers."""
        parameters = Parameters()
        parameters.linearization_level = 2
        parameters.num_workers = self.limits.workers
        parameters.interleave_search = self.limits.workers > 1
        parameters.random_seed = self.limits.seed
        left = self._time_left()
        if left is not None:
            parameters.max_time_in_seconds = left
        return parameters

    def _stage(self, name: str, units: int | None, bound: int | None) -> Stage:
        """The stage as users see it: money and hours as amounts."""
        amounts = next((a for measure, a in self.model.case.terms.amounts.items() if measure == name), None)
        value, least = (x if x is None or amounts is None else amounts.stated(x) for x in (units, bound))
        proven = units is not None and units == bound
        return Stage(minimized=name, value=value, lower_bound=least, proven=proven)

    def _time_left(self) -> float | None:
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())


def _rounded_up(bound: float) -> int | None:
    """Counts are whole, so a bound of 4.2 means 5; None where nothing is known yet."""
    return math.ceil(bound - 1e-6) if math.isfinite(bound) else None
