"""The benchmark: the same people in every form, contenders that agree, tables and plots of what was found."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree

import plan_competency as pc
import polars as pl
import pytest
from conftest import ROOT, program_of, roster_of
from random_cases import DAY, random_case

sys.path.append(str(ROOT))

from benchmarks import ours
from benchmarks.agreement import contradictions
from benchmarks.cases import named, organizations, people_of, prices_of, write
from benchmarks.cases import roster_of as roster_in
from benchmarks.command import main
from benchmarks.jobs import Job, measured, run
from benchmarks.kinds import QUESTIONS, Case, Question, kind_cases, table_cases
from benchmarks.ours import Instance
from benchmarks.outcomes import Clock, Outcome
from benchmarks.pages import MEASURED, pages
from benchmarks.peers import textbook, tight
from benchmarks.peers.problem import problem_of
from benchmarks.plot import plot
from benchmarks.results import Results, Row
from benchmarks.tables import in_markdown

SOLVED = Outcome("optimal", 46, 46, 0.5)
CUT_OFF = Outcome("feasible", 60, 3, 120.4)


def everybody(instance: Instance) -> dict[str, Outcome]:
    """All contenders on one case; one worker will do where the answer is all that matters."""
    problem = problem_of(instance.roster, instance.question, instance.program, instance.prices)
    return {
        "fewest": ours.fewest(instance, Clock(20)),
        "answer": ours.answer(instance, Clock(20)),
        "textbook": textbook.solve(problem, Clock(20), workers=1),
        "tight": tight.solve(problem, Clock(20)),
    }


def instance_of(case: Case, program: pc.Program) -> Instance:
    return Instance(roster_in(people_of(case, program)), case.question, program, prices_of(program))


def results(*rows: Row) -> Results:
    return Results(120.0, list(rows), machine={"processors": 2})


# The people


def test_the_people_of_a_seed_are_always_the_same(program: pc.Program) -> None:
    people = people_of(Case("gold", 20, 3.0, seed=0), program)
    assert people.equals(people_of(Case("silver", 20, 3.0, seed=0), program))
    assert not people.equals(people_of(Case("gold", 20, 3.0, seed=1), program))
    assert people.rows()[:3] == [
        ("p0000000", "mcsa-linux-on-azure"),
        ("p0000000", "mobile-device-management-assessment"),
        ("p0000001", "70-462"),
    ]
    assert people["person"].n_unique() == 20
    assert not people.is_duplicated().any()


def test_people_hold_as_many_as_the_mean_says(program: pc.Program) -> None:
    """floor(Exp(m)) is 1 / (e^(1/m) - 1) on average: 2.53 for 3, less without repeats, and 0.04 for 0.3."""
    for mean, low, high in ((3.0, 2.40, 2.53), (0.3, 0.03, 0.05)):
        people = people_of(Case("gold", 20_000, mean), program)
        assert low < people["credential"].count() / 20_000 < high


def test_only_what_requirements_name_themselves_is_drawn(program: pc.Program) -> None:
    credentials = named(program)
    assert len(credentials) == 96
    assert "mcse-productivity" in credentials
    assert "70-461" not in credentials  # it only leads to certifications
    assert set(people_of(Case("gold", 5_000, 3.0), program)["credential"].drop_nulls()) == set(credentials)


def test_roster_csv_and_parquet_hold_the_same_people(program: pc.Program, tmp_path: Path) -> None:
    people = people_of(Case("gold", 30, 1.0, seed=3), program)
    roster = roster_in(people)
    write(people, tmp_path / "people.csv")
    write(people, tmp_path / "people.parquet")
    assert pl.read_parquet(tmp_path / "people.parquet").equals(people)
    assert pc.read_roster(tmp_path / "people.csv") == roster
    held = [(name, holding.credential) for name, person in roster.people.items() for holding in person.holds]
    assert held == people.drop_nulls().rows()
    nobody = people.filter(pl.col("credential").is_null())["person"].to_list()
    assert nobody == [name for name, person in roster.people.items() if not person.holds] != []


def test_many_organizations_in_one_table(program: pc.Program) -> None:
    table = organizations(200, 3.0, 0, program)
    assert table.columns == ["organization", "person", "credential"]
    assert table.equals(organizations(200, 3.0, 0, program))
    people = table.unique(["organization", "person"])["organization"].value_counts()["count"]
    assert (len(people), people.min(), people.max()) == (200, 5, 50)
    assert set(table["credential"].drop_nulls()) == set(named(program))
    assert table.filter(pl.col("credential").is_null()).unique().height > 0


def test_the_cases_that_are_measured(program: pc.Program) -> None:
    assert [case.people for case in table_cases([20, 100], [3.0], [0])] == [20, 100]
    singles = [str(target) for target in program.targets_like("*/gold")]
    cases = kind_cases(singles, 300, [3.0, 0.3], [0])
    assert Counter(case.kind for case in cases) == {
        "silver": 2,
        "six gold, exclusive": 2,
        "gold by cost": 2,
        **dict.fromkeys(singles, 1),
    }
    assert cases[-1].question == Question((singles[-1],))


# The contenders


@pytest.mark.parametrize(
    ("targets", "people", "share", "least"),
    [
        (["cloud-crm/gold"], 4, "free", 6),  # 2 people sit two exams, the other 2 one
        (["cloud-crm/gold"], 3, "free", None),  # 4 different people are needed
        (["messaging/gold"], 4, "free", 8),  # 70-347 and 70-345 for each
        (["cloud-crm/gold", "messaging/gold"], 4, "free", 14),  # they have no exam in common
        (["cloud-crm/gold", "messaging/gold"], 8, "exclusive", 14),
        (["cloud-crm/gold", "messaging/gold"], 7, "exclusive", None),
    ],
)
def test_everybody_finds_the_least_for_people_who_hold_nothing(
    program: pc.Program,
    targets: list[str],
    people: int,
    share: Literal["free", "exclusive"],
    least: int | None,
) -> None:
    found = everybody(Instance(roster_of(*[[]] * people), Question(tuple(targets), share), program))
    expected = ("infeasible", None) if least is None else ("optimal", least)
    assert {name: (item.status, item.value) for name, item in found.items()} == dict.fromkeys(found, expected)


@pytest.mark.parametrize(
    ("requirement", "holdings", "least"),
    [
        # the same person: A or B sits y, whatever C holds
        ({"people": 2, "each": "x", "among_them": [{"people": 1, "each": "y"}]}, [["x"], ["x"], ["y"]], 1),
        ({"people": 1, "each": {"at_least": 2, "of": ["x", "y", "z"]}}, [[]], 2),
        ({"at_least": 2, "of": [{"people": 1, "each": exam} for exam in "xyz"]}, [["x"], [], []], 1),
        ({"all": [{"people": 1, "each": exam} for exam in "xy"]}, [["x", "y"], []], 1),  # the other person
        # the same person twice: x is sat once
        (
            {"overlap": "allowed", "all": [{"people": 1, "each": e} for e in ("x", {"all": ["x", "y"]})]},
            [[]],
            2,
        ),
        ({"any": [{"people": 2, "each": "x"}, {"people": 2, "each": "y"}]}, [["x"], ["y"]], 1),
    ],
)
def test_everybody_reads_a_requirement_in_the_same_way(
    requirement: dict[str, Any], holdings: list[list[str]], least: int
) -> None:
    found = everybody(Instance(roster_of(*holdings), Question(("c/gold",)), program_of(requirement)))
    assert {name: item.value for name, item in found.items()} == dict.fromkeys(found, least)


def test_certifications_are_earned_in_chains_and_never_sat() -> None:
    credentials = {
        **{name: {"kind": "exam"} for name in "xyz"},
        "m": {"kind": "certification", "earned_by": {"all": ["x", "y"]}},
        "n": {"kind": "certification", "earned_by": {"any": [{"all": ["m", "z"]}, "only-held"]}},
        "only-held": {"kind": "certification"},
    }
    program = program_of({"people": 1, "each": "n"}, **credentials)
    for held, least in (([], 3), (["x"], 2), (["m"], 1), (["only-held"], 0)):
        found = everybody(Instance(roster_of(held), Question(("c/gold",)), program))
        assert {name: item.value for name, item in found.items()} == dict.fromkeys(found, least)


def test_everybody_finds_the_cheapest_exams(program: pc.Program) -> None:
    prices = prices_of(program)
    price = {exam: item.price or 0 for exam, item in prices.exams.items()}
    sales, deployment = (
        min(price[f"MB2-{n}"] for n in (709, 713, 714)),
        min(price["MB2-706"], price["MB2-710"]),
    )
    least = 2 * (sales + deployment) + 2 * min(price["MB2-707"], price["MB2-712"])
    asked = Question(("cloud-crm/gold",), minimize="cost")
    found = everybody(Instance(roster_of([], [], [], []), asked, program, prices))
    assert {item.value for item in found.values()} == {least}


@pytest.mark.parametrize(
    "question",
    [
        Question(("communications/gold", "devops/gold")),  # with among_them
        Question(("cloud-crm/gold", "messaging/gold", "data-platform/gold")),
        Question(("communications/gold", "datacenter/gold"), share="exclusive"),
        Question(("messaging/gold", "datacenter/gold"), minimize="cost"),
    ],
)
def test_everybody_agrees_on_the_catalog(program: pc.Program, question: Question) -> None:
    roster = roster_in(people_of(Case("", 9, 3.0, seed=1), program))
    found = everybody(Instance(roster, question, program, prices_of(program)))
    answers = {(item.status, item.value, item.bound) for item in found.values()}
    value = found["fewest"].value
    assert value
    assert answers == {("optimal", value, value)}


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(
    "question", [Question(()), Question((), share="exclusive"), Question((), minimize="cost")]
)
def test_peers_agree_on_the_whole_requirement_language(seed: int, question: Question) -> None:
    """Random programs and rosters; limits on exams and stated metrics are none of the benchmark's."""
    case = random_case(seed)
    case.roster.pop("metrics", None)
    for person in case.roster["people"].values():
        if isinstance(person, dict):
            person.pop("max_exams", None)
    program, roster = case.read()
    question = replace(question, targets=tuple(case.targets))
    prices = prices_of(program)
    plan = pc.plan(
        roster,
        question.targets,
        program=program,
        share=question.share,
        minimize=question.minimize,
        prices=prices,
        on=DAY,
    )
    value = getattr(plan.totals, "exams" if question.minimize == "exams" else "cost")
    problem = problem_of(roster, question, program, prices, DAY)
    for found in (textbook.solve(problem, Clock(20), workers=1), tight.solve(problem, Clock(20))):
        assert (found.status, found.value, found.bound) == (plan.status, value, value)


