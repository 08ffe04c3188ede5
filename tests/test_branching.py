"""Decisions on the relaxation, and the leaves of one tree of decisions with which a later one begins."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pytest
from plan_competency.solver.branching import Branched, Held, Leaf, branched
from plan_competency.solver.cpsat import CpModel, Expression
from plan_competency.solver.relaxation import Relaxation, Relaxed
from plan_competency.solver.stopping import Clock
from test_relaxation import Solution, Toy, knapsacks, toy, with_wrong_multipliers

SEEDS = 150


class Triangles:
    """Three 0/1 variables a triangle, of which any two are not both 0: two of them are 1 at least.

    The relaxation makes do with one half of each, which is 3 / 2 a triangle. That is its only minimum, so
    what is decided first, the first of the choices, does not depend on how it is solved.
    """

    def __init__(self, triangles: int) -> None:
        self.cp = CpModel()
        bits = [self.cp.new_bool_var() for _ in range(3 * triangles)]
        for first in range(0, len(bits), 3):
            a, b, c = bits[first : first + 3]
            for one, other in ((a, b), (b, c), (a, c)):
                self.cp.add(one + other >= 1)
        self.total: Expression = sum(bits)
        self.relaxation = Relaxation(self.cp)
        self.indexes = range(len(bits))

    def grown(self, held: Mapping[int, int] | None = None, **other: Any) -> Branched:
        asked: dict[str, Any] = {
            "choices": [index for index in self.indexes if index not in (held or {})],
            "idle": (),
            "held": held or {},
            "before": (),
            "known": None,
            "nodes": 60,
            "clock": Clock(),
        }
        return branched(self.relaxation, self.total, **{**asked, **other})


def test_the_bound_of_the_relaxation_is_rounded_up() -> None:
    # 3 / 2 is 2 in whole numbers; nothing is decided yet, so there is one leaf, without decisions.
    found = Triangles(1).grown(nodes=0)
    assert (found.bound, found.value, found.leaves, found.proven) == (2, None, ((2, {}),), False)


def test_one_decision_makes_a_triangle_whole() -> None:
    # With a at 1 one of b and c is left to be 1, with a at 0 both are 1: 2 both ways.
    found = Triangles(1).grown(nodes=1)
    assert (found.bound, found.value, found.proven) == (2, 2, True)
    assert sorted(found.leaves, key=str) == [(2, {0: 0}), (2, {0: 1})]


def test_decisions_raise_the_bound() -> None:
    # Two triangles: 3 / 2 twice is 3. With one decided it is 2 + 3 / 2, which is 4, and so much they need.
    found = [Triangles(2).grown(nodes=nodes) for nodes in (0, 1, 2)]
    assert [(one.bound, one.value, len(one.leaves)) for one in found] == [
        (3, None, 1),
        (4, None, 2),
        (4, 4, 3),
    ]


def test_a_constant_counts() -> None:
    two = Triangles(1)
    two.total = 2 * two.total + 5
    assert two.grown().value == 2 * 2 + 5


def test_nothing_is_left_to_decide_where_a_known_solution_is_as_good_as_the_bound() -> None:
    found = Triangles(1).grown(known=[1, 0, 1], nodes=0)
    assert (found.bound, found.value, found.solution, found.proven) == (2, 2, [1, 0, 1], True)


def test_a_known_solution_that_is_not_the_least_is_bettered() -> None:
    assert Triangles(1).grown(known=[1, 1, 1]).value == 2


def test_a_known_solution_without_what_is_held_does_not_count() -> None:
    # c is known as 0 and held at 1: with it one more of a and b suffices, as without.
    found = Triangles(1).grown({2: 1}, known=[1, 1, 0], nodes=0)
    assert found.solution is None or found.solution[2] == 1
    assert found.bound == 2


def test_time_that_is_up_proves_nothing() -> None:
    found = Triangles(2).grown(clock=Clock(0.0))
    assert (found.value, found.proven) == (None, False)


#: What is held besides in two triangles of variables 0 to 2 and 3 to 5, and their least then.
MORE_HELD: list[tuple[dict[int, int], int]] = [
    ({}, 4),
    ({0: 0}, 4),  # the other two
    ({0: 1}, 4),  # and one of the others
    ({0: 1, 1: 1, 2: 1}, 5),  # all of one, two of the other
    ({0: 0, 3: 0}, 4),
    ({0: 1, 1: 1, 2: 1, 3: 1, 4: 1, 5: 1}, 6),
]


@pytest.mark.parametrize(("held", "least"), MORE_HELD, ids=str)
def test_leaves_lead_on_when_more_is_held(held: dict[int, int], least: int) -> None:
    two = Triangles(2)
    choices = [index for index in two.indexes if index not in held]
    first = two.grown(choices=choices)
    again = two.grown(held, choices=choices, known=first.solution, leaves=first.leaves)
    assert (again.value, again.bound, again.proven) == (least, least, True)
    assert again.solution is not None
    assert all(again.solution[index] == value for index, value in held.items())


def test_what_was_decided_is_not_decided_again() -> None:
    # From the start one node raises the bound to 4, with no solution yet. The leaves have that bound already.
    two = Triangles(2)
    first = two.grown()
    assert (two.grown(nodes=1).bound, two.grown(nodes=1).value) == (4, None)
    again = two.grown(nodes=1, leaves=first.leaves)
    assert (again.bound, again.value, again.proven) == (4, 4, True)


def test_with_all_leaves_impossible_nothing_is_proven() -> None:
    # Two of one triangle at 0: there is no solution. Only CP-SAT says so.
    one = Triangles(1)
    first = one.grown(choices=(2,))
    again = one.grown({0: 0, 1: 0}, choices=(2,), known=first.solution, leaves=first.leaves)
    assert (again.solution, again.value, again.proven) == (None, None, False)


def test_what_a_stage_before_excludes_is_no_leaf() -> None:
    # The least total is 2 and held. All three at 1 would be 3: the total proves that nothing is there.
    one = Triangles(1)
    number = one.cp.rules
    before: list[Held] = [(one.total, 2, number)]
    one.cp.add(one.total == 2)
    first = one.grown(before=before, choices=())
    assert (first.value, first.proven) == (2, True)
    again = one.grown({0: 1, 1: 1, 2: 1}, before=before, choices=(), leaves=first.leaves)
    assert (again.solution, again.bound, again.leaves) == (None, None, ())


# --- Random models, of most of which the relaxation is not whole.


def _grown(
    case: Toy,
    relaxation: Relaxation,
    cost: Expression,
    choices: Sequence[int],
    *,
    held: Mapping[int, int] | None = None,
    leaves: Sequence[Leaf] = (),
    known: Sequence[int] | None = None,
    nodes: int = 60,
    before: Sequence[Held] = (),
    idle: Sequence[int] = (),
) -> Branched:
    return branched(
        relaxation,
        cost,
        choices=choices,
        idle=idle,
        held=held or {},
        before=before,
        known=known,
        nodes=nodes,
        clock=Clock(),
        leaves=leaves,
    )


class _Cover(Toy):
    """Everything costs something."""

    def terms(self) -> dict[int, int]:
        return {number: self.rng.choice(self.factors) for number in range(len(self.variables))}


def _covers(seed: int) -> Toy:
    """0/1 variables of which enough must be 1 here and there: all at 1 are, and halves seem to suffice."""
    made = _Cover(random.Random(f"covers {seed}"), (1, 1, 2, 3))
    made.domains = [(0, 1)] * 7
    made.variables = [made.cp.new_bool_var() for _ in made.domains]
    for _ in range(made.rng.randint(3, 6)):
        chosen = made.rng.sample(range(7), made.rng.randint(2, 5))
        terms = {number: made.rng.choice((1, 1, 1, 2)) for number in chosen}
        least = made.rng.randint(1, sum(terms.values()) - 1)
        made.cp.add(made.expression(terms) >= least)
        made.rules.append((terms, least, math.inf))
    return made


def _toy(seed: int) -> tuple[Toy, list[int], list[int]]:
    """A model, what is decided in it, and all else."""
    case = (toy, knapsacks, _covers, _covers)[seed % 4](seed)
    bits = [number for number, domain in enumerate(case.domains) if domain == (0, 1)]
    choices = [number for number in bits if case.rng.random() < 0.7]
    return case, choices, [number for number in range(len(case.domains)) if number not in choices]


def _leave_out_nothing(leaves: Sequence[Leaf], case: Toy, solutions: Iterable[Solution]) -> bool:
    """Whether every solution is that of a leaf, and none is below its leaf."""
    return all(
        any(
            bound <= case.value(point) and all(point[index] == value for index, value in decided.items())
            for bound, decided in leaves
        )
        for point in solutions
    )


@pytest.mark.parametrize("multipliers", ["right", "wrong"])
def test_leaves_leave_out_no_solution(multipliers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if multipliers == "wrong":
        with_wrong_multipliers(random.Random(4), monkeypatch)
    several = 0
    for seed in range(SEEDS):
        case, choices, others = _toy(seed)
        relaxation, cost = Relaxation(case.cp), case.set_cost()
        held = {number: case.rng.randint(*case.domains[number]) for number in others[:1]}
        good = list(case.solutions(held))
        for nodes in (0, 1, 2, 60):
            idle = others[1:2] if case.rng.random() < 0.3 else []
            found = _grown(case, relaxation, cost, choices, held=held, nodes=nodes, idle=idle)
            assert found.solution is None or not any(found.solution[number] for number in idle), seed
            if found.root is not None:
                assert _leave_out_nothing(found.leaves, case, good), (seed, nodes)
                several += len(found.leaves) > 1
    assert several > SEEDS / 3


@pytest.mark.parametrize("nodes", [1, 60])
def test_with_more_held_leaves_lead_to_the_same_minimum(nodes: int) -> None:
    """`nodes` of the first tree: its leaves are of use even if it proved nothing."""
    both = fractional = infeasible = lost = 0
    for seed in range(2 * SEEDS):
        case, choices, others = _toy(seed)
        relaxation, cost = Relaxation(case.cp), case.set_cost()
        first = _grown(case, relaxation, cost, choices, nodes=nodes)
        if first.root is None:
            continue
        for _ in range(3):
            chosen = case.rng.sample(others, case.rng.randint(0, min(3, len(others))))
            held = {number: case.rng.randint(*case.domains[number]) for number in chosen}
            known = first.solution if case.rng.random() < 0.5 else None
            plain = _grown(case, relaxation, cost, choices, held=held)
            found = _grown(case, relaxation, cost, choices, held=held, leaves=first.leaves, known=known)
            good = set(case.solutions(held))
            least = min(map(case.value, good), default=None)
            infeasible += least is None
            assert found.solution is None or tuple(found.solution) in good, (seed, held)
            assert found.solution is None or found.value == case.value(found.solution), (seed, held)
            assert found.bound is None or least is None or found.bound <= least, (seed, held)
            assert _leave_out_nothing(found.leaves, case, good), (seed, held)
            if found.proven:
                assert found.value == least, (seed, held)
            if plain.proven:
                both += found.proven
                fractional += found.proven and first.root.solution is None
                lost += not found.proven
    assert both > 3 * SEEDS
    assert fractional > SEEDS / 2
    assert infeasible > SEEDS / 3
    assert lost < both / 10  # a leaf of which the simplex finds nothing keeps a bound that is too low


def test_where_the_simplex_finds_nothing_nothing_is_ruled_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may run out of time anywhere; a stage before proves only what is not below its value."""
    rng, plain, failed, proven = random.Random(5), Relaxation.minimize, 0, 0

    def minimize(self: Relaxation, *asked: Any) -> Relaxed | None:
        nonlocal failed
        if rng.random() < 0.2:
            failed += 1
            return None
        return plain(self, *asked)

    for seed in range(SEEDS):
        case, choices, _ = _toy(seed)
        relaxation, cost = Relaxation(case.cp), case.set_cost()
        least = case.least()
        if least is None:
            continue
        before: list[Held] = [(cost, least, case.cp.rules)]
        case.cp.add(cost == least)
        case.rules.append((dict(case.cost), least - case.offset, least - case.offset))
        cost, good = case.set_cost(), list(case.solutions({}))
        with monkeypatch.context() as patch:
            patch.setattr(Relaxation, "minimize", minimize)
            found = _grown(case, relaxation, cost, choices, before=before)
        assert found.root is None or _leave_out_nothing(found.leaves, case, good), seed
        assert found.bound is None or found.bound <= min(map(case.value, good)), seed
        proven += found.proven
    assert failed > 20
    assert proven > 20


