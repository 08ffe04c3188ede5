"""All competencies at gold together: the shipped catalog, twenty people, random credentials."""

from __future__ import annotations

import random

import plan_competency as pc
import pytest
from plan_competency.models.qualifications import mentioned
from plan_competency.models.requirements import qualifications

PEOPLE = 20


def crowd(program: pc.Program, mean: float, seed: int) -> pc.Roster:
    """People who hold floor(Exp(mean)) of the credentials that the requirements name."""
    chance = random.Random(seed)
    named = sorted(
        {
            name
            for target in program.targets()
            for requirement in program.options_of(target).values()
            for _, qualification in qualifications(requirement)
            for name in mentioned(qualification)
        }
    )
    numbers = (int(chance.expovariate(1 / mean)) for _ in range(PEOPLE))
    holdings = [sorted(set(chance.choices(named, k=number))) for number in numbers]
    return pc.Roster.model_validate({"people": {f"p{n:02}": holds for n, holds in enumerate(holdings)}})


@pytest.mark.parametrize("mean", [3.0, 0.3])
def test_the_joint_optimum_is_proven_and_saves_exams(program: pc.Program, mean: float) -> None:
    roster = crowd(program, mean, seed=0)
    explanation = pc.explain(roster, "*/gold", program=program, time_limit=15.0)
    plan = explanation.plan
    assert len(plan.targets) == 18
    assert plan.found
    exams = next(stage for stage in plan.stages if stage.minimized == "exams")
    assert exams.proven
    assert plan.lower_bound == plan.totals.exams == exams.value
    assert explanation.separately is not None
    assert explanation.saving is not None
    assert all(one.status == "optimal" for one in explanation.alone)
    singles = [one.totals.exams or 0 for one in explanation.alone]
    assert explanation.separately["exams"] == sum(singles)
    assert max(singles) <= (plan.totals.exams or 0) < sum(singles)
    assert explanation.saving["exams"] == sum(singles) - (plan.totals.exams or 0)
    # What is saved is saved by exams that count for several targets.
    assert sum(len(item.targets) - 1 for item in explanation.shared) >= explanation.saving["exams"]


@pytest.mark.parametrize("seed", range(2))
def test_a_tighter_policy_never_makes_a_plan_cheaper(program: pc.Program, seed: int) -> None:
    roster = crowd(program, 3.0, seed)
    golds = ["messaging/gold", "communications/gold", "datacenter/gold"]
    policies: list[object] = ["free", "at-most:2", "exclusive"]
    plans = [pc.plan(roster, golds, program=program, share=share, time_limit=20.0) for share in policies]
    exams = [plan.totals.exams or 0 for plan in plans]
    assert exams == [plan.lower_bound for plan in plans]  # the fewest exams are proven for each
    assert exams == sorted(exams)
    assert exams[0] < exams[-1]
