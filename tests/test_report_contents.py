"""What reports tell: tables, charts and sections with literal values."""

from __future__ import annotations

from datetime import date
from typing import Any

import plan_competency as pc
import pytest
from conftest import program_of, roster_of
from plan_competency.models.told import told
from plan_competency.reports.contents import Answer, matrix, report_of
from plan_competency.reports.languages import ENGLISH, language
from plan_competency.reports.report import Report, Section, Table
from plan_competency.scenarios.changes import Situation

DAY = date(2020, 6, 1)
EXAMS: dict[str, Any] = {
    "x": {"kind": "exam", "title": "First"},
    "y": {"kind": "exam", "counts_until": date(2020, 1, 31)},
    "z": {"kind": "exam", "retired": date(2025, 1, 1)},
    "expert": {"kind": "certification", "earned_by": {"any": ["x", "w"]}},
    "w": {"kind": "exam"},
}


def _report(answer: Answer, program: pc.Program, roster: pc.Workforce, on: date | None = None) -> Report:
    return report_of(answer, Situation(program, roster, on), ENGLISH, date(2026, 1, 2))


def _section(report: Report, key: str) -> Section:
    return next(section for section in report.sections if section.key == key)


def _table(report: Report, key: str) -> Table:
    return next(table for section in report.sections for table in section.tables if table.key == key)


def _values(table: Table) -> list[list[object]]:
    return [[cell.value for cell in row] for row in table.rows]


def test_the_matrix_tells_held_earned_expired_over_and_to_sit() -> None:
    """A holds x (so expert), B's x has expired, C holds y which counts no longer, D sits z and E nothing."""
    program = program_of({"people": 3, "each": {"any": ["expert", {"all": ["y", "z"]}, "z"]}}, **EXAMS)
    roster = roster_of(
        [{"credential": "x", "passed": date(2019, 5, 2)}],
        [{"credential": "x", "expires": date(2020, 5, 31)}],
        ["y"],
        ["w", "z"],
        [],
    )
    plan = pc.plan(roster, ["c/gold"], program=program, on=DAY, pin=[("D", "x")], forbid=[("E", "z")])
    table = _table(_report(plan, program, roster, DAY), "matrix")
    cells = {
        (row[0].value, column.title): (cell.state, cell.hint)
        for row in table.rows
        for column, cell in zip(table.columns, row, strict=True)
        if cell.state
    }
    sits = {(item.person, item.exam): ("to-sit", "") for item in plan.exams}
    assert ("D", "x") in sits
    assert cells == {
        ("A", "x"): ("held", "passed on 2 May 2019"),
        ("A", "expert"): ("held", "earned by other credentials"),
        ("B", "x"): ("counts-no-longer", "expired on 31 May 2020"),
        ("C", "y"): ("counts-no-longer", "counted until 31 January 2020"),
        ("D", "w"): ("held", ""),
        ("D", "z"): ("held", ""),
        ("D", "expert"): ("held", "earned by other credentials"),
        **sits,
    }
    assert [column.title for column in table.columns] == ["Person", "expert", "x", "w", "y", "z"]
    assert table.columns[2].hint == "First"


def test_who_has_and_sits_nothing_of_it_is_counted_not_shown() -> None:
    program = program_of({"people": 1, "each": "x"})
    roster = roster_of(["x"], ["y"], [])
    plan = pc.check(roster, ["c/gold"], program=program)
    table = _table(_report(plan, program, roster), "matrix")
    assert _values(table) == [["A", "held"]]
    assert table.note == "2 people who have and sit nothing of this are left out."


def test_of_very_many_people_only_those_who_take_part_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix, "MOST_PEOPLE", 3)
    program = program_of({"people": 2, "each": "x"})
    roster = roster_of(["x"], ["x"], ["x"], ["x"])
    plan = pc.plan(roster, ["c/gold"], program=program)
    table = _table(_report(plan, program, roster), "matrix")
    assert [row[0].value for row in table.rows] == [seat.person for seat in plan.targets[0].seats]
    assert table.note == "Of the 4 people only those are shown who fill a seat or sit something."


def test_seats_filled_today_after_exams_and_open() -> None:
    program = program_of({"people": 3, "label": "all", "each": "x"})
    roster = roster_of(["x"], [], [])
    plan = pc.plan(roster, ["c/gold"], program=program)
    report = _report(plan, program, roster)
    assert _values(_table(report, "seats")) == [
        ["c, gold", "all", "A", "x", ""],
        ["c, gold", "all", "B", "", "x"],
        ["c, gold", "all", "C", "", "x"],
    ]
    (chart,) = _section(report, "seats").charts
    assert [(bar.name, bar.parts) for bar in chart.bars] == [("c, gold", (1, 2))]
    assert chart.description == "c, gold: filled today 1, filled after the exams to sit 2."
    assert _values(_table(report, "exams")) == [
        ["B", "x", "x", "c, gold: all"],
        ["C", "x", "x", "c, gold: all"],
    ]
    check = _report(pc.check(roster, ["c/gold"], program=program), program, roster)
    assert [row[2].state for row in _table(check, "seats").rows] == ["held", "open", "open"]
    assert _values(_table(check, "missing")) == [["c, gold", "all", 2, 3, "B, 1 exam (x); C, 1 exam (x)"]]
    assert [bar.parts for bar in _section(check, "seats").charts[0].bars] == [(1, 2)]