def test_exclusive_with_seats_that_may_overlap() -> None:
    """Whoever fills a seat of either kind serves: A holds all, and yet the second target takes B's exams."""
    target = {
        "all": [{"people": 1, "each": "x"}, {"overlap": "allowed", "all": [{"people": 1, "each": "y"}]}]
    }
    data = program_of(target).model_dump(mode="json", exclude_none=True, by_alias=True)
    data["competencies"]["d"] = data["competencies"]["c"]
    program = pc.Program.model_validate(data)
    for share, least in (("free", 0), ("exclusive", 2)):
        question = Question(("*/gold",), share="exclusive" if share == "exclusive" else "free")
        found = everybody(Instance(roster_of(["x", "y"], []), question, program))
        assert {(item.status, item.value) for item in found.values()} == {("optimal", least)}


def test_a_limit_on_exams_is_refused_by_the_peers(program: pc.Program) -> None:
    roster = pc.Roster.model_validate({"people": {"Ana": {"holds": [], "max_exams": 1}}})
    with pytest.raises(ValueError, match="Ana has a limit"):
        problem_of(roster, QUESTIONS["gold"], program)


def test_peers_stop_at_the_cut_off(program: pc.Program) -> None:
    instance = instance_of(Case("gold", 100, 0.3), program)
    problem = problem_of(instance.roster, instance.question, program)
    for solve in (textbook.solve, tight.solve):
        assert solve(problem, Clock(0.0)).status == "unknown"
    found = textbook.solve(problem, Clock(0.5))
    assert not found.proven
    assert found.bound is None or found.bound <= 124


