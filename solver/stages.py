"""What a plan makes smallest, stage after stage, and the search that proves each.

Never one sum of weights: each stage is minimized while the values of all stages
before it are held, so no proof depends on how weights were chosen.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..models.plans import Stage
from .cpsat import Expression, Parameters, Status, solve
from .model import Literal, SeatModel

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


def thresholds(model: SeatModel, state: str) -> Expression:
    """Thresholds in this state among those that the way chosen uses."""
    return sum(
        model.active[place] for place in model.thresholds if model.case.thresholds[place].state == state
    )


def exams(model: SeatModel) -> Expression:
    """Everything to be sat."""
    return sum(sit for sits in model.sits.values() for sit in sits.values())


def people(model: SeatModel) -> Expression:
    """People who sit something; seats for which someone must study bound them tightly."""
    studies = {name: model.cp.new_bool_var() for name, sits in model.sits.items() if sits}
    for name, someone in studies.items():
        for sit in model.sits[name].values():
            model.cp.add(sit <= someone)
    for (_, name), seats in model.studying.items():
        model.cp.add(sum(seats) <= studies[name])
    return sum(studies.values())


def largest_load(model: SeatModel) -> Expression:
    """The most that one person sits."""
    largest = model.cp.new_int_var(0, max(map(len, model.sits.values())))
    for sits in model.sits.values():
        if sits:
            model.cp.add(sum(sits.values()) <= largest)
    return largest


def ranks(model: SeatModel, exams: int) -> Expression:
    """The tie-break: seats filled today, people by name, exams that can be sat longest.

    Here a sum of weights will do: nothing is claimed about it.
    """
    rank = {exam: position for position, exam in enumerate(model.case.exams)}
    above_all_ranks = 1 + exams * len(model.sits) * len(rank)
    return above_all_ranks * sum(model.open_today) + sum(
        (position * len(rank) + rank[exam]) * sit
        for position, sits in enumerate(model.sits.values())
        for exam, sit in sits.items()
    )


Stages = Sequence[tuple[str, Callable[[SeatModel], Expression]]]

#: In this order; those of `_OF_EXAMS` have nothing to do where no exam is needed.
STAGES: Stages = (
    ("open seats", open_seats),
    ("thresholds unmet", lambda model: thresholds(model, "unmet")),
    ("exams", exams),
    ("people", people),
    ("largest load", largest_load),
    ("thresholds not stated", lambda model: thresholds(model, "not-stated")),
)
_OF_EXAMS = ("people", "largest load")


class Search:
    """A search through the stages; `solution` is the best found, as values by variable index."""

    def __init__(self, model: SeatModel, limits: Limits) -> None:
        self.model, self.limits = model, limits
        self.deadline = None if limits.seconds is None else time.monotonic() + limits.seconds
        self.stages: list[Stage] = []
        self.solution: list[int] | None = None
        self.impossible = False

    def run(self, stages: Stages = STAGES) -> Search:
        """Minimize each stage in turn; stop at the first that is not proven."""
        for name, build in stages:
            if name in _OF_EXAMS and not self.minimum("exams"):
                continue
            if name == "largest load" and self._stays_even():
                continue
            expression = build(self.model)
            if isinstance(expression, int):
                if expression:
                    self.stages.append(_stage(name, expression, expression))
            elif not self._minimize(name, expression):
                return self
        if self.solution is None and not self._minimize("", 0):
            return self
        self._break_ties()
        return self

    def _stays_even(self) -> bool:
        """No load can be smaller than the exams spread evenly: then there is nothing to search."""
        least = -(-self.minimum("exams") // self.minimum("people"))
        if max(map(len, self.takes().values())) > least:
            return False
        self.stages.append(_stage("largest load", least, least))
        for sits in self.model.sits.values():
            self.model.cp.add(sum(sits.values()) <= least)
        return True

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
        """The value that a stage reached; 0 if it was not run."""
        stage = self.stage(name)
        return (stage.value or 0) if stage else 0

    def _minimize(self, name: str, expression: Expression) -> bool:
        """Minimize one stage and hold its value; False ends the run."""
        if self._time_left() == 0:
            self.stages.append(_stage(name, None, None))
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
            self.stages.append(_stage(name, None, bound))
            return False
        self._keep(list(found.solution))
        if name:
            value = round(found.objective_value)
            self.stages.append(_stage(name, value, value if proven else bound))
            self.model.cp.add(expression == value)
        return proven

    def _break_ties(self) -> None:
        expression = ranks(self.model, self.minimum("exams"))
        if isinstance(expression, int) or self._time_left() == 0:
            return
        self.model.cp.minimize(expression)
        parameters = self._parameters()
        parameters.max_deterministic_time = TIE_BREAK_WORK
        found = solve(self.model.cp, parameters)
        if found.status in (Status.OPTIMAL, Status.FEASIBLE):
            self._keep(list(found.solution))

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

    def _time_left(self) -> float | None:
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())


def _stage(name: str, value: int | None, bound: int | None) -> Stage:
    return Stage(minimized=name, value=value, lower_bound=bound, proven=value is not None and value == bound)


def _rounded_up(bound: float) -> int | None:
    """Counts are whole, so a bound of 4.2 means 5; None where nothing is known yet."""
    return math.ceil(bound - 1e-6) if math.isfinite(bound) else None
