"""Whole numbers from the linear relaxation: its undecided choices are decided one way and the other.

Branch and bound as in the books. With the options of all targets decided the relaxations of this
package are whole nearly always, so a handful of decisions suffices. It stops early where they do
not; then CP-SAT goes on from what is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

from .cpsat import Expression, flat
from .relaxation import Relaxation, Relaxed
from .stopping import Clock

#: An expression, the value at which it is held, and the number of the rule that holds it.
Held = tuple[Expression, int, int]
#: A bound, and the decisions for which it holds: values by variable index.
Leaf = tuple[int, dict[int, int]]
#: Nearer than this to 0 or 1 is decided.
_NEAR = 1e-6


@dataclass(frozen=True)
class Branched:
    """The best solution found, and what no solution is below; None: nothing is known.

    `choices` are those of the lowest bound, where some solution may still be. `leaves` are decisions that
    leave out no solution together, each with what is below none of its solutions. `apart` are the values of
    parts of the model that are decided whatever the others are.
    """

    solution: list[int] | None = None
    value: int | None = None
    bound: int | None = None
    root: Relaxed | None = None
    choices: dict[int, int] = field(default_factory=dict)
    leaves: tuple[Leaf, ...] = ()
    apart: dict[int, int] = field(default_factory=dict)

    @property
    def proven(self) -> bool:
        """Whether nothing is below the best solution."""
        return self.value is not None and self.value == self.bound


def branched(
    relaxation: Relaxation,
    expression: Expression,
    *,
    choices: Sequence[int],
    idle: Sequence[int],
    held: Mapping[int, int],
    before: Sequence[Held],
    known: Sequence[int] | None,
    nodes: int,
    clock: Clock,
    leaves: Sequence[Leaf] = (),
    parts: bool = True,
    in_order: Callable[[Expression], Expression] = lambda expression: expression,
) -> Branched:
    """The least whole value of an expression, or bounds on it.

    Args:
        relaxation: of the model.
        expression: what is made small.
        choices: the variables, by index, that are decided.
        idle: variables that are 0 in every solution that counts; bounds hold without that.
        held: variables at fixed values.
        before: what the stages before have reached.
        known: a solution, as values by variable index; perhaps one without what is held.
        nodes: so many relaxations are solved at most, about.
        clock: when to stop.
        leaves: of the same tree when less was held: what is ruled out there is ruled out here.
        parts: whether parts of the model that the root decides are left as they are there.
        in_order: an expression that tells equal solutions apart; the least of it is more often whole.
    """
    tree = _Tree(relaxation, expression, choices, dict.fromkeys(idle, 0), before, clock, in_order)
    return tree.grown(held, known, nodes, leaves, parts)


class _Tree:
    """Decisions still open, the lowest bound first; of equals the one with the most decided."""

    def __init__(
        self,
        relaxation: Relaxation,
        expression: Expression,
        choices: Sequence[int],
        idle: dict[int, int],
        before: Sequence[Held],
        clock: Clock,
        in_order: Callable[[Expression], Expression],
    ) -> None:
        self._relaxation, self._expression, self._choices = relaxation, expression, choices
        self._idle, self._before, self._clock = idle, before, clock
        self._in_order = in_order
        self._offset, self._cost = flat(expression)
        self._open: list[tuple[int, int, int, dict[int, int], Relaxed | None]] = []
        self._numbers = count()
        self._left: list[Leaf] = []
        self._closed: list[Leaf] = []
        self._apart: dict[int, int] = {}
        self.solution: list[int] | None = None
        self.value: int | None = None

    def grown(
        self,
        held: Mapping[int, int],
        known: Sequence[int] | None,
        nodes: int,
        leaves: Sequence[Leaf],
        parts: bool,
    ) -> Branched:
        if known is not None:
            if all(known[index] == value for index, value in held.items()):
                self._consider(list(known))
            self._solve({index: known[index] for index in self._choices} | self._idle | dict(held))
        for bound, decided in leaves:
            if all(decided.get(index, value) == value for index, value in held.items()):
                self._push(bound, decided | dict(held), None)
        root = None if leaves else self._add(dict(held), None)
        if root is None and not leaves:
            return Branched(self.solution, self.value)
        if root and parts and not self._is_done():
            self._apart = self._relaxation.apart(root, self._expression, list(self._idle))
        for _ in range(nodes):
            if self._is_done() or self._clock.is_up:
                break
            self._branch()
        return self._outcome(root)

    def _branch(self) -> None:
        """Decide a choice of the open node with the lowest bound, or solve it first."""
        bound, _, _, decided, node = heappop(self._open)
        if node is None:
            self._add(decided, bound)
            return
        index = self._undecided(node, decided)
        if index is None:
            self._solve_in_order(decided | self._choices_of(node))
            if not self._is_beaten(node):
                self._left.append((bound, self._choices_of(node)))
            self._closed.append((bound, decided))
            return
        likely = int(node.values[index] >= 0.5)
        for choice in (likely, 1 - likely):
            self._add(decided | {index: choice}, bound)

    def _outcome(self, root: Relaxed | None) -> Branched:
        left = [*self._left, *((bound, {}) for bound, *_ in self._open)]
        if self.value is not None:
            left.append((self.value, {}))
        lowest, choices = min(left, key=lambda item: (item[0], not item[1]), default=(None, {}))
        leaves = (*self._closed, *((bound, decided) for bound, _, _, decided, _ in self._open))
        return Branched(self.solution, self.value, lowest, root, choices, leaves, self._apart)

    def _is_done(self) -> bool:
        return not self._open or (self.value is not None and self._open[0][0] >= self.value)

    def _add(self, decided: dict[int, int], parent: int | None) -> Relaxed | None:
        """Solve one node; it stays open unless its own solution is as good as its bound."""
        node = self._solve(decided)
        if node is None:
            if parent is not None and not self._is_ruled_out(decided):
                self._left.append((parent, {}))
                self._closed.append((parent, decided))
            return None
        may_be_idle = self._idle and self._is_whole(node) and not self._is_idle(node.solution)
        if may_be_idle and not self._is_beaten(node):
            self._solve(decided | self._idle)
        if self._is_beaten(node):
            self._closed.append((node.bound, decided))
        else:
            self._push(node.bound, decided, node)
        return node

    def _push(self, bound: int, decided: dict[int, int], node: Relaxed | None) -> None:
        heappush(self._open, (bound, -len(decided), next(self._numbers), decided, node))

    def _is_beaten(self, node: Relaxed) -> bool:
        """Whether nothing below this node is better than the best solution."""
        return self.value is not None and node.bound >= self.value

    def _solve(self, decided: Mapping[int, int]) -> Relaxed | None:
        node = self._relaxation.minimize(self._expression, {**decided, **self._apart}, self._clock)
        if node is not None and node.solution is not None and self._is_idle(node.solution):
            self._consider(node.solution)
        return node

    def _solve_in_order(self, decided: Mapping[int, int]) -> None:
        """Look for a whole solution where no choice is open.

        People who are alike can share a seat in the relaxation, half of it each, at no cost. They do not
        where it is better, among equal solutions, that the first of them has all of it.
        """
        held = {**decided, **self._idle, **self._apart}
        node = self._relaxation.minimize(self._in_order(self._expression), held, self._clock)
        if node is not None and node.solution is not None:
            self._consider(node.solution)

    def _is_ruled_out(self, decided: dict[int, int]) -> bool:
        """Whether these decisions cannot keep to what the stages before have reached."""
        for number, (expression, value, _) in enumerate(self._before):
            lifted = [row for _, _, row in self._before[number:]]
            node = self._relaxation.minimize(expression, decided, self._clock, lifted)
            if node is not None and node.bound > value:
                return True
        return False

    def _is_whole(self, node: Relaxed) -> bool:
        """Whether no choice is open."""
        return all(abs(node.values[index] % 1 - 0.5) > 0.5 - _NEAR for index in self._choices)

    def _consider(self, solution: list[int]) -> None:
        value = self._offset + sum(factor * solution[index] for index, factor in self._cost.items())
        if self.value is None or value < self.value:
            self.solution, self.value = solution, value

    def _is_idle(self, solution: Sequence[int] | None) -> bool:
        """Whether a solution, if there is one, leaves those at 0 that are to be."""
        return solution is not None and not any(solution[index] for index in self._idle)

    def _undecided(self, node: Relaxed, decided: Mapping[int, int]) -> int | None:
        """The choice that is nearest to neither way; None where all are decided."""
        fractions = (
            (abs(node.values[index] % 1 - 0.5), index) for index in self._choices if index not in decided
        )
        distance, index = min(fractions, default=(0.5, 0))
        return index if distance < 0.5 - _NEAR else None

    def _choices_of(self, node: Relaxed) -> dict[int, int]:
        return {index: round(node.values[index]) for index in self._choices}
