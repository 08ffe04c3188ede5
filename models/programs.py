"""Programs: one vendor's rule set as of a date."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from .base import CredentialId, Frozen, Id, Line, Lines, did_you_mean, folded_name, told_apart
from .competencies import Competency, TargetNames
from .credentials import Credential, plain_id
from .errors import InvalidReference
from .qualifications import Qualification, earned, leading_to, mentioned
from .requirements import Requirement, qualifications
from .rosters import Person
from .targets import Target

#: Certifications that earn certifications that ...: more in a row than this are refused.
LONGEST_CHAIN = 50

_EDITION = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_Path = tuple[str | int, ...]


def _edition(value: object) -> object:
    """Editions are dates: a year, a month or a day."""
    text = value.isoformat() if isinstance(value, date) else str(value)
    first_day_of(text)
    return text


def first_day_of(edition: str) -> date:
    """The first day of `2017`, `2017-07` or `2017-07-15`."""
    parts = _EDITION.fullmatch(edition)
    try:
        if parts:
            return date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
    except ValueError:
        pass
    raise PydanticCustomError(
        "edition",
        "'{edition}' is not a date: write the edition as 2017, 2017-07 or 2017-07-15",
        {"edition": edition},
    )


class Program(Frozen):
    """One vendor's credentials and competencies, as of `edition`."""

    program: Id = Field(description="the program's id")
    title: Line | None = Field(None, description="the program's name")
    edition: Annotated[str, BeforeValidator(_edition)] | None = Field(
        None, description="the date of the rules: 2017, 2017-07 or 2017-07-15"
    )
    note: Lines | None = None
    source: Lines | None = None
    currency: Line | None = Field(None, description="of the prices of credentials, such as USD")
    credentials: Annotated[dict[CredentialId, Credential], told_apart(plain_id)] = Field(
        description="credential id to credential"
    )
    competencies: Annotated[dict[Id, Competency], told_apart(folded_name)] = Field(
        min_length=1, description="competency id to competency"
    )

    @model_validator(mode="after")
    def _credentials_exist(self) -> Program:
        for path, qualification in self._qualifications():
            for credential in mentioned(qualification):
                if credential not in self.credentials:
                    raise InvalidReference(
                        path,
                        f"unknown credential '{credential}'.{did_you_mean(credential, self.credentials)}"
                        " Correct it, or add it under 'credentials'",
                    )
        return self

    @model_validator(mode="after")
    def _prices_have_a_currency(self) -> Program:
        priced = next((name for name, facts in self.credentials.items() if facts.price is not None), None)
        if priced is not None and self.currency is None:
            raise InvalidReference(
                ("credentials", priced, "price"), "has no currency: state 'currency' for the program"
            )
        return self

    def _qualifications(self) -> Iterator[tuple[_Path, Qualification]]:
        for name, credential in self.credentials.items():
            if credential.earned_by is not None:
                yield ("credentials", name, "earned_by"), credential.earned_by
        for competency, facts in self.competencies.items():
            for option, branch in facts.options.items():
                for level, requirement in branch.levels.items():
                    yield from qualifications(
                        requirement,
                        ("competencies", competency, "options", option, "levels", level),
                    )

    @model_validator(mode="after")
    def _earning_is_not_circular(self) -> Program:
        try:
            _ = self.routes
        except CycleError as error:
            circle = list(reversed(error.args[1]))
            raise InvalidReference(
                ("credentials", circle[0], "earned_by"),
                f"is circular: {' needs '.join(circle)}. Break the circle",
            ) from None
        return self

    @model_validator(mode="after")
    def _chains_are_short(self) -> Program:
        depth: dict[str, int] = {}
        for certification, route in self.routes.items():
            depth[certification] = 1 + max(depth.get(name, 0) for name in mentioned(route))
            if depth[certification] > LONGEST_CHAIN:
                raise InvalidReference(
                    ("credentials", certification, "earned_by"),
                    f"is the end of a chain of more than {LONGEST_CHAIN} certifications: shorten it",
                )
        return self

    @model_validator(mode="after")
    def _names_are_unique(self) -> Program:
        owner: dict[str, str] = {}
        for competency, facts in self.competencies.items():
            for name in (competency, *facts.aliases):
                other = owner.setdefault(name.casefold(), competency)
                if other != competency:
                    raise InvalidReference(
                        ("competencies", competency),
                        f"'{name}' also names '{other}': a name must lead to one competency",
                    )
        return self

    @cached_property
    def routes(self) -> Mapping[str, Qualification]:
        """What earns each certification that can be earned; those that others need first."""
        routes = {
            name: facts.earned_by
            for name, facts in sorted(self.credentials.items())
            if facts.earned_by is not None
        }
        order = TopologicalSorter({name: set(mentioned(route)) for name, route in routes.items()})
        return {name: routes[name] for name in order.static_order() if name in routes}

    @cached_property
    def _by_plain_id(self) -> Mapping[str, str]:
        return {plain_id(credential): credential for credential in self.credentials}

    @cached_property
    def _by_plain_name(self) -> Mapping[str, str]:
        """Credentials by id, and by title where no other has the same; an id goes before a title."""
        by_title: dict[str, list[str]] = defaultdict(list)
        for credential, facts in self.credentials.items():
            if facts.title is not None:
                by_title[plain_id(facts.title)].append(credential)
        titles = {title: owners[0] for title, owners in by_title.items() if len(owners) == 1}
        return {**titles, **self._by_plain_id}

    @cached_property
    def _by_day(self) -> dict[tuple[str, date], frozenset[str]]:
        """What counts no longer, and what can be sat, on the days that were asked about."""
        return {}

    @property
    def day(self) -> date | None:
        """The first day of the edition; None without an edition."""
        return first_day_of(self.edition) if self.edition else None

    def credential_id(self, written: str) -> str | None:
        """The id meant by "Exam 70-347", " mb2-714 " or a title; None if the program has none.

        A title that several credentials share means none of them.
        """
        return self._by_plain_name.get(plain_id(written))

    def credential_with_id(self, written: str) -> str | None:
        """The same by ids only: where a text may be the label of a seat, which is often a title."""
        return self._by_plain_id.get(plain_id(written))

    def title_of(self, credential: str) -> str:
        """The credential's title, or its id where it has none."""
        return self.credentials[credential].title or credential

    def with_earned(self, credentials: Collection[str]) -> frozenset[str]:
        """These credentials and every certification that they earn, chains included."""
        return earned(credentials, self.routes)

    def held(self, person: Person, on: date | None = None) -> frozenset[str]:
        """The credentials stated for a person that are passed and not expired on a day (None: today).

        Only those that this program knows, without what they earn.
        """
        day = on or date.today()
        written = (holding.credential for holding in person.holds if holding.counts_on(day))
        return frozenset(known for known in map(self.credential_id, written) if known)

    def lapsed(self, on: date | None = None) -> frozenset[str]:
        """What counts towards requirements no longer on a day (None: today)."""
        day = on or date.today()
        if ("lapsed", day) not in self._by_day:
            lapsed = (name for name, facts in self.credentials.items() if not facts.counts_on(day))
            self._by_day["lapsed", day] = frozenset(lapsed)
        return self._by_day["lapsed", day]

    def counting(self, credentials: Collection[str], on: date | None = None) -> frozenset[str]:
        """What counts towards requirements on a day (None: today) for someone who holds these.

        With every certification that they earn: a credential that counts no longer still
        earns what it leads to.
        """
        return self.with_earned(credentials) - self.lapsed(on)

    def sittable(self, on: date | None = None) -> frozenset[str]:
        """What can be sat on a day. None: on the edition's day, for its rules are those of then."""
        day = on or self.day or date.today()
        if ("sittable", day) not in self._by_day:
            sittable = (name for name, facts in self.credentials.items() if facts.can_be_sat_on(day))
            self._by_day["sittable", day] = frozenset(sittable)
        return self._by_day["sittable", day]

    def targets(self) -> tuple[Target, ...]:
        """Every `competency/level`, in the program's order."""
        return tuple(
            Target(competency, None, level)
            for competency, facts in self.competencies.items()
            for level in facts.levels
        )

    def target(self, text: str) -> Target:
        """The target meant by `cloud-crm/gold` or `messaging/hybrid.../gold`.

        Aliases and any case are understood; the answer has the full ids.

        Raises:
            UnknownTarget: nothing is called that; it carries the nearest names.
        """
        return self._target_names.target(text)

    def targets_like(self, text: str) -> tuple[Target, ...]:
        """The targets that a name or a pattern stands for: `*/gold`, `cloud-*/silver`, `*/*/gold`.

        In the program's order; ids and aliases are matched, whatever the case.

        Raises:
            UnknownTarget: nothing is called that, or matches it; it carries the nearest names.
        """
        return self._target_names.targets_like(text)

    @cached_property
    def _target_names(self) -> TargetNames:
        return TargetNames(self.competencies)

    def options_of(self, target: Target) -> dict[str, Requirement]:
        """The requirement of each option that can reach the target, by option id."""
        options = self.competencies[target.competency].options
        return {
            option: facts.levels[target.level]
            for option, facts in options.items()
            if target.option in (None, option) and target.level in facts.levels
        }

    def counting_for(self, target: Target) -> tuple[str, ...]:
        """The credentials that can count for a target: those that it names, and all that lead to them."""
        named = (
            credential
            for requirement in self.options_of(target).values()
            for _, qualification in qualifications(requirement)
            for credential in mentioned(qualification)
        )
        return leading_to(named, self.routes)

    def only(self, target: Target) -> Program:
        """The program with nothing in it but one target: a program file of its own."""
        competency = self.competencies[target.competency]
        options = {
            name: competency.options[name].replaced(levels={target.level: requirement})
            for name, requirement in self.options_of(target).items()
        }
        return self.replaced(competencies={target.competency: competency.replaced(options=options)})