def test_the_last_day_of_exams_is_a_date_and_only_shown_where_there_is_one() -> None:
    program = program_of({"all": [{"people": 1, "each": "x"}, {"people": 1, "each": "z"}]}, **EXAMS)
    roster = roster_of([], [])
    plan = pc.plan(roster, ["c/gold"], program=program)
    table = _table(_report(plan, program, roster), "exams")
    assert [column.title for column in table.columns] == [
        "Person",
        "Exam",
        "Title",
        "Counts for",
        "Last day to sit it",
    ]
    assert {row[1].value: row[4].value for row in table.rows} == {"x": None, "z": date(2025, 1, 1)}


def test_it_is_said_what_those_could_who_could_sit_an_exam_instead() -> None:
    program = program_of({"people": 1, "each": "x"})
    roster = roster_of([], [])
    plan = pc.plan(roster, ["c/gold"], program=program, alternatives=1)
    table = _table(_report(plan, program, roster), "exams")
    assert (table.columns[-1].title, table.columns[-1].hint) == (
        "Who else could sit it",
        "with no more exams in all",
    )
    assert _values(table)[0][-1] == "B"


def test_a_plan_that_is_impossible_says_why_first() -> None:
    program = program_of({"people": 2, "each": "x"})
    plan = pc.plan(roster_of(["x"]), ["c/gold"], program=program)
    report = _report(plan, program, roster_of(["x"]))
    assert [sentence.text for sentence in report.headline] == [
        "c/gold: 2 different people are needed, the roster has 1.",
        "Proven: whatever people sit, these targets cannot be reached.",
    ]
    assert [section.key for section in report.sections] == ["missing", "seats", "matrix", "proof"]


def test_nothing_is_told_of_what_there_is_not() -> None:
    """All seats are filled: no exams, no chart of loads, no alternatives, no terms, no notes."""
    program = program_of({"people": 1, "each": "x"})
    roster = roster_of(["x"])
    report = _report(pc.plan(roster, ["c/gold"], program=program), program, roster)
    assert [section.key for section in report.sections] == ["seats", "matrix", "proof"]
    assert [sentence.text for sentence in report.headline] == ["No exam is needed."]
    assert report.cards[0].facts == ("o", "no further exam is needed")


def test_a_budget_leaves_targets_and_the_report_says_which(program: pc.Program) -> None:
    roster = pc.find_roster("contoso")
    plan = pc.plan(roster, ["cloud-crm/gold", "messaging/gold"], program=program, budget={"exams": 2})
    report = _report(plan, program, roster)
    assert [card.facts[-1] for card in report.cards] == ["2 exams to sit", "left by the budget"]
    assert [sentence.text for sentence in _section(report, "terms").sentences] == [
        "Within 2 exams: 1 of 2 targets reached, worth 1 of 2.",
        "Proven: no plan within the budget is worth more.",
        "Next would be messaging/gold: 5 exams, 3 people more (7 exams, 5 people in all).",
    ]


def test_what_if_shows_both_plans_and_people_as_they_are_afterwards(program: pc.Program) -> None:
    roster, leave = pc.find_roster("contoso"), pc.Leave("Ana Lima")
    outcome = pc.what_if(roster, ["cloud-crm/gold"], [leave], program=program)
    after = leave.apply(Situation(program, roster))
    report = report_of(outcome, after, ENGLISH, date(2026, 1, 2))
    assert report.title == "What if Ana Lima leaves?"
    assert _values(_table(report, "before-and-after")) == [
        ["Cloud Customer Relationship Management, gold", "not eligible, 2 exams", "not eligible, 3 exams"],
        ["Exams to sit in all", "2", "3"],
    ]
    assert {row[-1].state for row in _table(report, "changed-exams").rows} <= {"new", "dropped"}
    assert "Ana Lima" not in {row[0].value for row in _table(report, "matrix").rows}


def test_a_ranking_is_one_table_the_nearest_first(program: pc.Program) -> None:
    roster = pc.find_roster("contoso")
    ranking = pc.nearest(roster, ["messaging/*", "datacenter/*"], program=program)
    report = _report(ranking, program, roster)
    assert [(row[1].value, row[3].value) for row in _table(report, "ranking").rows] == [
        ("datacenter/silver", 0),
        ("datacenter/gold", 2),
        ("messaging/silver", 2),
        ("messaging/gold", 5),
    ]
    assert report.cards == ()
    (chart,) = _section(report, "ranking").charts
    assert (chart.names, chart.is_told) == ("Target", True)


