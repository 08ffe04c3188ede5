"""Ctrl-C while the command works: a real process, a real signal."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import plan_competency as pc
import pytest
from plan_competency.cli import watching

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to whole consoles")
COMMAND = "from plan_competency.cli import main; main()"
KEPT = "Interrupted: what was found so far follows. Press Ctrl-C again to end at once.\n"


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory, program: pc.Program) -> Path:
    """20 people who hold a few exams at random. Fewest exams are proven at once, fewest people never."""
    rng = random.Random(1)
    exams = [name for name, item in program.credentials.items() if item.kind == "exam"]
    rows = ["person,credential"]
    for number in range(20):
        rows += [f"P{number:02},{exam}" for exam in rng.sample(exams, 3)]
    path = tmp_path_factory.mktemp("team") / "team.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@contextmanager
def running(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """The command in a process of its own."""
    command = [sys.executable, "-c", COMMAND, *map(str, arguments)]
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def heard(process: subprocess.Popen[str], text: str) -> None:
    """Wait for a line on stderr that has a text."""
    assert process.stderr is not None
    for line in process.stderr:
        if text in line:
            return
    raise AssertionError(f"it ended without saying '{text}'")


def test_the_first_one_keeps_the_best_plan(team: Path) -> None:
    with running("plan", team, "*/gold", "--format", "json", "--verbose") as process:
        heard(process, "fewest exams: ")
        process.send_signal(signal.SIGINT)
        printed, said = process.communicate(timeout=60)
    plan = pc.Plan.model_validate_json(printed)
    assert (process.returncode, plan.status, plan.interrupted) == (0, "feasible", True)
    assert plan.lower_bound == plan.totals.exams  # that stage was proven before
    assert KEPT in said


def test_the_text_says_so(team: Path) -> None:
    with running("plan", team, "*/gold", "--verbose") as process:
        heard(process, "fewest exams: ")
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "The search was interrupted." in " ".join(printed.split())


def test_before_there_is_any_plan(team: Path) -> None:
    with running("plan", team, "*/gold", "--share", "exclusive", "--verbose", "--format", "json") as process:
        heard(process, "Search for the least plan")
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=60)
    answer = json.loads(printed)
    assert (process.returncode, answer["status"], answer["interrupted"]) in [
        (3, "unknown", True),
        (1, "infeasible", True),
    ]


def test_departures_keep_what_is_done(team: Path) -> None:
    with running("departures", team, "*/gold", "--verbose") as process:
        heard(process, "Reduced to")
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "The search was interrupted: " in printed
    assert " of 20 departures looked at." in printed


def test_the_second_one_ends_the_program(team: Path) -> None:
    # Whatever happens after the first one takes a while here: the process has no time to end by itself.
    script = (
        "from plan_competency.scenarios import what_if as module\n"
        "import time\n"
        "def slow(*_, stop, **__):\n"
        "    print('at it', flush=True)\n"
        "    while True: time.sleep(1)\n"
        "module.what_if = slow\n" + COMMAND
    )
    command = [sys.executable, "-c", script, "what-if", "contoso", "messaging/gold", "--leave", "Ana Lima"]
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "at it\n"
        process.send_signal(signal.SIGINT)
        heard(process, "Press Ctrl-C again")
        process.send_signal(signal.SIGINT)
        printed, said = process.communicate(timeout=30)
    assert (process.returncode, printed, said) == (130, "", "Error: Interrupted.\n")


def test_one_while_nothing_is_searched_ends_the_program() -> None:
    script = (
        "from plan_competency.scenarios import files\n"
        "import os, signal, time\n"
        "def slow(*_, **__):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    time.sleep(30)\n"
        "files.find_roster = slow\n" + COMMAND
    )
    command = [sys.executable, "-c", script, "plan", "contoso", "messaging/gold"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "Error: Interrupted.")


def test_handlers_of_others_are_put_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    assert watching.watched(lambda **told: sorted(told)) == ["report", "stop"]
    assert signal.getsignal(signal.SIGINT) is before


def test_an_interrupt_that_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:

        def ask(report: pc.Reporter | None, stop: pc.Stop) -> bool:
            signal.raise_signal(signal.SIGINT)
            time.sleep(0.3)  # the main thread would hear it by now
            return stop.is_set

        assert not watching.watched(ask)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_another_thread_may_ask() -> None:
    answers: list[object] = []
    thread = threading.Thread(target=lambda: answers.append(watching.watched(lambda **_: 7)))
    thread.start()
    thread.join()
    assert answers == [7]


def test_errors_come_back_from_the_other_thread() -> None:
    def refused(**_: object) -> None:
        raise pc.InvalidQuestion("No.")

    with pytest.raises(pc.InvalidQuestion, match=r"^No\.$"):
        watching.watched(refused)
