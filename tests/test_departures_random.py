"""Departures of single people, held against plans for those who are left."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from conftest import roster_of
from departure_cases import (
    NO,
    SEEDS,
    assert_agrees,
    case_for,
    crowd,
    departures,
    everybody_but,
    needs,
    plans_of,
    plans_of_what_if,
    programs,
    told,
    without_pins,
)
from plan_competency.models.portfolios import Portfolio
from plan_competency.solver import candidates, notes
from plan_competency.solver.case import case_of
from plan_competency.solver.departing import Departing
from plan_competency.solver.reductions import REDUCTIONS, Reduction
from random_cases import DAY, random_case
from random_portfolios import random_portfolio
from roster_tables import in_parquet, small, written


def test_random_cases() -> None:
    matter = 0
    for seed in range(SEEDS):
        case = random_case(seed)
        program, roster = case.read()
        found = pc.departures(roster, case.targets, program=program, on=DAY)
        assert {one.person for one in found.people} == set(roster.people)
        if seed % 2:
            plans = plans_of_what_if(roster, case.targets, program)
        else:
            plans = plans_of(program, roster, Portfolio.model_validate({"targets": case.targets}))
        matter += assert_agrees(found, plans, seed)
    assert matter > SEEDS / 4


@pytest.mark.parametrize("part", range(2))
def test_random_portfolios(part: int) -> None:
    """Of targets that share by rules one or another may be met today: their verdicts are left aside."""
    matter = 0
    for seed in range(part * 12, part * 12 + 12):
        program, roster, portfolio = random_portfolio(seed).read()
        portfolio = without_pins(portfolio)
        found = pc.departures(roster, program=program, portfolio=portfolio, on=DAY)
        assert found.measure == portfolio.minimize[0]
        plans = plans_of(program, roster, portfolio)
        matter += assert_agrees(found, plans, seed, verdicts_too=not portfolio.sharing)
    assert matter > 3


@pytest.fixture
def by_one_model(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of everybody without whom the least was found in the model for all."""
    names: list[str] = []
    plain = Departing.without

    def noted(self: Departing, name: str) -> Any:
        found = plain(self, name)
        if found is not None:
            names.append(name)
        return found

    monkeypatch.setattr(Departing, "without", noted)
    return names


def test_random_crowds(by_one_model: list[str]) -> None:
    """More people than a plan needs, and many alike: one model leaves enough of them."""
    for seed in range(500, 550):
        case = random_case(seed)
        program, roster = case.read()
        roster = crowd(seed, program, roster)
        before = len(by_one_model)
        found = pc.departures(roster, case.targets, program=program, on=DAY)
        if len(by_one_model) > before:
            portfolio = Portfolio.model_validate({"targets": case.targets})
            assert_agrees(found, plans_of(program, roster, portfolio), seed)
    assert len(by_one_model) > SEEDS / 3


def test_the_shipped_program(program: pc.Program, by_one_model: list[str]) -> None:
    contoso = pc.find_roster("contoso")
    assert isinstance(contoso, pc.Roster)
    targets = ["cloud-crm/gold", "messaging/gold", "datacenter/*"]
    found = pc.departures(contoso, targets, program=program)
    portfolio = Portfolio.model_validate({"targets": targets})

    def plan(name: str | None) -> pc.Plan:
        return pc.plan(everybody_but(contoso, name), program=program, portfolio=portfolio)

    assert assert_agrees(found, plan, "contoso") > 3
    assert len(by_one_model) > 3


def _same(found: pc.Departures, verdicts_too: bool = True) -> object:
    """All that must not depend on how it is found."""
    if verdicts_too:
        return found.verdicts, found.least, found.people
    worth = [(one.person, one.least, one.extra, one.prevents) for one in found.people]
    return found.least, sorted(worth, key=lambda item: item[0])


def _questions(seeds: range, twins: int = 0) -> Iterator[tuple[int, pc.Program, pc.Roster, Portfolio]]:
    """Random cases and portfolios with more people, in turn."""
    for seed in seeds:
        if seed % 2:
            program, roster, portfolio = random_portfolio(seed).read()
            yield seed, program, crowd(seed, program, roster, twins), without_pins(portfolio)
        else:
            case = random_case(seed)
            program, roster = case.read()
            portfolio = Portfolio.model_validate({"targets": case.targets})
            yield seed, program, crowd(seed, program, roster, twins), portfolio


