"""What the search made small, stage after stage, and what of that is proven."""

from __future__ import annotations

from ...models.plans import Plan, Stage
from ...models.prices import MEASURES
from ...models.told import marked
from ..report import Cell, Table
from .setting import Setting, cells

_NAMES = {
    "open seats": marked("open seats"),
    "value missed": marked("value missed"),
    "thresholds unmet": marked("thresholds unmet"),
    "exams": marked("exams"),
    "people": marked("people who sit something"),
    "cost": marked("cost"),
    "hours": marked("hours of study"),
    "largest load": marked("most exams of one person"),
    "preferences": marked("how late people are asked, exam by exam"),
}


def stages_table(plan: Plan, setting: Setting) -> tuple[Table, ...]:
    """A row for each stage: what was made small, its value, and the least that is possible."""
    if not plan.stages:
        return ()
    say = setting.words.say
    columns = setting.columns(
        say("Made as small as possible, in this order"),
        (say("This plan"), "number"),
        (say("No plan has less than"), "number"),
        say("Proven"),
    )
    rows = tuple(_row(stage, plan, setting) for stage in plan.stages)
    return (Table("stages", say("The proof, stage by stage"), columns, rows),)


def _row(stage: Stage, plan: Plan, setting: Setting) -> tuple[Cell, ...]:
    """A stage; what it found may have been bettered since, so measures are the plan's own."""
    say = setting.words.say
    value = getattr(plan.totals, stage.minimized) if stage.minimized in MEASURES else stage.value
    name = say(_NAMES[stage.minimized])
    proven = Cell(say("yes"), "met") if stage.proven else Cell(say("no"), "unmet")
    return cells(name, value, stage.lower_bound, proven)
