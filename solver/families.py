"""Families: targets that have credentials in common, directly or through certifications.

Exams of one family are of no use in another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..models.qualifications import leading_to, mentioned
from .case import Case
from .target_case import TargetCase


@dataclass(frozen=True)
class Family:
    """Targets that have credentials in common, and all credentials that matter to them."""

    targets: tuple[TargetCase, ...]
    credentials: frozenset[str]


def families_of(case: Case) -> list[Family]:
    """The targets of a case in families."""
    families: list[Family] = []
    for target in case.targets:
        reach = reach_of(target, case)
        kin = [family for family in families if family.credentials & reach]
        families = [family for family in families if family not in kin]
        targets = [member for family in kin for member in family.targets]
        families.append(Family((*targets, target), reach.union(*(family.credentials for family in kin))))
    return families


def credentials_of(families: Iterable[Family]) -> frozenset[str]:
    """Everything that matters to some target."""
    return frozenset[str]().union(*(family.credentials for family in families))


def reach_of(target: TargetCase, case: Case) -> frozenset[str]:
    """Every credential that a target names and that counts, or that leads to one of these."""
    named = (name for condition in target.conditions for name in mentioned(condition))
    return frozenset(leading_to((name for name in named if name not in case.lapsed), case.routes))
