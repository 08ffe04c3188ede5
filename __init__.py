"""Whether a company meets a vendor's partner requirements, and the least it must still do.

    import plan_competency as pc

    program = pc.read_program()                       # the shipped catalog; or a path
    roster = pc.read_roster("team.csv")
    plan = pc.plan(roster, ["cloud-crm/gold"], program=program)
    print(plan.totals.exams, plan.lower_bound)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .models.credentials import Credential
    from .models.plans import Plan
    from .models.programs import Program
    from .models.rosters import Person, Roster
    from .readers.programs import read_program
    from .readers.rosters import read_roster
    from .solver.planning import check, plan

_HOME = {
    "Credential": "models.credentials", "Plan": "models.plans", "Program": "models.programs",
    "Person": "models.rosters", "Roster": "models.rosters",
    "read_program": "readers.programs", "read_roster": "readers.rosters",
    "check": "solver.planning", "plan": "solver.planning",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f".{_HOME[name]}", __name__), name)
    raise AttributeError(name)
