"""Hundreds of tiny random cases of the whole language, decided by trying everything."""

from __future__ import annotations

from collections import Counter

import plan_competency as pc
import pytest
from brute_force import least
from random_cases import DAY, random_case

SEEDS_A_TEST = 50
TESTS = 16


@pytest.mark.parametrize("part", range(TESTS))
def test_plans_are_least(part: int) -> None:
    for seed in range(part * SEEDS_A_TEST, (part + 1) * SEEDS_A_TEST):
        case = random_case(seed)
        program, roster = case.read()
        want = least(program, roster, case.targets, DAY)
        plan = pc.plan(roster, case.targets, program=program, on=DAY)
        if want is None:
            assert plan.status == "infeasible", seed
            assert plan.reasons, seed
            continue
        loads = Counter(item.person for item in plan.exams)
        found = (plan.totals.exams, plan.totals.people, max(loads.values(), default=0))
        assert plan.status == "optimal", seed
        assert found == (want.exams, want.people, want.largest_load), seed
        states = [item.state for result in plan.targets for item in result.metrics]
        assert states.count("unmet") == want.thresholds_unmet, seed
        if len(case.targets) == 1:  # of several, those met today stay as they are today
            assert states.count("not-stated") == want.thresholds_not_stated, seed


@pytest.mark.parametrize("part", range(4))
def test_verdicts_are_true(part: int) -> None:
    for seed in range(1000 + part * SEEDS_A_TEST, 1000 + (part + 1) * SEEDS_A_TEST):
        case = random_case(seed)
        program, roster = case.read()
        for target in case.targets:
            frozen = roster.replaced(
                people={name: person.replaced(max_exams=0) for name, person in roster.people.items()}
            )
            today = least(program, frozen, [target], DAY)
            (result,) = pc.check(roster, [target], program=program, on=DAY).targets
            if today is None:
                assert result.verdict == "not-eligible", seed
                assert result.people == "unmet", seed
            elif today.thresholds_unmet:
                assert result.verdict == "not-eligible", seed
            else:
                unconfirmed = today.thresholds_not_stated > 0
                assert result.verdict == ("unconfirmed" if unconfirmed else "eligible"), seed
                assert not result.missing, seed


def test_the_random_cases_are_worth_something() -> None:
    """Enough of them are impossible, and enough of the others need several exams."""
    kinds: Counter[str] = Counter()
    for seed in range(300):
        case = random_case(seed)
        program, roster = case.read()
        plan = pc.plan(roster, case.targets, program=program, on=DAY)
        kinds[plan.status] += 1
        kinds["several exams"] += (plan.totals.exams or 0) > 1
        kinds["among them"] += "among_them" in str(case.program)
        kinds["overlap"] += "overlap" in str(case.program)
        kinds["at least"] += "at_least" in str(case.program)
        kinds["two options"] += "o1" in str(case.program)
        kinds["lapsed"] += any("counts only until" in note for note in plan.notes)
        kinds["ambiguous"] += any("means different facts" in note for note in plan.notes)
        kinds["paths"] += any("/" in key for key in roster.metrics)
    assert min(kinds[kind] for kind in ("infeasible", "several exams", "among them", "overlap")) > 20
    assert min(kinds["at least"], kinds["two options"], kinds["paths"]) > 50
    assert kinds["lapsed"] > 20
    assert kinds["ambiguous"] > 5
