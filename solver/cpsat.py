"""The door to CP-SAT: the few calls that this project needs, and nothing else loaded.

`ortools.sat.python.cp_model` imports pandas for its series of variables, which takes
longer than everything else in a typical run together (0.25 of 0.3 seconds). Its
expressions, models and solver come from `cp_model_helper`, which is imported here
instead. A test holds both against each other.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple, TypeAlias, cast

from ortools.sat.python import cp_model_helper as cmh
from ortools.util.python.sorted_interval_list import Domain

from .stopping import Clock

IntVar = cmh.IntVar
Parameters = cmh.SatParameters
Response = cmh.CpSolverResponse
Status = cmh.CpSolverStatus

#: A sum of variables with whole coefficients, or a constant.
Expression: TypeAlias = cmh.LinearExpr | int
#: A 0/1 variable, or 1 for what is always so.
Literal: TypeAlias = IntVar | int
#: A comparison of two expressions; a plain bool where both are constants.
Comparison: TypeAlias = cmh.BoundedLinearExpression | bool


_ModelBase: Any = cmh.CpBaseModel  # its stub leaves out what a model is built with


_domain = cache(Domain)


class Row(NamedTuple):
    """A linear rule: the sum of factors times variables, by index, is in some intervals, as pairs of ends."""

    columns: list[int]
    factors: list[int]
    intervals: list[int]


class CpModel(_ModelBase):  # type: ignore[misc]
    """Variables, linear constraints, one objective and one hint.

    What is added is remembered here as well: reading it back from the solver's own form takes longer than
    solving.
    """

    def __init__(self) -> None:
        super().__init__(None)
        self._proto = self.model_proto
        #: The ends of each variable, as it was made.
        self.ends: list[tuple[int, int]] = []
        self._rules: list[cmh.BoundedLinearExpression | None] = []

    def new_int_var(self, lower: int, upper: int) -> IntVar:
        """A whole number from `lower` to `upper`."""
        self.ends.append((lower, upper))
        return IntVar(self._proto).with_domain(_domain(lower, upper))

    @property
    def size(self) -> int:
        """The number of variables."""
        return len(self.ends)

    @property
    def rules(self) -> int:
        """The number of rules."""
        return len(self._rules)

    def row(self, number: int) -> Row | None:
        """A rule as it is written; None for what makes all impossible."""
        rule = self._rules[number]
        if rule is None:
            return None
        intervals = [end - rule.offset for end in rule.bounds.flattened_intervals()]
        return Row([variable.index for variable in rule.vars], rule.coeffs, intervals)

    def new_bool_var(self) -> IntVar:
        """0 or 1."""
        return self.new_int_var(0, 1)

    def add(self, comparison: Comparison) -> None:
        """A comparison that must hold; one of constants that is false makes all impossible."""
        if not isinstance(comparison, bool):
            self._add_bounded_linear_expression(comparison)
            self._rules.append(comparison)
        elif not comparison:
            self._add_bool_argument_constraint(cmh.BoolArgumentConstraint.bool_or)
            self._rules.append(None)

    def add_at_most_one(self, literals: Sequence[IntVar]) -> None:
        """At most one of the 0/1 variables, of which there are some, is 1."""
        self._add_bool_argument_constraint(cmh.BoolArgumentConstraint.at_most_one, *literals)
        self._rules.append(cast("cmh.BoundedLinearExpression", sum(literals) <= 1))

    def minimize(self, expression: Expression) -> None:
        """Replace the objective."""
        self.model_proto.clear_objective()
        if isinstance(expression, int):
            return
        offset, factors = flat(expression)
        objective = self.model_proto.objective
        objective.vars.extend(list(factors))
        objective.coeffs.extend(list(factors.values()))
        objective.offset = offset
        objective.scaling_factor = 1.0

    def fix(self, index: int, value: int) -> None:
        """A variable, by index, at one value for good."""
        self._set_domain(self.model_proto.variables[index], [value, value])

    @contextmanager
    def held(self, values: Mapping[int, int]) -> Iterator[None]:
        """Some variables, by index, at fixed values for a while."""
        variables = self.model_proto.variables
        domains = {index: list(variables[index].domain) for index in values}
        for index, value in values.items():
            self._set_domain(variables[index], [value, value])
        try:
            yield
        finally:
            for index, domain in domains.items():
                self._set_domain(variables[index], domain)

    @staticmethod
    def _set_domain(variable: Any, domain: Sequence[int]) -> None:
        variable.domain.clear()
        variable.domain.extend(domain)

    def hint(self, solution: Sequence[int]) -> None:
        """Replace the hint by a solution, as values by variable index."""
        self.model_proto.clear_solution_hint()
        self.model_proto.solution_hint.vars.extend(range(len(solution)))
        self.model_proto.solution_hint.values.extend(solution)


def flat(expression: Expression) -> tuple[int, dict[int, int]]:
    """A sum as its constant, and the factor of each variable by index."""
    if isinstance(expression, int):
        return expression, {}
    terms = cmh.FlatIntExpr(expression)
    factors = zip((variable.index for variable in terms.vars), terms.coeffs, strict=True)
    return int(terms.offset), dict(factors)


#: Is told the value of the best solution found, or the bound proven; None: nothing new about it.
Told: TypeAlias = Callable[[float | None, float | None], object]


def solve(
    model: CpModel, parameters: Parameters, clock: Clock | None = None, told: Told | None = None
) -> Response:
    """Run the solver; look at `status` before anything else of the response.

    After INFEASIBLE there is no solution, and values would silently read as 0.

    Args:
        model: what is solved.
        parameters: of the solver.
        clock: by which it may be stopped; its time limit is one of the parameters.
        told: is told what is found meanwhile.
    """
    wrapper: Any = cmh.SolveWrapper()
    # The solver's own handler takes Ctrl-C from whoever waits in the main thread for a search in another one.
    parameters.catch_sigint_signal = threading.current_thread() is threading.main_thread()
    wrapper.set_parameters(parameters)
    solutions = _Solutions(told) if told else None
    if told is not None:
        wrapper.add_solution_callback(solutions)
        wrapper.add_best_bound_callback(lambda bound: told(None, bound))
    with (clock or Clock()).ending(wrapper.stop_search):
        return cast("Response", wrapper.solve(model.model_proto))


class _Solutions(cmh.SolutionCallback):
    """Tells the value of each solution."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        self._told = told

    def OnSolutionCallback(self) -> None:  # noqa: N802 - the solver's name
        self._told(self.ObjectiveValue(), self.BestObjectiveBound())
