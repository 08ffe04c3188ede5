"""What must not matter does not: order, workers, hash seeds. More credentials never hurt."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from typing import Any

import plan_competency as pc
import pytest
from conftest import ROOT
from plan_competency.models.base import Frozen
from random_cases import DAY, RandomCase, random_case


def shuffled(data: Any, rng: random.Random) -> Any:
    """The same data with every mapping and every list in another order."""
    if isinstance(data, dict):
        items = [(key, shuffled(value, rng)) for key, value in data.items()]
        rng.shuffle(items)
        return dict(items)
    if isinstance(data, list):
        items = [shuffled(item, rng) for item in data]
        rng.shuffle(items)
        return items
    return data


@pytest.mark.parametrize("seed", range(120))
def test_order_changes_nothing(seed: int) -> None:
    case = random_case(seed)
    rng = random.Random(seed)
    other = RandomCase(shuffled(case.program, rng), shuffled(case.roster, rng), case.targets)
    answers = []
    for one in (case, other):
        program, roster = one.read()
        answers.append(
            [
                ask(roster, case.targets, program=program, on=DAY).model_dump(mode="json")
                for ask in (pc.plan, pc.check)
            ]
        )
    assert answers[0] == answers[1]


@pytest.mark.parametrize("seed", range(200, 280))
def test_a_further_credential_never_makes_the_plan_longer(seed: int) -> None:
    case = random_case(seed)
    program, roster = case.read()
    before = pc.plan(roster, case.targets, program=program, on=DAY)
    rng = random.Random(seed)
    person = rng.choice(sorted(roster.people))
    gift = rng.choice(sorted(program.credentials))
    after = pc.what_if(roster, case.targets, [pc.Pass(person, gift)], program=program, on=DAY).after
    if before.status == "optimal":
        assert after.status == "optimal"
        thresholds = [
            sum(m.state == "unmet" for r in plan.targets for m in r.metrics) for plan in (before, after)
        ]
        if thresholds[0] == thresholds[1]:
            assert (after.totals.exams or 0) <= (before.totals.exams or 0)
        else:
            assert thresholds[1] < thresholds[0]


@pytest.mark.parametrize("seed", range(300, 330))
def test_joint_plans_lie_between_the_largest_single_plan_and_the_sum(seed: int) -> None:
    case = random_case(seed)
    program, roster = case.read()
    unlimited = roster.replaced(
        people={name: person.replaced(max_exams=None) for name, person in roster.people.items()}
    )
    # A metric named by position may answer for one target and not for two: another question.
    metrics = {key: value for key, value in roster.metrics.items() if "performance" not in key}
    unlimited = unlimited.replaced(metrics=metrics)
    joint = pc.plan(unlimited, case.targets, program=program, on=DAY)
    single = [pc.plan(unlimited, [target], program=program, on=DAY) for target in case.targets]
    if any(plan.status == "infeasible" for plan in single):
        assert joint.status == "infeasible"
    else:
        exams = [plan.totals.exams or 0 for plan in single]
        assert max(exams) <= (joint.totals.exams or 0) <= sum(exams)


@pytest.mark.parametrize(("workers", "seed"), [(1, 0), (1, 7), (8, 0), (8, 7)])
def test_same_question_same_answer(program: pc.Program, workers: int, seed: int) -> None:
    roster = pc.find_roster("contoso")
    targets = ["cloud-crm/gold", "messaging/gold"]
    answers = [pc.plan(roster, targets, program=program, workers=workers, seed=seed) for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0].status == "optimal"
    assert answers[0].totals == pc.Totals(exams=7, people=5)


def test_hash_randomization_changes_nothing() -> None:
    script = (
        "import plan_competency as pc\n"
        "plan = pc.plan(pc.find_roster(), ['messaging/gold', 'cloud-crm/gold'], program=pc.read_program())\n"
        "print(plan.model_dump_json())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            cwd=ROOT.parent,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_targets_are_answered_in_the_order_asked_and_once(program: pc.Program) -> None:
    roster = pc.find_roster("contoso")
    targets = ["messaging/silver", "cloud-crm/silver", "Messaging/Silver"]
    plan = pc.plan(roster, targets, program=program)
    assert [result.target for result in plan.targets] == [
        "messaging/silver",
        "cloud-customer-relationship-management/silver",
    ]


def test_inputs_are_frozen(program: pc.Program) -> None:
    roster = pc.find_roster("contoso")
    for model in (program, roster, pc.Leave("Ana Lima")):
        assert isinstance(model, Frozen)
        with pytest.raises(ValueError, match="frozen"):
            setattr(model, next(iter(type(model).model_fields)), None)
