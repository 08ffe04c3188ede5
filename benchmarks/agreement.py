"""Whether everybody who answered the same case can be right."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from benchmarks.outcomes import Outcome


def contradictions(outcomes: Mapping[str, Outcome]) -> Iterator[str]:
    """Where somebody has a plan that somebody else has proven not to exist.

    A proven minimum is its own bound, so two of them that differ contradict each other.
    """
    for proving, proof in outcomes.items():
        least = math.inf if proof.status == "infeasible" else proof.bound
        for planning, plan in outcomes.items():
            if least is not None and plan.value is not None and plan.value < least:
                claim = "no plan exists" if math.isinf(least) else f"no plan goes below {least}"
                yield f"{planning} has a plan of {plan.value}, but {proving} has proven that {claim}"
