"""Portfolios on the command line: patterns, terms, prices, budgets, alternatives, `nearest` and `explain`."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from click.testing import Result

Ask = Callable[..., Result]

PROGRAM = """\
program: tiny
edition: 2017-07
credentials: {w: {kind: exam}, x: {kind: exam}, y: {kind: exam}, z: {kind: exam},
  m: {kind: certification, earned_by: {all: [w, z]}}}
competencies:
  sales: {options: {o: {levels: {
    silver: {people: 1, label: seller, role: am, each: x},
    gold: {all: [{people: 1, label: seller, role: am, each: x},
                 {people: 1, label: engineer, role: se, each: y}]}}}}}
  support: {options: {o: {levels: {
    gold: {any: [{people: 2, label: by exams, each: {all: [x, y]}},
                 {people: 2, label: by title, each: m}]}}}}}
"""
#: silver: A. sales/gold: A and whoever sits the other exam (1). support/gold: two of a kind, so whoever
#: joins A or C sits two exams (2); by the mixed reading A and C are two of a kind.
ROSTER = "people: {A: [x, y], B: [], C: [m], D: {holds: [], max_exams: 1}}\n"
PORTFOLIO = (
    "targets: [sales/gold, {target: support/gold, weight: 3}]\nsharing: exclusive\nminimize: [people]\n"
)
PRICES_CSV = "exam,price,hours,currency\nw,40,10,USD\nz,100,10,USD\n*,125.5,20,USD\n"
PRICES_YAML = "currency: USD\nexams: {w: {price: 40, hours: 10}}\nothers: {price: 125.5, hours: 20}\n"


@pytest.fixture
def ask(run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask about the tiny program, in a folder that has all files."""
    monkeypatch.chdir(tmp_path)
    files = {"program.yaml": PROGRAM, "r.yaml": ROSTER, "p.yaml": PORTFOLIO}
    files |= {"prices.csv": PRICES_CSV, "prices.yaml": PRICES_YAML}
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")

    def asked(line: str) -> Result:
        command, *arguments = shlex.split(line)
        return run(command, "r.yaml", *arguments, "--program", "program.yaml")

    return asked


def answer(result: Result) -> Any:
    return json.loads(result.stdout)


def text(result: Result) -> str:
    return " ".join(result.stdout.split())


def test_patterns(ask: Ask) -> None:
    for targets, found in (
        ("*/gold", ["sales/gold", "support/gold"]),
        ("S*s/?OLD", ["sales/gold"]),
        ("sales/* */gold", ["sales/silver", "sales/gold", "support/gold"]),
        ("*/*/silver", ["sales/o/silver"]),
    ):
        asked = answer(ask(f"check {targets} --format json"))
        assert [item["target"] for item in asked["targets"]] == found


#: What is asked, exit status, exams in all, and what the text says.
ANSWERS: list[tuple[str, int, int | None, str]] = [
    ("plan */gold", 0, 2, "2 exams for 1 person."),
    # Four different people, of whom A and C have their seats: 1 exam and 2.
    ("plan */gold --share exclusive", 0, 3, "Rule: one person serves at most 1 target"),
    ("plan --portfolio p.yaml", 0, 3, "No plan needs fewer than 2 people. Of those, none needs fewer than 3"),
    ("plan sales/silver --portfolio p.yaml", 0, 0, "No exam is needed."),
    ("plan --portfolio p.yaml --share free", 0, 2, "2 exams for 1 person"),
    ("plan support/gold", 0, 2, "By the other reading (mixed: alternatives combined) it would be 0 exams"),
    ("plan support/gold --reading mixed", 0, 0, "by exams or by title"),
    ("plan sales/gold --unavailable a", 0, 2, "2 exams for 2 people"),
    ("plan sales/gold --prefer D", 0, 1, "D x x"),
    ("plan sales/gold --pin D=engineer", 0, 1, "Keeping D in engineer costs nothing more."),
    ("plan sales/gold --pin B=z", 0, 2, "Having B sit z costs 1 exam more."),
    ("plan sales/gold --pin B=sales/gold:engineer --forbid 'B=sales/*: seller'", 0, 1, "engineer B - y"),
    ("plan sales/gold --forbid A=sales/gold", 0, 2, "2 exams for 2 people"),
    ("plan sales/gold --forbid 'B=Exam X' --forbid C=x --forbid D=x", 0, 1, "engineer B - y"),
    # By title it takes w and z: 140 USD and 20 hours (in YAML 165.5 and 30); by exams 251 and 40.
    ("plan support/gold --prices prices.csv --minimize cost", 0, 2, "No plan costs less than 140 USD."),
    ("plan support/gold --prices prices.yaml --minimize hours,cost", 0, 2, "takes fewer than 30 hours. Of"),
    ("plan */gold --budget 1", 0, 1, "Within 1 exam: 1 of 2 targets reached, worth 1 of 2. Proven: no plan"),
    ("plan */gold --budget exams=2", 0, 2, "2 of 2 targets reached, worth 2 of 2."),
    ("plan */gold --budget people=0", 0, 0, "Not reached within the budget: - sales, gold - support, gold"),
    ("plan */gold --prices prices.csv --budget cost=125.5 --budget hours=40", 0, 1, "125.5 USD, 40 hours: 1"),
    ("plan */gold --prices prices.csv --budget cost=126", 0, 1, "1 exam, 125.5 USD more"),
    ("plan --portfolio p.yaml --budget 2", 0, 2, "worth 3 of 4"),
    ("plan */gold --share exclusive --unavailable D", 1, None, "Together these rule out every plan"),
    ("check support/gold --reading mixed", 0, 0, "support/gold would not be eligible today."),
    ("check sales/silver --forbid A=seller", 1, 0, "seller: 1 of 1 seat open"),
    ("check sales/silver --pin D=seller --budget 0", 0, 0, "1 of 1 target eligible."),
]


