"""Bounds and solutions of the linear relaxation, held against trying everything on tiny models."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np
import pytest
from plan_competency.solver.branching import Branched, Held, branched
from plan_competency.solver.cpsat import CpModel, Expression, IntVar
from plan_competency.solver.relaxation import Relaxation
from plan_competency.solver.stopping import Clock

SEEDS = 150
#: Factors that fit 64 bits with room to spare, and such that a proof with them does not.
FACTORS = {"small": (-3, -2, -1, 1, 1, 2, 5), "huge": (-(2**38), 2**41 + 1, -7, 1, 3 * 2**37, 2**35 - 1)}
Rule = tuple[dict[int, int], float, float]
Solution = tuple[int, ...]


@dataclass
class Toy:
    """A model, and the same as plain numbers."""

    rng: random.Random
    factors: Sequence[int]
    cp: CpModel = field(default_factory=CpModel)
    variables: list[IntVar] = field(default_factory=list)
    domains: list[tuple[int, int]] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    offset: int = 0
    cost: dict[int, int] = field(default_factory=dict)
    #: The variables of the rules that are made, where not all are meant.
    among: Sequence[int] = ()

    def add_variable(self) -> None:
        lower = self.rng.choice((0, 0, 0, 0, 1, -1))
        upper = self.rng.choice((1, 1, 1, 1, 2, 3))
        self.domains.append((lower, upper))
        self.variables.append(self.cp.new_int_var(lower, upper))

    def add_rule(self) -> None:
        """A rule that the point at the middle of a random choice of values nearly fulfils."""
        among = self.among or range(len(self.domains))
        bits = [number for number in among if self.domains[number] == (0, 1)]
        if len(bits) > 1 and self.rng.random() < 0.2:
            chosen = self.rng.sample(bits, self.rng.randint(2, len(bits)))
            self.cp.add_at_most_one([self.variables[number] for number in chosen])
            self.rules.append((dict.fromkeys(chosen, 1), -np.inf, 1))
            return
        terms = self.terms()
        point = [self.rng.randint(*domain) for domain in self.domains]
        limit = _value(terms, point) + self.rng.choice((0, 0, 0, 1, -1))
        total = self.expression(terms)
        kind = self.rng.choice(("<=", "<=", ">=", ">=", "=="))
        if kind == "<=":
            self.cp.add(total <= limit)
        else:
            self.cp.add(total >= limit if kind == ">=" else total == limit)
        self.rules.append((terms, -np.inf if kind == "<=" else limit, np.inf if kind == ">=" else limit))

    def terms(self) -> dict[int, int]:
        among = self.among or range(len(self.variables))
        chosen = self.rng.sample(among, self.rng.randint(1, len(among)))
        return {number: self.rng.choice(self.factors) for number in chosen}

    def expression(self, terms: Mapping[int, int]) -> Any:
        return sum(factor * self.variables[number] for number, factor in terms.items())

    def set_cost(self) -> Expression:
        self.offset, self.cost = self.rng.randint(-3, 3), self.terms()
        found: Expression = self.expression(self.cost) + self.offset
        return found

    def solutions(self, held: Mapping[int, int], lifted: Collection[int] = ()) -> Iterator[Solution]:
        ranges = (
            [held[number]] if number in held else range(lower, upper + 1)
            for number, (lower, upper) in enumerate(self.domains)
        )
        rules = [rule for number, rule in enumerate(self.rules) if number not in lifted]
        for point in product(*ranges):
            if all(lower <= _value(terms, point) <= upper for terms, lower, upper in rules):
                yield point

    def value(self, point: Sequence[int]) -> int:
        return self.offset + _value(self.cost, point)

    def least(self, held: Mapping[int, int] | None = None, lifted: Collection[int] = ()) -> int | None:
        return min(map(self.value, self.solutions(held or {}, lifted)), default=None)

    def some_held(self) -> dict[int, int]:
        chosen = self.rng.sample(range(len(self.domains)), self.rng.randint(0, min(3, len(self.domains))))
        return {number: self.rng.randint(*self.domains[number]) for number in chosen}


def _value(terms: Mapping[int, int], point: Sequence[int]) -> int:
    return sum(factor * point[number] for number, factor in terms.items())


def toy(seed: int, kind: str = "small") -> Toy:
    rng = random.Random(f"{kind} {seed}")
    made = Toy(rng, FACTORS[kind])
    for _ in range(rng.randint(1, 6)):
        made.add_variable()
    for _ in range(rng.randint(0, 5)):
        made.add_rule()
    return made


def knapsacks(seed: int) -> Toy:
    """0/1 variables under rules of which the relaxation is hardly ever whole."""
    made = Toy(random.Random(f"knapsacks {seed}"), (2, 3, 3, 5, 7, -2, -3))
    made.domains = [(0, 1)] * 6
    made.variables = [made.cp.new_bool_var() for _ in made.domains]
    for _ in range(made.rng.randint(2, 4)):
        made.add_rule()
    return made


def with_wrong_multipliers(rng: random.Random, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the simplex finds, the proof is given something else."""
    right = Relaxation._proven

    def wrong(self: Relaxation, multipliers: Any, *rest: Any) -> Any:
        scale = rng.choice((1e-7, 0.3, 2.0, 1e5, 1e11))
        noise = np.array([rng.choice((0.0, 1.0, -1.0, rng.uniform(-1, 1))) * scale for _ in multipliers])
        return right(self, noise if rng.random() < 0.7 else multipliers + noise, *rest)

    monkeypatch.setattr(Relaxation, "_proven", wrong)


