"""The door to CP-SAT: the few calls that this project needs, and nothing else loaded.

`ortools.sat.python.cp_model` imports pandas for its series of variables, which takes
longer than everything else in a typical run together (0.25 of 0.3 seconds). Its
expressions, models and solver come from `cp_model_helper`, which is imported here
instead. A test holds both against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias, cast

from ortools.sat.python import cp_model_helper as cmh
from ortools.util.python.sorted_interval_list import Domain

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


class CpModel(_ModelBase):  # type: ignore[misc]
    """Variables, linear constraints, one objective and one hint."""

    def __init__(self) -> None:
        super().__init__(None)

    def new_int_var(self, lower: int, upper: int) -> IntVar:
        """A whole number from `lower` to `upper`."""
        return IntVar(self.model_proto).with_domain(Domain(lower, upper))

    @property
    def size(self) -> int:
        """The number of variables."""
        return len(self.model_proto.variables)

    @property
    def rules(self) -> int:
        """The number of rules."""
        return len(self.model_proto.constraints)

    def new_bool_var(self) -> IntVar:
        """0 or 1."""
        return self.new_int_var(0, 1)

    def add(self, comparison: Comparison) -> None:
        """A comparison that must hold; one of constants that is false makes all impossible."""
        if isinstance(comparison, bool):
            if not comparison:
                self._add_bool_argument_constraint(cmh.BoolArgumentConstraint.bool_or)
        else:
            self._add_bounded_linear_expression(comparison)

    def add_at_most_one(self, literals: Iterable[IntVar]) -> None:
        """At most one of the 0/1 variables is 1."""
        self._add_bool_argument_constraint(cmh.BoolArgumentConstraint.at_most_one, *literals)

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


def solve(model: CpModel, parameters: Parameters) -> Response:
    """Run the solver; look at `status` before anything else of the response.

    After INFEASIBLE there is no solution, and values would silently read as 0.
    """
    wrapper: Any = cmh.SolveWrapper()
    wrapper.set_parameters(parameters)
    return cast("Response", wrapper.solve(model.model_proto))
