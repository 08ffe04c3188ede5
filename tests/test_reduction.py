"""Leaving people out of the search changes no total; the door to the solver is the real one."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import combinations
from typing import Any

import plan_competency as pc
import pytest
from brute_force import closure, lapsed, satisfies
from conftest import program_of, roster_of
from plan_competency.models.portfolios import Portfolio
from plan_competency.solver import solutions
from plan_competency.solver.case import Case, case_of
from plan_competency.solver.colleagues import Colleague
from plan_competency.solver.cpsat import CpModel, Parameters, Status, solve
from plan_competency.solver.effort import efforts
from plan_competency.solver.reduction import reduced, seats_of
from random_cases import DAY, random_case


@pytest.mark.parametrize("seed", range(400, 520))
def test_all_people_or_only_those_who_matter(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    case = random_case(seed)
    program, roster = case.read()
    extra = {f"q{number}": person for number, person in enumerate(roster.people.values())}
    crowd = roster.replaced(people={**roster.people, **extra})
    with_reduction = pc.plan(crowd, case.targets, program=program, on=DAY)
    monkeypatch.setattr(solutions, "reduced", lambda case: case)
    without = pc.plan(crowd, case.targets, program=program, on=DAY)
    assert (with_reduction.status, with_reduction.totals) == (without.status, without.totals)
    assert [stage.value for stage in with_reduction.stages] == [stage.value for stage in without.stages]


def _case(roster: pc.Roster, program: pc.Program, *targets: str) -> Case:
    return case_of(roster, _portfolio(targets), program, None)


def _portfolio(targets: Iterable[str]) -> Portfolio:
    return Portfolio.model_validate({"targets": list(targets)})


def test_of_a_crowd_alike_only_as_many_as_there_are_seats_are_kept(program: pc.Program) -> None:
    crowd = pc.Roster.model_validate({"people": {f"p{number:03}": [] for number in range(500)}})
    assert [p.name for p in reduced(_case(crowd, program, "cloud-crm/gold")).people] == [
        "p000", "p001", "p002", "p003",
    ]  # fmt: skip


def test_people_who_hold_something_useless_are_dominated(program: pc.Program) -> None:
    # Two can fill both seats of silver at no exam; who needs one or more is not needed.
    roster = roster_of(["MB2-714", "MB2-710", "MB2-712"], ["MB2-713", "MB2-706", "MB2-707"], ["MB2-714"], [])
    assert [p.name for p in reduced(_case(roster, program, "cloud-crm/silver")).people] == ["A", "B"]


def test_a_limit_keeps_the_unlimited(program: pc.Program) -> None:
    # Silver asks two people for a sales exam, which MB2-714 is, and one of deployment; messaging is another
    # family. A is first in the one, and could sit something for it; the other family may need that one exam.
    roster = roster_of({"holds": ["MB2-714"], "max_exams": 1}, *[[]] * 8)
    targets = ("cloud-crm/silver", "messaging/hybrid-services-partner-option/silver")
    seats = seats_of(_case(roster, program, *targets))
    kept = [p.name for p in reduced(_case(roster, program, *targets)).people]
    assert kept == list("ABCDEFGHI")[: 1 + seats]


def test_a_limit_in_a_single_family_puts_seats_out_of_reach(program: pc.Program) -> None:
    def kept(limit: int) -> list[str]:
        roster = roster_of({"holds": ["MB2-714"], "max_exams": limit}, [], [])
        return [person.name for person in reduced(_case(roster, program, "cloud-crm/silver")).people]

    # A lacks one exam, of deployment: without it A is of no use, and B and C are enough.
    assert (kept(0), kept(1)) == (["B", "C"], ["A", "B", "C"])


def test_those_who_must_hold_more_are_told_from_the_others() -> None:
    among = {"people": 1, "each": "b"}
    exams = {name: {"kind": "exam"} for name in "abxy"}
    program = program_of({"people": 2, "each": "a", "among_them": [among]}, **exams)
    crowd = roster_of(["a", "b"], ["a"], ["a", "x"], ["a", "y"], ["b"], [], [])
    # Two seats. [a, b] and any [a] need nothing; of three who hold a, two are enough. To be both, [b] lacks a
    # as [a] lacks b: two [a] and one [a, b] are as good as [b] at both duties.
    assert [person.name for person in reduced(_case(crowd, program, "c/gold")).people] == ["A", "B", "C"]


def test_effort_by_parts_and_by_solver_agree() -> None:
    """Trees whose parts share exams go to the solver; the answer must not depend on which."""
    for seed in range(600, 700):
        case = random_case(seed)
        program, roster = case.read()
        asked = case_of(roster, _portfolio(case.targets), program, DAY)
        for facts in program.credentials.values():
            if facts.earned_by is None:
                continue
            found = efforts(facts.earned_by, asked.people, asked)
            for person, exams in zip(asked.people, found, strict=True):
                smallest = _smallest(program, facts.earned_by, person)
                assert exams in smallest if smallest else exams is None, seed


def _smallest(program: pc.Program, condition: Any, person: Colleague) -> set[frozenset[str]]:
    """Every smallest set of exams that works, by trying everything."""
    for size in range(len(person.can_sit) + 1):
        works = {
            frozenset(exams)
            for exams in combinations(sorted(person.can_sit), size)
            if satisfies(condition, closure(program, person.stated | set(exams)) - lapsed(program, DAY))
        }
        if works:
            return works
    return set()


def _built(model: Any, variables: list[Any]) -> Any:
    rng = random.Random(1)
    for _ in range(10):
        first, second, third = rng.sample(variables, 3)
        model.add(2 * first + second >= third)
    model.add_at_most_one(variables[:4])
    model.add(sum(variables[4:8]) + 1 == 3)
    model.minimize(sum(variables) + 5)
    return model


def test_the_door_builds_the_same_model_as_the_public_interface() -> None:
    from ortools.sat.python import cp_model

    public, ours = cp_model.CpModel(), CpModel()
    theirs = [public.new_bool_var("") for _ in range(12)] + [public.new_int_var(0, 9, "")]
    mine = [ours.new_bool_var() for _ in range(12)] + [ours.new_int_var(0, 9)]
    assert str(_built(ours, mine).model_proto) == str(_built(public, theirs).proto)
    solver = cp_model.CpSolver()
    found = solve(ours, Parameters())
    assert solver.solve(public) == found.status == Status.OPTIMAL
    assert solver.objective_value == found.objective_value


def test_a_false_constant_makes_a_model_impossible() -> None:
    model = CpModel()
    model.add(False)
    assert solve(model, Parameters()).status == Status.INFEASIBLE
