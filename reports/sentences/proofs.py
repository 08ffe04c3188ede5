"""What an answer asks for and what is proven about it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...models.plans import Plan, Stage
from ...models.prices import MEASURES, Measure
from ...models.told import marked
from ..languages import ENGLISH, Language
from .amounts import amount_in_words, exams, people, totals_in_words
from .reasons import reason_in_words
from .terms import other_reading_in_words


def proof(plan: Plan, words: Language = ENGLISH) -> Iterable[str]:
    """What an answer asks for, and last what is proven about it."""
    if plan.status == "infeasible":
        yield from (reason_in_words(reason, words) for reason in plan.reasons)
        yield words.say("Proven: whatever people sit, these targets cannot be reached.")
    elif plan.status == "unknown":
        yield words.say("The search stopped before it found a plan; there may be one. Give it more time.")
        yield words.say(
            "Proven so far: no plan needs fewer than {amount}.", amount=exams(plan.lower_bound, words)
        )
    else:
        if plan.exams:
            yield f"{asked_in_words(plan, words)}."
        yield from other_reading_in_words(plan, words)
        yield bound(plan, words)


def asked_in_words(plan: Plan, words: Language = ENGLISH) -> str:
    """`7 exams for 5 people, 1,155 USD, 280 hours`."""
    _, _, *rest = totals_in_words(plan.totals, words)
    return ", ".join((exams_for_people(plan.totals.exams, plan.totals.people, words), *rest))


def exams_for_people(number: int | None, students: int | None, words: Language = ENGLISH) -> str:
    """`7 exams for 5 people`."""
    return words.say("{exams} for {people}", exams=exams(number, words), people=people(students or 0, words))


class _Sentences(NamedTuple):
    """What is said of a measure: made small as the first one, as a later one, and while it is open."""

    first: str
    later: str
    open: str


_NEEDS = _Sentences(
    marked("No plan needs fewer than {least}."),
    marked("Of those, none needs fewer than {least}."),
    marked(
        "Not proven minimal: no plan needs fewer than {least}, this one needs {value} (gap {gap}). "
        "Give it more time."
    ),
)
_SENTENCES: dict[Measure, _Sentences] = {
    "exams": _NEEDS,
    "people": _NEEDS,
    "cost": _Sentences(
        marked("No plan costs less than {least}."),
        marked("Of those, none costs less than {least}."),
        marked(
            "Not proven minimal: no plan costs less than {least}, this one costs {value} (gap {gap}). "
            "Give it more time."
        ),
    ),
    "hours": _Sentences(
        marked("No plan takes fewer than {least}."),
        marked("Of those, none takes fewer than {least}."),
        marked(
            "Not proven minimal: no plan takes fewer than {least}, this one takes {value} (gap {gap}). "
            "Give it more time."
        ),
    ),
}


def bound(plan: Plan, words: Language = ENGLISH) -> str:
    """What is proven about a plan that was found."""
    if not plan.exams and plan.status == "optimal":
        reached = any(item.reached for item in plan.targets)
        return words.say("No exam is needed.") if reached else words.say("Nothing is reached.")
    measured = [stage for stage in plan.stages if stage.minimized in MEASURES]
    open_ = next((stage for stage in measured if not stage.proven), None)
    if open_ is not None:
        return _said(open_, "open", plan, words)
    proven = " ".join(_proven(measured, plan, words))
    if plan.status == "optimal":
        return proven
    doubt = words.say("Not proven: that no other plan spreads them over fewer people or more evenly.")
    return f"{doubt} {proven}"


def _proven(measured: list[Stage], plan: Plan, words: Language) -> Iterator[str]:
    """The first measure, and those after it up to the exams, each among the plans before it."""
    for number, stage in enumerate(measured):
        yield _said(stage, "later" if number else "first", plan, words)
        if stage.minimized == "exams":
            return


def _said(stage: Stage, how: str, plan: Plan, words: Language) -> str:
    measure = next(measure for measure in MEASURES if measure == stage.minimized)
    value, least = stage.value or 0, stage.lower_bound or 0
    amounts = {"least": least, "value": value, "gap": value - least}
    told = {
        name: amount_in_words(measure, amount, plan.totals.currency, words)
        for name, amount in amounts.items()
    }
    return words.say(getattr(_SENTENCES[measure], how), **told)
