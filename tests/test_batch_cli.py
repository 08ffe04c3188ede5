"""`plan-competency batch`: tables, exit statuses, messages, and the same table wherever the work is done."""

from __future__ import annotations

import csv
import json
import multiprocessing
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import plan_competency as pc
import polars as pl
import pytest
from click.testing import Result
from conftest import roster_of
from inline import Inline
from plan_competency.cli.progress import Progress, shown
from plan_competency.models.verdicts import COLUMNS
from plan_competency.scenarios import batch, workers

Ask = Callable[..., Result]

PROGRAM = """\
program: tiny
edition: 2017-07
credentials: {x: {kind: exam}, y: {kind: exam}}
competencies:
  c: {options: {o: {levels: {
    silver: {people: 1, each: x},
    gold: {all: [{people: 1, each: x}, {people: 1, each: y}]}}}}}
"""
TABLE = """\
organization,person,credential,passed
Beta,Ana,x,
Alpha,Luis,,
Alpha,Eva,y,
Gamma,Tom,x,2016-13-01
=2+3,Kim,x,2016-05-02
"""
BAD_DATE = "t.csv, line 5, people.Tom[0].passed: '2016-13-01' is not a date: write it as YYYY-MM-DD"
#: By organization and then as asked; of two people at gold one sits x, one person cannot be two.
ROWS = f"""\
organization,target,status,verdict,people,thresholds,option,exams,people_studying,lower_bound,missing,error
'=2+3,c/gold,infeasible,not-eligible,unmet,none,o,,,,1,
'=2+3,c/silver,optimal,eligible,met,none,o,0,0,0,0,
Alpha,c/gold,optimal,not-eligible,unmet,none,o,1,1,1,1,
Alpha,c/silver,optimal,not-eligible,unmet,none,o,1,1,1,1,
Beta,c/gold,infeasible,not-eligible,unmet,none,o,,,,1,
Beta,c/silver,optimal,eligible,met,none,o,0,0,0,0,
Gamma,,error,,,,,,,,,"{BAD_DATE}"
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a program and a table, and the work done in this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(workers, "in_processes", lambda number: workers.given(Inline()))
    Path("program.yaml").write_text(PROGRAM, encoding="utf-8")
    Path("t.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def ask(run: Ask, files: Path) -> Ask:
    def asked(line: str) -> Result:
        return run("batch", *shlex.split(line), "--program", "program.yaml")

    return asked


def test_a_table_of_all_organizations_and_targets(ask: Ask) -> None:
    done = ask("t.csv c/gold c/silver -o out.csv")
    assert Path("out.csv").read_text(encoding="utf-8") == ROWS
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("4 organizations, 7 rows, 1 error, ")
    assert done.stderr.endswith(" verdicts a second.\n")
    assert sorted(path.name for path in Path().iterdir()) == ["out.csv", "program.yaml", "t.csv"]


def test_all_is_well(ask: Ask) -> None:
    Path("t.csv").write_text("organization,person,credential\nBeta,Ana,x\n", encoding="utf-8")
    assert ask("t.csv c/silver -o out.csv").exit_code == 0


def test_parquet_has_the_same_rows_and_text_as_it_is(ask: Ask) -> None:
    assert ask("t.csv c/gold c/silver -o out.parquet").exit_code == 1
    frame = pl.read_parquet("out.parquet")
    numbers = ("exams", "people_studying", "lower_bound", "missing")
    assert dict(frame.schema) == {name: pl.Int64 if name in numbers else pl.String for name in COLUMNS}
    with_apostrophes = [[f"'{cell}" if cell == "=2+3" else cell for cell in row] for row in frame.rows()]
    expected = list(csv.reader(ROWS.splitlines()))[1:]
    assert [["" if cell is None else str(cell) for cell in row] for row in with_apostrophes] == expected


#: A text, and the cell of it in CSV.
FORMULAS = [
    ("=1+1", "'=1+1"),
    ("+1", "'+1"),
    ("-1", "'-1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\tx", "'\tx"),
    ("\rx", "' x"),
    ("\nx", " x"),
    ("x\r\ny", "x y"),
    ("a=1", "a=1"),
    ("'=1", "'=1"),
    ('say "x", y', 'say "x", y'),
    ("José", "José"),
]


@pytest.mark.parametrize(("text", "cell"), FORMULAS, ids=[repr(text) for text, _ in FORMULAS])
def test_no_cell_is_a_formula(text: str, cell: str, tmp_path: Path) -> None:
    row = pc.VerdictRow(organization=text, status="error", error=text)
    pc.write_verdicts([row], tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        (found,) = csv.DictReader(file)
    assert (found["organization"], found["error"]) == (cell, cell)
    pc.write_verdicts([row], tmp_path / "t.parquet")
    assert pl.read_parquet(tmp_path / "t.parquet")["organization"].to_list() == [text]


def test_many_rows_of_parquet_are_written_part_by_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plan_competency.reports import verdict_tables

    monkeypatch.setattr(verdict_tables, "_ROWS_AT_ONCE", 3)
    rows = [pc.VerdictRow(organization=f"O{number}", status="optimal", exams=number) for number in range(10)]
    pc.write_verdicts(iter(rows), tmp_path / "t.parquet")
    assert pl.read_parquet(tmp_path / "t.parquet")["exams"].to_list() == list(range(10))
    pc.write_verdicts([], tmp_path / "t.parquet")
    assert pl.read_parquet(tmp_path / "t.parquet").shape == (0, 12)


def test_a_table_is_replaced_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("before", encoding="utf-8")

    def rows() -> Iterator[pc.VerdictRow]:
        yield pc.VerdictRow(organization="A", status="optimal")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pc.write_verdicts(rows(), path)
    assert [(one.name, one.read_text(encoding="utf-8")) for one in tmp_path.iterdir()] == [
        ("t.csv", "before")
    ]


def test_a_folder_of_rosters(ask: Ask) -> None:
    Path("rosters").mkdir()
    Path("rosters/b.yaml").write_text("{organization: Beta, people: {Ana: [x]}}", encoding="utf-8")
    Path("rosters/a.csv").write_text("person,credential\nEva,\n", encoding="utf-8")
    Path("rosters/c.json").write_text('{"organization": "BETA", "people": {}}', encoding="utf-8")
    Path("rosters/notes.txt").write_text("-", encoding="utf-8")
    done = ask("rosters c/silver -o out.csv")
    assert Path("out.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        "BETA,c/silver,infeasible,not-eligible,unmet,none,o,,,,1,",
        "Beta,,error,,,,,,,,,rosters/b.yaml: 'Beta' reads the same as the organization of rosters/c.json: "
        "give each a name of its own",
        "a,c/silver,optimal,not-eligible,unmet,none,o,1,1,1,1,",
    ]
    assert done.exit_code == 1
    assert "Note: rosters has 1 entry that is no roster, such as notes.txt: not read.\n" in done.stderr


def test_terms_from_a_portfolio(ask: Ask) -> None:
    text = "targets: [c/silver]\nsharing: exclusive\nbudget: {exams: 0}\n"
    Path("p.yaml").write_text(text, encoding="utf-8")
    done = ask(
        "t.csv --portfolio p.yaml -o out.csv --on 2015-01-01 --market developing --seed 3 --time-limit 9"
    )
    rows = list(csv.DictReader(Path("out.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["organization"], row["target"], row["exams"]) for row in rows] == [
        ("'=2+3", "c/silver", "1"),  # passed in 2016
        ("Alpha", "c/silver", "1"),
        ("Beta", "c/silver", "0"),
        ("Gamma", "", ""),
    ]
    assert "Note: A budget is about one plan: in this table it limits nothing.\n" in done.stderr


#: What is asked, and the message; exit status 2, and nothing is written.
REFUSED: list[tuple[str, str]] = [
    ("t.csv c/gold", "Missing option '-o'"),
    ("t.csv -o out.csv", "No target is named"),
    ("t.csv d/gold -o out.csv", "There is no target 'd/gold'"),
    ("t.csv c/gold -o out.xlsx", "out.xlsx: is no name for a table: let it end in .csv or .parquet"),
    ("t.csv c/gold -o missing/out.csv", "cannot be written: No such file or directory"),
    ("missing c/gold -o out.csv", "missing: there is no such folder or table"),
    ("program.yaml c/gold -o out.csv", "program.yaml: is neither a folder of rosters nor a table"),
    ("broken.csv c/gold -o out.csv", "broken.csv, line 1: the column 'person' is missing"),
    ("t.csv c/gold -o t.csv", "t.csv: is read by this command: name another file for the answer"),
    ("rosters c/gold -o rosters/out.csv", "lies among the rosters: name a file in another folder"),
    ("t.csv c/gold -o out.csv --pin Ana=x", "no sense for many organizations: leave out pin"),
    ("t.csv c/gold -o out.csv --forbid Ana=x", "leave out forbid"),
    ("t.csv c/gold -o out.csv --unavailable Ana", "leave out unavailable"),
    ("t.csv c/gold -o out.csv --prefer Ana", "leave out prefer"),
    ("t.csv c/gold -o out.csv --portfolio people.yaml", "leave out people in the portfolio"),
    ("t.csv c/gold -o out.csv --budget 3", "No such option --budget"),
    ("t.csv c/gold -o out.csv --metric m=3", "No such option --metric"),
    ("t.csv c/gold -o out.csv --minimize cost", "No price is stated for x, y"),
    ("t.csv c/gold -o out.csv --on yesterday", "'yesterday' is not a date"),
    ("t.csv c/gold -o out.csv --time-limit 0", "The time limit must be above 0"),
    ("t.csv c/gold -o out.csv --cluster here", "'here' is no address of a scheduler: write it as tcp://"),
    ("t.csv c/gold -o out.csv --cluster h:1 --processes 2", "A cluster has its own processes"),
    ("t.csv c/gold -o notes.csv", "notes.csv.partial: is not what an unfinished batch leaves: remove it, or"),
]


@pytest.mark.parametrize(("line", "message"), REFUSED, ids=[line for line, _ in REFUSED])
def test_bad_input(line: str, message: str, ask: Ask) -> None:
    Path("rosters").mkdir()
    Path("rosters/a.yaml").write_text("people: {}", encoding="utf-8")
    Path("broken.csv").write_text("organization,name,credential\n", encoding="utf-8")
    Path("people.yaml").write_text("people: {Ana: {unavailable: true}}", encoding="utf-8")
    Path("notes.csv.partial").write_text("mine\n", encoding="utf-8")
    before = sorted(Path().rglob("*"))
    done = ask(line)
    assert (done.exit_code, done.stdout) == (2, "")
    # click 8.2 writes it after a colon, later versions in quotes
    said = re.sub("No such option:? '?(--[a-z]+)'?", r"No such option \1", " ".join(done.stderr.split()))
    assert message in said
    assert sorted(Path().rglob("*")) == before


def test_bad_number_of_processes(run: Ask, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.chdir(files)
    done = run("batch", "t.csv", "c/gold", "-o", "o.csv", "--processes", 0, "--program", "program.yaml")
    assert (done.exit_code, done.stderr) == (
        2,
        "Error: There must be at least 1 process and at most 1024, not 0.\n",
    )


@pytest.mark.parametrize(
    ("library", "line", "message"),
    [
        ("polars", "t.csv c/gold -o out.csv", "A table of organizations needs polars"),
        ("polars", "rosters c/gold -o out.parquet", "A Parquet file needs polars"),
        ("distributed", "rosters c/gold -o out.csv --cluster h:1", "'plan-competency[cluster]'"),
    ],
)
def test_extras_that_are_not_installed(
    library: str, line: str, message: str, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    Path("rosters").mkdir()
    Path("rosters/a.yaml").write_text("people: {}", encoding="utf-8")
    done = ask(line)
    assert done.exit_code == 2
    assert message in done.stderr
    assert ask("rosters c/gold -o out.csv").exit_code == 0


def test_the_shared_options_of_other_commands_stay_as_they_are(run: Ask) -> None:
    assert "--pin" in run("plan", "--help").stdout
    assert "--pin" not in run("batch", "--help").stdout


def test_progress_is_shown_where_somebody_is_looking(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    progress = Progress("Organizations", 4)
    with shown(progress):
        progress.count(1)
        progress.count(4)
    assert "4/4" in capsys.readouterr().err


#: Rosters of every kind, told from the shipped program.
MANY = [
    roster_of(
        *[["MB2-714", "MB2-706", "MB2-707"][: (number + person) % 4] for person in range(number % 6)],
        organization=f"Organization {number}",
    )
    for number in range(9)
]


def _everywhere(run: Ask, folder: Path, *options: str) -> str:
    output = folder / "out.csv"
    done = run("batch", folder / "rosters", "cloud-crm/*", "-o", output, *options)
    assert done.exit_code == 0, done.stderr
    assert done.stderr.startswith("9 organizations, 18 rows, 0 errors, ")
    return output.read_text(encoding="utf-8")


def test_the_table_is_the_same_wherever_the_work_is_done(run: Ask, tmp_path: Path) -> None:
    distributed: Any = import_module("distributed")
    (tmp_path / "rosters").mkdir()
    for number, roster in enumerate(MANY):
        text = json.dumps(roster.model_dump(mode="json", exclude_none=True, by_alias=True))
        (tmp_path / "rosters" / f"{8 - number}.json").write_text(text, encoding="utf-8")
    one = _everywhere(run, tmp_path, "--processes", "1")
    assert one.count("\n") == 19
    assert one.count(",optimal,") > 5
    assert _everywhere(run, tmp_path, "--processes", "2") == one
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        assert _everywhere(run, tmp_path, "--cluster", cluster.scheduler_address) == one


def test_a_cluster_that_does_not_answer(ask: Ask) -> None:
    dask: Any = import_module("dask")
    with dask.config.set({"distributed.comm.timeouts.connect": "50ms"}):
        done = ask("t.csv c/gold -o out.csv --cluster tcp://127.0.0.1:1")
    assert done.exit_code == 2
    assert done.stderr.startswith(
        "Error: The workers cannot be used: no cluster answers at tcp://127.0.0.1:1 ("
    )


def test_help_loads_no_library_of_an_extra() -> None:
    script = (
        "import sys; from plan_competency.cli import cli; cli(['batch', '--help'], standalone_mode=False); "
        "sys.exit(', '.join({'polars', 'distributed', 'pydantic', 'ortools'} & set(sys.modules)) or None)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "--cluster ADDRESS" in done.stdout


def test_processes_end_with_the_batch_and_if_nobody_wants_more(program: pc.Program) -> None:
    before = set(multiprocessing.active_children())
    rows = batch.batch(MANY[:3], "cloud-crm/gold", program=program, processes=1)
    assert next(rows).organization == "Organization 0"
    assert set(multiprocessing.active_children()) > before
    rows.close()  # type: ignore[attr-defined]
    until = time.monotonic() + 10  # a thread of the executor may be the one that sees the process end
    while set(multiprocessing.active_children()) != before and time.monotonic() < until:
        time.sleep(0.01)
    assert set(multiprocessing.active_children()) == before


def test_busy_processes_are_ended_at_once() -> None:
    start = time.monotonic()

    def interrupted() -> None:
        with workers.in_processes(1).opened() as pool:
            pool.submit(time.sleep, 0).result()
            pool.submit(time.sleep, 60)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert time.monotonic() - start < 30
    assert not [one for one in multiprocessing.active_children() if one.name.startswith("Spawn")]


def test_workers_that_are_lost(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    class Lost(Inline):
        def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Any:
            raise pc.UnusableWorkers("the connection to them was lost.")

    monkeypatch.setattr(workers, "in_processes", lambda number: workers.given(Lost()))
    done = ask("t.csv c/gold -o out.csv")
    assert done.exit_code == 2
    assert done.stderr == "Error: The workers cannot be used: the connection to them was lost.\n"
