"""Two programs side by side, for an organization and on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from click.testing import Result
from conftest import program_of, roster_of
from plan_competency.scenarios import editions

Run = Callable[..., Result]
Write = Callable[[str, str], Path]

#: x by two people; z earns m.
CREDENTIALS: dict[str, Any] = {
    "x": {"kind": "exam"},
    "y": {"kind": "exam"},
    "z": {"kind": "exam"},
    "m": {"kind": "certification", "earned_by": "z"},
}
TWO = {"people": 2, "each": "x"}


def program(requirement: Any, **changed: Any) -> pc.Program:
    return program_of(requirement, **{**CREDENTIALS, **changed})


#: What is asked before and after, of A who holds x, B and C who hold nothing; then before, after, extra.
EFFECTS: list[tuple[str, Any, Any, tuple[str, int | None], tuple[str, int | None], int | None]] = [
    # B passes x; or B and C do.
    ("more people", TWO, {**TWO, "people": 3}, ("optimal", 1), ("optimal", 2), 1),
    # B passes x; then A does for two, alone.
    ("fewer people", TWO, {**TWO, "people": 1}, ("optimal", 1), ("optimal", 0), -1),
    ("more people than there are", TWO, {**TWO, "people": 4}, ("optimal", 1), ("infeasible", None), None),
    # B passes x: nothing else is cheaper.
    ("another way", TWO, {"any": [TWO, {"people": 2, "each": "y"}]}, ("optimal", 1), ("optimal", 1), 0),
]


@pytest.mark.parametrize(("old", "new", "before", "after", "extra"), [row[1:] for row in EFFECTS])
def test_what_a_change_means(
    old: Any, new: Any, before: tuple[str, int | None], after: tuple[str, int | None], extra: int | None
) -> None:
    found = pc.diff(program(old), program(new), roster_of(["x"], [], []))
    assert found.effects is not None
    (effect,) = found.effects
    assert effect.before is not None
    assert effect.after is not None
    assert (effect.before.status, effect.before.exams) == before
    assert (effect.after.status, effect.after.exams) == after
    assert (effect.target, effect.extra_exams, effect.proven) == ("c/gold", extra, True)


def test_verdicts_are_those_of_today() -> None:
    found = pc.diff(program(TWO), program({**TWO, "people": 1}), roster_of(["x"], []))
    assert found.effects is not None
    (effect,) = found.effects
    assert effect.before is not None
    assert effect.after is not None
    assert (effect.before.verdict, effect.after.verdict) == ("not-eligible", "eligible")


def test_without_a_roster_nothing_is_said_about_it() -> None:
    found = pc.diff(program(TWO), program({**TWO, "people": 3}))
    assert (len(found.changes), found.effects, found.untouched) == (1, None, None)


def test_targets_that_only_one_program_has() -> None:
    old = program(TWO)
    other = old.competencies["c"]
    new = old.replaced(competencies={"d": other})
    found = pc.diff(old, new, roster_of(["x"], []))
    assert found.effects is not None
    assert [(e.target, e.before is None, e.after is None, e.extra_exams) for e in found.effects] == [
        ("c/gold", False, True, None),
        ("d/gold", True, False, None),
    ]


def test_a_search_that_stops_is_neither_impossible_nor_proven() -> None:
    parts = [{"people": 2, "each": name} for name in "xyz"]
    old, new = program({"all": parts}), program({"all": [*parts, {"people": 1, "each": "m"}]})
    people: list[list[str]] = [[] for _ in range(9)]
    found = pc.diff(old, new, roster_of(*people), time_limit=1e-6)
    assert found.effects is not None
    (effect,) = found.effects
    assert effect.after is not None
    assert (effect.after.status, effect.after.exams, effect.extra_exams) == ("unknown", None, None)
    assert not effect.proven


UNTOUCHED: list[tuple[str, pc.Program, bool]] = [
    ("the same", program(TWO), True),
    ("another text", program({**TWO, "label": "team"}), True),
    ("a credential that leads nowhere here", program(TWO, y={"kind": "assessment"}), True),
    ("what the target asks for", program({**TWO, "each": "y"}), False),
    ("an exam that it asks for", program(TWO, x={"kind": "exam", "retired": "2030-01-01"}), False),
]


@pytest.mark.parametrize(
    ("new", "untouched"), [row[1:] for row in UNTOUCHED], ids=[row[0] for row in UNTOUCHED]
)
def test_nothing_is_planned_where_nothing_changed(
    new: pc.Program, untouched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(roster: pc.Roster, target: str, **limits: Any) -> pc.Plan:
        asked.append(target)
        return pc.plan(roster, target, **limits)

    monkeypatch.setattr(editions, "plan", counted)
    found = pc.diff(program(TWO), new, roster_of(["x"], []))
    assert asked == ([] if untouched else ["c/gold", "c/gold"])
    assert (found.untouched, found.effects == ()) == ((("c/gold",) if untouched else ()), untouched)


def test_a_credential_on_the_way_touches_what_it_leads_to() -> None:
    old = program({"people": 1, "each": "m"})
    new = program({"people": 1, "each": "m"}, m={"kind": "certification", "earned_by": {"all": ["y", "z"]}})
    found = pc.diff(old, new, roster_of([]))
    assert found.effects is not None
    assert [(effect.target, effect.extra_exams) for effect in found.effects] == [("c/gold", 1)]


def test_an_exam_that_retired_between_the_editions_matters_without_a_change_of_rules() -> None:
    retiring = {"kind": "exam", "retired": "2018-06-30"}
    old = program(TWO, x=retiring)
    new = old.replaced(edition="2019")
    found = pc.diff(old, new, roster_of(["x"], []))
    assert (found.changes, len(found.effects or ())) == ((), 1)
    # On one and the same day there is no difference.
    assert pc.diff(old, new, roster_of(["x"], []), on=date(2017, 7, 1)).effects == ()


def test_the_dump_reads_back() -> None:
    found = pc.diff(program(TWO), program({"any": [TWO, {"people": 1, "each": "m"}]}), roster_of(["x"], []))
    assert pc.Comparison.model_validate(json.loads(found.model_dump_json())) == found


# On the command line.

OLD = """\
program: tiny
title: Tiny Program
edition: 2017-07
credentials:
  x: {kind: exam, title: Exam X}
  y: {kind: exam}
  z: {kind: exam}
