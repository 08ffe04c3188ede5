"""The reductions are exact: whatever is switched off, the answer is as good."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import plan_competency as pc
import pytest
from plan_competency.solver.reductions import REDUCTIONS, Reduction
from random_cases import DAY
from random_portfolios import random_portfolio

SWITCHED_OFF: tuple[Collection[Reduction], ...] = (REDUCTIONS, *((name,) for name in REDUCTIONS))
SEEDS = 40


def _worth(plan: pc.Plan) -> object:
    """All that is made small, and what is proven about it."""
    stages = {item.minimized: (item.value, item.proven) for item in plan.stages if item.value}
    stages.pop("thresholds unmet", None)  # a stage has only those of the targets that it decides
    unmet = sum(item.state == "unmet" for result in plan.targets if result.reached for item in result.metrics)
    return plan.status, plan.totals, plan.lower_bound, stages, unmet


@pytest.mark.parametrize("seeds", [range(SEEDS), range(SEEDS, 2 * SEEDS)], ids=str)
def test_portfolios_are_answered_as_well_without(seeds: Iterable[int]) -> None:
    for seed in seeds:
        program, roster, portfolio = random_portfolio(seed).read()
        want = _worth(pc.plan(roster, program=program, portfolio=portfolio, on=DAY))
        for without in SWITCHED_OFF:
            plan = pc.plan(roster, program=program, portfolio=portfolio, on=DAY, without=without)
            assert _worth(plan) == want, (seed, without)
