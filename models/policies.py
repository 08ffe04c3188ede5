"""Sharing policies: how often one person may serve, and how many different people are needed.

Without a policy one person may serve any number of targets. A rule of a policy looks at the
seats of some targets (`among`, all that are asked unless it says otherwise), and of one role
if it names one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from .base import Count, Described, Id, form_of
from .targets import Pattern
from .told import Names, Number, Told, Value, told

#: So many digits that no number is misread: what is too large is said by the rule.
_AT_MOST = re.compile(r"at-most:\s*([0-9]{1,18})")


class _SharingRule(Described):
    """A rule about the people in the seats of some targets."""

    among: tuple[Pattern, ...] = Field(
        (),
        min_length=1,
        description="the targets concerned, by name or pattern; all that are asked unless stated",
        exclude_if=lambda value: not value,
    )

    @property
    def words(self) -> Told:
        """The rule as a sentence, with its label in front if it has one."""
        words = self._words()
        return told("{label}: {rule}", label=self.label, rule=words) if self.label else words

    def _words(self) -> Told:
        raise TypeError(f"{type(self).__name__} has no words")


class AtMostTargets(_SharingRule):
    """One person serves at most so many of the targets (in one role, if it is named)."""

    at_most: Count = Field(description="how many of the targets one person may serve")
    role: Id | None = Field(None, description="only seats of requirements with this role")

    def _words(self) -> Told:
        if self.among:
            which: Value = told(
                "{number} of the targets {targets}", number=self.at_most, targets=Names(self.among)
            )
        else:
            which = Number(self.at_most, "{number} target", "{number} targets")
        if self.role:
            return told("one person serves at most {which} as {role}", which=which, role=self.role)
        return told("one person serves at most {which}", which=which)


class DifferentPeople(_SharingRule):
    """At least so many different people serve, as soon as one of the targets is reached."""

    different_people: Count = Field(description="how many different people must serve the targets")
    role: Id | None = Field(None, description="only seats of requirements with this role")

    def _words(self) -> Told:
        who = Number(self.different_people, "{number} person serves", "{number} different people serve")
        whom = (
            told("{people} the targets {targets}", people=who, targets=Names(self.among))
            if self.among
            else who
        )
        if self.role:
            return told("at least {people} as {role}", people=whom, role=self.role)
        return told("at least {people}", people=whom)


class OneRole(_SharingRule):
    """Nobody mixes these roles."""

    one_role_of: tuple[Id, ...] = Field(min_length=2, description="roles of which one person has one at most")

    @model_validator(mode="after")
    def _different_roles(self) -> OneRole:
        if len(set(self.one_role_of)) < len(self.one_role_of):
            raise PydanticCustomError("role_twice", "one_role_of names a role twice: name each once")
        return self

    def _words(self) -> Told:
        roles = Names(self.one_role_of)
        if not self.among:
            return told("one person has only one of the roles {roles}", roles=roles)
        return told(
            "one person has only one of the roles {roles} in the targets {targets}",
            roles=roles,
            targets=Names(self.among),
        )


SharingRule: TypeAlias = Annotated[
    Annotated[AtMostTargets, Tag("AT MOST")]
    | Annotated[DifferentPeople, Tag("DIFFERENT PEOPLE")]
    | Annotated[OneRole, Tag("ONE ROLE")],
    Discriminator(
        lambda value: form_of(
            value,
            (("at_most", "AT MOST"), ("different_people", "DIFFERENT PEOPLE"), ("one_role_of", "ONE ROLE")),
        ),
        custom_error_type="not_a_sharing_rule",
        custom_error_message="is not a rule about sharing: write {at_most: k}, {different_people: n} "
        "or {one_role_of: [...]}, each with 'among' where it is about some targets only",
    ),
]


def _rules_from(value: object) -> Any:
    """`free`, `exclusive` and `at-most:K` stand for the rules that they mean."""
    if not isinstance(value, str):
        return value
    policy = value.strip().lower()
    if policy == "free":
        return []
    most = "1" if policy == "exclusive" else (found := _AT_MOST.fullmatch(policy)) and found[1]
    if not most:
        raise PydanticCustomError(
            "not_a_policy",
            "'{value}' is no way to share: write free, exclusive, at-most:K or a list of rules",
            {"value": value[:60]},
        )
    return [{"at_most": int(most)}]


#: A list of rules, or `free`, `exclusive` or `at-most:K`.
Sharing: TypeAlias = Annotated[tuple[SharingRule, ...], BeforeValidator(_rules_from)]


def roles_of(rule: SharingRule) -> Iterable[str]:
    """The roles that a rule names."""
    if isinstance(rule, OneRole):
        return rule.one_role_of
    return (rule.role,) if rule.role else ()