@pytest.mark.parametrize("kind", FACTORS)
@pytest.mark.parametrize("multipliers", ["right", "wrong"])
def test_no_solution_is_below_the_bound(kind: str, multipliers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if multipliers == "wrong":
        with_wrong_multipliers(random.Random(1), monkeypatch)
    bounds = whole = exact = 0
    for seed in range(SEEDS):
        case = toy(seed, kind)
        relaxation = Relaxation(case.cp)
        for _ in range(3):
            cost, held = case.set_cost(), case.some_held()
            lifted = [number for number in range(len(case.rules)) if case.rng.random() < 0.3]
            for fixed, free in (({}, []), (held, []), ({}, lifted), (held, lifted)):
                found = relaxation.minimize(cost, fixed, lifted=free)
                least = case.least(fixed, free)
                if found is None:
                    continue
                bounds += 1
                exact += found.bound == least
                assert least is None or found.bound <= least, (seed, fixed, free)
                if found.solution is not None:
                    whole += 1
                    assert tuple(found.solution) in set(case.solutions(fixed, free)), seed
    assert bounds > SEEDS
    assert min(whole, exact) > SEEDS or (kind, multipliers) != ("small", "right")


def test_huge_numbers_are_counted_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: list[bool] = []
    small = Relaxation._is_small

    def noted(*args: Any) -> bool:
        kinds.append(small(*args))
        return kinds[-1]

    monkeypatch.setattr(Relaxation, "_is_small", noted)
    for kind in FACTORS:
        kinds.clear()
        for seed in range(100):
            case = toy(seed, kind)
            Relaxation(case.cp).minimize(case.set_cost())
        assert len(kinds) > 10
        assert all(kinds) if kind == "small" else kinds.count(False) > 10


@pytest.mark.parametrize("kind", FACTORS)
@pytest.mark.parametrize("multipliers", ["right", "wrong"])
def test_what_there_is_no_room_for_never_changes(
    kind: str, multipliers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if multipliers == "wrong":
        with_wrong_multipliers(random.Random(2), monkeypatch)
    named = 0
    for seed in range(SEEDS):
        case = toy(seed, kind)
        relaxation = Relaxation(case.cp)
        cost = case.set_cost()
        found = relaxation.minimize(cost)
        least = case.least()
        if found is None or least is None:
            continue
        for more in (0, 1, 3):
            good = [point for point in case.solutions({}) if case.value(point) <= least + more]
            for number, is_upper in found.cannot_change(least + more):
                named += 1
                assert {point[number] for point in good} == {case.domains[number][is_upper]}, (seed, number)
        fixed = {number: case.domains[number][is_upper] for number, is_upper in found.cannot_change(least)}
        relaxation.fix(found.cannot_change(least))
        for number, variable in enumerate(case.cp.model_proto.variables):
            lower, upper = case.domains[number]
            assert list(variable.domain) == [fixed.get(number, lower), fixed.get(number, upper)]
        again = relaxation.minimize(cost)
        assert again is None or again.bound <= least
    assert named > 20


def _grown(
    case: Toy, relaxation: Relaxation, cost: Expression, before: Sequence[Held], idle: Sequence[int]
) -> Branched:
    bits = [number for number, domain in enumerate(case.domains) if domain == (0, 1)]
    good = [point for point in case.solutions({}) if not any(point[number] for number in idle)]
    known = case.rng.choice(good) if good and case.rng.random() < 0.3 else None
    return branched(
        relaxation,
        cost,
        choices=[number for number in bits if case.rng.random() < 0.9],
        idle=idle,
        held={},
        before=before,
        known=known,
        nodes=case.rng.choice((0, 1, 3, 60)),
        clock=Clock(),
    )


def _assert_brackets(case: Toy, found: Branched, idle: Sequence[int], seed: int) -> None:
    all_of_them = set(case.solutions({}))
    least = min(map(case.value, all_of_them), default=None)
    if found.solution is not None:
        assert tuple(found.solution) in all_of_them, seed
        assert not any(found.solution[number] for number in idle), seed
        assert found.value == case.value(found.solution), seed
    else:
        assert found.value is None, seed
    assert found.bound is None or least is None or found.bound <= least, seed
    if found.proven:
        assert found.value == least, seed


@pytest.mark.parametrize("multipliers", ["right", "wrong"])
def test_decisions_bracket_the_minimum(multipliers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if multipliers == "wrong":
        with_wrong_multipliers(random.Random(3), monkeypatch)
    proven = stages = 0
    for seed in range(3 * SEEDS):
        case = toy(seed) if seed % 3 == 0 else knapsacks(seed)
        relaxation = Relaxation(case.cp)
        may_idle = [number for number, (lower, upper) in enumerate(case.domains) if lower == 0 < upper]
        idle = may_idle[:1] if case.rng.random() < 0.3 else []
        before: list[Held] = []
        for _ in range(3):
            cost = case.set_cost()
            found = _grown(case, relaxation, cost, before, idle)
            _assert_brackets(case, found, idle, seed)
            stages += 1
            proven += found.proven
            if not found.proven or found.value is None:
                break
            before.append((cost, found.value, case.cp.rules))
            case.cp.add(cost == found.value)
            case.rules.append((dict(case.cost), found.value - case.offset, found.value - case.offset))
    assert stages > 3 * SEEDS
    assert proven > SEEDS or multipliers == "wrong"


def test_what_can_never_be_has_no_solution() -> None:
    for seed in range(SEEDS):
        case = toy(seed)
        relaxation = Relaxation(case.cp)
        if seed % 2:
            relaxation.minimize(case.set_cost())
        case.cp.add(False)
        if seed % 3:
            case.add_rule()
        found = relaxation.minimize(case.set_cost())
        assert found is None or found.solution is None, seed
        assert _grown(case, relaxation, case.set_cost(), (), ()).root is None or found is not None


def test_later_rules_and_variables_are_picked_up() -> None:
    sharper = 0
    for seed in range(SEEDS):
        case = toy(seed)
        relaxation = Relaxation(case.cp)
        cost = case.set_cost()
        first = relaxation.minimize(cost)
        case.add_variable()
        case.add_rule()
        relaxation.minimize(cost, {0: case.domains[0][1]}, lifted=[len(case.rules) - 1])
        found, fresh = relaxation.minimize(cost), Relaxation(case.cp).minimize(cost)
        assert (found is None) == (fresh is None), seed
        if found is None or fresh is None:
            continue
        least = case.least()
        assert found.values == pytest.approx(fresh.values) or found.bound == fresh.bound, seed
        assert least is None or found.bound <= least, seed
        assert found.solution is None or tuple(found.solution) in set(case.solutions({})), seed
        sharper += first is not None and found.bound > first.bound
    assert sharper > 3


def in_two_parts(seed: int) -> Toy:
    """A model of which the first variables and the others share no rule."""
    made = Toy(random.Random(f"parts {seed}"), FACTORS["small"])
    first, all_of_them = made.rng.randint(1, 3), made.rng.randint(4, 6)
    for _ in range(all_of_them):
        made.add_variable()
    for part in (range(first), range(first, all_of_them)):
        made.among = part
        for _ in range(made.rng.randint(1, 3)):
            made.add_rule()
    made.among = ()
    return made


def test_parts_that_are_decided_stay_as_they_are() -> None:
    """With their values held the least is the same, and no rule joins them to the others."""
    some = 0
    for seed in range(SEEDS * 4):
        case = in_two_parts(seed)
        expression, relaxation = case.set_cost(), Relaxation(case.cp)
        relaxed = relaxation.minimize(expression)
        if relaxed is None:
            continue
        idle = [number for number in range(len(case.domains)) if case.rng.random() < 0.1]
        apart = relaxation.apart(relaxed, expression, idle)
        assert case.least(apart) == case.least(), seed
        assert not any(apart[number] for number in idle if number in apart), seed
        for terms, _, _ in case.rules:
            assert len({number in apart for number in terms}) == 1, seed
        some += 0 < len(apart) < len(case.domains)
    assert some > SEEDS // 2


def test_a_part_is_decided_and_the_other_is_not() -> None:
    # At least one of a and b: the relaxation has a whole solution. Of c, d, e any two are at least one:
    # a half of each is 1.5, whole numbers take 2.
    cp = CpModel()
    a, b, c, d, e = (cp.new_bool_var() for _ in range(5))
    cp.add(a + b >= 1)
    for one, other in ((c, d), (d, e), (c, e)):
        cp.add(one + other >= 1)
    expression, relaxation = 2 * a + b + c + d + e, Relaxation(cp)
    relaxed = relaxation.minimize(expression)
    assert relaxed is not None
    assert relaxed.bound == 3  # 2.5 rounded up
    assert relaxation.apart(relaxed, expression, []) == {a.index: 0, b.index: 1}
    assert relaxation.apart(relaxed, expression, [b.index]) == {}
    cp.add(a + e <= 1)  # now they have a rule in common
    relaxed = relaxation.minimize(expression)
    assert relaxed is not None
    assert relaxation.apart(relaxed, expression, []) == {}
