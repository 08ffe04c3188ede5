"""Completion: what is suggested, and what real shells make of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from click.shell_completion import CompletionItem
from click.testing import Result
from plan_competency.cli import cli, shells

COMMAND = "from plan_competency.cli import main; main()"
VARIABLE = "_PLAN_COMPETENCY_COMPLETE"
TEAM = 'people: {"Ana Lima": [], "O\'Neil, \\"Bo\\"": [], "Zoë": []}\n'
RULES = """\
program: tiny
credentials: {x-1: {kind: exam, title: The first}, x-2: {kind: exam}, m: {kind: certification}}
competencies:
  cloud:
    title: Clouds
    aliases: [sky]
    options: {o: {levels: {gold: {people: 1, each: x-1}, silver: {people: 1, each: m}}}}
"""


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a roster and a program."""
    (tmp_path / "team.yaml").write_text(TEAM, encoding="utf-8")
    (tmp_path / "odd.csv").write_text("Who,credential\nBea Lang,x-1\n", encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def suggested(line: str, shell: str = "fish") -> list[CompletionItem[str]]:
    """What is suggested for the last word of a line."""
    found = shells.SHELLS[shell](cli, {}, "plan-competency", VARIABLE)
    with patch.dict(os.environ, COMP_LINE=line):
        return found.get_completions(*found.get_completion_args())


def values(line: str) -> list[str]:
    return [str(item.value) for item in suggested(line) if item.type == "plain"]


ASKED = "plan-competency plan team.yaml --program rules.yaml"
CHANGED = "plan-competency what-if team.yaml --program rules.yaml"


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("plan-competency ex", ["explain"]),
        ("plan-competency plan --portf", ["--portfolio"]),
        ("plan-competency plan contoso --reading m", ["mixed"]),
        ("plan-competency plan c", ["contoso"]),
        ("plan-competency plan contoso messaging/g", ["messaging/gold"]),
        ("plan-competency plan contoso cloud-crm/", ["cloud-crm/silver", "cloud-crm/gold"]),
        ("plan-competency plan contoso --program m", ["microsoft-partner-network"]),
        ("plan-competency what-if contoso --scenario n", ["new-hire"]),
        ("plan-competency completion ", ["bash", "zsh", "fish"]),
        (f"{ASKED} ", ["cloud/gold", "cloud/silver", "*/gold", "*/silver"]),
        (f"{ASKED} sky/", ["sky/gold", "sky/silver"]),
        (f"{ASKED} cloud/o", ["cloud/o/gold", "cloud/o/silver"]),
        (f"{ASKED} '*/", ["*/gold", "*/*/gold", "*/silver", "*/*/silver"]),
        (f"{ASKED} --unavailable ana", ["Ana Lima"]),
        (f"{ASKED} --prefer 'Ana L", ["Ana Lima"]),
        (f"{ASKED} --prefer Ana\\ L", ["Ana Lima"]),
        (f"{ASKED} --pin Z", ["Zoë="]),
        (f"{ASKED} --pin=Z", ["Zoë="]),
        (f"{ASKED} --pin Zoë=", ["Zoë=x-1", "Zoë=x-2"]),
        (f"{ASKED} --forbid 'Ana Lima=x-2", ["Ana Lima=x-2"]),
        (f"{ASKED} --budget c", ["cost="]),
        (f"{ASKED} --minimize cost,e", ["cost,exams"]),
        (f"{ASKED} --share e", ["exclusive"]),
        (f"{ASKED} --on ", ["today"]),
        (f"{ASKED} --column c", ["company-e-mail=", "credential="]),
        (f"{ASKED} --language d", ["de"]),
        ("plan-competency check odd.csv --column person=Who --unavailable Bea", ["Bea Lang"]),
        (f"{CHANGED} --leave A", ["Ana Lima"]),
        (f"{CHANGED} --join Al=x-1,x", ["Al=x-1,x-1", "Al=x-1,x-2"]),
        (f"{CHANGED} --join Al", []),
        (f"{CHANGED} --lose m", ["m"]),
        (f"{CHANGED} --lose Zoë=m", ["Zoë=m"]),
        (f"{CHANGED} --retire-exam ", ["x-1", "x-2"]),
        ("plan-competency check contoso --metric performance-1", ["performance-1="]),
        ("plan-competency departures team.yaml --person O", ["O'Neil, \"Bo\""]),
        ("plan-competency retirements team.yaml --program rules.yaml --exam x-2", ["x-2"]),
        ("plan-competency catalog messaging/s", ["messaging/silver"]),
    ],
)  # fmt: skip
def test_what_is_suggested(there: Path, line: str, want: list[str]) -> None:
    assert values(line) == want


