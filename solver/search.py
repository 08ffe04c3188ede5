"""The search that makes each stage smallest and proves it.

First the linear relaxation and a few decisions on it, which suffices nearly always; then CP-SAT,
which goes on from the bound and the solution found so far.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial

from ..models.plans import Stage
from .branching import Branched, Held, Leaf, branched
from .cpsat import Expression, Literal, Parameters, Response, Status, Told, solve
from .model import SeatModel
from .relaxation import Relaxation
from .stages import LARGEST_LOAD, NOT_STATED, Limits, Minimum, ranks
from .stopping import Clock

#: Work allowed for the tie-break, in the solver's own deterministic seconds: it
#: makes plans predictable, not smaller, so it must not cost more than the proof.
TIE_BREAK_WORK = 2.0
#: Work allowed for one try to find whole numbers where the relaxation has its minimum.
ROUNDING_WORK = 1.0
#: Relaxations solved for one stage where they are tight: not for loads, nor under rules about sharing.
NODES = 60
#: How those who are told call the choice among equal solutions.
TIES = "ties"
#: Models of more variables are not searched for the last tie-break.
TIE_BREAK_SIZE = 1_500


class TooLean(Exception):
    """People who stand for several are needed in the plan: the model must have more of them one by one."""


class Search:
    """A search through the stages; `solution` is the best found, as values by variable index."""

    def __init__(self, model: SeatModel, limits: Limits, clock: Clock | None = None) -> None:
        self.model, self.limits = model, limits
        self.clock = clock or limits.clock()
        self.stages: list[Stage] = []
        self.solution: list[int] | None = None
        self.impossible = False
        self._held: list[Held] = []
        #: Of stages that are not searched yet, what is known not to be undercut.
        self.least: dict[str, int] = {}

    def run(
        self,
        stages: Sequence[Minimum],
        *,
        ties: bool = True,
        shortcuts: Mapping[str, Callable[[Search], bool]] | None = None,
    ) -> Search:
        """Minimize each stage in turn, and break ties; stop at the first that is not proven.

        Args:
            stages: what is minimized.
            ties: whether it matters which of equal solutions is found.
            shortcuts: for some stages by name what may find and prove them, and says whether it did.

        Raises:
            TooLean: somebody who stands for several people is needed.
        """
        needs_exams = True
        for stage in stages:
            if stage.of_exams and not needs_exams:
                continue
            shortcut = (shortcuts or {}).get(stage.name)
            if shortcut is not None and shortcut(self):
                continue
            expression = stage.build(self.model)
            if isinstance(expression, int):
                if expression:
                    self.end(stage.name, expression, expression)
            elif not self._minimize(stage.name, expression):
                return self
            if stage.name == "exams":
                needs_exams = self.minimum("exams") > 0
        if self.solution is None and not self._minimize("", 0):
            return self
        if ties:
            self._break_ties()
        return self

    def held(
        self, name: str, expression: Expression, held: Mapping[int, int], leaves: Sequence[Leaf] = ()
    ) -> tuple[Search, Sequence[Leaf]] | None:
        """The same search one stage further, with some variables at fixed values; this one stays as it is.

        Args:
            name: of the stage.
            expression: what is made smallest, built before this search was run.
            held: the values by variable index.
            leaves: from the same stage when less was held.

        Returns:
            The search with the stage proven, and its leaves; None where a few decisions do not suffice.
        """
        further = Search(self.model, self.limits)
        further._relaxation, further._held = self._relaxation, self._held
        found = further.branched(expression, NODES, held, self.solution, leaves)
        if not found.proven or found.value is None:
            return None
        further.solution = found.solution
        further.stages = [*self.stages, self.stage_of(name, found.value, found.value)]
        return further, found.leaves

    def is_impossible(self) -> bool | None:
        """Whether nothing fulfils the model; None where the search ran out of time."""
        self._minimize("", 0)
        return True if self.impossible else None if self.solution is None else False

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

    @cached_property
    def _relaxation(self) -> Relaxation:
        return Relaxation(self.model.cp)

    @cached_property
    def _choices(self) -> list[int]:
        """The choices among the options and parts of requirements."""
        actives = (active for active in self.model.active.values() if not isinstance(active, int))
        return sorted({active.index for active in actives})

    def _minimize(self, name: str, expression: Expression) -> bool:
        """Minimize one stage and hold its value; False ends the run."""
        if self.clock.is_up:
            self.end(name, None, None)
            return False
        self.tell(name, None, None)
        is_tight = name != LARGEST_LOAD.name and not self.model.case.terms.sharing
        relaxed = self.branched(expression, NODES if is_tight else 0)
        if relaxed.solution is not None:
            self.keep(relaxed.solution)
        self.tell(name, relaxed.value, relaxed.bound)
        if not relaxed.proven and relaxed.choices:
            relaxed = self._rounded(expression, relaxed)
        if relaxed.proven and relaxed.value is not None and relaxed.root is not None:
            if "fixing" not in self.model.case.without:
                self._relaxation.fix(relaxed.root.cannot_change(relaxed.value))
            self._hold(name, expression, relaxed.value, relaxed.value)
            return True
        return self._searched(name, expression, relaxed)

    def branched(
        self,
        expression: Expression,
        nodes: int,
        held: Mapping[int, int] | None = None,
        known: Sequence[int] | None = None,
        leaves: Sequence[Leaf] = (),
    ) -> Branched:
        if "relaxation" in self.model.case.without:
            return Branched()
        return branched(
            self._relaxation,
            expression,
            choices=self._choices,
            idle=self.model.stand_ins,
            held=held or {},
            before=self._held,
            known=self._completed(expression, held) if known is None else known,
            nodes=nodes,
            clock=self.clock,
            leaves=leaves,
            parts="apart" not in self.model.case.without,
            in_order=self.model.in_order,
        )

    def _completed(self, expression: Expression, held: Mapping[int, int] | None) -> list[int] | None:
        """The best solution with the best values for variables that came after it, if any fit."""
        if self.solution is None or (len(self.solution) == self.model.cp.size and not held):
            return self.solution
        known = dict(enumerate(self.solution)) | dict(held or {})
        found = self._relaxation.minimize(expression, known, self.clock)
        return None if found is None else found.solution

    def _rounded(self, expression: Expression, relaxed: Branched) -> Branched:
        """What CP-SAT finds where the relaxation is lowest, all choices as they are there."""
        held = relaxed.choices | relaxed.apart | dict.fromkeys(self.model.stand_ins, 0)
        parameters = self.parameters()
        parameters.max_deterministic_time = ROUNDING_WORK
        self.model.cp.minimize(expression)
        with self.model.cp.held(held):
            found = self._solved(parameters)
        if found.status not in (Status.OPTIMAL, Status.FEASIBLE):
            return relaxed
        value = round(found.objective_value)
        if relaxed.value is not None and relaxed.value <= value:
            return relaxed
        self.keep(list(found.solution))
        return replace(relaxed, solution=self.solution, value=value)

    def _searched(self, name: str, expression: Expression, relaxed: Branched) -> bool:
        """Go on with CP-SAT from what is known."""
        self.model.cp.minimize(expression)
        least = max(
            (bound for bound in (relaxed.bound, self.least.get(name)) if bound is not None), default=None
        )
        if least is not None and not isinstance(expression, int):
            self.model.cp.add(expression >= least)
        with self.model.cp.held(relaxed.apart):
            found = self._solved(self.parameters(), self._listener(name, relaxed.value, least))
        if found.status == Status.INFEASIBLE:
            assert self.solution is None, f"stage '{name}' excludes the solution before it"
            self.impossible = True
            return False
        if found.status == Status.MODEL_INVALID:
            raise AssertionError(f"the model of stage '{name}' is invalid")
        proven = bool(found.status == Status.OPTIMAL)
        if not proven and self.clock.left() is None:
            raise KeyboardInterrupt  # without a time limit only Ctrl-C ends a search early
        bounds = (_rounded_up(found.best_objective_bound), least)
        bound = max((bound for bound in bounds if bound is not None), default=None)
        if found.status == Status.UNKNOWN:
            value = relaxed.value
            self.end(name, value, bound)
            return False
        value = round(found.objective_value)
        if relaxed.value is None or value < relaxed.value:
            self.keep(list(found.solution))
        else:
            value = relaxed.value  # of the solution that is kept already
        self._hold(name, expression, value, value if proven else bound)
        return proven

    def _hold(self, name: str, expression: Expression, value: int, bound: int | None) -> None:
        if name:
            self.end(name, value, bound)
        if not isinstance(expression, int):
            self._held.append((expression, value, self.model.cp.rules))
            self.model.cp.add(expression == value)

    def _break_ties(self) -> None:
        """Of plans that are equal, rather one by thresholds that are stated, then by rank."""
        self.tell(TIES, None, None)
        for build in (NOT_STATED.build, partial(ranks, exams=self.minimum("exams"))):
            expression = build(self.model)
            if isinstance(expression, int) or self.clock.is_up:
                continue
            relaxed = self.branched(expression, 0)
            if relaxed.solution is not None:
                self.keep(relaxed.solution)
            if not relaxed.proven and self.model.cp.size <= TIE_BREAK_SIZE:
                relaxed = self._ranked(expression, relaxed)
            if relaxed.value is not None:
                self.model.cp.add(expression == relaxed.value)

    def _ranked(self, expression: Expression, relaxed: Branched) -> Branched:
        """What CP-SAT makes of a tie-break in little time."""
        self.model.cp.minimize(expression)
        parameters = self.parameters()
        parameters.max_deterministic_time = TIE_BREAK_WORK
        found = self._solved(parameters)
        if found.status not in (Status.OPTIMAL, Status.FEASIBLE):
            return relaxed
        self.keep(list(found.solution))
        return Branched(self.solution, round(found.objective_value))

    def keep(self, solution: list[int]) -> None:
        """Remember a solution, and start the next stage from it."""
        if any(solution[index] for index in self.model.stand_ins):
            raise TooLean
        self.solution = solution
        self.model.cp.hint(solution)

    def parameters(self) -> Parameters:
        """One worker with a full linear relaxation, or a deterministic team of workers."""
        parameters = Parameters()
        parameters.linearization_level = 2
        parameters.num_workers = self.limits.workers
        parameters.interleave_search = self.limits.workers > 1
        parameters.random_seed = self.limits.seed
        left = self.clock.left()
        if left is not None:
            parameters.max_time_in_seconds = left
        return parameters

    def stage_of(self, name: str, units: int | None, bound: int | None) -> Stage:
        """The stage as users see it: money and hours as amounts."""
        amounts = next((a for measure, a in self.model.case.terms.amounts.items() if measure == name), None)
        value, least = (x if x is None or amounts is None else amounts.stated(x) for x in (units, bound))
        proven = units is not None and units == bound
        return Stage(minimized=name, value=value, lower_bound=least, proven=proven)

    def tell(self, name: str, units: float | None, bound: float | None) -> None:
        """Say how a stage gets on: the best value so far, and what is proven so far."""
        if name and self.limits.report is not None:
            value, least = (None if x is None else round(x) for x in (units, bound))
            self.limits.report.searching(self.stage_of(name, value, least))

    def end(self, name: str, units: int | None, bound: int | None) -> None:
        """Write down how a stage ended."""
        stage = self.stage_of(name, units, bound)
        self.stages.append(stage)
        if name and self.limits.report is not None:
            self.limits.report.searched(stage)

    def _listener(self, name: str, value: float | None, bound: float | None) -> Told | None:
        """Passes on what CP-SAT finds, beside the best that is known already."""
        if not name or self.limits.report is None:
            return None

        def told(found: float | None, proven: float | None) -> None:
            nonlocal value, bound
            value = min((x for x in (value, found) if x is not None), default=None)
            least = None if proven is None else _rounded_up(proven)
            bound = max((x for x in (bound, least) if x is not None), default=None)
            self.tell(name, value, bound)

        return told

    def _solved(self, parameters: Parameters, told: Told | None = None) -> Response:
        return solve(self.model.cp, parameters, self.clock, told)


def _rounded_up(bound: float) -> int | None:
    """Counts are whole, so a bound of 4.2 means 5; None where nothing is known yet."""
    return math.ceil(bound - 1e-6) if math.isfinite(bound) else None