def test_departures_are_planned(program: pc.Program) -> None:
    instance = instance_of(Case("messaging/gold", 6, 3.0), program)
    found = ours.departures(instance, Clock(10))
    assert (found.status, found.value) == ("optimal", 6)


def test_a_batch_is_measured_with_what_it_wrote(program: pc.Program, tmp_path: Path) -> None:
    path = tmp_path / "organizations.parquet"
    organizations(2, 3.0, 0, program).write_parquet(path)
    found = ours.batch(path, program, Clock(60), cluster=False)
    assert (found.status, found.value, bool(found.digest)) == ("optimal", 2 * 36, True)


def test_tables_that_differ_are_a_fault() -> None:
    outcomes = {name: Outcome("optimal", 36, digest=name) for name in ("processes", "cluster")}
    assert list(Row("batch", Case("organizations", 1, 3.0), outcomes).faults) == [
        "DISAGREEMENT: organizations, 1 people, mean 3, seed 0: the tables differ"
    ]


# Processes


def test_a_case_is_measured_in_a_process_of_its_own() -> None:
    found = run(Job("tight", Case("messaging/gold", 6, 3.0), 10.0))
    assert (found.status, found.value) == ("optimal", 8)
    assert found.peak is not None
    assert 50 < found.peak < 1000