competencies:
  c:
    title: Cloud
    options:
      o:
        levels:
          gold: {people: 2, label: team, each: {any: [x, y]}}
"""
NEW = (
    OLD.replace("2017-07", "2018-01")
    .replace("people: 2", "people: 3")
    .replace("[x, y]", "[y, x, z]")
    .replace("title: Exam X}", "title: The exam X, retired: 2018-12-31}")
)


def test_the_report_is_grouped_by_target(run: Run, write: Write) -> None:
    team = write("team.yaml", "organization: Contoso\npeople: {Ana: [x], Eva: [y], Luis: []}\n")
    old, new = write("old.yaml", OLD), write("new.yaml", NEW)
    result = run("diff", old, new, "--roster", team, "--on", "2018-02-01")
    assert (result.exit_code, result.stderr) == (1, "")
    assert (
        result.stdout
        == """\
Tiny Program, edition 2017-07 -> edition 2018-01

Cloud, gold (o)
  - team: 2 -> 3 people, each with one of x, y, z
  - team: one of x, y now also accepts z

Credentials
  - x (The exam X): the last day on which it can be sat: none -> 2018-12-31

What it means for Contoso, each target by itself
  Target        Before     After                  Exams
  ─────────────────────────────────────────────────────
  Cloud, gold   eligible   not eligible, 1 exam   +1

