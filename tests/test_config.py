"""Files of defaults: what they say, what goes before them, and what they cannot say."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from plan_competency.cli import cli, config

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def defaults(folder: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        (folder / config.FILE).write_text(text, encoding="utf-8")
        return Path(config.FILE)

    return write


def reading(result: Result) -> str:
    """The reading by which a plan was made, from its JSON."""
    assert result.exit_code in (0, 1), result.stderr
    return str(json.loads(result.stdout)["reading"])


ASKED = ("plan", "contoso", "messaging/silver")


def test_options_are_set_for_all_commands(run: Run, defaults: Callable[[str], Path]) -> None:
    defaults('format = "json"\nreading = "mixed"\n')
    assert reading(run(*ASKED)) == "mixed"
    assert json.loads(run("check", "contoso", "messaging/silver").stdout)["reading"] == "mixed"
    assert json.loads(run("catalog", "messaging/silver").stdout)["program"] == "microsoft-partner-network"


def test_a_table_is_for_one_command_and_goes_before_what_is_for_all(
    run: Run, defaults: Callable[[str], Path]
) -> None:
    defaults('format = "json"\nreading = "mixed"\n[plan]\nreading = "strict"\n')
    assert reading(run(*ASKED)) == "strict"
    assert reading(run("check", "contoso", "messaging/silver")) == "mixed"


def test_the_command_line_goes_before_the_file(run: Run, defaults: Callable[[str], Path]) -> None:
    defaults('format = "json"\nreading = "mixed"\nunavailable = ["Ana Lima"]\nverbose = true\n')
    assert reading(run(*ASKED, "--reading", "strict")) == "strict"
    assert "2 targets eligible" not in run(*ASKED, "--format", "text").stdout
    assert run(*ASKED, "--quiet").stderr == ""
    assert "Search for the least plan" in run(*ASKED).stderr


def test_the_folder_goes_before_the_user(
    run: Run, defaults: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "user_folder", lambda: tmp_path)
    (tmp_path / config.FILE).write_text('format = "json"\nreading = "mixed"\n', encoding="utf-8")
    assert reading(run(*ASKED)) == "mixed"
    defaults('format = "json"\n')
    assert reading(run(*ASKED)) == "strict"


def test_another_file_or_none_can_be_named(run: Run, defaults: Callable[[str], Path], folder: Path) -> None:
    defaults('format = "json"\n')
    (folder / "other.toml").write_text('format = "json"\nreading = "mixed"\n', encoding="utf-8")
    assert reading(run(*ASKED, "--config", "other.toml")) == "mixed"
    assert run(*ASKED, "--no-config").stdout.startswith("Messaging, silver:")
    refused = run(*ASKED, "--no-config", "--config", "other.toml")
    assert refused.exit_code == 2
    assert "--config and --no-config exclude each other" in refused.stderr


def test_files_are_looked_for_beside_the_file_that_names_them(run: Run, folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "portfolio.yaml").write_text("targets: [cloud-crm/silver]\n", encoding="utf-8")
    (folder / "sub" / "d.toml").write_text(
        'portfolio = "portfolio.yaml"\nformat = "json"\nprogram = "microsoft-partner-network"\n',
        encoding="utf-8",
    )
    answer = json.loads(run("plan", "contoso", "--config", "sub/d.toml").stdout)
    assert [item["target"] for item in answer["targets"]] == ["cloud-customer-relationship-management/silver"]
    (folder / "sub" / "d.toml").write_text('program = "gone.yaml"\n', encoding="utf-8")
    message = run("catalog", "--config", "sub/d.toml").stderr
    assert f"{Path('sub') / 'gone.yaml'}" in message


def test_every_kind_of_value(run: Run, defaults: Callable[[str], Path]) -> None:
    defaults(
        'format = "json"\non = 2017-07-01\ntime-limit = 30\nseed = 7\nbudget = [1, "people=1"]\n'
        'pin = "Ana Lima=70-345"\nquiet = true\n'
    )
    result = run(*ASKED)
    answer = json.loads(result.stdout)
    assert (answer["on"], answer["budget"]["limits"]) == ("2017-07-01", {"exams": 1, "people": 1})
    assert [item["pin"] for item in answer["pins"]] == ["70-345"]
    assert result.stderr == ""


def test_what_a_command_does_not_have_is_no_matter_to_it(run: Run, defaults: Callable[[str], Path]) -> None:
    defaults('unavailable = ["Ana Lima"]\nminimize = "cost"\nedition = "2017"\n')
    assert run("catalog").exit_code == 0
    assert run("demo").exit_code == 0


WRONG = [
    ("a key", "time-limt = 30", "time-limt: is no option that can be set here. Did you mean 'time-limit'"),
    ("a key of another command", "[check]\nalternatives = 3", "[check] alternatives: is no option"),
    ("a table", "[plann]\nseed = 1", "[plann]: is no command. Did you mean 'plan'"),
    ("a number", 'time-limit = "abc"', "time-limit: 'abc' is not a valid float."),
    ("a choice", '[plan]\nreading = "mixt"', "'mixt' is not one of strict, mixed. Did you mean"),
    ("a flag", 'quiet = "yes"', "quiet: must be true or false"),
    ("no flag", "market = true", "market: must be a text, a number or a date"),
    ("a time", "on = 2017-07-01T10:00:00", "on: must be a text, a number or a date"),
    ("a date", 'on = "July"', "on: 'July' is not a date: write it as YYYY-MM-DD, or today."),
    ("a pair", 'pin = ["Ana"]', "pin: 'Ana' is not NAME=VALUE."),
    ("a list", 'format = ["json"]', "format: takes one value, not a list"),
    ("a list in a list", 'pin = [["Ana=x"]]', "pin: must be a text, a number or a date, or a list of such"),
    ("what is minimized", 'minimize = "exam"', "minimize: 'exam' is not one of exams, people, cost, hours."),
    ("quiet and verbose", "quiet = true\nverbose = true", "--quiet and --verbose exclude each other"),
    ("where to write", 'output = "x.txt"', "output: can only be said on the command line"),
    ("where to send", '[batch]\ncluster = "x"', "[batch] cluster: can only be said on the command line"),
    ("what to throw away", "[batch]\nfresh = true", "[batch] fresh: can only be said on the command line"),
    ("another file", 'config = "x.toml"', "config: can only be said on the command line"),
    ("help", "help = true", "help: can only be said on the command line"),
    ("no TOML", "time-limit = ", "is not TOML: Invalid value (at end of document); texts stand in quotes"),
    ("no text", "\x00", "plan-competency.toml: "),
    ("nothing", "", "plan-competency.toml: is empty"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_makes_no_sense_is_an_error_with_file_and_key(
    run: Run, defaults: Callable[[str], Path], text: str, message: str
) -> None:
    path = defaults(text)
    result = run("demo")
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert f"{path}: " in result.stderr or "exclude each other" in message


def test_a_file_that_is_not_there(run: Run) -> None:
    result = run("demo", "--config", "gone.toml")
    assert (result.exit_code, result.stderr) == (2, "Error: gone.toml: there is no such file\n")


def test_help_does_not_need_the_file(run: Run, defaults: Callable[[str], Path]) -> None:
    defaults("[")
    assert run("plan", "--help").exit_code == 0


def test_it_is_shown_what_is_in_force(run: Run, defaults: Callable[[str], Path], folder: Path) -> None:
    path = defaults('seed = 7\n[plan]\nbudget = [5, "cost=9"]\nquiet = true\n')
    lines = [line.split() for line in run("config").stdout.splitlines()]
    assert lines[0] == [str(path)]
    assert lines[4:] == [
        ["all", "commands", "seed", "7", "the", "file"],
        ["plan", "budget", "5,", "cost=9", "the", "file", "[plan]"],
        ["plan", "quiet", "true", "the", "file", "[plan]"],
    ]
    answer = json.loads(run("config", "plan", "--format", "json").stdout)
    found = {item["option"]: (item["value"], item["origin"]) for item in answer["settings"]}
    assert found["seed"] == (7, str(path))
    assert found["budget"] == ([5, "cost=9"], f"{path} [plan]")
    assert found["time-limit"] == (60.0, "default")
    assert found["portfolio"] == (None, "default")
    assert "output" not in found
    assert answer["looked_for"][0] == str(path)


def test_without_a_file_it_is_said_where_one_would_be(run: Run, folder: Path) -> None:
    text = run("config").stdout
    assert text.startswith("No file of defaults. It would be found as\n")
    assert json.loads(run("config", "--format", "json").stdout)["file"] is None
    assert "time-limit" in run("config", "plan").stdout
    assert run("config", "plann").exit_code == 2


def test_no_file_says_where_to_write_or_to_send() -> None:
    for command in cli.commands.values():
        assert {"output", "report", "letters", "cluster", "config", "fresh", "force"}.isdisjoint(
            config.settable(command)
        )


def test_the_user_has_a_folder_of_the_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CONFIG_HOME", os.path.join(os.sep, "settings"))  # noqa: PTH118
    assert config.user_folder().name == "plan-competency"
