"""What is asked of every organization alike."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version

from ..models.errors import InvalidQuestion
from ..models.portfolios import Portfolio
from ..models.programs import Program
from ..models.requirements import Market
from ..models.rosters import Roster
from ..solver.questions import Options, Targets, question
from ..solver.stages import Limits
from ..solver.terms import goals

#: Options that name people, as they are called in code and on the command line.
NAMING_PEOPLE = ("pin", "forbid", "unavailable", "prefer")


@dataclass(frozen=True)
class Survey:
    """Targets, rules and terms for many organizations; `targets` are in the order asked."""

    program: Program
    targets: tuple[str, ...]
    portfolio: Portfolio
    market: Market | None
    on: date | None
    limits: Limits
    remarks: tuple[str, ...] = ()

    @cached_property
    def identity(self) -> dict[str, str]:
        """Everything that decides an answer besides the organization itself, by name."""
        terms = self.portfolio.model_copy(update={"targets": ()})
        return {
            "program": _digest(self.program.model_dump_json()),
            "list of targets": _digest("\n".join(self.targets)),
            "portfolio": _digest(terms.model_dump_json()),
            "market": self.market or "as stated",
            "day": self.on.isoformat() if self.on else f"{date.today()}, as no day was named",
            "time limit": str(self.limits.seconds),
            "seed": str(self.limits.seed),
            "version": versions(),
        }

    @cached_property
    def sent(self) -> tuple[str, bytes]:
        """As it goes to workers: a digest by which they know it again, and all of it."""
        whole = pickle.dumps(replace(self))
        return _digest(whole), whole


@cache
def versions() -> str:
    """Of what decides an answer."""
    return ", ".join(f"{name} {_version(name)}" for name in ("plan-competency", "ortools"))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


def _digest(content: str | bytes) -> str:
    return blake2b(content.encode() if isinstance(content, str) else content, digest_size=16).hexdigest()


def survey_of(targets: Targets, program: Program, market: Market | None, options: Options) -> Survey:
    """The question as it is put to every organization.

    Raises:
        UnknownName, InvalidQuestion: as `plan`; also for terms that name people.
    """
    _refuse_people(options)
    if options.get("report") or options.get("stop"):
        raise InvalidQuestion("Many organizations are judged in other processes: leave out report and stop.")
    asked = question(Roster(people={}), targets, program, options)
    remarks = ("A budget is about one plan: in this table it limits nothing.",)
    return Survey(
        program,
        tuple(map(str, goals(asked.portfolio, program))),
        asked.portfolio.model_copy(update={"budget": None}),
        market,
        asked.on,
        asked.limits,
        remarks if asked.portfolio.budget else (),
    )


def _refuse_people(options: Options) -> None:
    portfolio = options.get("portfolio") or Portfolio()
    named = [name for name in NAMING_PEOPLE if options.get(name)]
    named += ["people in the portfolio"] * bool(portfolio.people)
    named += ["prefer in the portfolio"] * bool(portfolio.prefer)
    if named:
        raise InvalidQuestion(
            f"Terms for single people make no sense for many organizations: leave out {', '.join(named)}, "
            "or ask about one organization with `plan`."
        )
