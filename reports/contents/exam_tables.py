"""Tables on exams: who sits what, for what, and what the alternatives change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ...models.plans import Alternative, Plan, PlannedExam
from ..report import Cell, Column, State, Table
from .setting import Setting, cells


def exams_table(plan: Plan, setting: Setting) -> tuple[Table, ...]:
    """A row for each exam of the plan; none where nothing is to be sat."""
    if not plan.exams:
        return ()
    say, program = setting.words.say, setting.program
    until = {item.exam: program.credentials[item.exam].retired for item in plan.exams}
    has_last_day = any(until.values())
    has_others = any(item.instead is not None for item in plan.exams)
    seats = _seats(plan)
    rows = tuple(
        cells(
            Cell(item.person, "to-sit"),
            item.exam,
            program.title_of(item.exam),
            "; ".join(_counts_for(item, seats, setting)),
            *((until[item.exam],) if has_last_day else ()),
            *((_instead(item, setting),) if has_others else ()),
        )
        for item in plan.exams
    )
    others = Column(say("Who else could sit it"), hint=say("with no more exams in all"))
    columns = (
        *setting.columns(say("Person"), (say("Exam"), "id"), say("Title"), say("Counts for")),
        *(setting.columns((say("Last day to sit it"), "date")) if has_last_day else ()),
        *((others,) if has_others else ()),
    )
    return (Table("exams", say("Exams to sit"), columns, rows),)


def _seats(plan: Plan) -> Mapping[tuple[str, str, str], list[str]]:
    """The labels of the seats for which somebody sits an exam: by target, person and exam."""
    seats: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for result in plan.targets:
        for seat in result.seats:
            for exam in seat.takes:
                seats[result.target, seat.person, exam].append(seat.label)
    return seats


def _counts_for(
    item: PlannedExam, seats: Mapping[tuple[str, str, str], list[str]], setting: Setting
) -> Iterator[str]:
    """Each target that an exam counts for, with the seats that it helps to fill there."""
    for target in item.targets:
        labels = seats.get((target, item.person, item.exam), [])
        yield ": ".join((setting.name_of(target), *([", ".join(dict.fromkeys(labels))] if labels else [])))


def _instead(item: PlannedExam, setting: Setting) -> str:
    if item.instead is None:
        return setting.words.say("not known")
    return ", ".join(item.instead) or setting.words.say("nobody")


def people_table(plan: Plan, setting: Setting) -> tuple[Table, ...]:
    """A row for each person who takes part: exams to sit, and seats filled."""
    sits: dict[str, list[str]] = defaultdict(list)
    for item in plan.exams:
        sits[item.person].append(item.exam)
    seats: dict[str, list[str]] = defaultdict(list)
    for result in plan.targets:
        for seat in result.seats:
            seats[seat.person].append(f"{setting.name_of(result.target)}: {seat.label}")
    if not sits:
        return ()
    say = setting.words.say
    columns = setting.columns(
        say("Person"), (say("Number of exams"), "number"), (say("Exams"), "id"), say("Fills the seats")
    )
    rows = tuple(
        cells(
            Cell(name, "to-sit" if name in sits else "held"),
            len(sits[name]) if name in sits else 0,
            ", ".join(sits.get(name, ())),
            "; ".join(seats.get(name, ())),
        )
        for name in sorted({*sits, *seats}, key=str.casefold)
    )
    legend: tuple[tuple[State, str], ...] = (
        ("to-sit", say("sits something")),
        ("held", say("fills a seat with what is held")),
    )
    return (Table("people", say("The plan for each person"), columns, rows, legend=legend),)


def alternative_table(number: int, plan: Plan, other: Alternative, setting: Setting) -> Table:
    """What another plan leaves out and adds."""
    return changed_exams(
        f"alternative-{number}",
        setting.words.say("Alternative {number}, against the plan", number=number),
        plan.exams,
        other.exams,
        setting,
    )


def changed_exams(
    key: str, title: str, before: tuple[PlannedExam, ...], after: tuple[PlannedExam, ...], setting: Setting
) -> Table:
    """The exams that one plan has and another has not, by person."""
    say = setting.words.say
    old, new = ({(item.person, item.exam) for item in exams} for exams in (before, after))
    changes = [(pair, Cell(say("dropped"), "dropped")) for pair in old - new]
    changes += [(pair, Cell(say("new"), "new")) for pair in new - old]
    rows = tuple(
        cells(person, exam, setting.program.title_of(exam), what)
        for (person, exam), what in sorted(changes, key=lambda change: change[0])
    )
    columns = setting.columns(say("Person"), (say("Exam"), "id"), say("Title"), say("The exam is"))
    return Table(key, title, columns, rows)
