"""The linear relaxation of a model: the same rules, but shares of people and exams are allowed.

Its least value is a lower bound, and the models of this package are tight: often the relaxation
has whole numbers only, and then it is the answer. Simplex (Glop, which comes with OR-Tools) finds it
in floating point, and nothing of that is trusted: a bound is computed again in whole numbers
from the multipliers that the simplex found, and whole values are held against every rule.

Any multipliers y, right or wrong, prove a bound: for every x that fulfils the rows and bounds,
`c·x = y·(A·x) + (c - y·A)·x`, where the first part is at least what the rows allow and the second at
least what the bounds of the variables allow. So the error of the simplex costs sharpness, never truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.linear_solver.python import model_builder_helper as mbh

from .cpsat import CpModel, Expression, Row, flat
from .matrix import Matrix
from .stopping import Clock

#: Multipliers are rounded to whole multiples of one over this.
_SCALE = 2**20
#: Values nearer than this to a whole number may be meant to be one: it is tried out.
_NEAR = 1e-6
#: What the model writes for "no limit".
_NO_LIMIT = 2**60
#: Beyond this, 64 bits may not suffice, and Python's own whole numbers are taken.
_LARGEST = 2**62


@dataclass(frozen=True)
class Relaxed:
    """The outcome: no solution of the model is below `bound`; `solution` where all values are whole."""

    bound: int
    values: Any
    solution: list[int] | None
    #: In whole units of one over `_SCALE`: the bound before it is rounded up, as the sum of what
    #: rows and columns are worth in it; and what a step of each variable away from where it is adds.
    exact: int
    worth: tuple[Any, Any]
    reduced: Any

    def cannot_change(self, value: int) -> Iterator[tuple[int, bool]]:
        """The variables at their lower (False) or upper (True) end in all solutions of at most `value`.

        One step away adds more to the bound than there is room for.
        """
        room = value * _SCALE - self.exact
        for column in np.flatnonzero(self.reduced > room).tolist():
            yield column, False
        for column in np.flatnonzero(-self.reduced > room).tolist():
            yield column, True


class Relaxation:
    """The relaxation of a model as it stands at the moment; later rules are picked up."""

    def __init__(self, cp: CpModel) -> None:
        self._cp = cp
        self._builder = mbh.ModelBuilderHelper()
        self._domains: list[list[int]] = []
        self._rows: list[tuple[int, int]] = []
        self._terms: tuple[list[int], list[int], list[int]] = ([], [], [])
        self._known: Matrix | None = None
        #: Of each rule of the model its row; None for those that are no linear ones.
        self._row_of_rule: list[int | None] = []
        #: Whether the model has a rule that is no linear one: a whole solution may break it.
        self._is_partial = False

    def minimize(
        self,
        expression: Expression,
        held: Mapping[int, int] | None = None,
        clock: Clock | None = None,
        lifted: Iterable[int] = (),
    ) -> Relaxed | None:
        """The least value of an expression with some variables held, and some rules lifted by number.

        None where it was not found, be it for lack of time or because nothing fulfils the rules: who
        wants to know asks CP-SAT.
        """
        self._update()
        clock = clock or Clock()
        offset, cost = flat(expression)
        held = held or {}
        helper = mbh.ModelSolverHelper("glop")
        if (seconds := clock.left()) is not None:
            helper.set_time_limit_in_seconds(seconds)
        rows = self._matrix.rows.copy()
        lifted = [row for row in map(self._row_of_rule.__getitem__, lifted) if row is not None]
        rows[lifted] = -_NO_LIMIT, _NO_LIMIT
        with self._posed(cost, held, lifted), clock.ending(helper.interrupt_solve):
            helper.solve(self._builder)
        if not helper.has_response() or helper.status() != mbh.SolveStatus.OPTIMAL:
            return None
        bounds = np.array(self._domains, dtype=np.int64).reshape(-1, 2)
        for column, value in held.items():
            bounds[column] = value
        values = np.asarray(helper.variable_values())
        worth, reduced = self._proven(np.asarray(helper.dual_values()), cost, bounds, rows)
        exact = sum(worth[0].tolist()) + sum(worth[1].tolist()) + offset * _SCALE
        return Relaxed(-(-exact // _SCALE), values, self._whole(values, bounds), exact, worth, reduced)

    def apart(self, relaxed: Relaxed, expression: Expression, idle: Sequence[int]) -> dict[int, int]:
        """The values of all variables in parts of the model that a relaxation has decided.

        Parts have no rule in common, so what is least in one is so whatever the others are. A part is
        decided if its values are whole, break no rule, leave at 0 those that are to be, and come to
        what is proven least for the part alone.
        """
        largest = sum(float(np.abs(worth).sum(dtype=float)) for worth in relaxed.worth)
        if self._is_partial or largest > _LARGEST / 2:
            return {}
        matrix = self._matrix
        part, whole = matrix.part_of, np.rint(relaxed.values).astype(np.int64)
        over = np.zeros(matrix.size, dtype=relaxed.reduced.dtype)
        cost = flat(expression)[1]
        for column, factor in cost.items():
            over[part[column]] += factor * int(whole[column]) * _SCALE
        np.subtract.at(over, matrix.part_of_row, relaxed.worth[0])
        np.subtract.at(over, part, relaxed.worth[1])
        is_open = over >= _SCALE
        is_open[matrix.part_of_row[matrix.broken(whole)]] = True
        is_open[part[np.abs(relaxed.values - whole) > _NEAR]] = True
        is_open[part[[column for column in idle if whole[column]]]] = True
        decided = np.flatnonzero(~is_open[part])
        return dict(zip(decided.tolist(), whole[decided].tolist(), strict=True))

    @property
    def _matrix(self) -> Matrix:
        """The rules so far."""
        if self._known is None:
            self._known = Matrix(*self._terms, self._rows, len(self._domains))
        return self._known

    def fix(self, at_upper: Iterable[tuple[int, bool]]) -> None:
        """Hold variables at one of their ends from now on, in the model as well."""
        for column, is_upper in at_upper:
            value = self._domains[column][is_upper]
            self._domains[column] = [value, value]
            self._bound(column, value, value)
            self._cp.fix(column, value)

    def _update(self) -> None:
        """Add variables and rules that are new since the last time."""
        if self._cp.size == len(self._domains) and self._cp.rules == len(self._row_of_rule):
            return
        self._known = None
        for lower, upper in self._cp.ends[len(self._domains) :]:
            self._bound(self._builder.add_var(), lower, upper)
            self._domains.append([lower, upper])
        for number in range(len(self._row_of_rule), self._cp.rules):
            self._row_of_rule.append(self._add(self._cp.row(number)))

    def _add(self, rule: Row | None) -> int | None:
        if rule is None:
            self._is_partial = True
            return None
        columns, factors, intervals = rule
        lower, upper = max(intervals[0], -_NO_LIMIT), min(intervals[-1], _NO_LIMIT)
        self._is_partial |= len(intervals) > 2  # values between these ends are excluded
        row = self._builder.add_linear_constraint()
        self._bound_row(row, lower, upper)
        add_term = self._builder.add_term_to_constraint
        for column, factor in zip(columns, factors, strict=True):
            add_term(row, column, factor)
        for known, new in zip(self._terms, ([row] * len(columns), columns, factors), strict=True):
            known += new
        self._rows.append((lower, upper))
        return len(self._rows) - 1

    def _bound(self, column: int, lower: float, upper: float) -> None:
        self._builder.set_var_lower_bound(column, lower)
        self._builder.set_var_upper_bound(column, upper)

    def _bound_row(self, row: int, lower: int, upper: int) -> None:
        self._builder.set_constraint_lower_bound(row, lower if lower > -_NO_LIMIT else -np.inf)
        self._builder.set_constraint_upper_bound(row, upper if upper < _NO_LIMIT else np.inf)

    @contextmanager
    def _posed(
        self, cost: Mapping[int, int], held: Mapping[int, int], lifted: Iterable[int]
    ) -> Iterator[None]:
        """The simplex's copy with an objective and some variables held, for a while."""
        self._builder.clear_objective()
        for column, factor in cost.items():
            self._builder.set_var_objective_coefficient(column, factor)
        for column, value in held.items():
            self._bound(column, value, value)
        for row in lifted:
            self._bound_row(row, -_NO_LIMIT, _NO_LIMIT)
        try:
            yield
        finally:
            for row in lifted:
                self._bound_row(row, *self._rows[row])
            for column in held:
                self._bound(column, *self._domains[column])

    def _proven(
        self, multipliers: Any, cost: Mapping[int, int], bounds: Any, rows: Any
    ) -> tuple[tuple[Any, Any], Any]:
        """The bound that some multipliers prove, by rows and columns, in whole numbers throughout."""
        scaled = np.rint(multipliers * _SCALE)
        scaled[(scaled > 0) & (rows[:, 0] <= -_NO_LIMIT) | (scaled < 0) & (rows[:, 1] >= _NO_LIMIT)] = 0
        exact = np.int64 if self._is_small(scaled, cost, bounds, rows) else object
        y, rows, bounds = (array.astype(np.int64).astype(exact) for array in (scaled, rows, bounds))
        reduced = np.zeros(len(self._domains), dtype=exact)
        for column, factor in cost.items():
            reduced[column] = factor * _SCALE
        matrix = self._matrix
        np.subtract.at(reduced, matrix.columns, y[matrix.row_of] * matrix.factors.astype(exact))
        of_rows = np.where(y > 0, y * rows[:, 0], np.where(y < 0, y * rows[:, 1], 0))
        of_columns = np.where(reduced > 0, reduced * bounds[:, 0], reduced * bounds[:, 1])
        return (of_rows, of_columns), reduced

    def _is_small(self, y: Any, cost: Mapping[int, int], bounds: Any, rows: Any) -> bool:
        """Whether no product in the proof can leave 64 bits."""
        limited = np.where(np.abs(rows) >= _NO_LIMIT, 0, np.abs(rows)).max(axis=1, initial=0)
        largest = np.abs(y).max(initial=0) * np.abs(self._matrix.factors).max(initial=0) * len(y)
        reduced = largest + _SCALE * max(map(abs, cost.values()), default=0)
        products = (np.abs(y) * limited).max(initial=0), reduced * float(np.abs(bounds).max(initial=0))
        return bool(max(*products, reduced) < _LARGEST)

    def _whole(self, values: Any, bounds: Any) -> list[int] | None:
        """The values as whole numbers, if that is what they are and every rule holds."""
        whole = np.rint(values)
        if self._is_partial or np.abs(values - whole).max(initial=0) > _NEAR:
            return None
        whole = whole.astype(np.int64)
        within = np.all((bounds[:, 0] <= whole) & (whole <= bounds[:, 1]))
        return whole.tolist() if within and not self._matrix.broken(whole).any() else None
