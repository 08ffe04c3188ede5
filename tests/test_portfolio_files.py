"""Files of portfolios and prices: what they may say, and messages that name file, line, place and fix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import plan_competency as pc
import pytest
from plan_competency.models.base import Frozen
from plan_competency.models.prices import ExamPrice, Prices
from plan_competency.readers.documents import Document
from plan_competency.readers.portfolios import read_portfolio, read_prices
from plan_competency.readers.validation import validated

Write = Callable[[str, str], Path]
NO_RULE = "is not a rule about sharing: write {at_most: k}, {different_people: n} or {one_role_of: [...]}"
NO_TARGET = "is no target: write competency/level or competency/option/level; * stands for any name"

#: What is wrong, the text, where the message says it is, and what it says.
PORTFOLIOS: list[tuple[str, str, str, str]] = [
    ("an unknown key", "title: T\ntargts: [a/b]", "line 2", "'targts'. Did you mean 'targets'? Known here: "),
    ("an unknown key of a target", "targets:\n- a/b\n- {target: a/b, wieght: 2}", "line 3, targets[1]", "'w"),
    ("an unknown key of a person", "people:\n  Ana: {pins: [x]}", "line 2, people.Ana", "mean 'pin'?"),
    ("an unknown key of a budget", "budget:\n  exam: 2", "line 2, budget", "Did you mean 'exams'?"),
    ("a list on top", "- a/b", "", "must be a mapping of keys to values (found a list)"),
    ("an empty title", "title: ''", "line 1, title", "is empty: write a text or leave the key out"),
    ("a level alone", "targets:\n- a/b\n- gold", "line 3, targets[1]", f"'gold' {NO_TARGET}"),
    ("four parts", "targets:\n- {target: a/b/c/d}", "line 2, targets[0].target", f"'a/b/c/d' {NO_TARGET}"),
    ("a part that is empty", "targets: ['*/ /gold']", "line 1, targets[0]", f"'*/ /gold' {NO_TARGET}"),
    ("a number for a target", "targets: [3]", "line 1, targets[0]", "must be a mapping of keys to values"),
    (
        "a control character in a target",
        'targets:\n- a/b\n- "a\\u001b[31m/b"',
        "line 3, targets[1]",
        "has a control character: remove it",
    ),
    ("no target in an entry", "targets:\n- {weight: 2}", "line 2, targets[0]", "'target' is missing: add it"),
    ("no targets", "title: T\ntargets: []", "line 2, targets", "is empty: list at least one"),
    ("nothing for targets", "targets:\n", "line 1, targets", "must be a list (found nothing)"),
    ("a target that is no list", "targets: a/b", "line 1, targets", "must be a list (found 'a/b')"),
    ("a weight of 0", "targets:\n- target: a/b\n  weight: 0", "line 3, targets[0].weight", "at least 1"),
    ("half a weight", "targets: [{target: a/b, weight: 0.5}]", "line 1, targets[0].weight", "a whole number"),
    ("a reading", "reading: loose", "line 1, reading", "one of 'strict' or 'mixed'"),
    (
        "minimize twice",
        "minimize:\n- cost\n- exams\n- cost",
        "line 4, minimize[2]",
        "'cost' stands twice: name it once",
    ),
    ("an unknown measure", "minimize:\n- cost\n- price", "line 3, minimize[1]", "must be one of 'exams', "),
    ("nothing to minimize", "minimize: []", "line 1, minimize", "is empty: list at least one"),
    ("a measure that is no list", "minimize: cost", "line 1, minimize", "must be a list (found 'cost')"),
    ("an empty budget", "title: T\nbudget: {}", "line 2, budget", "is empty: state one of exams, people"),
    ("a budget of what?", "budget: 12", "line 1, budget", "must be a mapping of keys to values (found 12)"),
    ("a negative budget", "budget:\n  exams: -1", "line 2, budget.exams", "must be at least 0 (found -1)"),
    ("negative money", "budget: {cost: -0.5}", "line 1, budget.cost", "is below zero: state 0 or more"),
    ("hours below zero", "budget: {hours: -1}", "line 1, budget.hours", "is below zero: state 0 or more"),
    (
        "money beyond all measure",
        "budget: {cost: 1000000000000.5}",
        "line 1, budget.cost",
        "must be at most 1000000000000 (found 1000000000000.5)",
    ),
    ("money that is too exact", "budget: {cost: 0.00001}", "line 1, budget.cost", "more than 4 digits"),
    ("half an exam", "budget: {exams: 1.5}", "line 1, budget.exams", "must be a whole number (found 1.5)"),
    ("money in words", "budget: {cost: 1 USD}", "line 1, budget.cost", "without separators (found '1 USD')"),
    (
        "prefer twice",
        "prefer:\n- Ana\n- Luis\n- ANA",
        "line 4, prefer[2]",
        "'ANA' stands twice: name it once",
    ),
    ("nobody preferred", "prefer: []", "line 1, prefer", "is empty: list at least one"),
    ("one person twice", "people:\n  Ana: {}\n  ANA: {}", "line 3, people", "'ANA' and 'Ana' read the same"),
    ("no terms", "people:\n  Ana:", "line 2, people.Ana", "must be a mapping of keys"),
    ("nothing pinned", "people: {Ana: {pin: []}}", "line 1, people.Ana.pin", "is empty: list at least one"),
    ("nothing forbidden", "people: {Ana: {forbid: []}}", "line 1, people.Ana.forbid", "is empty: list"),
    (
        "a seat without quotes",
        "people:\n  Ana:\n    pin: [cloud-crm/gold: customization]",
        "line 3, people.Ana.pin[0]",
        "must be text (found a mapping): put it in quotes",
    ),
    (
        "a pin with a point",
        "people: {Ana: {pin: [1.10]}}",
        "line 1, people.Ana.pin[0]",
        "must be text (found 1.1): put it in quotes",
    ),
    ("a pin", "people: {Ana: {pin: x}}", "line 1, people.Ana.pin", "must be a list (found 'x')"),
    ("a negative limit", "people:\n  Ana: {max_exams: -1}", "line 2, people.Ana.max_exams", "at least 0"),
    (
        "unavailable in words",
        "people: {Ana: {unavailable: soon}}",
        "line 1, people.Ana.unavailable",
        "must be true or false (found 'soon')",
    ),
    (
        "unavailable as a number",
        "people: {Ana: {unavailable: 1}}",
        "line 1, people.Ana.unavailable",
        "must be true or false (found 1)",
    ),
    ("sharing in other words", "sharing: Shared", "line 1, sharing", "'Shared' is no way to share: write"),
    ("sharing by key", "sharing: at_most:2", "line 1, sharing", "exclusive, at-most:K or a list of rules"),
    ("at most none", "title: T\nsharing: at-most:0", "line 2, sharing", "must be at least 1 (found 0)"),
    (
        "at most too many",
        "sharing: at-most:99999999",
        "line 1, sharing",
        "must be at most 10000000 (found 99999999)",
    ),
    ("at most too many to read", "sharing: at-most:9999999999999999999", "line 1, sharing", "is no way to"),
    ("at most minus one", "sharing: at-most:-1", "line 1, sharing", "'at-most:-1' is no way to share"),
    ("one rule alone", "sharing: {at_most: 1}", "line 1, sharing", "must be a list (found a mapping)"),
    ("a word for a rule", "sharing: [exclusive]", "line 1, sharing[0]", NO_RULE),
    ("no rule", "sharing:\n- at_most: 1\n- role: sales", "line 3, sharing[1]", NO_RULE),
    ("two rules", "sharing: [{at_most: 1, one_role_of: [a, b]}]", "line 1, sharing[0]", "'one_role_of'"),
    ("at most 0", "sharing:\n- at_most: 0", "line 2, sharing[0].at_most", "must be at least 1 (found 0)"),
    ("no people", "sharing: [{different_people: 0}]", "line 1, sharing[0].different_people", "at least 1"),
    ("among no targets", "sharing: [{at_most: 1, among: []}]", "line 1, sharing[0].among", "is empty:"),
    (
        "among a level",
        "sharing:\n- at_most: 1\n  among:\n  - gold",
        "line 4, sharing[0].among[0]",
        f"'gold' {NO_TARGET}",
    ),
    ("among one", "sharing: [{at_most: 1, among: '*/a'}]", "line 1, sharing[0].among", "must be a list"),
    ("one role", "sharing:\n- one_role_of: [a]", "line 2, sharing[0].one_role_of", "list at least 2"),
    ("a role twice", "sharing:\n- one_role_of: [a, b, a]", "line 2, sharing[0]", "names a role twice: name"),
    ("a role with a slash", "sharing: [{at_most: 1, role: a/b}]", "line 1, sharing[0].role", "has a '/'"),
    ("a role besides", "sharing: [{one_role_of: [a, b], role: a}]", "line 1, sharing[0]", "'role'"),
    ("prices of what?", "title: T\nprices:\n  exams: {x: 1}", "line 2, prices", "has prices but no curr"),
    ("others of what?", "prices: {others: 1}", "line 1, prices", "add one, such as currency: USD"),
    (
        "a negative price",
        "prices:\n  currency: USD\n  exams:\n    x: -1",
        "line 4, prices.exams.x",
        "is below zero: write what it costs, or 0",
    ),
    ("negative hours", "prices:\n  exams:\n    x: {hours: -1}", "line 3, prices.exams.x.hours", "is below"),
    (
        "a price that is too exact",
        "prices: {currency: USD, exams: {x: 0.00001}}",
        "line 1, prices.exams.x",
        "has more than 4 digits behind the point: round it",
    ),
    (
        "a price beyond all measure",
        "prices: {currency: USD, others: {price: 10000000.5}}",
        "line 1, prices.others.price",
        "must be at most 10000000 (found 10000000.5)",
    ),
    ("true for a price", "prices: {exams: {x: true}}", "line 1, prices.exams.x", "must be a number"),
    (
        "a price in words",
        "prices: {exams: {x: 1 USD}}",
        "line 1, prices.exams.x",
        "must be a number of at most 15 digits, without separators (found '1 USD')",
    ),
    (
        "all others as an exam",
        "prices:\n  currency: USD\n  exams:\n    x: 1\n    '*': 165",
        "line 5, prices.exams.*",
        "'*' is not one exam: state it as 'others'",
    ),
    (
        "an exam in two spellings",
        "prices:\n  currency: USD\n  exams:\n    70-345: 1\n    Exam 70-345: 2",
        "line 5, prices.exams",
        "'Exam 70-345' and '70-345' read the same",
    ),
]


@pytest.mark.parametrize(
    ("text", "place", "message"), [row[1:] for row in PORTFOLIOS], ids=[row[0] for row in PORTFOLIOS]
)
def test_bad_portfolios(write: Write, text: str, place: str, message: str) -> None:
    path = write("p.yaml", text)
    with pytest.raises(pc.InvalidFile) as caught:
        read_portfolio(path)
    first = str(caught.value).splitlines()[0]
    assert first.startswith(f"{path}, {place}: " if place else str(path))
    assert message in first


def test_every_problem_is_listed(write: Write) -> None:
    path = write("p.json", '{"reading": "loose", "targets": [{"target": "gold", "weight": 0}]}')
    with pytest.raises(pc.InvalidFile) as caught:
        read_portfolio(path)
    places = [problem.place for problem in caught.value.problems]
    assert {"reading", "targets[0].target", "targets[0].weight"} <= set(places)
    # Pydantic counts only entries that are good, and would call the list of targets empty.
    assert places == ["targets[0].target", "targets[0].weight", "reading"]


def test_a_list_is_too_short_only_as_it_is_written(write: Write) -> None:
    path = write("p.yaml", "sharing:\n- one_role_of: [a, b/c]")
    with pytest.raises(pc.InvalidFile) as caught:
        read_portfolio(path)
    assert str(caught.value) == (
        f"{path}, line 2, sharing[0].one_role_of[1]: has a '/', which separates the parts of a target: "
        "use '-'"
    )
    path = write("p.yaml", "sharing:\n- one_role_of: [a/b]")
    with pytest.raises(pc.InvalidFile, match=r"one_role_of: is too short: list at least 2") as caught:
        read_portfolio(path)
    assert len(caught.value.problems) == 2


def test_true_in_other_words() -> None:
    class Switch(Frozen):
        on: bool

    with pytest.raises(pc.InvalidFile) as caught:
        validated(Switch, Document(Path("s.yaml"), {"on": "soon"}))
    assert str(caught.value) == "s.yaml: on: must be true or false (found 'soon')"


def test_files_that_are_no_portfolios(write: Write, tmp_path: Path) -> None:
    with pytest.raises(pc.UnreadableFile, match=r"the ending '\.csv' is not known: use one of \.yaml"):
        read_portfolio(write("p.csv", "target\na/b\n"))
    with pytest.raises(pc.UnreadableFile, match="there is no such file"):
        read_portfolio(tmp_path / "nothing.yaml")
    with pytest.raises(pc.UnreadableFile, match=r"use one of \.yaml, \.yml, \.json, \.csv"):
        read_prices(write("p.xlsx", "exam,price\n"))
    with pytest.raises(pc.UnreadableFile, match="there is no such file"):
        read_prices(str(tmp_path / "nothing.CSV"))


def test_prices_from_csv(write: Write) -> None:
    text = "Exam,price,hours,currency\n70-345,165,40,USD\n70-347,12.50,,USD\n\nx,,0\n*,165,30.25,USD\n"
    assert read_prices(write("p.CSV", text)) == Prices(
        currency="USD",
        exams={
            "70-345": ExamPrice(price=165, hours=40),
            "70-347": ExamPrice(price=12.5),
            "x": ExamPrice(hours=0),
        },
        others=ExamPrice(price=165, hours=30.25),
    )


def test_csv_of_hours_or_prices_alone(write: Write) -> None:
    hours = read_prices(write("h.csv", "hours,exam\n8,x\n2,*\n"))
    assert hours == Prices(exams={"x": ExamPrice(hours=8)}, others=ExamPrice(hours=2))
    # An amount that is not stated is not known; it needs no currency, but may stand beside one.
    prices = read_prices(write("p.csv", "exam,price,currency\nx,,\ny,,USD\nz,0,USD\n"))
    assert prices.currency == "USD"
    assert [item.price for item in prices.exams.values()] == [None, None, 0]


#: What is wrong, the text, and the message after the name of the file.
TABLES: list[tuple[str, str, str]] = [
    ("no header", ",,\n", ", line 1: the column 'exam' is missing: the header must name exam"),
    ("no exams", "price,currency\n1,USD\n", ", line 1: the column 'exam' is missing"),
    ("no amounts", "exam,currency\nx,USD\n", ", line 1: has no amounts: add a column 'price' or 'hours'"),
    ("no rows", "exam,price\n", ": has no rows below the header: add a row for each exam"),
    (
        "semicolons",
        "exam;price\nx;1\n",
        ", line 1: the column 'exam' is missing: the header must name exam; ",
    ),
    ("an unknown column", "exam,prize\nx,1\n", ", line 1: unknown column 'prize'. Did you mean 'price'?"),
    ("no column for the currency", "exam,price\nx,1\n", ", line 1: the column 'currency' is missing: add it"),
    (
        "no currency",
        "exam,price,currency\nx,1,USD\ny,1\n",
        ", line 3, currency: the row has a price but no currency: write it, as in USD",
    ),
    (
        "two currencies",
        "exam,price,currency\nw,,\nx,1,USD\ny,2,USD\nz,3,EUR\n",
        ", line 5, currency: 'EUR' is not 'USD' of line 3: a price list has one currency",
    ),
    (
        "no exam",
        "exam,hours\n,1\n",
        ", line 2, exam: the row names no exam: write its id, or * for every exam",
    ),
    (
        "an exam twice",
        "exam,hours\n70-345,1\nx,1\nExam 70-345,2\n",
        ", line 4, exam: 'Exam 70-345' stands in line 2, too: keep one of the two rows",
    ),
    ("all others twice", "exam,hours\n*,1\n*,1\n", ", line 3, exam: '*' stands in line 2, too"),
    ("a row too long", "exam,hours\nx,1,5\n", ", line 2: has 3 cells, but the header has 2: put text with"),
    ("below zero", "exam,hours\nx,1\ny,-1\n", ", line 3, exams.y.hours: is below zero"),
    (
        "too exact",
        "exam,hours\nx,1.00001\n",
        ", line 2, exams.x.hours: has more than 4 digits behind the point",
    ),
    (
        "too much",
        "exam,hours\n*,99999999\n",
        ", line 2, others.hours: must be at most 10000000 (found 99999999)",
    ),
]
TABLES += [
    (
        f"the number {text}",
        f'exam,hours\nx,"{text}"\n',
        f", line 2, hours: '{text}' is not a plain number: write it as 165 or 12.5",
    )
    for text in (
        "1,5",
        "1 000",
        "$1",
        "1e3",
        "1.",
        ".5",
        "+1",
        "nan",
        "many",
        "\u0661",
        "1" * 9,
        "0.12345678",
    )
]


@pytest.mark.parametrize(("text", "message"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES])
def test_bad_tables_of_prices(write: Write, text: str, message: str) -> None:
    path = write("p.csv", text)
    with pytest.raises(pc.InvalidFile) as caught:
        read_prices(path)
    assert str(caught.value).startswith(f"{path}{message}")