@pytest.mark.parametrize("without", [REDUCTIONS, *((name,) for name in REDUCTIONS)], ids="+".join)
def test_whatever_is_switched_off_departures_are_the_same(without: Collection[Reduction]) -> None:
    for seed, program, roster, portfolio in _questions(range(700, 704)):
        # Of ways that ask for the same another may be looked at where targets that are met are searched.
        too = not portfolio.sharing and "met targets" not in without
        found = [
            pc.departures(roster, program=program, portfolio=portfolio, on=DAY, without=names)
            for names in ((), without)
        ]
        assert _same(found[0], too) == _same(found[1], too), seed


def test_rosters_of_which_only_some_people_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    few = 0
    for seed, program, roster, portfolio in _questions(range(720, 728), twins=14):
        want = pc.departures(roster, program=program, portfolio=portfolio, on=DAY)
        with monkeypatch.context() as patch:
            for module in (candidates, notes):
                patch.setattr(module, "FEW", 5)
            found = pc.departures(roster, program=program, portfolio=portfolio, on=DAY)
            few += len(case_of(roster, portfolio, program, DAY).people) < len(roster.people) - 1
        too = not portfolio.sharing
        assert _same(found, too) == _same(want, too), seed
    assert few > 3


def test_those_who_were_not_looked_at_take_over(monkeypatch: pytest.MonkeyPatch) -> None:
    # For one seat the first of six who passed x is enough; without that one there are five.
    for module in (candidates, notes):
        monkeypatch.setattr(module, "FEW", 5)
    roster = roster_of(*[["x"]] * 6)
    assert [person.name for person in case_for(roster, programs(needs("x")), ["*/gold"]).people] == ["A"]
    found = departures(roster, needs("x"))
    assert [(one.extra, one.prevents, one.verdicts) for one in found.people] == [(0, False, {})] * 6


def test_a_table_of_thousands(tmp_path: Path) -> None:
    rng = random.Random(1)
    rows = [(f"P{number:04}", rng.choice(("", "u", "v", "x", "y")), "", "") for number in range(2_500)]
    path = written(tmp_path / "r.csv", [*rows, ("Quy", "r", "", "")])
    table, objects = pc.read_roster(in_parquet(path)), small(path)
    assert isinstance(table, pc.TableRoster)
    # Nobody has both x and y, and whoever sits the other can be anybody; r is Quy's alone.
    found, same = (
        departures(some, needs("x", "y"), needs("r"), needs("u", people=3)) for some in (table, objects)
    )
    assert found == same
    assert (found.least.total, len(found.people)) == (1, 2_501)
    assert [one.person for one in found.people if one.matters] == ["Quy"]
    assert found.people[0].prevents


def test_the_order_of_people_changes_nothing() -> None:
    for seed, program, roster, portfolio in _questions(range(760, 768)):
        names = list(roster.people)
        random.Random(seed).shuffle(names)
        other = roster.replaced(people={name: roster.people[name] for name in names})
        assert pc.departures(roster, program=program, portfolio=portfolio, on=DAY) == pc.departures(
            other, program=program, portfolio=portfolio, on=DAY
        ), seed


@pytest.mark.parametrize("seconds", [1e-9, 1e-3])
def test_time_that_is_up_proves_nothing_wrong(seconds: float) -> None:
    stopped = 0
    for seed, program, roster, portfolio in _questions(range(780, 788)):
        truth = pc.departures(roster, program=program, portfolio=portfolio, on=DAY)
        found = pc.departures(roster, program=program, portfolio=portfolio, on=DAY, time_limit=seconds)
        known = told(truth)
        pairs = [(found.least, truth.least), *((one.least, known[one.person].least) for one in found.people)]
        for claim, true in pairs:
            stopped += claim.status == "unknown"
            if claim.status in ("optimal", "infeasible"):
                assert claim == true, seed
            elif claim.status == "unknown":
                assert claim.total is None, seed
            else:
                assert true.status == "optimal", seed
                assert (claim.total or 0) >= (true.total or 0) >= (claim.lower_bound or 0), seed
        assert all(known[one.person].prevents for one in found.people if one.prevents), seed
    assert stopped > (20 if seconds == 1e-9 else 0)


def test_who_is_needed_is_not_known_where_time_is_up() -> None:
    found = departures(roster_of(["x"], NO), needs("x"), needs("y"), time_limit=1e-9)
    assert found.least == pc.Least(status="unknown", total=None, lower_bound=0)
    # Verdicts need no search: they stand.
    assert found.verdicts == {"c0/gold": "eligible", "c1/gold": "not-eligible"}
    assert told(found)["A"].verdicts == {"c0/gold": "not-eligible"}
    assert [(one.least.status, one.extra, one.prevents, one.matters) for one in found.people] == [
        ("unknown", None, False, True)
    ] * 2
