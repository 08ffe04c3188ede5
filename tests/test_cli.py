"""The commands: exit statuses, both formats, both streams."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import plan_competency as pc
import pytest
from click.testing import Result
from plan_competency import cli

Run = Callable[..., Result]
ELIGIBLE = "people:\n  A: [70-347, 70-345]\n  B: [70-347, 70-345]\n"


def test_help_lists_the_commands_and_the_first_step(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    for command in ("check", "plan", "what-if", "diff", "catalog", "demo"):
        assert f"  {command} " in result.stdout
    assert "..." not in result.stdout.split("Commands:")[1]
    assert "Start with: plan-competency demo" in result.stdout


@pytest.mark.parametrize("command", ["check", "plan", "what-if", "diff", "catalog", "demo"])
def test_every_command_has_help(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: cli {command}")


def test_version(run: Run) -> None:
    from importlib.metadata import version

    assert run("--version").stdout == f"cli, version {version('plan-competency')}\n"


@pytest.mark.parametrize(
    ("roster", "arguments", "status"),
    [
        (ELIGIBLE, ["check", "messaging/silver"], 0),
        (ELIGIBLE, ["check", "messaging/silver", "messaging/gold"], 1),
        (
            "people:\n  A: [MB2-714, MB2-710]\n  B: [MB2-712]\n",
            ["check", "cloud-crm/silver"],
            1,
        ),  # unconfirmed
        (ELIGIBLE, ["plan", "messaging/silver"], 0),
        (ELIGIBLE, ["plan", "messaging/gold"], 1),
        ("people: {A: [], B: []}\n", ["plan", "messaging/silver", "--time-limit", "0.000001"], 3),
    ],
)
def test_exit_status(
    run: Run, write: Callable[[str, str], Path], roster: str, arguments: list[str], status: int
) -> None:
    command, *rest = arguments
    assert run(command, write("team.yaml", roster), *rest).exit_code == status


def test_json_is_the_librarys_plan(run: Run, program: pc.Program) -> None:
    result = run("plan", "contoso", "cloud-crm/gold", "messaging/silver", "--format", "json")
    plan = pc.plan(pc.find_roster(), ["cloud-crm/gold", "messaging/silver"], program=program)
    assert json.loads(result.stdout) == plan.model_dump(mode="json")
    assert pc.Plan.model_validate_json(result.stdout) == plan


def test_json_has_the_fields_that_programs_rely_on(run: Run) -> None:
    answer = json.loads(run("plan", "contoso", "cloud-crm/gold", "--format", "json").stdout)
    assert answer["status"] == "optimal"
    assert answer["totals"] == {"exams": 2, "people": 2}
    assert answer["lower_bound"] == 2
    assert answer["exams"][0] == {
        "person": "Luis Ortega",
        "exam": "MB2-706",
        "targets": ["cloud-customer-relationship-management/gold"],
    }
    (target,) = answer["targets"]
    assert target["target"] == "cloud-customer-relationship-management/gold"
    assert target["option"] == "cloud-crm-reseller-option"
    assert (target["people"], target["thresholds"], target["verdict"]) == ("unmet", "met", "not-eligible")
    assert {item["label"] for item in target["missing"]} == {"sales and deployment", "customization"}
    luis = next(seat for seat in target["seats"] if seat["person"] == "Luis Ortega")
    assert luis == {
        "requirement": luis["requirement"],
        "label": "sales and deployment",
        "person": "Luis Ortega",
        "counts": ["MB2-713"],
        "takes": ["MB2-706"],
    }


def test_reasons_are_in_the_json_and_read_back(run: Run, write: Callable[[str, str], Path]) -> None:
    result = run("plan", write("team.yaml", ELIGIBLE), "messaging/gold", "--format", "json")
    answer = json.loads(result.stdout)
    assert answer["reasons"][0]["sentence"] == (
        "messaging/gold: 4 different people are needed, the roster has 2."
    )
    assert answer["totals"] == {"exams": None, "people": None}
    assert pc.Plan.model_validate(answer).reasons[0].sentence == answer["reasons"][0]["sentence"]


def test_check_prints_the_same_object_without_exams(run: Run) -> None:
    answer = json.loads(run("check", "contoso", "cloud-crm/gold", "--format", "json").stdout)
    assert (answer["question"], answer["exams"], answer["totals"]) == (
        "check",
        [],
        {"exams": 0, "people": 0},
    )
    assert all(not seat["takes"] for seat in answer["targets"][0]["seats"])


def test_results_go_to_stdout_and_remarks_to_stderr(run: Run, write: Callable[[str, str], Path]) -> None:
    result = run("check", write("team.yaml", "people: {A: [AZ-900]}\n"), "messaging/silver")
    note = "'AZ-900' is not a credential of microsoft-partner-network and counts for nothing (A)."
    assert result.stderr == f"Note: {note}\n"
    assert note not in result.stdout


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_answer_can_be_written_to_a_file(run: Run, tmp_path: Path, form: str) -> None:
    printed = run("plan", "contoso", "cloud-crm/gold", "--format", form)
    path = tmp_path / "answer"
    written = run("plan", "contoso", "cloud-crm/gold", "--format", form, "-o", path)
    assert (written.exit_code, written.stdout) == (0, "")
    assert path.read_text(encoding="utf-8") == printed.stdout


def test_piped_text_is_plain_and_fits_80_columns(run: Run) -> None:
    for arguments in (
        ["demo"],
        ["check", "contoso", "cloud-crm/gold", "messaging/gold"],
        ["what-if", "contoso", "cloud-crm/gold", "--leave", "Ana Lima"],
        ["catalog"],
        ["catalog", "messaging/gold"],
    ):
        text = run(*arguments).stdout
        assert "\x1b" not in text
        assert max(map(len, text.splitlines())) <= 80
        assert all(line == line.rstrip() for line in text.splitlines())


def test_the_last_line_of_a_plan_says_what_is_proven(run: Run, write: Callable[[str, str], Path]) -> None:
    def last(*arguments: str | Path) -> str:
        return str(run(*arguments).stdout.splitlines()[-1])

    team = write("team.yaml", ELIGIBLE)
    assert last("demo") == "No plan needs fewer than 7 exams."
    assert last("plan", team, "messaging/silver") == "No exam is needed."
    assert last("plan", team, "messaging/gold") == (
        "Proven: whatever people sit, these targets cannot be reached."
    )
    assert last("plan", "contoso", "messaging/gold", "--time-limit", "0.000001") == (
        "Nothing is proven so far."
    )


def test_a_threshold_is_named_beside_the_exams(run: Run, write: Callable[[str, str], Path]) -> None:
    team = write("team.csv", "person,credential\nA,\nB,\n")
    text = " ".join(run("plan", team, "cloud-crm/silver").stdout.split())
    assert (
        "Besides exams, 1 target has a threshold that is not stated: "
        "Cloud Customer Relationship Management, silver." in text
    )
    many = " ".join(run("plan", "contoso", "*/silver").stdout.split())  # eight of the 18 have thresholds
    assert (
        "Besides exams, 8 targets have thresholds that are not stated: Cloud Business Applications, silver; "
        "Cloud Customer Relationship Management, silver; Cloud Platform, silver; Cloud Productivity, silver; "
        "4 more." in many
    )
    stated = run(
        "check", team, "cloud-crm/silver", "--market", "developed",
        "--metric", "performance-1=150000", "--format", "json",
    )  # fmt: skip
    assert json.loads(stated.stdout)["targets"][0]["thresholds"] == "met"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "at least 100,000 USD in developed markets needed, the roster states neither its market nor r"),
        (["--market", "developing"], "markets needed, no amount is stated for developing markets"),
        (["--market", "developed"], "at least 100,000 USD needed, the roster does not state r"),
        (["--metric", "r=5"], "in developed markets needed, the roster does not state its market"),
        (["--market", "developed", "--metric", "r=5"], "unmet, 5 USD (at least 100,000 USD needed)"),
        (["--market", "developed", "--metric", "r=1e5"], "met, 100,000.0 USD (at least 100,000 USD needed)"),
    ],
)
def test_a_threshold_says_what_is_needed_and_what_is_not_known(
    run: Run, write: Callable[[str, str], Path], options: list[str], sentence: str
) -> None:
    program = write(
        "p.yaml",
        "program: p\ncredentials: {}\ncompetencies: {c: {options: {o: {levels: {gold: "
        "{metric: r, label: revenue, at_least: {developed: 100000}, unit: USD}}}}}}\n",
    )
    roster = write("team.yaml", "people: {}\n")
    text = " ".join(run("check", roster, "c/gold", "--program", program, *options).stdout.split())
    assert f"revenue: {sentence}" in text or sentence in text


def test_markup_and_formulas_in_names_are_only_text(run: Run, write: Callable[[str, str], Path]) -> None:
    team = write("team.csv", "person,credential\n[bold]A[/bold] :smile:,70-347\n=cmd|x,\n")
    text = run("plan", team, "messaging/silver").stdout
    assert "[bold]A[/bold] :smile:" in text
    assert "=cmd|x" in text


def test_names_keep_their_letters(run: Run, write: Callable[[str, str], Path]) -> None:
    text = run("plan", write("team.csv", "person,credential\nЮлия,\n李雷,\n"), "messaging/silver").stdout
    assert "Юлия" in text
    assert "李雷" in text


def test_a_csv_roster_reads_like_a_yaml_roster(write: Callable[[str, str], Path]) -> None:
    csv = write(
        "team.csv",
        "\ufeffPerson, Credential ,passed,EXPIRES\r\n"
        'Ana,Exam 70-347,2016-05-02,\r\n"Lima, Luis",70-345,,2030-01-01\r\n\r\nEva,,,\r\nAna,70-345\r\n',
    )
    assert pc.read_roster(csv) == pc.Roster.model_validate(
        {
            "people": {
                "Ana": [{"credential": "Exam 70-347", "passed": "2016-05-02"}, "70-345"],
                "Lima, Luis": [{"credential": "70-345", "expires": "2030-01-01"}],
                "Eva": [],
            }
        }
    )


def test_yaml_and_json_read_the_same(write: Callable[[str, str], Path]) -> None:
    yaml = write("t.yaml", "people:\n  No: [010, 1e5, yes]\n  2017: []\nmetrics: {m: 320000, n: 0.5}\n")
    data = {"people": {"No": ["010", "1e5", "yes"], "2017": []}, "metrics": {"m": 320000, "n": 0.5}}
    assert pc.read_roster(yaml) == pc.read_roster(write("t.json", json.dumps(data)))


def test_catalog_prints_a_program_file_of_one_target(run: Run, write: Callable[[str, str], Path]) -> None:
    dumped = run("catalog", "cloud-crm/gold", "--format", "json").stdout
    one = pc.read_program(write("one.json", dumped))
    assert [str(target) for target in one.targets()] == ["cloud-customer-relationship-management/gold"]


def test_catalog_explains_a_target_with_its_source(run: Run) -> None:
    text = " ".join(run("catalog", "cloud-crm/gold").stdout.split())
    assert "2 people must each have one of MB2-714, MB2-713, MB2-709 and one of MB2-710, MB2-706" in text
    assert "at least 300,000 USD in developed markets" in text
    assert "Source: Cloud Customer Relationship Management page, July 2017" in text


def test_every_kind_of_requirement_has_words(run: Run, write: Callable[[str, str], Path]) -> None:
    program = write(
        "p.yaml",
        """\
