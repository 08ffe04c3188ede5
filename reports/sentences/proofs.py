"""What an answer asks for and what is proven about it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...models.plans import Plan, Stage
from ...models.prices import MEASURES, Measure, added
from ...models.told import marked
from ..languages import ENGLISH, Language
from .amounts import amount_in_words, exams, people, totals_in_words
from .reasons import reason_in_words
from .terms import other_reading_in_words


def proof(plan: Plan, words: Language = ENGLISH) -> Iterable[str]:
    """What an answer asks for, and last what is proven about it."""
    yield from doubt_beside_the_proof(plan, words)
    if plan.status == "infeasible":
        yield from (reason_in_words(reason, words) for reason in plan.reasons)
        yield words.say("Proven: whatever people sit, these targets cannot be reached.")
    elif plan.status == "unknown":
        stopped = words.say("The search stopped before it found a plan; there may be one.")
        yield f"{stopped} {way_on(plan.interrupted, words)}"
        yield (
            words.say(
                "Proven so far: no plan needs fewer than {amount}.", amount=exams(plan.lower_bound, words)
            )
            if plan.lower_bound
            else words.say("Nothing is proven so far.")
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


def doubt_beside_the_proof(plan: Plan, words: Language = ENGLISH) -> Iterator[str]:
    """What an interruption leaves open where the answer itself is proven: alternatives, what pins cost."""
    if plan.question == "plan" and plan.status in ("optimal", "infeasible") and plan.interrupted:
        yield words.say(
            "The search was interrupted after the proof: what is said beside that may be incomplete."
        )


def doubt_about_today(plan: Plan, words: Language = ENGLISH) -> Iterator[str]:
    """What an interruption leaves open of how things stand: verdicts never, the nearest ways perhaps."""
    if plan.question == "check" and plan.interrupted:
        yield words.say("The search was interrupted: there may be nearer ways to what is missing.")


def way_on(interrupted: bool, words: Language = ENGLISH) -> str:
    """Why a search ended early, or what to do about it."""
    return words.say("The search was interrupted.") if interrupted else words.say("Give it more time.")


def more_time(interrupted: bool, words: Language = ENGLISH) -> str:
    """The same within a sentence."""
    if interrupted:
        return words.say("the search was interrupted")
    return words.say("give the search more time")


class _Sentences(NamedTuple):
    """What is said of a measure: proven, as the first one or after others; and open, likewise."""

    first: str
    later: str
    open_first: str
    open_later: str


_NEEDS = _Sentences(
    marked("No plan needs fewer than {least}."),
    marked("Of those, none needs fewer than {least}."),
    marked("Not proven minimal: no plan needs fewer than {least}, this one needs {value} (gap {gap})."),
    marked(
        "Not proven minimal: of those, none needs fewer than {least}, this one needs {value} (gap {gap})."
    ),
)
_SENTENCES: dict[Measure, _Sentences] = {
    "exams": _NEEDS,
    "people": _NEEDS,
    "cost": _Sentences(
        marked("No plan costs less than {least}."),
        marked("Of those, none costs less than {least}."),
        marked("Not proven minimal: no plan costs less than {least}, this one costs {value} (gap {gap})."),
        marked(
            "Not proven minimal: of those, none costs less than {least}, this one costs {value} (gap {gap})."
        ),
    ),
    "hours": _Sentences(
        marked("No plan takes fewer than {least}."),
        marked("Of those, none takes fewer than {least}."),
        marked("Not proven minimal: no plan takes fewer than {least}, this one takes {value} (gap {gap})."),
        marked(
            "Not proven minimal: of those, none takes fewer than {least}, this one takes {value} (gap {gap})."
        ),
    ),
}


#: What is not proven either, where a stage before the measures is open.
_FEWER_UNMET = marked("Not proven: that no other plan leaves fewer thresholds unmet, or needs fewer exams.")
_EARLY = ("open seats", "value missed", "thresholds unmet")
_IN_BUDGET = marked(
    "Not proven: that no other plan within the budget reaches more, or the same with fewer exams."
)


def bound(plan: Plan, words: Language = ENGLISH) -> str:
    """What is proven about a plan that was found."""
    if not plan.exams and plan.status == "optimal":
        return _without_exams(plan, words)
    if any(not stage.proven and stage.minimized in _EARLY for stage in plan.stages):
        doubt = _FEWER_UNMET if plan.budget is None else _IN_BUDGET
        return f"{words.say(doubt)} {way_on(plan.interrupted, words)}"
    measured = [stage for stage in plan.stages if stage.minimized in MEASURES]
    open_ = next((stage for stage in measured if not stage.proven), None)
    if open_ is not None:
        before = measured[: measured.index(open_)]
        said = _said(open_, "open_later" if before else "open_first", plan, words)
        return " ".join((*_proven(before, plan, words), said, way_on(plan.interrupted, words)))
    proven = " ".join(_proven(measured, plan, words))
    if plan.status == "optimal":
        return proven
    doubt = (
        words.say("Not proven: that no other plan spreads them more evenly.")
        if any(stage.minimized == "people" for stage in measured)
        else words.say("Not proven: that no other plan spreads them over fewer people or more evenly.")
    )
    why = [way_on(plan.interrupted, words)] if plan.interrupted else []
    return " ".join((doubt, *why, proven))


def _without_exams(plan: Plan, words: Language) -> str:
    reached = [item.reached for item in plan.targets]
    if all(reached):
        return words.say("No exam is needed.")
    return words.say("No exam is part of this plan.") if any(reached) else words.say("Nothing is reached.")


def _proven(measured: list[Stage], plan: Plan, words: Language) -> Iterator[str]:
    """The first measure, and those after it up to the exams, each among the plans before it."""
    for number, stage in enumerate(measured):
        yield _said(stage, "later" if number else "first", plan, words)
        if stage.minimized == "exams":
            return


def _said(stage: Stage, how: str, plan: Plan, words: Language) -> str:
    measure = next(measure for measure in MEASURES if measure == stage.minimized)
    value, least = getattr(plan.totals, measure) or 0, stage.lower_bound or 0
    amounts = {"least": least, "value": value, "gap": added((value, -least))}
    told = {
        name: amount_in_words(measure, amount, plan.totals.currency, words)
        for name, amount in amounts.items()
    }
    return words.say(getattr(_SENTENCES[measure], how), **told)
