"""Help: every example is run, every page fits, and wrong names are told the right ones."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from plan_competency.cli import cli
from plan_competency.cli.command import Choice, Command, under
from test_docs import blocks

Run = Callable[..., Result]
COMMAND = "from plan_competency.cli import main; main()"
COMMANDS = {name: command for name, command in cli.commands.items() if isinstance(command, Command)}
EXAMPLES = [(name, line) for name, command in COMMANDS.items() for _, line in command.examples]
#: An example that answers with another status than 0: nobody is eligible yet, rules did change.
ANSWERS = {"check": 1, "diff": 1}


def page(name: str, width: int = 80) -> str:
    """The help of a command as a terminal of that width shows it."""
    runner = CliRunner(env={"COLUMNS": str(width)})
    return runner.invoke(cli, [name, "--help"], prog_name="plan-competency").stdout


def test_every_command_is_one_of_ours() -> None:
    assert COMMANDS.keys() == cli.commands.keys()


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the files that the examples name, as the pages of docs/ have them."""
    monkeypatch.chdir(tmp_path)
    for name in ("editions", "reading-pages"):
        for block in blocks(ROOT / "docs" / f"{name}.md"):
            if block.detail.startswith("file="):
                Path(block.detail.removeprefix("file=")).write_text(block.text, encoding="utf-8")
    Path("rosters").mkdir()
    Path("rosters/north.yaml").write_text("organization: North\npeople: {Ana: [70-345]}\n", encoding="utf-8")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(("name", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_every_example_runs(name: str, line: str) -> None:
    found = re.search(r"plan-competency ([^>)|]*)", line)
    assert found is not None
    done = CliRunner().invoke(cli, shlex.split(found[1]), catch_exceptions=False)
    assert done.exit_code == ANSWERS.get(name, 0), done.stderr
    assert done.stdout or "-o " in line


@pytest.mark.parametrize("name", COMMANDS)
def test_every_page_fits_80_columns(name: str) -> None:
    text = page(name)
    assert max(map(len, text.splitlines())) <= 80
    for heading in ("Output:", "General:", "Exit status:", "Examples:"):
        assert f"\n{heading}\n" in text or (heading == "Output:" and name == "completion")
    assert text.index("\nGeneral:") < text.index("\nExit status:") < text.index("\nExamples:")


def test_options_stand_under_headings() -> None:
    text = page("what-if")
    headings = re.findall(r"^(\w.*):$", text, re.MULTILINE)
    assert headings == [
        "Arguments",
        "Changes",
        "Rules",
        "Reading the roster",
        "The company's terms",
        "Circumstances",
        "Search",
        "Output",
        "Reports",
        "General",
        "Exit status",
        "Examples",
    ]
    own = page("plan").split("\nOptions:\n")[1].split("\n\n")[0]
    assert own.split()[0] == "--alternatives"


def test_a_group_of_options_is_a_list_under_a_heading() -> None:
    @click.command(cls=Command)
    @click.option("--own", help="Of this command.")
    @under("Letters", click.option("--letters", help="Where letters go."))[0]
    def write(**_: object) -> None:
        """Write."""

    text = CliRunner().invoke(write, ["--help"]).stdout
    assert (
        "\nOptions:\n  --own TEXT  Of this command.\n\nLetters:\n  --letters TEXT  Where letters go.\n"
        in text
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("plann", "No such command 'plann'. Did you mean 'plan'"),
        ("chekc contoso", "No such command 'chekc'. Did you mean 'check'?"),
        ("plan contoso --portfolo x", "--portfolio"),
        ("plan contoso --reading mixt", "'mixt' is not one of strict, mixed. Did you mean 'mixed'?"),
        ("plan contoso --market develop", "Did you mean 'developed' or 'developing'?"),
        ("plan contoso --minimize cots", "'cots' is not one of exams, people, cost, hours. Did you mean"),
        ("plan contoso --budget exam=3", "Did you mean 'exams'?"),
        ("catalog --format yaml", "'yaml' is not one of text, json."),
        ("plan contoso -q -v", "--quiet and --verbose exclude each other: give one of them."),
    ],
)  # fmt: skip
def test_wrong_names_are_told_the_right_ones(run: Run, line: str, message: str) -> None:
    done = run(*line.split())
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_choice_is_a_choice_of_click_otherwise() -> None:
    choice = Choice(["one", "two"])
    assert choice.convert("two", None, None) == "two"
    assert isinstance(choice, click.Choice)


QUIET = [
    ("check", "contoso", "messaging/gold"),
    ("plan", "contoso", "messaging/gold"),
    ("what-if", "contoso", "messaging/gold", "--leave", "Ana Lima"),
    ("nearest", "contoso", "messaging/*"),
    ("explain", "contoso", "messaging/gold"),
    ("departures", "contoso", "messaging/gold"),
    ("retirements", "contoso", "messaging/gold"),
    ("catalog",),
    ("demo",),
    ("batch", "rosters", "messaging/gold", "-o", "out.csv", "--processes", "1"),
    ("read", "bridges.md"),
    ("diff", "rules-2024.yaml", "rules-2025.yaml", "--roster", "team.yaml"),
]  # fmt: skip


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("line", QUIET, ids=[line[0] for line in QUIET])
def test_quiet_says_nothing_but_the_answer(run: Run, line: tuple[str, ...]) -> None:
    plain, quiet, verbose = run(*line), run(*line, "--quiet"), run(*line, "--verbose")
    assert quiet.exit_code == plain.exit_code == verbose.exit_code
    assert (quiet.stdout, quiet.stderr) == (plain.stdout, "")
    assert verbose.stdout == plain.stdout


def test_verbose_says_what_is_read_and_how_the_search_gets_on(run: Run) -> None:
    said = run("plan", "contoso", "messaging/silver", "--verbose").stderr
    said = re.sub(
        r"\d+ variables, \d+ rules", "so many", re.sub(r"\d+\.\d\d s$", "_ s", said, flags=re.MULTILINE)
    )
    assert said.splitlines()[:7] == [
        "Rules: microsoft-partner-network, edition 2017-07, 140 credentials, 36 targets "
        "(the shipped catalog)",
        "Roster: Contoso, 12 people (contoso)",
        "Search for the least plan, for 60 s at most",
        "  Reduced to 3 of 12 people and 1 target: so many",
        "  fewest exams: 2, proven, _ s",
        "  fewest people: 2, proven, _ s",
        "  largest load: 1, proven, _ s",
    ]


@pytest.mark.usefixtures("files")
def test_every_answer_can_be_json(run: Run) -> None:
    for line in (*QUIET, ("config",)):
        answer = run(*line, "--format", "json", "--quiet")
        assert isinstance(json.loads(answer.stdout), dict), line


@pytest.mark.usefixtures("files")
def test_the_json_of_a_batch_is_what_it_came_to(run: Run) -> None:
    answer = json.loads(run("batch", "rosters", "messaging/*", "-o", "x.csv", "--format", "json").stdout)
    seconds, speed = answer.pop("seconds"), answer.pop("verdicts_a_second")
    assert answer == {"organizations": 1, "rows": 2, "errors": 0, "resumed": 0}
    assert seconds >= 0
    assert speed > 0


def test_help_stays_light() -> None:
    heavy = {"rich", "pydantic", "ortools", "tomllib", "click.shell_completion"}
    told = f"print(*sorted({heavy} & set(sys.modules)))"
    script = f"import sys, atexit; atexit.register(lambda: {told}); {COMMAND}"
    asked = [sys.executable, "-c", script, "plan", "--help"]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("plan.json\n\n")
