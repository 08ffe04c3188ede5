"""A 0/1 program as HiGHS takes it: columns with costs, rows with bounds, built up one by one."""

from __future__ import annotations

from collections.abc import Iterable

import highspy
import numpy as np

from benchmarks.outcomes import Clock

_INFINITY = highspy.kHighsInf


class Matrix:
    """Columns of 0 or 1 and rows over them."""

    def __init__(self) -> None:
        self._costs: list[int] = []
        self._lower: list[int] = []
        self._least: list[float] = []
        self._most: list[float] = []
        self._starts: list[int] = [0]
        self._columns: list[int] = []
        self._factors: list[int] = []

    def column(self, cost: int = 0, *, fixed: bool = False) -> int:
        """A new column, by its number; fixed: it is 1."""
        self._costs.append(cost)
        self._lower.append(int(fixed))
        return len(self._costs) - 1

    def add(
        self, terms: Iterable[tuple[int, int]], *, least: float = -_INFINITY, most: float = _INFINITY
    ) -> None:
        """A row: the sum of columns times factors, and what it lies between."""
        for column, factor in terms:
            self._columns.append(column)
            self._factors.append(factor)
        self._starts.append(len(self._columns))
        self._least.append(least)
        self._most.append(most)

    def solver(self, clock: Clock) -> highspy.Highs:
        """HiGHS with this program and the time that is left."""
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("mip_rel_gap", 0.0)
        size = len(self._costs)
        passed = solver.passModel(
            size,
            len(self._least),
            len(self._columns),
            int(highspy.MatrixFormat.kRowwise),
            int(highspy.ObjSense.kMinimize),
            0.0,
            np.array(self._costs, dtype=np.double),
            np.array(self._lower, dtype=np.double),
            np.ones(size),
            np.array(self._least, dtype=np.double),
            np.array(self._most, dtype=np.double),
            np.array(self._starts, dtype=np.int32),
            np.array(self._columns, dtype=np.int32),
            np.array(self._factors, dtype=np.double),
            np.full(size, int(highspy.HighsVarType.kInteger), dtype=np.int32),
        )
        if passed == highspy.HighsStatus.kError:
            raise ValueError("HiGHS refuses the program")
        solver.setOptionValue("time_limit", clock.left)
        return solver
