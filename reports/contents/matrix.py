"""The matrix: people by the credentials that matter, and how each stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from ...models.plans import Plan
from ...models.qualifications import leading_to, mentioned
from ...models.requirements import qualifications
from ...models.rosters import Person
from ..report import Cell, Column, State, Table
from .setting import Setting

#: Of more people than this only those are shown who take part.
MOST_PEOPLE = 5_000


def matrix_table(plan: Plan, setting: Setting) -> tuple[Table, ...]:
    """Who holds, sits, or held until it ran out, what the targets ask for; none where nobody does."""
    say = setting.words.say
    rows = {name: row for name, row in _rows(plan, setting) if row}
    used = {credential for row in rows.values() for credential in row}
    columns = [name for name in _asked_for(plan, setting) if name in used]
    if not columns:
        return ()
    left = len(setting.roster.people) - len(rows)
    note = (
        setting.words.count(
            left,
            "{number} person who has and sits nothing of this is left out.",
            "{number} people who have and sit nothing of this are left out.",
        )
        if left
        else ""
    )
    if len(setting.roster.people) > MOST_PEOPLE:
        note = say(
            "Of the {number} people only those are shown who fill a seat or sit something.",
            number=setting.words.number(len(setting.roster.people)),
        )
    legend: tuple[tuple[State, str], ...] = (
        ("held", say("held")),
        ("to-sit", say("to sit")),
        ("counts-no-longer", say("counts no longer")),
    )
    shown = {cell.state for row in rows.values() for cell in row.values()}
    return (
        Table(
            "matrix",
            say("People and credentials"),
            (Column(say("Person")), *(_column(name, setting) for name in columns)),
            tuple(
                (Cell(name), *(row.get(credential, Cell(None)) for credential in columns))
                for name, row in rows.items()
            ),
            note,
            tuple((state, text) for state, text in legend if state in shown),
        ),
    )


def _column(credential: str, setting: Setting) -> Column:
    return Column(credential, "id", setting.program.credentials[credential].title or "")


def _asked_for(plan: Plan, setting: Setting) -> tuple[str, ...]:
    """The credentials that the targets name, by the options used, and those that lead to them."""
    program = setting.program
    named = [
        credential
        for result in plan.targets
        for option, requirement in program.options_of(program.target(result.target)).items()
        if result.option in (None, option)
        for _, qualification in qualifications(requirement)
        for credential in mentioned(qualification)
    ]
    return leading_to(named, program.routes)


def _rows(plan: Plan, setting: Setting) -> Iterator[tuple[str, dict[str, Cell]]]:
    sits: dict[str, set[str]] = defaultdict(set)
    for item in plan.exams:
        sits[item.person].add(item.exam)
    asked = set(_asked_for(plan, setting))
    everybody = setting.roster.people
    if len(everybody) > MOST_PEOPLE:
        seated = {seat.person for result in plan.targets for seat in result.seats}
        names = sorted(seated | set(sits), key=str.casefold)
    else:
        names = sorted(everybody, key=str.casefold)
    for name in names:
        found = dict(_standing(everybody[name], setting)) | _to_sit(sits[name], setting)
        yield name, {credential: cell for credential, cell in found.items() if credential in asked}


def _to_sit(exams: set[str], setting: Setting) -> dict[str, Cell]:
    return {exam: Cell(setting.words.say("to sit"), "to-sit") for exam in exams}


def _standing(person: Person, setting: Setting) -> Iterator[tuple[str, Cell]]:
    """What a person holds, by itself or earned, and what counts no longer."""
    words, program, day = setting.words, setting.program, setting.on or date.today()
    passed: dict[str, date | None] = {}
    for item in person.holds:
        known = program.credential_id(item.credential)
        if known is not None and item.counts_on(day):
            passed[known] = item.passed
        elif known is not None and item.expires is not None and item.expires < day:
            yield known, _over(words.say("expired on {day}", day=words.day(item.expires)), setting)
    for name in program.with_earned(passed):
        until = program.credentials[name].counts_until
        if until is not None and until < day:
            yield name, _over(words.say("counted until {day}", day=words.day(until)), setting)
        else:
            yield name, Cell(words.say("held"), "held", _since(name, passed, setting))


def _over(hint: str, setting: Setting) -> Cell:
    return Cell(setting.words.say("counts no longer"), "counts-no-longer", hint)


def _since(name: str, passed: Mapping[str, date | None], setting: Setting) -> str:
    """When a credential was passed, or that others earn it."""
    if name not in passed:
        return setting.words.say("earned by other credentials")
    day = passed[name]
    return setting.words.say("passed on {day}", day=setting.words.day(day)) if day else ""
