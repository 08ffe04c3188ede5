"""What can be asked for, in one place: the options of `check`, `plan`, `what_if`, `nearest` and `explain`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias, TypedDict

from pydantic import ValidationError

from ..models.base import folded_name
from ..models.errors import InvalidQuestion
from ..models.findings import findings
from ..models.portfolios import Budget, Goal, Portfolio, Reading, Terms
from ..models.prices import Measure, Prices
from ..models.programs import Program
from ..models.readings import mixed_program
from ..models.rosters import Workforce
from ..models.targets import Target
from .case import Case, case_of
from .reductions import REDUCTIONS, Reduction
from .reporting import Reporter
from .stages import Limits
from .stopping import Stop
from .terms import goals

#: Seconds after which a search stops and says what it has proved by then.
TIME_LIMIT_SECONDS = 60.0
#: More threads than this help on no machine.
MOST_WORKERS = 256

#: Targets or patterns; none, where a portfolio names them.
Targets: TypeAlias = Sequence[str] | str


class Options(TypedDict, total=False):
    """What may be asked for besides roster, targets and program; each overrides the portfolio.

    Attributes:
        portfolio: the company's targets, rules, limits and prices.
        share: "free", "exclusive", "at-most:K", or rules.
        reading: "strict" or "mixed".
        minimize: what to keep small, the most important first.
        prices: what exams cost.
        budget: the most that a plan may ask for.
        pin, forbid: pairs of a person and an exam or seat; they add to the portfolio's.
        unavailable: people who fill no seat and sit nothing; they add to the portfolio's.
        prefer: whom to ask first where all else is equal.
        on: the day in question. None: what people hold counts as of today, and what can still be sat is as
            of the program's edition.
        time_limit: seconds for each search; None for no limit.
        workers: threads of the solver; 1 is best for most cases, 2 the worst.
        seed: of the solver; same input and seed, same answer.
        without: exact reductions that are not used, see `REDUCTIONS`: slower, and no plan is better for it.
        report: is told how the search gets on.
        stop: ends the search when it is set, as if its time was up: the best found so far is the answer.
    """

    portfolio: Portfolio | None
    share: Any
    reading: Reading | None
    minimize: Sequence[Measure] | Measure | None
    prices: Prices | None
    budget: Budget | Mapping[str, float] | None
    pin: Iterable[tuple[str, str]]
    forbid: Iterable[tuple[str, str]]
    unavailable: Iterable[str]
    prefer: Sequence[str]
    on: date | None
    time_limit: float | None
    workers: int
    seed: int
    without: Collection[Reduction]
    report: Reporter | None
    stop: Stop | None


@dataclass(frozen=True)
class Question:
    """A question that makes sense: the program by the portfolio's reading, and the case that it makes."""

    roster: Workforce
    portfolio: Portfolio
    #: As it was given, and by the reading of the portfolio.
    written: Program
    program: Program
    on: date | None
    limits: Limits
    case: Case

    def otherwise(self, portfolio: Portfolio) -> Question:
        """The same question under another portfolio."""
        return _question(self.roster, portfolio, self.written, self.on, self.limits)

    @property
    def by_the_other_reading(self) -> Question | None:
        """The same question by the other reading; None where its targets read the same both ways."""
        other: Reading = "strict" if self.portfolio.reading == "mixed" else "mixed"
        asked = goals(self.portfolio, self.written)
        strict, mixed = (by_reading(self.written, reading, asked) for reading in ("strict", "mixed"))
        if strict is mixed or all(strict.options_of(t) == mixed.options_of(t) for t in asked):
            return None
        return self.otherwise(self.portfolio.replaced(reading=other))


def question(roster: Workforce, targets: Targets, program: Program, options: Options) -> Question:
    """The question that someone asks.

    Raises:
        InvalidQuestion: no target, a limit that makes no sense, terms that contradict each other.
        UnknownName: a target, person, role or seat that does not exist.
    """
    limits = _limits(options)
    return _question(roster, _portfolio(targets, program, options), program, options.get("on"), limits)