def test_exams_and_targets_come_with_their_titles(there: Path) -> None:
    assert [(item.value, item.help) for item in suggested(f"{ASKED} --pin Zoë=x")] == [
        ("Zoë=x-1", "The first"),
        ("Zoë=x-2", None),
    ]
    assert [item.help for item in suggested(f"{ASKED} cloud/gold")] == ["Clouds"]


@pytest.mark.parametrize(
    "line", ["plan-competency plan ", "plan-competency plan contoso --prices ", "plan-competency read p"]
)
def test_where_a_file_can_stand_files_are_suggested(line: str) -> None:
    assert [item.type for item in suggested(line)][-1] == "file"


@pytest.mark.parametrize(
    "line",
    [
        "plan-competency what-if nobody.yaml --leave ",
        "plan-competency plan nobody.yaml --unavailable ",
        "plan-competency plan team.yaml --program missing.yaml ",
        "plan-competency plan rules.yaml --unavailable ",
        "plan-competency plan --nothing",
        "plan-competency plan team.yaml --pin 'Nobody",
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_whatever_is_wrong_suggests_nothing(there: Path, line: str, shell: str) -> None:
    done = _answer(line, shell)
    assert (done.stdout.strip(), done.stderr) == ("", "")


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("An", "plain\tAna\\ Lima="),
        ('"An', "plain\tAna Lima="),
        ("--pin=An", "plain\tAna\\ Lima="),
        ("Ana\\ Lima=x-2", "plain\tx-2"),
        ("--pin=Ana\\ Lima=x-2", "plain\tx-2"),
        ("'Ana Lima=x-2", "plain\tAna Lima=x-2"),
        ("O", 'plain\tO\\\'Neil,\\ \\"Bo\\"='),
        ("'O", "plain\tO'\\''Neil, \"Bo\"="),
        ('"O', 'plain\tO\'Neil, \\"Bo\\"='),
    ],
)
def test_bash_is_told_only_what_follows_the_last_break_of_a_word(there: Path, word: str, answer: str) -> None:
    option = "" if word.startswith("--") else "--pin "
    typed = word if word[0] in "'\"" else word.rpartition("=")[2]  # within quotes bash sees no breaks
    done = _answer(f"{ASKED} {option}{word}", "bash", typed)
    assert done.stdout.splitlines()[0] == answer


def test_large_rosters_are_not_read(there: Path) -> None:
    rows = "\n".join(f"P{number}," for number in range(300_000))
    (there / "large.csv").write_text(f"person,credential\n{rows}\n", encoding="utf-8")
    assert values("plan-competency plan large.csv --unavailable ") == []


def test_names_that_would_break_lines_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = shells.SHELLS["fish"](cli, {}, "plan-competency", VARIABLE)
    items = [CompletionItem("a\nplain\tb"), CompletionItem("c", help="d\te"), CompletionItem("f")]
    monkeypatch.setattr(shell, "get_completions", lambda *_: items)
    monkeypatch.setenv("COMP_LINE", "plan-competency ")
    assert shell.complete() == "plain\tf"


def test_nothing_heavy_is_loaded(there: Path) -> None:
    told = "print('ortools' in sys.modules, 'rich' in sys.modules)"
    script = f"import sys, atexit; atexit.register(lambda: {told}); {COMMAND}"
    env = {**os.environ, VARIABLE: "fish_complete", "COMP_LINE": f"{ASKED} --pin Zoë=x-2"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False
    )
    assert done.stdout == "plain\tZoë=x-2\nFalse False\n"