3 changes.
"""
    )


def test_exams_of_one_choice_share_a_line(run: Run, write: Write) -> None:
    old = write("old.yaml", OLD.replace("[x, y]", "[x]"))
    new = write("new.yaml", OLD.replace("[x, y]", "[x, y, z]"))
    assert "  - team: instead of x now also accepts y, z\n" in run("diff", old, new).stdout
    assert "\n2 changes.\n" in run("diff", old, new).stdout


def test_credentials_with_the_same_change_share_a_line(run: Run, write: Write) -> None:
    old = OLD.replace("title: Exam X", "retired: 2018-12-31").replace(
        "y: {kind: exam}", "y: {kind: exam, retired: 2018-12-31}"
    )
    old = old.replace("z: {kind: exam}", "z: {kind: exam, retired: 2018-12-31}")
    result = run("diff", write("old.yaml", old), write("new.yaml", old.replace("2018-12-31", "2019-06-30")))
    assert result.stdout == (
        "Tiny Program, edition 2017-07 -> edition 2017-07\n\nCredentials\n"
        "  - the last day on which it can be sat: 2018-12-31 -> 2019-06-30: x, y, z\n\n3 changes.\n"
    )


def test_two_equal_parts_that_are_new_are_two_lines(run: Run, write: Write) -> None:
    rule = "{people: 2, label: team, each: {any: [x, y]}}"
    more = f"{{all: [{rule}, {{people: 1, each: z}}, {{people: 1, each: z}}]}}"
    text = run("diff", write("old.yaml", OLD), write("new.yaml", OLD.replace(rule, more))).stdout
    assert text.count("  - now also needed: 1 person, with z\n") == 2


def test_text_fits_80_columns(run: Run, write: Write) -> None:
    page = run("catalog", "--format", "json").stdout
    new = write("new.json", page.replace('"people": 4', '"people": 5').replace("2021-01-31", "2021-06-30"))
    text = run("diff", "microsoft-partner-network", new, "--roster", "contoso").stdout
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("new", "status", "last"),
    [
        (OLD, 0, "No rule changed."),
        (OLD.replace("label: team", "label: crew").replace("[x, y]", "[y, x]"), 0, "No rule changed."),
        (NEW, 1, "3 changes."),
    ],
)
def test_exit_status_says_whether_rules_changed(
    run: Run, write: Write, new: str, status: int, last: str
) -> None:
    result = run("diff", write("old.yaml", OLD), write("new.yaml", new))
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (status, last)


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["old.yaml"], ["Missing argument 'NEW'"]),
        (["old.yaml", "gone.yaml"], ["gone.yaml"]),
        (["old.yaml", "bad.yaml"], ["bad.yaml, line 2", "unknown key 'titel'", "Did you mean 'title'?"]),
        (["old.yaml", "old.yaml", "--on", "2018-01-01"], ["name it with --roster"]),
        (["old.yaml", "old.yaml", "--roster", "nobody"], ["'nobody'"]),
        (["old.yaml", "old.yaml", "--roster", "contoso", "--metric", "revenue=5"], ["'revenue'"]),
        (["old.yaml", "old.yaml", "-o", "old.yaml"], ["is read by this command"]),
        (["old.yaml", "new.yaml", "--roster", "contoso", "--time-limit", "0"], ["above 0 seconds"]),
    ],
)
def test_bad_input(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch, arguments: list[str], parts: list[str]
) -> None:
    monkeypatch.chdir(write("old.yaml", OLD).parent)
    write("new.yaml", NEW)
    write("bad.yaml", OLD.replace("title: Tiny", "titel: Tiny"))
    result = run("diff", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert all(part in result.stderr for part in parts), result.stderr


def test_json_is_the_librarys_comparison(run: Run, write: Write) -> None:
    old, new = write("old.yaml", OLD), write("new.yaml", NEW)
    result = run("diff", old, new, "--format", "json")
    found = pc.diff(pc.read_program(old), pc.read_program(new))
    assert json.loads(result.stdout) == found.model_dump(mode="json")
    assert json.loads(result.stdout)["changes"][0] == {
        "place": "c/o/gold",
        "part": "team: 2 people, each with one of x, y",
        "kind": "people-raised",
        "before": 2,
        "after": 3,
        "sentence": "team: 2 -> 3 people, each with one of x, y, z",
    }


def test_facts_of_the_organization_as_for_a_plan(run: Run, write: Write) -> None:
    """The roster says neither market nor revenue; one of the programs asks for it."""
    asks = "{all: [{metric: revenue, at_least: {developed: 100}}, {people: 1, each: x}]}"
    old = write("old.yaml", OLD)
    new = write("new.yaml", OLD.replace("{people: 2, label: team, each: {any: [x, y]}}", asks))
    team = write("team.csv", "person,credential\nAna,x\nEva,y\n")
    facts = ["--market", "developed", "--metric", "revenue=120"]
    for given, verdict in (([], "unconfirmed"), (facts, "eligible")):
        result = run("diff", old, new, "--roster", team, *given, "--format", "json")
        (effect,) = json.loads(result.stdout)["effects"]
        assert (effect["before"]["verdict"], effect["after"]["verdict"]) == ("eligible", verdict)


def test_notes_go_to_stderr_once(run: Run, write: Write) -> None:
    team = write("team.csv", "person,credential\nAna,AZ-900\nEva,\nLuis,\n")
    result = run("diff", write("old.yaml", OLD), write("new.yaml", NEW), "--roster", team)
    note = "'AZ-900' is not a credential of tiny and counts for nothing (Ana)."
    assert result.stderr.count(note) == 1
    assert note not in result.stdout


def test_an_answer_that_is_not_proven_says_so(run: Run, write: Write) -> None:
    team = write("team.csv", "person,credential\nAna,\nEva,\nLuis,\n")
    old, new = write("old.yaml", OLD), write("new.yaml", NEW)
    text = " ".join(run("diff", old, new, "--roster", team, "--time-limit", "0.000001").stdout.split())
    assert "not eligible, not known not eligible, not known -" in text
    assert "Not proven, the search stopped before: c/gold. Give it more time (--time-limit)." in text


def test_a_target_of_the_catalog_against_itself_but_one_count(run: Run, write: Write) -> None:
    dumped = run("catalog", "messaging/gold", "--format", "json").stdout
    old, new = write("old.json", dumped), write("new.json", dumped.replace('"people": 4', '"people": 5'))
    text = run("diff", old, new).stdout
    assert "both exams: 4 -> 5 people, each with 70-345 and 70-347" in text
