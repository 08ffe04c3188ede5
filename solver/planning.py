"""The two questions: are we eligible today, and what is the least we must still do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ..models.errors import InvalidQuestion
from ..models.plans import Plan, Status, TargetResult, Totals
from ..models.programs import Program
from ..models.reasons import Reason
from ..models.rosters import Roster
from .answers import least_unmet, result_of
from .arrangement import Placing, planned_exams
from .case import Case, TargetCase, case_of
from .checker import verified
from .explain import why_impossible
from .notes import notes_on
from .solutions import Found, arrange
from .stages import Limits, open_seats, thresholds

#: Seconds after which a search stops and says what it has proved by then.
TIME_LIMIT_SECONDS = 60.0
#: More threads than this help on no machine.
MOST_WORKERS = 256

_TODAY = (
    ("thresholds unmet", lambda model: thresholds(model, "unmet")),
    ("thresholds not stated", lambda model: thresholds(model, "not-stated")),
)
_OPEN_SEATS = (("open seats", open_seats),)


def check(
    roster: Roster,
    targets: Sequence[str] | str,
    *,
    program: Program,
    on: date | None = None,
    time_limit: float | None = TIME_LIMIT_SECONDS,
    workers: int = 1,
    seed: int = 0,
) -> Plan:
    """Whether each target is reached today, by whom, and what is missing.

    The verdict is always proven; the time limit only bounds the search for the
    nearest way to a target that is not reached.

    Args:
        roster: the people with the credentials they hold.
        targets: one or more of `competency/level` or `competency/option/level`.
        program: the rules.
        on: the day in question. None: what people hold counts as of today, and
            what can still be sat is as of the program's edition.
        time_limit: seconds; None for no limit.
        workers: threads of the solver; 1 is best for most cases, 2 the worst.
        seed: of the solver; same input and seed, same answer.

    Returns:
        A plan without exams: verdicts, filled seats, and what is missing.

    Raises:
        UnknownTarget: a target that the program does not have.
        InvalidQuestion: no target, or a limit that makes no sense.
    """
    case = case_of(roster, targets, program, on)
    limits = _limits(time_limit, workers, seed)
    results = [_today(target, case, limits) for target in case.targets]
    answer = Plan(
        question="check",
        status="optimal",
        totals=Totals(exams=0, people=0),
        lower_bound=0,
        exams=(),
        targets=_as_asked(results, targets, program),
        reasons=(),
        stages=(),
        program=program.program,
        edition=program.edition,
        on=on,
        notes=notes_on(case, roster, program, (), on),
    )
    return verified(answer, program, roster)


def plan(
    roster: Roster,
    targets: Sequence[str] | str,
    *,
    program: Program,
    on: date | None = None,
    time_limit: float | None = TIME_LIMIT_SECONDS,
    workers: int = 1,
    seed: int = 0,
) -> Plan:
    """The fewest additional exams that reach all targets, and what is proven about it.

    Fewest thresholds unmet, exams, people who study, the smallest largest load on one
    person, fewest thresholds not stated: each made smallest in turn. One person may
    serve several targets, and an exam counts everywhere it is accepted.

    Arguments and errors are those of `check`.

    Returns:
        A plan whose `status` says what it is worth: "optimal" (every stage proven),
        "feasible" (with `lower_bound`), "infeasible" (with `reasons`), or "unknown".
    """
    case = case_of(roster, targets, program, on)
    limits = _limits(time_limit, workers, seed)
    met = {str(target): placing for target in case.targets if (placing := _met_today(target, case))}
    unmet = case.only(target for target in case.targets if str(target) not in met)
    found = arrange(unmet, limits)
    status = _status(found)
    if found.placings or status == "optimal":
        placings = found.placings | met
        results = [result_of(placings[str(t)], case, found.takes) for t in case.targets]
    else:
        search_for = limits if status == "infeasible" else None
        results = [_today(target, case, search_for) for target in case.targets]
    reasons = why_impossible(unmet) if status == "infeasible" else ()
    answer = _plan(found, status, _as_asked(results, targets, program), reasons, case, roster, program, on)
    return verified(answer, program, roster)


def _plan(
    found: Found,
    status: Status,
    results: tuple[TargetResult, ...],
    reasons: tuple[Reason, ...],
    case: Case,
    roster: Roster,
    program: Program,
    on: date | None,
) -> Plan:
    has_plan = status in ("optimal", "feasible")
    exams = planned_exams({item.target: item.seats for item in results}) if has_plan else ()
    people = len({item.person for item in exams})
    return Plan(
        question="plan",
        status=status,
        totals=Totals(exams=len(exams), people=people) if has_plan else Totals(exams=None, people=None),
        lower_bound=None if status == "infeasible" else _lower_bound(found),
        exams=exams,
        targets=results,
        reasons=reasons,
        stages=tuple(found.search.stages),
        program=program.program,
        edition=program.edition,
        on=on,
        notes=notes_on(case, roster, program, exams, on),
    )


def _lower_bound(found: Found) -> int:
    stage = found.search.stage("exams")
    return max(0, stage.lower_bound or 0) if stage else 0


def _status(found: Found) -> Status:
    if found.search.impossible:
        return "infeasible"
    if found.search.solution is None:
        return "unknown"
    return "optimal" if found.search.proven else "feasible"


def _met_today(target: TargetCase, case: Case) -> Placing | None:
    """How today's people already reach a target, as well as any plan could; None if not.

    Where sharing is free such a target needs no exams and takes no one from another.
    """
    found = arrange(case.only([target]).without_exams(), Limits(), stages=_TODAY)
    unmet = found.search.minimum("thresholds unmet")
    if found.search.solution is None or unmet > least_unmet(target, case):
        return None
    return found.placings[str(target)]


def _today(target: TargetCase, case: Case, limits: Limits | None) -> TargetResult:
    """A target's result today; if it is not met, in the way that is nearest.

    Without limits the nearest way is the one with the fewest open seats.
    """
    alone = case.only([target])
    placing = _met_today(target, case)
    if placing is None and limits is not None:
        placing = arrange(alone, limits, vacancies=True).placings.get(str(target))
    if placing is None:
        found = arrange(alone.without_exams(), Limits(), vacancies=True, stages=_OPEN_SEATS)
        placing = found.placings[str(target)]
    return result_of(placing, case)


def _as_asked(
    results: Iterable[TargetResult], targets: Sequence[str] | str, program: Program
) -> tuple[TargetResult, ...]:
    """The results in the order in which the targets were asked, each once."""
    texts = [targets] if isinstance(targets, str) else targets
    asked = dict.fromkeys(str(program.target(text)) for text in texts)
    by_target = {result.target: result for result in results}
    return tuple(by_target[target] for target in asked)


def _limits(time_limit: float | None, workers: int, seed: int) -> Limits:
    if time_limit is not None and not time_limit > 0:
        raise InvalidQuestion(f"The time limit must be above 0 seconds, not {time_limit}.")
    if not 1 <= workers <= MOST_WORKERS:
        raise InvalidQuestion(f"There must be at least 1 worker and at most {MOST_WORKERS}, not {workers}.")
    if not 0 <= seed < 2**31:
        raise InvalidQuestion(f"The seed must be a number from 0 to {2**31 - 1}, not {seed}.")
    return Limits(time_limit, workers, seed)