def _answer(line: str, shell: str, word: str | None = None) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        VARIABLE: f"{shell}_complete",
        "COMP_LINE": line,
        "COMP_WORD": line.split(" ")[-1] if word is None else word,
    }
    return subprocess.run(
        [sys.executable, "-c", COMMAND], env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_says_how_it_is_installed(run: Callable[..., Result], shell: str) -> None:
    done = run("completion", shell)
    assert done.exit_code == 0
    assert f"plan-competency completion {shell}" in done.stdout.split("\n", 3)[2 if shell == "zsh" else 1]


def test_another_shell_is_refused(run: Callable[..., Result]) -> None:
    done = run("completion", "bsh")
    assert done.exit_code == 2
    assert "'bsh' is not one of bash, zsh, fish. Did you mean 'bash' or 'zsh' or 'fish'?" in done.stderr


@pytest.fixture
def path_of_command(there: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command among those that shells find."""
    folder = there / "bin"
    folder.mkdir()
    program = folder / "plan-competency"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{COMMAND}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", os.environ.get("PYTHONPATH", ""))
    return folder


class Terminal:
    """A shell in a terminal of its own, in which somebody types."""

    def __init__(self, *command: str) -> None:
        import pty

        self.process, self._file = pty.fork()
        if self.process == 0:
            os.environ.update(PS1="$ ", TERM="dumb", INPUTRC=os.devnull, LC_ALL="C.UTF-8")
            os.execvp(command[0], command)

    def types(self, text: str, until: str) -> str:
        """All that is written until a text is there."""
        import select

        os.write(self._file, text.encode())
        found, end = "", time.monotonic() + 20
        while until not in found:
            assert time.monotonic() < end, f"{until!r} does not come in {found!r}"
            if select.select([self._file], [], [], 0.1)[0]:
                found += os.read(self._file, 65_536).decode(errors="replace").replace("\x07", "")
        return found

    def ends(self) -> None:
        """End the shell."""
        os.kill(self.process, 9)
        os.waitpid(self.process, 0)
        os.close(self._file)


@pytest.fixture
def terminal(request: pytest.FixtureRequest, path_of_command: Path) -> Iterator[Terminal]:
    shell, *arguments = request.param
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    found = Terminal(shell, *arguments)
    load = f'eval "$(plan-competency completion {shell})"; echo ready'
    before = "autoload -U compinit; compinit -u -D; " if shell == "zsh" else ""
    found.types(f"{before}{load}\n", "ready\r\n")
    yield found
    found.ends()


@pytest.mark.skipif(sys.platform == "win32", reason="no terminals of this kind")
@pytest.mark.parametrize(
    "terminal",
    [("bash", "--norc", "--noprofile", "-i"), ("zsh", "-f", "-i")],
    indirect=True,
    ids=["bash", "zsh"],
)
def test_names_are_quoted_as_the_shell_wants_them(terminal: Terminal) -> None:
    for typed, completed in [
        ("plan-competency dep", "artures "),
        (f"{ASKED} sky/g", "old "),
        (f"{ASKED} --unavailable An", "a\\ Lima "),
        (f"{ASKED} --unavailable 'An", "a Lima' "),
        (f'{ASKED} --unavailable "An', 'a Lima" '),
        (f"{ASKED} --pin Ana\\ Lima=x-2", "--pin Ana\\ Lima=x-2 "),
        (f"{ASKED} --pin=An", "a\\ Lima="),
        ("plan-competency plan te", "am.yaml "),
    ]:
        terminal.types(f"{typed}\t", f"{completed}")
        terminal.types("\x15", "")


def test_fish_completes_names_with_spaces(path_of_command: Path) -> None:
    if shutil.which("fish") is None:
        pytest.skip("fish is not installed")
    script = (
        "source (plan-competency completion fish | psub)\n"
        f"complete -C '{ASKED} --pin Ana\\\\ Lima=x'\n"
        f"complete -C '{ASKED} --pin=An'\n"
        f"complete -C '{ASKED} --unavailable O'\n"
    )
    done = subprocess.run(["fish", "--no-config", "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.split("\n") == [
        "Ana Lima=x-1\tThe first",
        "Ana Lima=x-2",
        "--pin=Ana Lima=",
        'O\'Neil, "Bo"',
        "",
    ]


def test_every_option_that_takes_a_name_completes_it() -> None:
    import click

    free = {
        "--sheet",
        "--encoding",
        "--people",
        "--time-limit",
        "--workers",
        "--seed",
        "--alternatives",
        "--processes",
        "--cluster",
        "--edition",
        "--output",
    }
    for command in cli.commands.values():
        for option in command.params:
            if not isinstance(option, click.Option) or option.is_flag or free & set(option.opts):
                continue
            is_known = (
                isinstance(option.type, click.Choice)
                or hasattr(option.type, "shipped")
                or isinstance(option.type, click.Path)
            )
            assert is_known or option._custom_shell_complete is not None, (command.name, option.opts)