def _question(
    roster: Workforce, portfolio: Portfolio, program: Program, on: date | None, limits: Limits
) -> Question:
    read = by_reading(program, portfolio.reading, goals(portfolio, program))
    return Question(
        roster, portfolio, program, read, on, limits, case_of(roster, portfolio, read, on, limits.without)
    )


def by_reading(program: Program, reading: Reading, targets: Iterable[Target]) -> Program:
    """The program as it is to be understood, as far as some targets are concerned."""
    names = dict.fromkeys(target.competency for target in targets)
    return mixed_program(program, names) if reading == "mixed" else program


def _portfolio(targets: Targets, program: Program, options: Options) -> Portfolio:
    """The portfolio with everything in it that the other options state."""
    stated = options.get("portfolio") or Portfolio()
    minimize = options.get("minimize")
    changes: dict[str, Any] = {}
    try:
        changes |= {
            "targets": _goals(stated, [targets] if isinstance(targets, str) else list(targets), program),
            "sharing": options.get("share"),
            "reading": options.get("reading"),
            "minimize": [minimize] if isinstance(minimize, str) else minimize,
            "prices": options.get("prices"),
            "budget": options.get("budget"),
            "prefer": tuple(options.get("prefer", ())) or None,
            "people": _people(stated, options),
        }
        return stated.replaced(**{name: value for name, value in changes.items() if value is not None})
    except ValidationError as error:
        raise InvalidQuestion(f"{next(findings(error, changes))}.") from None


def _goals(stated: Portfolio, targets: Sequence[str], program: Program) -> tuple[Goal, ...] | None:
    """The targets asked instead of the portfolio's, with the weights that it gives them."""
    if not targets:
        return None
    weights = goals(stated, program) if stated.targets else {}
    found = dict.fromkeys(target for text in targets for target in program.targets_like(text))
    return tuple(Goal(target=str(target), weight=weights.get(target, 1)) for target in found)


def _people(stated: Portfolio, options: Options) -> dict[str, Terms] | None:
    """The portfolio's terms of each person, with those that were added."""
    added: dict[str, dict[str, Any]] = {}
    for key, pairs in (("pin", options.get("pin", ())), ("forbid", options.get("forbid", ()))):
        for name, what in pairs:
            added.setdefault(name, {}).setdefault(key, []).append(what)
    for name in options.get("unavailable", ()):
        added.setdefault(name, {})["unavailable"] = True
    if not added:
        return None
    people = dict(stated.people)
    spelled = {folded_name(name): name for name in people}
    for name, terms in added.items():
        name = spelled.setdefault(folded_name(name), name)
        old = people.get(name, Terms())
        more = {key: (*getattr(old, key), *value) for key, value in terms.items() if key != "unavailable"}
        people[name] = old.replaced(**{**terms, **more})
    return people


def _limits(options: Options) -> Limits:
    time_limit = options.get("time_limit", TIME_LIMIT_SECONDS)
    workers, seed = options.get("workers", 1), options.get("seed", 0)
    without = options.get("without", ())
    if time_limit is not None and not time_limit > 0:
        raise InvalidQuestion(f"The time limit must be above 0 seconds, not {time_limit}.")
    if not 1 <= workers <= MOST_WORKERS:
        raise InvalidQuestion(f"There must be at least 1 worker and at most {MOST_WORKERS}, not {workers}.")
    if not 0 <= seed < 2**31:
        raise InvalidQuestion(f"The seed must be a number from 0 to {2**31 - 1}, not {seed}.")
    unknown = sorted(set(without) - set(REDUCTIONS))
    if unknown:
        raise InvalidQuestion(f"'{unknown[0]}' is no reduction. Known: {', '.join(REDUCTIONS)}.")
    return Limits(time_limit, workers, seed, frozenset(without), options.get("report"), options.get("stop"))