@pytest.mark.parametrize(("asked", "status", "exams", "said"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_answers(ask: Ask, asked: str, status: int, exams: int | None, said: str) -> None:
    printed, dumped = ask(asked), ask(f"{asked} --format json")
    assert (printed.exit_code, dumped.exit_code) == (status, status)
    assert answer(dumped)["totals"]["exams"] == exams
    assert said in text(printed), printed.stdout


def test_json_is_what_the_library_says(ask: Ask) -> None:
    terms = "--share exclusive --budget 2 --pin B=x --prefer D --prices prices.csv --alternatives 2"
    dumped = answer(ask(f"plan */gold {terms} --format json"))
    plan = pc.plan(
        pc.read_roster("r.yaml"), "*/gold", program=pc.read_program("program.yaml"), alternatives=2,
        share="exclusive", budget={"exams": 2}, pin=[("B", "x")], prefer=["D"],
        prices=pc.read_prices("prices.csv"),
    )  # fmt: skip
    assert dumped == plan.model_dump(mode="json")
    assert pc.Plan.model_validate(dumped) == plan
    assert dumped["sharing"] == ["one person serves at most 1 target"]
    assert dumped["budget"]["limits"] == {"exams": 2}
    assert {"cost", "currency", "hours"} < set(dumped["totals"])


def test_alternatives_are_as_many_as_there_are(ask: Ask) -> None:
    # B and C are alike in this, D sits one exam at most: B or D sits x or y.
    found = answer(ask("plan sales/gold --alternatives 9 --format json"))
    assert len(found["alternatives"]) == 3
    assert [(exam["person"], exam["instead"]) for exam in found["exams"]] == [("B", ["C", "D"])]
    printed = ask("plan sales/gold --alternatives 1").stdout
    assert "Who else could" in printed
    assert printed.count("Alternative ") == 1


def test_different_people_are_missing_today(ask: Ask) -> None:
    Path("p.yaml").write_text("sharing: [{different_people: 2, label: a floor}]\n", encoding="utf-8")
    result = ask("check sales/silver --portfolio p.yaml --format json")
    (target,) = answer(result)["targets"]
    assert (result.exit_code, target["reached"], target["verdict"]) == (1, False, "not-eligible")
    rule = "a floor: at least 2 different people serve"
    assert target["missing"] == [{"rule": rule, "different_people": 2, "open": 1}]


def test_what_if_keeps_the_terms_of_those_who_stay(ask: Ask) -> None:
    # Exclusive it takes 3 exams; without C, two others need x and y each for support beside A: 4.
    result = ask("what-if */gold --share exclusive --join E --leave C --forbid C=x")
    assert result.exit_code == 0
    assert "The change costs 1 exam (3 before, 4 after)." in text(result)


def test_nearest(ask: Ask) -> None:
    found = answer(ask("nearest --format json"))
    far = [(one["target"], one["totals"]["exams"]) for one in found["targets"]]
    assert far == [("sales/silver", 0), ("sales/gold", 1), ("support/gold", 2)]
    ranking = pc.nearest(pc.read_roster("r.yaml"), program=pc.read_program("program.yaml"))
    assert found == ranking.model_dump(mode="json")
    found = answer(ask("nearest --portfolio p.yaml --format json"))
    assert [one["target"] for one in found["targets"]] == ["sales/gold", "support/gold"]
    assert found["minimized"] == ["people", "exams"]
    # Without A both take two exams: C and one with w and z, or one with x and one with y.
    result = ask("nearest */*/gold --prices prices.csv --budget 0 --unavailable A")
    head, _, first, second, *_, last = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert (result.exit_code, head) == (0, "Target Today Exams People Cost Hours Thresholds")
    assert first == "support/o/gold not eligible 2 1 140 USD 20 -"
    assert second == "sales/o/gold not eligible 2 2 251 USD 40 -"
    assert last == "0 of 2 targets eligible."


def test_explain_a_plan(ask: Ask) -> None:
    # B's exams count for both; alone they take 1 and 2.
    result = ask("explain */gold --person d --person B")
    assert "take 3 exams, together 2: planning them together saves 1 exam." in text(result)
    assert "D has no part under this plan." in text(result)
    found = answer(ask("explain */gold --person D --format json"))
    assert result.exit_code == 0
    assert (found["conflict"], found["separately"], found["saving"]) == (None, {"exams": 3}, {"exams": 1})
    assert [one["totals"]["exams"] for one in found["alone"]] == [1, 2]
    assert found["shared"][0]["targets"] == ["sales/gold", "support/gold"]
    assert found["people"][0]["left_out"]["extra"] == {"exams": 0, "people": 0}


def test_explain_why_there_is_none(ask: Ask) -> None:
    asked = "explain */gold --share exclusive --unavailable D"
    assert ask(asked).exit_code == 1
    found = answer(ask(f"{asked} --format json"))
    assert found["conflict"]["minimal"]
    assert [rule["kind"] for rule in found["conflict"]["rules"]][3:] == ["requirement", "sharing", "absence"]
    assert [repair["changes"] for repair in found["repairs"]] == [
        ["lift the rule that one person serves at most 1 target"],
        ["make D available"],
        ["one more person, ready to sit whatever is needed"],
    ]
    assert ask("explain */gold --time-limit 0.000001").exit_code == 3


@pytest.mark.parametrize("command", ["nearest", "explain", "plan"])
def test_answers_to_files_spare_what_is_read(ask: Ask, command: str) -> None:
    asked = f"{command} */gold --portfolio p.yaml --prices prices.csv"
    written = ask(f"{asked} -o answer.txt")
    assert (written.exit_code, written.stdout) == (0, "")
    assert Path("answer.txt").read_text(encoding="utf-8") == ask(asked).stdout
    for name in ("p.yaml", "prices.csv", "r.yaml", "program.yaml"):
        before = Path(name).read_text(encoding="utf-8")
        _assert_refused(ask(f"{asked} -o {name}"), f"{name}: is read by this command: name another file")
        assert Path(name).read_text(encoding="utf-8") == before


def test_everything_fits_80_columns(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for line in (
        "plan contoso messaging/* cloud-crm/gold --budget 5 --alternatives 1",
        "plan contoso messaging/gold cloud-crm/gold --share exclusive --pin 'Ana Lima=customization'",
        "nearest contoso cloud-*/*",
        "explain contoso messaging/silver datacenter/gold --person 'Ana Lima'",
        "explain contoso cloud-business-applications/gold",
    ):
        printed = run(*shlex.split(line)).stdout
        assert max(map(len, printed.splitlines())) <= 80, line
        assert all(line == line.rstrip() for line in printed.splitlines())


#: What is wrong, what is asked, and what the message says.
REFUSED: list[tuple[str, str, str]] = [
    ("a pattern that matches nothing", "plan */golf", "no target '*/golf'. Did you mean '*/gold'?"),
    ("no targets", "plan", "No target is named: name at least one, as competency/level"),
    ("nobody of that name", "plan sales/gold --unavailable E", "no person in the roster called 'E'"),
    ("nobody to explain", "explain sales/gold --person E", "no person in the roster called 'E'"),
    ("an unknown seat", "plan sales/gold --pin A=enginer", "'enginer'. Did you mean 'engineer'?"),
    ("a label not there", "check sales/gold --forbid A=sales/gold:boss", "or both as 'target: label'"),
    ("a certification", "plan sales/gold --pin A=m", "m is a certification, which is earned and never sat"),
    ("half a pin", "plan sales/gold --pin A", "'--pin': 'A' is not NAME=VALUE."),
    ("pinned and forbidden", "plan */gold --pin B=x --forbid b=X", "both pinned and forbidden. Drop one"),
    ("pinned and away", "plan */gold --pin B=x --unavailable B", "B is unavailable, but pinned"),
    ("pinned to what is held", "plan */gold --pin A=x", "A is pinned to x, but holds it already"),
    ("too many pins", "plan */gold --pin D=x --pin D=y", "D is pinned to 2 exams, but sits at most 1. Raise"),
    ("a policy", "plan */gold --share all", "'all' is no way to share: write free, exclusive, at-most:K or"),
    ("at most none", "plan */gold --share at-most:0", "sharing: must be at least 1 (found 0)"),
    ("a measure", "nearest --minimize price", "'price' is not one of exams, people, cost, hours"),
    ("a measure twice", "plan */gold --minimize exams,exams", "minimize[1]: 'exams' stands twice"),
    ("a budget of what?", "plan */gold --budget exam=1", "'exam' is not one of exams, people, cost, hours"),
    ("a budget in words", "plan */gold --budget cost=1,000", "--budget: '1,000' is not a number"),
    ("a budget below zero", "plan */gold --budget -1", "budget.exams: must be at least 0 (found -1)"),
    ("half an exam", "plan */gold --budget 1.5", "budget.exams: must be a whole number (found 1.5)"),
    ("no prices", "explain */gold --minimize cost", "No price is stated for w, x, y, z: add them"),
    ("no hours", "plan sales/gold --budget hours=1", "No number of hours is stated for x, y: add them"),
    ("too many alternatives", "plan */gold --alternatives 51", "From 0 to 50 alternatives can be asked for"),
    ("no such portfolio", "check --portfolio q.yaml", "q.yaml: there is no such file"),
    ("prices for a portfolio", "nearest --portfolio prices.csv", "'.csv' is not known: use one of .yaml"),
    ("a portfolio for prices", "plan */gold --prices p.yaml", "p.yaml, line 1: unknown key 'targets'"),
]


@pytest.mark.parametrize(("asked", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(ask: Ask, asked: str, said: str) -> None:
    _assert_refused(ask(asked), said)


#: What is wrong, the portfolio, and what the message says.
PORTFOLIOS: list[tuple[str, str, str]] = [
    ("a bad key", "targets: ['*/gold']\nshares: free", "p.yaml, line 2: unknown key 'shares'. Did you mean"),
    ("an unknown target", "targets: [sale/gold]", "no target 'sale/gold'. Did you mean 'sales/gold'"),
    ("among no targets", "sharing: [{at_most: 1, among: [a/b]}]", "There is no target 'a/b'."),
    ("an unknown role", "sharing: [{at_most: 1, role: ame}]", "role in the program 'ame'. Did you mean"),
    ("an unknown person", "people: {Z: {max_exams: 1}}", "no person in the roster called 'Z'"),
    ("a star without quotes", "targets:\n- */gold", "p.yaml, line 2: is not YAML"),
]


@pytest.mark.parametrize("command", ["check", "plan", "nearest", "explain"])
@pytest.mark.parametrize(("terms", "said"), [row[1:] for row in PORTFOLIOS], ids=[r[0] for r in PORTFOLIOS])
def test_refused_portfolios(ask: Ask, command: str, terms: str, said: str) -> None:
    Path("p.yaml").write_text(terms, encoding="utf-8")
    targets = "" if "targets" in terms else "*/gold"
    _assert_refused(ask(f"{command} {targets} --portfolio p.yaml"), said)


def test_prices_in_two_currencies(ask: Ask) -> None:
    priced = PROGRAM.replace("x: {kind: exam}", "x: {kind: exam, price: 1}")
    Path("program.yaml").write_text(f"currency: EUR\n{priced}", encoding="utf-8")
    said = "price list is in USD, but the program states the price of x in EUR: state it in the list, too"
    _assert_refused(ask("plan */gold --prices prices.csv"), said)


def _assert_refused(result: Result, said: str) -> None:
    """Exit status 2, and one message for people, the last line of stderr."""
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("Error: ") == 1
    message = result.stderr.splitlines()[-1]
    assert message.startswith("Error: ")
    assert said in message
    for inner in ("Traceback", "Value error", "Input should"):
        assert inner not in result.stderr
