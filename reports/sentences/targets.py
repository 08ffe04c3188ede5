"""A target in words: its name, its verdict, its thresholds, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...models.plans import (
    Candidate,
    Missing,
    MissingDifferentPeople,
    MissingThreshold,
    Plan,
    Status,
    TargetResult,
    Threshold,
    Verdict,
)
from ...models.programs import Program
from ...models.told import marked
from ..languages import ENGLISH, Language
from .amounts import by_market, exams, in_units, people

_VERDICTS: dict[Verdict, str] = {
    "eligible": marked("eligible"),
    "not-eligible": marked("not eligible"),
    "unconfirmed": marked("unconfirmed"),
}
_NO_PLAN: dict[Status, str] = {"infeasible": marked("impossible"), "unknown": marked("not known")}
#: So many targets are named in a sentence.
_SHOWN = 4
_STATES = {"met": marked("met"), "unmet": marked("unmet"), "not-stated": marked("not stated")}
_STATED = {
    "met": marked("{label}: met, {stated} (at least {needed} needed)"),
    "unmet": marked("{label}: unmet, {stated} (at least {needed} needed)"),
}


def verdict_in_words(verdict: Verdict, words: Language = ENGLISH) -> str:
    """`not eligible`."""
    return words.say(_VERDICTS[verdict])


def no_plan_in_words(status: Status, words: Language = ENGLISH) -> str:
    """`impossible`, or `not known`."""
    return words.say(_NO_PLAN[status])


def state_in_words(state: str, words: Language = ENGLISH) -> str:
    """A threshold's state: `not stated`."""
    return words.say(_STATES[state])


def name_of(target: str, program: Program) -> str:
    """A target by its published title: `Messaging, gold`."""
    found = program.target(target)
    return f"{program.competencies[found.competency].title or found.competency}, {found.level}"


def option_of(result: TargetResult, program: Program) -> str:
    """The published title of the option that a result uses; empty where there is none."""
    if not result.option:
        return ""
    competency = program.competencies[program.target(result.target).competency]
    return competency.options[result.option].title or result.option


def beyond_exams(plan: Plan, program: Program, words: Language = ENGLISH) -> Iterable[str]:
    """Exams do not move thresholds: which targets need more than the plan."""
    unmet, not_stated = (
        [name_of(one.target, program) for one in plan.targets if one.reached and one.thresholds == state]
        for state in ("unmet", "not-stated")
    )
    if unmet:
        yield words.count(
            len(unmet),
            "Besides exams, {number} target has a threshold that is not met: {targets}.",
            "Besides exams, {number} targets have thresholds that are not met: {targets}.",
            targets=_some(unmet, words),
        )
    if not_stated:
        yield words.count(
            len(not_stated),
            "Besides exams, {number} target has a threshold that is not stated: {targets}.",
            "Besides exams, {number} targets have thresholds that are not stated: {targets}.",
            targets=_some(not_stated, words),
        )


def _some(names: Sequence[str], words: Language) -> str:
    """The first ones of many; names of targets have commas."""
    shown = [*names[:_SHOWN]]
    if rest := len(names) - len(shown):
        shown.append(words.count(rest, "{number} more", "{number} more"))
    return "; ".join(shown)


def threshold_in_words(item: Threshold, words: Language = ENGLISH) -> str:
    """A threshold beside what the roster states, or what would have to be stated."""
    if item.state != "not-stated":
        stated, needed = (in_units(value or 0, item.unit, words) for value in (item.stated, item.at_least))
        return words.say(_STATED[item.state], label=item.label, stated=stated, needed=needed)
    value = item.by_market if item.at_least is None else item.at_least
    told = {"label": item.label, "needed": by_market(value, item.unit, words), "metric": item.metric}
    if item.at_least is not None:
        return words.say("{label}: at least {needed} needed, the roster does not state {metric}", **told)
    if item.market == "developed":
        return words.say(
            "{label}: at least {needed} needed, no amount is stated for developed markets", **told
        )
    if item.market == "developing":
        return words.say(
            "{label}: at least {needed} needed, no amount is stated for developing markets", **told
        )
    if item.stated is not None:
        return words.say("{label}: at least {needed} needed, the roster does not state its market", **told)
    return words.say(
        "{label}: at least {needed} needed, the roster states neither its market nor {metric}", **told
    )


def shortfall_in_words(item: Missing, words: Language = ENGLISH) -> str:
    """One thing that is missing today, and who is nearest to it."""
    if isinstance(item, MissingThreshold):
        stated, needed = (in_units(value, item.unit, words) for value in (item.stated, item.at_least))
        return words.say("{label}: {stated} of {needed}", label=item.label, stated=stated, needed=needed)
    if isinstance(item, MissingDifferentPeople):
        few = people(item.open, words)
        return words.say("{rule}: {people} too few", rule=words.retold(item.rule), people=few)
    open_seats = words.say(
        "{label}: {open} of {seats} open",
        label=item.label,
        open=words.number(item.open),
        seats=words.count(item.seats, "{number} seat", "{number} seats"),
    )
    if not item.nearest:
        return words.say("{open_seats}; nobody else can get there.", open_seats=open_seats)
    nearest = "; ".join(candidate_in_words(one, words) for one in item.nearest)
    return words.say("{open_seats}. Nearest: {people}.", open_seats=open_seats, people=nearest)


def candidate_in_words(one: Candidate, words: Language = ENGLISH) -> str:
    """`Luis Ortega, 1 exam (MB2-706)`."""
    if not one.takes:
        what = words.say("{person}, no exam", person=one.person)
    else:
        number, which = exams(one.exams, words), words.listed(one.takes)
        what = words.say("{person}, {exams} ({which})", person=one.person, exams=number, which=which)
    return words.say("{candidate}, leaving another seat", candidate=what) if one.leaves_seat else what
