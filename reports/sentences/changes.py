"""What changes do to a plan, in words."""

from __future__ import annotations

from collections.abc import Iterable

from ...models.plans import Plan, TargetResult
from ...models.told import marked
from ...scenarios.what_if import Outcome
from ..languages import ENGLISH, Language
from .amounts import exams
from .proofs import bound, doubt_beside_the_proof, proof, way_on
from .reasons import reason_in_words
from .targets import verdict_in_words

_COSTS = {
    ("none", True): marked("The change costs no exam ({before} before, {after} after)."),
    ("more", True): marked("The change costs {exams} ({before} before, {after} after)."),
    ("less", True): marked("The change saves {exams} ({before} before, {after} after)."),
    ("none", False): marked(
        "The change costs no exam as far as was found: not proven ({before} before, {after} after)."
    ),
    ("more", False): marked(
        "The change costs {exams} as far as was found: not proven ({before} before, {after} after)."
    ),
    ("less", False): marked(
        "The change saves {exams} as far as was found: not proven ({before} before, {after} after)."
    ),
}


def changes_in_words(outcome: Outcome, words: Language = ENGLISH) -> Iterable[str]:
    """`What if Ana leaves?`."""
    return (words.say("What if {change}?", change=words.retold(change)) for change in outcome.changes)


def cost_in_words(outcome: Outcome, words: Language = ENGLISH) -> Iterable[str]:
    """What the changes cost, and what is proven about the plan after them."""
    if outcome.after.status == "infeasible":
        yield from (reason_in_words(reason, words) for reason in outcome.after.reasons)
        yield words.say("Proven: after the change, these targets cannot be reached.")
    elif outcome.extra_exams is not None:
        yield _cost(outcome, outcome.extra_exams, words)
        yield bound(outcome.after, words)
        yield from doubt_beside_the_proof(outcome.after, words)
    elif outcome.before.status == "infeasible":
        yield words.say("No plan exists before the change.")
        yield from proof(outcome.after, words)
    else:
        stopped = words.say("The search stopped before it found both plans.")
        yield f"{stopped} {way_on(outcome.after.interrupted, words)}"


def _cost(outcome: Outcome, extra: int, words: Language) -> str:
    before, after = outcome.before.budget, outcome.after.budget
    if before is not None and after is not None and before.value != after.value:
        return words.say(
            "Within the budget, the change takes the value reached from {before} to {after} ({exams_before} "
            "before, {exams_after} after).",
            before=words.number(before.value),
            after=words.number(after.value),
            exams_before=exams(outcome.before.totals.exams, words),
            exams_after=exams(outcome.after.totals.exams, words),
        )
    how = "more" if extra > 0 else "less" if extra < 0 else "none"
    return words.say(
        _COSTS[how, outcome.proven],
        exams=exams(abs(extra), words),
        before=words.number(outcome.before.totals.exams or 0),
        after=words.number(outcome.after.totals.exams or 0),
    )


def standing_in_words(result: TargetResult, plan: Plan, words: Language = ENGLISH) -> str:
    """A target's verdict today, and how many exams of the plan count for it."""
    verdict = verdict_in_words(result.verdict, words)
    if result.verdict == "eligible" or not plan.found:
        return verdict
    if not result.reached:
        return words.say("{verdict}, left by the budget", verdict=verdict)
    number = exams(sum(result.target in item.targets for item in plan.exams), words)
    return f"{verdict}, {number}"
