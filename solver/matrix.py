"""The linear rules of a model as one matrix, and the parts of it that have no rule in common."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np


class Matrix:
    """Rows are rules, columns variables: `factors[k]` stands in `row_of[k]` and `columns[k]`; whole numbers.

    `rows` are the ends between which each rule must be, `size` is the number of columns.
    """

    def __init__(
        self,
        row_of: list[int],
        columns: list[int],
        factors: list[int],
        rows: list[tuple[int, int]],
        size: int,
    ) -> None:
        self.row_of, self.columns = np.array(row_of, dtype=np.intp), np.array(columns, dtype=np.intp)
        self.factors = np.array(factors, dtype=np.int64)
        self.rows = np.array(rows, dtype=np.int64).reshape(-1, 2)
        self.size = size

    def broken(self, whole: Any) -> Any:
        """For each row whether whole values break it."""
        activity = np.zeros(len(self.rows), dtype=np.int64)
        np.add.at(activity, self.row_of, whole[self.columns] * self.factors)
        return (activity < self.rows[:, 0]) | (activity > self.rows[:, 1])

    @cached_property
    def part_of(self) -> Any:
        """For each column the first column of its part: columns are of one part if some row joins them."""
        part = np.arange(self.size)
        while True:
            first = np.full(len(self.rows), self.size)
            np.minimum.at(first, self.row_of, part[self.columns])
            joined = part.copy()
            np.minimum.at(joined, self.columns, first[self.row_of])
            joined = joined[joined]
            if np.array_equal(joined, part):
                return part
            part = joined

    @cached_property
    def part_of_row(self) -> Any:
        """For each row the part of its columns; that of the first column where it has none."""
        part = np.zeros(len(self.rows), dtype=np.intp)
        part[self.row_of] = self.part_of[self.columns]
        return part