def test_several_thresholds_have_the_sign_of_all_of_them_together() -> None:
    """m needs 1 and n needs 2: nothing is stated, then m is met, then n is unmet, then both are met."""
    metrics = [{"metric": name, "at_least": least} for name, least in (("m", 1), ("n", 2))]
    program = program_of({"all": [*metrics, {"people": 1, "each": "x"}]})
    found = []
    for stated in ({}, {"m": 1}, {"m": 1, "n": 1}, {"m": 1, "n": 2}):
        roster = roster_of(["x"], metrics=stated)
        report = _report(pc.nearest(roster, ["c/gold"], program=program), program, roster)
        cell = _table(report, "ranking").rows[0][-1]
        found.append((cell.value, cell.state))
    assert found == [
        ("2 not stated", "not-stated"),
        ("1 met, 1 not stated", "not-stated"),
        ("1 met, 1 unmet", "unmet"),
        ("2 met", "met"),
    ]


def test_what_the_readers_said_stands_before_the_notes_of_the_answer_each_once() -> None:
    program = program_of({"people": 1, "each": "x"})
    roster = roster_of(["x", "other"])
    answer = pc.check(roster, ["c/gold"], program=program)
    (own,) = answer.notes
    reader = told("{person} leaves", person="Ana")
    for code, sentence in (("en", "Ana leaves"), ("de", "Ana geht")):
        situation = Situation(program, roster)
        remarks = (reader, "Plain.", own, "Plain.")
        report = report_of(answer, situation, language(code), date(2026, 1, 2), remarks)
        found = _section(report, "notes").sentences
        assert [(item.text, item.language) for item in found[:2]] == [(sentence, code), ("Plain.", "en")]
        assert len(found) == 3


def test_what_the_readers_said_stands_in_every_report(program: pc.Program) -> None:
    roster = pc.find_roster("contoso")
    answers = (
        pc.plan(roster, ["cloud-crm/gold"], program=program),
        pc.nearest(roster, ["cloud-crm/*"], program=program),
        pc.what_if(roster, ["cloud-crm/gold"], [pc.Leave("Ana Lima")], program=program),
    )
    for answer in answers:
        report = report_of(answer, Situation(program, roster), ENGLISH, remarks=["Said."])
        assert _section(report, "notes").sentences[0].text == "Said."


def test_the_order_of_people_changes_nothing(program: pc.Program) -> None:
    roster = pc.find_roster("contoso")
    turned = roster.replaced(people=dict(reversed(list(roster.people.items()))))
    reports = [
        _report(pc.plan(each, ["cloud-crm/gold"], program=program), program, each)
        for each in (roster, turned)
    ]
    assert reports[0] == reports[1]


def test_open_seats_say_who_would_leave_another_seat_and_where_nobody_is_near() -> None:
    """A holds x and could sit y, but then nobody is left for the seat of x; B will not sit y."""
    parts = [{"people": 1, "label": "s1", "each": "x"}, {"people": 1, "label": "s2", "each": "y"}]
    program = program_of({"all": parts}, x={"kind": "exam"}, y={"kind": "exam"})
    roster = pc.Roster.model_validate({"people": {"A": ["x"], "B": {"holds": [], "cannot_take": ["y"]}}})
    check = _report(pc.check(roster, ["c/gold"], program=program), program, roster)
    assert _values(_table(check, "missing")) == [
        ["c, gold", "s2", 1, 1, "A, 1 exam (y), leaving another seat"]
    ]
    alone = pc.Roster.model_validate({"people": {"B": {"holds": ["x"], "cannot_take": ["y"]}}})
    check = _report(pc.check(alone, ["c/gold"], program=program), program, alone)
    assert [row[4] for row in _values(_table(check, "missing"))] == ["nobody"]


def test_amounts_sort_as_numbers() -> None:
    program = program_of({"metric": "m", "at_least": {"developed": 1500, "developing": 900}, "unit": "USD"})
    roster = pc.Roster.model_validate({"people": {"A": []}, "metrics": {"m": 1200}, "market": "developed"})
    table = _table(_report(pc.check(roster, ["c/gold"], program=program), program, roster), "thresholds")
    (row,) = table.rows
    assert [(cell.value, cell.amount) for cell in row[2:4]] == [("1,500 USD", 1500), ("1,200 USD", 1200)]
    assert [column.kind for column in table.columns[2:4]] == ["number", "number"]


def test_costs_of_a_ranking_are_numbers() -> None:
    program, roster = program_of({"people": 2, "each": "x"}, x={"kind": "exam"}), roster_of([], [])
    prices = pc.Prices.model_validate({"currency": "USD", "others": 165})
    table = _table(_report(pc.nearest(roster, program=program, prices=prices), program, roster), "ranking")
    place = [column.title for column in table.columns].index("Cost, USD")
    assert (table.columns[place].kind, table.rows[0][place].value) == ("number", 330)


def test_numbers_are_told_with_all_their_digits_in_every_language() -> None:
    """What is 0.0004 below a threshold is not told as the threshold itself."""
    assert [language(code).number(299999.9996) for code in ("en", "de", "es", "fr")] == [
        "299,999.9996", "299.999,9996", "299.999,9996", "299\u202f999,9996",
    ]  # fmt: skip
