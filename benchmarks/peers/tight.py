"""The tight peer: choices that sum to what chose them, as a mixed-integer program in HiGHS.

A seat is a choice of one person, and every "or" below it a choice among its alternatives: they sum to
the seat instead of being implied by it, so that the linear relaxation is tight. What earns a
certification is written in its place. A person fills one seat of a target at most, so what these seats use
of one exam sums to whether it is sat. HiGHS runs as it comes, but for the gap that counts as optimal: none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import highspy
from plan_competency.models.qualifications import Qualification
from plan_competency.models.requirements import PeopleRequirement
from plan_competency.models.trees import Leaf, Tree

from benchmarks.outcomes import Clock, Outcome, OutOfTime, Status, whole
from benchmarks.peers.matrix import Matrix
from benchmarks.peers.problem import Lack, Part, Person, Problem

STATUSES: dict[highspy.HighsModelStatus, Status] = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
}
_FEASIBLE = int(highspy.SolutionStatus.kSolutionStatusFeasible)


def solve(problem: Problem, clock: Clock) -> Outcome:
    """The least of the problem, or what is known about it at the cut-off."""
    try:
        solver = Tight(problem, clock).matrix.solver(clock)
    except OutOfTime:
        return Outcome("unknown", seconds=clock.seconds)
    solver.run()
    info, status = solver.getInfo(), STATUSES.get(solver.getModelStatus())
    if status == "infeasible":
        return Outcome(status, seconds=clock.seconds)
    found = info.primal_solution_status == _FEASIBLE
    value = whole(info.objective_function_value) if found else None
    bound = whole(info.mip_dual_bound, bound=True)
    return Outcome(status or ("feasible" if found else "unknown"), value, bound, clock.seconds)


@dataclass
class _Target:
    """What one target's seats come to, person by person: those that exclude each other, and the others."""

    different: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    overlapping: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    uses: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))


class Tight:
    """The program, requirement by requirement; a choice is a 0/1 column."""

    def __init__(self, problem: Problem, clock: Clock) -> None:
        self.matrix = Matrix()
        self._problem, self._clock = problem, clock
        self._sits: dict[tuple[str, str], int] = {}
        self._serves: dict[str, list[int]] = defaultdict(list)
        self._always = self.matrix.column(fixed=True)
        for options in problem.targets.values():
            self._add_target(options)
        for serves in self._serves.values():
            self.matrix.add([(column, 1) for column in serves], most=1)

    def _add_target(self, options: Sequence[Tree]) -> None:
        """One option earns it."""
        target = _Target()
        for tree, option in zip(options, self._choose(1, len(options), self._always), strict=True):
            self._add_tree(tree, option, target)
        for seats in target.different.values():
            self.matrix.add([(seat, 1) for seat in seats], most=1)
        for (name, exam), used in target.uses.items():
            self._add_use(name, exam, used)
        if self._problem.exclusive:
            self._add_serving(target)

    def _add_serving(self, target: _Target) -> None:
        """Whoever fills a seat serves the target: of different seats one at most, so they add up."""
        for name in {**target.different, **target.overlapping}:
            different, overlapping = target.different[name], target.overlapping[name]
            if not overlapping:
                self._serves[name] += different
                continue
            serves = self.matrix.column()
            self._serves[name].append(serves)
            self.matrix.add([(serves, -1), *((seat, 1) for seat in different)], most=0)
            for seat in overlapping:
                self._imply(seat, serves)

    def _add_tree(self, tree: Tree, active: int, target: _Target) -> None:
        if isinstance(tree, Leaf):
            if isinstance(tree.requirement, PeopleRequirement):
                self._add_people(tree.requirement, tree, active, target)
            return
        choices = self._choose(tree.needed, len(tree.parts), active)
        for part, choice in zip(tree.parts, choices, strict=True):
            self._add_tree(part, choice, target)

    def _choose(self, needed: int, among: int, chosen_by: int) -> list[int]:
        """So many of the alternatives, if what chooses them is itself chosen."""
        if needed == among:
            return [chosen_by] * among
        choices = [self.matrix.column() for _ in range(among)]
        self.matrix.add([(chosen_by, -needed), *((choice, 1) for choice in choices)], least=0, most=0)
        if needed > 1:
            for choice in choices:
                self._imply(choice, chosen_by)
        return choices

    def _add_people(self, rule: PeopleRequirement, leaf: Leaf, active: int, target: _Target) -> None:
        """So many people fill its seats, each of whom satisfies it; and so many of them more."""
        uses: dict[tuple[str, str], list[int]] = defaultdict(list)
        seats = self._seats(rule.each, uses)
        self.matrix.add([(active, -rule.people), *((seat, 1) for seat in seats.values())], least=0, most=0)
        for name, seat in seats.items():
            (target.different if leaf.exclusive else target.overlapping)[name].append(seat)
            if rule.people > 1:
                self._imply(seat, active)
        for entry in rule.among_them:
            more = {name: seat for name, seat in self._seats(entry.each, uses).items() if name in seats}
            self.matrix.add([(active, -entry.people), *((seat, 1) for seat in more.values())], least=0)
            for name, seat in more.items():
                self._imply(seat, seats[name])
        self._add_uses(uses, leaf, target)

    def _add_uses(self, uses: dict[tuple[str, str], list[int]], leaf: Leaf, target: _Target) -> None:
        """What the seats of one requirement use of each exam, several uses by one person as one."""
        for (name, exam), choices in uses.items():
            used = choices[0] if len(choices) == 1 else self.matrix.column()
            for choice in choices if len(choices) > 1 else ():
                self._imply(choice, used)
            if leaf.exclusive:
                target.uses[name, exam].append(used)
            else:
                self._add_use(name, exam, [used])

    def _add_use(self, name: str, exam: str, used: Sequence[int]) -> None:
        """What is used is sat."""
        if (name, exam) not in self._sits:
            self._sits[name, exam] = self.matrix.column(cost=self._problem.prices[exam])
        self.matrix.add([(self._sits[name, exam], -1), *((column, 1) for column in used)], most=0)

    def _seats(self, each: Qualification, uses: dict[tuple[str, str], list[int]]) -> dict[str, int]:
        """A choice of everybody who can satisfy a condition, with what it uses."""
        _ = self._clock.left
        seats = {}
        for person in self._problem.people:
            lacking = person.lacks(each)
            if lacking is not False:
                seats[person.name] = self.matrix.column()
                for exam, choice in self._ways(lacking, seats[person.name], person):
                    uses[person.name, exam].append(choice)
        return seats

    def _ways(self, lacking: Lack, chosen: int, person: Person) -> Iterator[tuple[str, int]]:
        """Each exam with the choice that uses it."""
        if isinstance(lacking, Part):
            choices = self._choose(lacking.needed, len(lacking.parts), chosen)
            for part, choice in zip(lacking.parts, choices, strict=True):
                yield from self._ways(part, choice, person)
        elif isinstance(lacking, str):
            if lacking in person.can_sit:
                yield lacking, chosen
            else:
                route = self._problem.routes[lacking]
                yield from self._ways(person.lacks_to_earn(route), chosen, person)

    def _imply(self, one: int, other: int) -> None:
        self.matrix.add([(one, 1), (other, -1)], most=0)