def test_leaves_of_a_later_stage_lead_on_as_well() -> None:
    """What the first stage has reached is held; the second has leaves of its own."""
    proven = 0
    for seed in range(2 * SEEDS):
        case, choices, others = _toy(seed)
        relaxation, cost = Relaxation(case.cp), case.set_cost()
        first = _grown(case, relaxation, cost, choices)
        if not first.proven or first.value is None:
            continue
        before: list[Held] = [(cost, first.value, case.cp.rules)]
        case.cp.add(cost == first.value)
        case.rules.append((dict(case.cost), first.value - case.offset, first.value - case.offset))
        cost = case.set_cost()
        second = _grown(case, relaxation, cost, choices, before=before)
        if second.root is None:
            continue
        assert _leave_out_nothing(second.leaves, case, case.solutions({})), seed
        for number in others:
            held = {number: case.rng.randint(*case.domains[number])}
            found = _grown(
                case,
                relaxation,
                cost,
                choices,
                held=held,
                before=before,
                leaves=second.leaves,
                known=second.solution,
            )
            good = set(case.solutions(held))
            assert found.solution is None or tuple(found.solution) in good, (seed, held)
            assert _leave_out_nothing(found.leaves, case, good), (seed, held)
            if found.proven:
                proven += 1
                assert found.value == min(map(case.value, good)), (seed, held)
    assert proven > SEEDS


@pytest.mark.parametrize("leaves", [(), ((1, {0: 1}), (2, {0: 0}))])
def test_what_is_held_goes_before_what_was_chosen(leaves: tuple[Leaf, ...]) -> None:
    # One of a and b, and b costs more. Without a it is b, whatever was chosen when a could be had.
    cp = CpModel()
    a, b = cp.new_bool_var(), cp.new_bool_var()
    cp.add(a + b >= 1)
    found = branched(
        Relaxation(cp),
        a + 2 * b,
        choices=[a.index, b.index],
        idle=[],
        held={a.index: 0},
        before=[],
        known=[1, 0],
        nodes=10,
        clock=Clock(),
        leaves=leaves,
    )
    assert (found.solution, found.value, found.bound) == ([0, 1], 2, 2)