def test_a_process_that_hangs_is_stopped_and_one_that_fails_says_why(tmp_path: Path) -> None:
    case = Case("messaging/gold", 6, 3.0)
    assert run(Job("answer", case, 0.05), grace=0.0) == Outcome("stopped")
    found = run(Job("answer", case, 10.0, people_file=str(tmp_path / "none.csv")))
    assert found.status == "failed"
    assert "none.csv" in (found.error or "")


# What comes of it


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        # The median of three, whatever their order; a long run is alone, as is one that proved nothing.
        ([0.9, 0.2, 0.4], Outcome("optimal", 46, 46, 0.4)),
        ([15.1], Outcome("optimal", 46, 46, 15.1)),
        ([None], CUT_OFF),
        # One that comes to something else is not hidden by the others.
        ([0.2, None, 0.4], CUT_OFF),
        ([0.2, 0.4, None], CUT_OFF),
    ],
)
def test_short_runs_are_measured_three_times(runs: list[float | None], expected: Outcome) -> None:
    left = [CUT_OFF if seconds is None else replace(SOLVED, seconds=seconds) for seconds in runs]
    assert measured(Job("fewest", Case("gold", 20, 3.0), 120.0), lambda _: left.pop(0)) == expected
    assert not left


def test_answers_that_cannot_all_be_right() -> None:
    proven = Outcome("optimal", 46, 46, 1.0)
    assert not list(
        contradictions({"ours": proven, "peer": proven, "late": CUT_OFF, "none": Outcome("stopped")})
    )
    assert list(contradictions({"ours": proven, "peer": Outcome("optimal", 45, 45)})) == [
        "peer has a plan of 45, but ours has proven that no plan goes below 46"
    ]
    assert list(contradictions({"ours": proven, "peer": Outcome("feasible", 50, 47)})) == [
        "ours has a plan of 46, but peer has proven that no plan goes below 47"
    ]
    assert list(contradictions({"ours": Outcome("infeasible"), "peer": CUT_OFF})) == [
        "peer has a plan of 60, but ours has proven that no plan exists"
    ]


def test_the_table_says_what_was_measured_and_nothing_better() -> None:
    fast = {"fewest": SOLVED, "answer": replace(SOLVED, status="feasible", seconds=2.0)}
    found = results(
        Row(
            "sizes",
            Case("gold", 300, 3.0),
            {**fast, "textbook": CUT_OFF, "tight": replace(SOLVED, seconds=17.49)},
        ),
        Row("sizes", Case("gold", 1000, 3.0), {**fast, "textbook": CUT_OFF, "tight": Outcome("stopped")}),
        Row(
            "sizes",
            Case("gold", 1000, 0.3),
            {**fast, "fewest": CUT_OFF, "tight": Outcome("unknown", None, 9)},
        ),
        Row(
            "sizes",
            Case("gold", 10000, 3.0),
            {"fewest": replace(SOLVED, reading=0.25), "answer": replace(SOLVED, seconds=2.0, peak=1234.5)},
        ),
    )
    lines = in_markdown(found).splitlines()[4:8]
    assert [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines] == [
        ["300", "3", "0", "46", "-", "0.50", "2.00 feasible", "> 120, bound 3, best 60", "17.49", "34", "-"],
        [
            "1,000",
            "3",
            "0",
            "46",
            "-",
            "0.50",
            "2.00 feasible",
            "> 120, bound 3, best 60",
            "> 120, stopped",
            ">= 240",
            "-",
        ],
        [
            *("1,000", "0.3", "0", "not proven", "-", "> 120, bound 3, best 60", "2.00 feasible", "not run"),
            *("> 120, bound 9, best none", "-", "-"),
        ],
        ["10,000", "3", "0", "46", "0.25", "0.50", "2.00 optimal", "not run", "not run", "-", "1,234"],
    ]


