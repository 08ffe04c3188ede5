"""Whether a company meets a vendor's partner requirements, and the least it must still do.

>>> import plan_competency as pc
>>> program = pc.read_program()                       # the shipped catalog; or a path
>>> roster = pc.find_roster("contoso")                # or pc.read_roster("team.csv")
>>> plan = pc.plan(roster, ["cloud-crm/gold"], program=program)
>>> plan.totals.exams, plan.lower_bound
(2, 2)

Names are imported when they are first used: importing this package loads neither
pydantic nor ortools.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .models.batch_errors import AnotherQuestion, UnusableWorkers
    from .models.competencies import Competency, Option
    from .models.credentials import Credential
    from .models.differences import RuleChange
    from .models.errors import (
        AnswerRejected,
        ContradictoryTerms,
        ImpossibleChange,
        InvalidFile,
        InvalidQuestion,
        InvalidReference,
        MissingPrices,
        NoPlaceInFile,
        PlanCompetencyError,
        Problem,
        UnknownCredential,
        UnknownLanguage,
        UnknownMetric,
        UnknownName,
        UnknownPerson,
        UnknownProgram,
        UnknownRole,
        UnknownRoster,
        UnknownScenario,
        UnknownSeat,
        UnknownTarget,
        UnreadableFile,
    )
    from .models.explanations import Alone, Explanation, PersonCost, Repair, Variant
    from .models.extras import MissingExtra
    from .models.plans import (
        Alternative,
        BudgetOutcome,
        Candidate,
        MissingDifferentPeople,
        MissingPeople,
        MissingThreshold,
        NextTarget,
        OtherReading,
        PinCost,
        Plan,
        PlannedExam,
        Seat,
        Stage,
        TargetResult,
        Threshold,
        Totals,
    )
    from .models.policies import AtMostTargets, DifferentPeople, OneRole
    from .models.portfolios import Budget, Goal, Portfolio, Terms
    from .models.prices import ExamPrice, Prices
    from .models.programs import Program
    from .models.qualifications import AllOf, AnyOf, AtLeastOf
    from .models.reasons import Conflict, ConflictRule, OpenSeats, TooFewCandidates, TooFewPeople
    from .models.requirements import (
        AllParts,
        AmongThem,
        AnyPart,
        AtLeastParts,
        MetricRequirement,
        PeopleRequirement,
    )
    from .models.rosters import Holding, Person, Roster, Workforce
    from .models.targets import Target
    from .models.verdicts import VerdictRow
    from .readers.organization import Organization
    from .readers.organizations import Organizations, read_organizations
    from .readers.pages import PagesRead, read_pages
    from .readers.portfolios import read_portfolio, read_prices
    from .readers.programs import read_program
    from .readers.rosters import read_roster
    from .readers.table_rosters import TableRoster
    from .reports.letters import write_letters
    from .reports.program_files import program_file
    from .reports.roster_files import write_roster
    from .reports.verdict_tables import write_verdicts
    from .reports.writing import write_report
    from .scenarios.batch import batch
    from .scenarios.changes import Change, Join, Leave, Lose, Pass, RetireExam, SetMetric
    from .scenarios.departures import Departure, Departures, departures
    from .scenarios.editions import Comparison, Edition, Effect, Standing, diff
    from .scenarios.files import Scenario, find_roster, read_scenario
    from .scenarios.least import Least
    from .scenarios.nearest import Distance, Ranking, nearest
    from .scenarios.retirements import Retirement, Retirements, retirements
    from .scenarios.what_if import Outcome, what_if
    from .solver.explaining import explain
    from .solver.planning import check, plan
    from .solver.reporting import Reporter, Size
    from .solver.stopping import Stop

_NAMES = {
    "models.batch_errors": "AnotherQuestion UnusableWorkers",
    "models.competencies": "Competency Option",
    "models.credentials": "Credential",
    "models.differences": "RuleChange",
    "models.errors": "AnswerRejected ContradictoryTerms ImpossibleChange InvalidFile InvalidQuestion "
    "InvalidReference MissingPrices NoPlaceInFile PlanCompetencyError Problem UnknownCredential "
    "UnknownLanguage UnknownMetric UnknownName UnknownPerson UnknownProgram UnknownRole UnknownRoster "
    "UnknownScenario UnknownSeat UnknownTarget UnreadableFile",
    "models.explanations": "Alone Explanation PersonCost Repair Variant",
    "models.extras": "MissingExtra",
    "models.plans": "Alternative BudgetOutcome Candidate MissingDifferentPeople MissingPeople "
    "MissingThreshold NextTarget OtherReading PinCost Plan PlannedExam Seat Stage TargetResult "
    "Threshold Totals",
    "models.policies": "AtMostTargets DifferentPeople OneRole",
    "models.portfolios": "Budget Goal Portfolio Terms",
    "models.prices": "ExamPrice Prices",
    "models.programs": "Program",
    "models.qualifications": "AllOf AnyOf AtLeastOf",
    "models.reasons": "Conflict ConflictRule OpenSeats TooFewCandidates TooFewPeople",
    "models.requirements": "AllParts AmongThem AnyPart AtLeastParts MetricRequirement PeopleRequirement",
    "models.rosters": "Holding Person Roster Workforce",
    "models.targets": "Target",
    "models.verdicts": "VerdictRow",
    "readers.organization": "Organization",
    "readers.organizations": "Organizations read_organizations",
    "readers.pages": "PagesRead read_pages",
    "readers.portfolios": "read_portfolio read_prices",
    "readers.programs": "read_program",
    "readers.rosters": "read_roster",
    "readers.table_rosters": "TableRoster",
    "reports.program_files": "program_file",
    "reports.roster_files": "write_roster",
    "reports.letters": "write_letters",
    "reports.verdict_tables": "write_verdicts",
    "reports.writing": "write_report",
    "scenarios.batch": "batch",
    "scenarios.changes": "Change Join Leave Lose Pass RetireExam SetMetric",
    "scenarios.departures": "Departure Departures departures",
    "scenarios.editions": "Comparison Edition Effect Standing diff",
    "scenarios.files": "Scenario find_roster read_scenario",
    "scenarios.least": "Least",
    "scenarios.nearest": "Distance Ranking nearest",
    "scenarios.retirements": "Retirement Retirements retirements",
    "scenarios.what_if": "Outcome what_if",
    "solver.explaining": "explain",
    "solver.planning": "check plan",
    "solver.reporting": "Reporter Size",
    "solver.stopping": "Stop",
}
_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}

__all__ = [
    "AllOf",
    "AllParts",
    "Alone",
    "Alternative",
    "AmongThem",
    "AnotherQuestion",
    "AnswerRejected",
    "AnyOf",
    "AnyPart",
    "AtLeastOf",
    "AtLeastParts",
    "AtMostTargets",
    "Budget",
    "BudgetOutcome",
    "Candidate",
    "Change",
    "Comparison",
    "Competency",
    "Conflict",
    "ConflictRule",
    "ContradictoryTerms",
    "Credential",
    "Departure",
    "Departures",
    "DifferentPeople",
    "Distance",
    "Edition",
    "Effect",
    "ExamPrice",
    "Explanation",
    "Goal",
    "Holding",
    "ImpossibleChange",
    "InvalidFile",
    "InvalidQuestion",
    "InvalidReference",
    "Join",
    "Least",
    "Leave",
    "Lose",
    "MetricRequirement",
    "MissingDifferentPeople",
    "MissingExtra",
    "MissingPeople",
    "MissingPrices",
    "MissingThreshold",
    "NextTarget",
    "NoPlaceInFile",
    "OneRole",
    "OpenSeats",
    "Option",
    "Organization",
    "Organizations",
    "OtherReading",
    "Outcome",
    "PagesRead",
    "Pass",
    "PeopleRequirement",
    "Person",
    "PersonCost",
    "PinCost",
    "Plan",
    "PlanCompetencyError",
    "PlannedExam",
    "Portfolio",
    "Prices",
    "Problem",
    "Program",
    "Ranking",
    "Repair",
    "Reporter",
    "RetireExam",
    "Retirement",
    "Retirements",
    "Roster",
    "RuleChange",
    "Scenario",
    "Seat",
    "SetMetric",
    "Size",
    "Stage",
    "Standing",
    "Stop",
    "TableRoster",
    "Target",
    "TargetResult",
    "Terms",
    "Threshold",
    "TooFewCandidates",
    "TooFewPeople",
    "Totals",
    "UnknownCredential",
    "UnknownLanguage",
    "UnknownMetric",
    "UnknownName",
    "UnknownPerson",
    "UnknownProgram",
    "UnknownRole",
    "UnknownRoster",
    "UnknownScenario",
    "UnknownSeat",
    "UnknownTarget",
    "UnreadableFile",
    "UnusableWorkers",
    "Variant",
    "VerdictRow",
    "Workforce",
    "batch",
    "check",
    "departures",
    "diff",
    "explain",
    "find_roster",
    "nearest",
    "plan",
    "program_file",
    "read_organizations",
    "read_pages",
    "read_portfolio",
    "read_prices",
    "read_program",
    "read_roster",
    "read_scenario",
    "retirements",
    "what_if",
    "write_letters",
    "write_report",
    "write_roster",
    "write_verdicts",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(_HOME)
