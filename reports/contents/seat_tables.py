"""Tables on seats: who fills them, which are open, and the thresholds beside them."""

from __future__ import annotations

from collections.abc import Iterator

from ...models.plans import MissingPeople, Plan, Seat, TargetResult, Threshold
from ..report import Cell, State, Table
from ..sentences.amounts import by_market, in_units
from ..sentences.targets import candidate_in_words, state_in_words
from .setting import Setting, cells

Row = tuple[Cell, ...]


def seats_table(plan: Plan, setting: Setting) -> tuple[Table, ...]:
    """Every seat of every target with who fills it; open ones last. None where there is none."""
    say = setting.words.say
    rows = [row for result in plan.targets for row in _seats(result, setting)]
    columns = setting.columns(
        say("Target"), say("Seat"), say("Person"), (say("Counts"), "id"), (say("To sit"), "id")
    )
    legend: tuple[tuple[State, str], ...] = (
        ("held", say("filled today")),
        ("to-sit", say("filled after the exams to sit")),
        ("open", say("open")),
    )
    found = {cell.state for row in rows for cell in row}
    shown = tuple((state, text) for state, text in legend if state in found)
    return _some(Table("seats", say("Seats"), columns, tuple(rows), legend=shown))


def _some(table: Table) -> tuple[Table, ...]:
    return (table,) if table.rows else ()


def _seats(result: TargetResult, setting: Setting) -> Iterator[Row]:
    target = setting.name_of(result.target)
    for seat in sorted(result.seats, key=_order):
        person = Cell(seat.person, "to-sit" if seat.takes else "held")
        yield cells(target, seat.label, person, ", ".join(seat.counts), ", ".join(seat.takes))
    if result.reached:
        return
    for item in result.missing:
        if isinstance(item, MissingPeople):
            open_seat = Cell(setting.words.say("open"), "open")
            yield from [cells(target, item.label, open_seat, "", "")] * item.open


def _order(seat: Seat) -> tuple[str, int, str]:
    return seat.label, seat.requirement, seat.person


def missing_table(plan: Plan, setting: Setting) -> tuple[Table, ...]:
    """The open seats of today with the people nearest to them."""
    if plan.question == "plan" and plan.found:
        return ()
    say = setting.words.say
    rows = [
        cells(
            setting.name_of(result.target),
            item.label,
            item.open,
            item.seats,
            "; ".join(candidate_in_words(one, setting.words) for one in item.nearest) or say("nobody"),
        )
        for result in plan.targets
        for item in result.missing
        if isinstance(item, MissingPeople)
    ]
    columns = setting.columns(
        say("Target"), say("Seat"), (say("Open"), "number"), (say("Of"), "number"), say("Nearest people")
    )
    return _some(Table("missing", say("Open seats"), columns, tuple(rows)))


def thresholds_table(plan: Plan, setting: Setting) -> tuple[Table, ...]:
    """The thresholds that the ways chosen use, beside what the roster states."""
    say = setting.words.say
    rows = [
        cells(
            setting.name_of(result.target),
            item.label,
            _needed(item, setting),
            None
            if item.stated is None
            else Cell(in_units(item.stated, item.unit, setting.words), amount=item.stated),
            Cell(state_in_words(item.state, setting.words), item.state),
        )
        for result in plan.targets
        for item in result.metrics
    ]
    columns = setting.columns(
        say("Target"), say("Threshold"), (say("At least"), "number"), (say("Stated"), "number"), say("Today")
    )
    return _some(Table("thresholds", say("Thresholds"), columns, tuple(rows)))


def _needed(item: Threshold, setting: Setting) -> Cell:
    """The amount, or one for each market; sorted by the least."""
    stated = item.by_market if item.at_least is None else item.at_least
    amounts = stated.values() if isinstance(stated, dict) else [stated]
    return Cell(by_market(stated, item.unit, setting.words), amount=min(amounts))