def test_growth_is_that_of_our_proven_least() -> None:
    def row(people: int, mean: float, outcome: Outcome) -> Row:
        return Row("sizes", Case("gold", people, mean), {"fewest": outcome})

    slow, fast = replace(SOLVED, seconds=1.25, reading=9.0), SOLVED
    found = in_markdown(results(row(1_000, 3.0, fast), row(100_000, 3.0, slow), row(1_000, 0.3, fast)))
    assert (
        "From 1,000 to 100,000 people (mean 3) the proven least takes 2.5 times as long, reading aside."
        in found
    )
    assert "(mean 0.3)" not in found  # nothing is known of 100,000
    assert "From 1,000" not in in_markdown(results(row(1_000, 3.0, fast), row(100_000, 3.0, CUT_OFF)))


def test_sweeps_and_batches_have_their_tables() -> None:
    found = in_markdown(
        results(
            Row("sweeps", Case("gold", 1_000, 3.0), {"departures": Outcome("optimal", 1_000, seconds=2.5)}),
            Row(
                "batch",
                Case("organizations", 10_000, 3.0),
                {
                    "processes": Outcome("optimal", 360_000, seconds=250.0),
                    "cluster": Outcome("failed", error="no cluster"),
                },
            ),
        )
    ).splitlines()
    assert "| 1,000 | 3 | 0 | 1,000 | 2.50 | 0.0025 |" in found
    assert "| 10,000 | 3 | 250 | 1,440 | failed | - |" in found


def test_the_plot_is_well_formed_and_has_every_point() -> None:
    rows = [
        Row("sizes", Case("gold", people, mean), {"fewest": SOLVED, "textbook": CUT_OFF})
        for people in (20, 1000)
        for mean in (3.0, 0.3)
    ]
    drawing = ElementTree.fromstring(plot(results(*rows)))
    kinds = Counter(item.get("class") for item in drawing.iter() if "mark" in item.get("class", ""))
    assert kinds["mark full fewest"] == 1 + 4  # the legend's and one for each row
    assert kinds["mark hollow textbook"] == 4
    words = {item.text for item in drawing.iter() if item.tag.endswith("text")}
    assert {"people", "seconds", "20", "1,000", "not proven in 120 s", "tight model, HiGHS"} <= words
    with pytest.raises(ValueError, match="nothing to draw"):
        plot(results())


def test_results_are_stored_and_shown_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = results(Row("sizes", Case("gold", 20, 3.0), {"fewest": SOLVED, "tight": SOLVED}))
    stored, drawing = tmp_path / "results.json", tmp_path / "plot.svg"
    found.write(stored)
    assert Results.read(stored) == found
    assert main(["--from", str(stored), "--plot", str(drawing)]) == 0
    assert "All answers agree." in capsys.readouterr().out
    assert drawing.read_text(encoding="utf-8") == plot(found)


@pytest.mark.parametrize(
    ("outcomes", "line"),
    [
        (
            {"fewest": SOLVED, "tight": Outcome("optimal", 45, 45, 1.0)},
            "DISAGREEMENT: gold, 20 people, mean 3, seed 0: "
            "tight has a plan of 45, but fewest has proven that no plan goes below 46",
        ),
        (
            {"answer": Outcome("failed", error="KeyError: 'x'"), "tight": SOLVED},
            "FAILED: gold, 20 people, mean 3, seed 0: answer: KeyError: 'x'",
        ),
    ],
)
def test_the_command_fails_where_answers_differ(
    outcomes: dict[str, Outcome], line: str, tmp_path: Path
) -> None:
    results(Row("sizes", Case("gold", 20, 3.0), outcomes)).write(tmp_path / "results.json")
    command = [sys.executable, str(ROOT / "benchmarks" / "run.py"), "--from", str(tmp_path / "results.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert line in done.stdout.splitlines()


def test_the_pages_show_what_was_measured() -> None:
    measured = Results.read(MEASURED)
    assert not [text for row in measured.rows for text in row.faults]
    for path, text in pages(measured).items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run python -m benchmarks.pages"