program: words
edition: 2017-07
credentials: {x: {kind: exam}, y: {kind: exam, retired: 2030-01-01}, m: {kind: certification}}
competencies:
  c:
    options:
      o:
        levels:
          gold:
            overlap: allowed
            all:
              - {people: 1, each: x, note: A note., source: A source.}
              - {at_least: 1, of: [{metric: r, at_least: 5}]}
              - {any: [{people: 4, label: team, each: m, among_them: [{people: 2, label: leads, each: y}]}]}
              - {at_least: 2, of: [{people: 1, each: x}, {people: 1, each: y}, {people: 1, each: m}]}
""",
    )
    assert run("catalog", "c/gold", "--program", program).stdout == (
        """\
c, gold
  c/gold

  o (o)
    - all of these, by the same or different people:
      - 1 person must have x
        - Note: A note.
        - Source: A source.
      - one of these, as a whole:
        - at least 5 (metric r)
      - one of these, as a whole:
        - team: 4 people must each have m
          - leads: 2 of them also y
      - 2 of these, as a whole:
        - 1 person must have x
        - 1 person must have y
        - 1 person must have m

  Credential   Title   How
  ─────────────────────────────────────────────────
  x                    exam
  m                    counts for those who hold it
  y                    exam, until 2030-01-01
"""
    )


def test_an_interrupt_is_no_verdict(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from plan_competency.solver import answering

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(answering, "arrange", interrupted)
    result = run("plan", "contoso", "messaging/gold")
    assert (result.exit_code, result.stdout) == (130, "")
    assert "Interrupted." in result.stderr


def test_a_rejected_answer_has_its_own_status(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from plan_competency.solver import planning

    def rejected(*_: object) -> None:
        raise pc.AnswerRejected(["the total is wrong"])

    monkeypatch.setattr(planning, "verified", rejected)
    result = run("plan", "contoso", "messaging/gold")
    assert (result.exit_code, result.stdout) == (70, "")
    assert "please report it" in result.stderr


def test_main_is_the_console_script() -> None:
    from importlib.metadata import entry_points

    (script,) = entry_points(group="console_scripts", name="plan-competency")
    assert script.load() is cli.main
