"""The textbook peer: the CP-SAT model that a competent user of OR-Tools writes for this problem.

A Boolean for each person and requirement ("fills a seat of it"), one for each person and exam
("sits it"), one for each person and certification that can be earned. What a person lacks follows
by implications, an "or" is a clause, "at least k" a sum. 8 workers, everything else as OR-Tools has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ortools.sat.python import cp_model
from plan_competency.models.qualifications import Qualification
from plan_competency.models.requirements import PeopleRequirement
from plan_competency.models.trees import Leaf, Tree

from benchmarks.outcomes import Clock, Outcome, OutOfTime, Status, whole
from benchmarks.peers.problem import Lack, Part, Person, Problem

WORKERS = 8
STATUSES: dict[cp_model.CpSolverStatus, Status] = {
    cp_model.OPTIMAL: "optimal",
    cp_model.FEASIBLE: "feasible",
    cp_model.INFEASIBLE: "infeasible",
    cp_model.UNKNOWN: "unknown",
}


def solve(problem: Problem, clock: Clock, workers: int = WORKERS) -> Outcome:
    """The least of the problem, or what is known about it at the cut-off."""
    try:
        model = Textbook(problem, clock).model
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.max_time_in_seconds = clock.left
    except OutOfTime:
        return Outcome("unknown", seconds=clock.seconds)
    status = STATUSES[solver.solve(model)]
    if status == "infeasible":
        return Outcome(status, seconds=clock.seconds)
    return Outcome(
        status,
        value=None if status == "unknown" else whole(solver.objective_value),
        bound=whole(solver.best_objective_bound, bound=True),
        seconds=clock.seconds,
    )


class Textbook:
    """The model, requirement by requirement."""

    def __init__(self, problem: Problem, clock: Clock) -> None:
        self.model = cp_model.CpModel()
        self._problem, self._clock = problem, clock
        self._sits: dict[tuple[str, str], cp_model.IntVar] = {}
        self._earns: dict[tuple[str, str], cp_model.IntVar] = {}
        self._serves: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        for options in problem.targets.values():
            self._add_target(options)
        for targets in self._serves.values():
            self.model.add_at_most_one(targets)
        costs = [problem.prices[exam] * sits for (_, exam), sits in self._sits.items()]
        self.model.minimize(cp_model.LinearExpr.sum(costs))

    def _add_target(self, options: Sequence[Tree]) -> None:
        """One option earns it; its people are different, but where requirements allow overlap."""
        chosen = [self.model.new_bool_var("option") for _ in options]
        self.model.add_bool_or(chosen)
        filled: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        different: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        for tree, option in zip(options, chosen, strict=True):
            self._add_tree(tree, option, filled, different)
        for seats in different.values():
            self.model.add_at_most_one(seats)
        if self._problem.exclusive:
            self._add_serving(filled)

    def _add_serving(self, filled: dict[str, list[cp_model.IntVar]]) -> None:
        """Whoever fills a seat serves the target."""
        for name, seats in filled.items():
            serves = self.model.new_bool_var("serves")
            for seat in seats:
                self.model.add_implication(seat, serves)
            self._serves[name].append(serves)

    def _add_tree(
        self,
        tree: Tree,
        active: cp_model.IntVar,
        filled: dict[str, list[cp_model.IntVar]],
        different: dict[str, list[cp_model.IntVar]],
    ) -> None:
        if isinstance(tree, Leaf):
            if isinstance(tree.requirement, PeopleRequirement):
                seats = self._add_people(tree.requirement, active)
                for name, seat in seats.items():
                    filled[name].append(seat)
                    if tree.exclusive:
                        different[name].append(seat)
            return
        chosen = [self.model.new_bool_var("part") for _ in tree.parts]
        self._need(tree.needed, chosen, active)
        for part, choice in zip(tree.parts, chosen, strict=True):
            self._add_tree(part, choice, filled, different)

    def _need(self, needed: int, chosen: Sequence[cp_model.IntVar], active: cp_model.IntVar) -> None:
        """So many of these, if what they are parts of is needed itself."""
        if needed == len(chosen):
            for choice in chosen:
                self.model.add_implication(active, choice)
        elif needed == 1:
            self.model.add_bool_or(chosen).only_enforce_if(active)
        else:
            self.model.add(cp_model.LinearExpr.sum(chosen) >= needed).only_enforce_if(active)

    def _add_people(self, rule: PeopleRequirement, active: cp_model.IntVar) -> dict[str, cp_model.IntVar]:
        """So many people fill its seats, each of whom satisfies it; and so many of them more."""
        seats = self._chosen(rule.each)
        filled = cp_model.LinearExpr.sum(list(seats.values()))
        self.model.add(filled == rule.people).only_enforce_if(active)
        for entry in rule.among_them:
            more = self._chosen(entry.each)
            both = [name for name in more if name in seats]
            for name in both:
                self.model.add_implication(more[name], seats[name])
            among = cp_model.LinearExpr.sum([more[name] for name in both])
            self.model.add(among >= entry.people).only_enforce_if(active)
        return seats

    def _chosen(self, each: Qualification) -> dict[str, cp_model.IntVar]:
        """A Boolean for everybody who can satisfy a condition: if it is true, the person does."""
        _ = self._clock.left
        found = {}
        for person in self._problem.people:
            lacking = person.lacks(each)
            if lacking is not False:
                found[person.name] = self.model.new_bool_var("person")
                self._imply(found[person.name], lacking, person)
        return found

    def _imply(self, literal: cp_model.IntVar, lacking: Lack, person: Person) -> None:
        """If the literal is true, what is lacking is got."""
        if isinstance(lacking, Part):
            self._need(lacking.needed, [self._gets(part, person) for part in lacking.parts], literal)
        elif isinstance(lacking, str):
            self.model.add_implication(literal, self._gets(lacking, person))

    def _gets(self, lacking: Part | str, person: Person) -> cp_model.IntVar:
        """Whether a person gets an exam, a certification, or parts of a condition."""
        if isinstance(lacking, Part):
            gets = self.model.new_bool_var("gets")
            self._imply(gets, lacking, person)
            return gets
        key = (person.name, lacking)
        if lacking in person.can_sit:
            if key not in self._sits:
                self._sits[key] = self.model.new_bool_var("sits")
            return self._sits[key]
        if key not in self._earns:
            self._earns[key] = self.model.new_bool_var("earns")
            route = self._problem.routes[lacking]
            self._imply(self._earns[key], person.lacks_to_earn(route), person)
        return self._earns[key]
