"""What people hold, by groups: the same from columns as person by person, and as `Program.held` says."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import numpy as np
import plan_competency as pc
import polars as pl
import pytest
from plan_competency.models.holdings import Holders, Holdings, holdings_of
from plan_competency.readers.large_rosters import read_large_roster
from roster_tables import (
    CREDENTIALS,
    everybody,
    exams_program,
    in_parquet,
    plain,
    random_rows,
    small,
    written,
)

ROWS = [
    ("Eva", "y", "", ""),
    ("Ana", "x", "", ""),
    ("Bo", "X", "", ""),
    ("Cy", "", "", ""),
    ("Ana", "az-900", "", ""),
    ("Eva", "AZ-900", "", ""),
    ("Bo", "y", "", "2016-01-01"),
    ("Cy", "y", "2018-01-01", ""),
    ("Eva", "y", "", "2016-01-01"),
]


@pytest.mark.parametrize("known", [1, 3, 63, 64, 65, 140])
@pytest.mark.parametrize("seed", range(3))
def test_the_same_holdings(tmp_path: Path, seed: int, known: int) -> None:
    rng = random.Random(f"{seed} {known}")
    path = written(tmp_path / "r.csv", random_rows(rng, CREDENTIALS[: known + 1], 40 + 2 * known))
    program, one_by_one = exams_program(CREDENTIALS[:known]), small(path)
    for on in (None, date(2018, 5, 5), date(2018, 5, 6)):
        expected = holdings_of(one_by_one, program, on)
        _assert_true(expected, one_by_one, program, on)
        for roster in (read_large_roster(path), pc.read_roster(in_parquet(path)), one_by_one):
            assert plain(roster.holdings(program, on)) == plain(expected)
        among = rng.sample(CREDENTIALS, 9)
        told = plain(holdings_of(one_by_one, program, on, among=among, named=1))
        assert plain(read_large_roster(path).holdings(program, on, among=among, named=1)) == told
        assert set(told["credentials"]) <= set(among)  # type: ignore[call-overload]


def _assert_true(holdings: Holdings, roster: pc.Workforce, program: pc.Program, on: date | None) -> None:
    """Holdings are what `Program.held` says, person by person."""
    assert [str(array.dtype) for array in (holdings.held, holdings.counts)] == ["bool", "int64"]
    assert holdings.held.shape == (len(holdings.counts), len(holdings.credentials))
    assert holdings.counts.tolist() == np.bincount(holdings.group_of).tolist()
    assert holdings.held.tolist() == sorted(holdings.held.tolist())
    assert len(np.unique(holdings.held, axis=0)) == len(holdings.held)
    for name, group in zip(sorted(roster.people), holdings.group_of, strict=True):
        held = np.array(holdings.credentials)[holdings.held[group]]
        assert set(held.tolist()) == program.held(roster.people[name], on)


def test_holdings_in_full(tmp_path: Path) -> None:
    """Ana and Bo hold x, for Bo's y has expired; Cy passes y later; Eva holds y, stated twice."""
    roster = read_large_roster(written(tmp_path / "r.csv", ROWS))
    assert plain(roster.holdings(exams_program(["z", "y", "x"]), date(2017, 1, 1))) == {
        "credentials": ("x", "y"),
        "held": [[False, False], [False, True], [True, False]],
        "counts": [1, 1, 2],
        "group_of": [2, 2, 0, 1],
        "people": ["Ana", "Bo", "Cy", "Eva"],
        "unknown": {"az-900": Holders(2, ("Ana", "Eva"))},
        "expired": {"y": Holders(1, ("Bo",))},
        "later": {"y": Holders(1, ("Cy",))},
    }


@pytest.fixture
def few(tmp_path: Path) -> Holdings:
    """Of groups 0, 1 and 2 the people are Cy; Eva; Ana and Bo."""
    path = written(tmp_path / "r.csv", ROWS)
    return read_large_roster(path).holdings(exams_program(["x", "y"]), date(2017, 1, 1))


def test_names_of_groups(few: Holdings) -> None:
    assert few.names([2, 0, 1, 2], 1) == [("Ana",), ("Cy",), ("Eva",), ("Ana",)]
    assert few.names([2], 5) == [("Ana", "Bo")]
    assert few.first([2, 1], 2) == ("Ana", "Bo")
    assert few.first([1, 2, 0], 9) == ("Ana", "Bo", "Cy", "Eva")
    assert few.first([], 9) == few.first(np.zeros(3, dtype=np.bool_), 9) == ()
    assert few.first(few.held[:, 1], 9) == ("Eva",)
    assert few.first(few.held.any(axis=1), 2) == ("Ana", "Bo")


def test_people_set_aside(few: Holdings) -> None:
    rest = few.without(["Ana", "Cy", "Ana"])
    assert (rest.counts.tolist(), few.counts.tolist()) == ([0, 1, 1], [1, 1, 2])
    assert rest.names([0, 1, 2], 9) == [(), ("Eva",), ("Bo",)]
    assert rest.first([0, 1, 2], 9) == ("Bo", "Eva")
    assert rest.groups_of(["Eva", "Ana"]).tolist() == [1, -1]
    assert rest.without(["Ana", "Bo"]).counts.tolist() == [0, 1, 0]
    assert plain(few.without([])) == plain(few)
    for ask in (few.groups_of, few.without):
        with pytest.raises(KeyError, match="ana"):
            ask(["Ana", "ana"])


def test_nobody_and_nothing(tmp_path: Path) -> None:
    program = exams_program(["x"])
    empty = pc.Roster(people={}).holdings(program)
    nothing = read_large_roster(written(tmp_path / "r.csv", [("Eva", "", "", ""), ("Ana", "", "", "")]))
    nobody = nothing.with_people({"Ana": None, "Eva": None})
    assert plain(nobody.holdings(program)) == plain(empty)
    assert (empty.held.shape, empty.first([], 1)) == ((0, 0), ())
    idle = nothing.holdings(program)
    assert (idle.held.shape, idle.counts.tolist(), idle.names([0], 1)) == ((1, 0), [2], [("Ana",)])
    assert plain(idle) == plain(pc.Roster(people=everybody(nothing)).holdings(program))


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    rng = random.Random(5)
    rows = random_rows(rng, CREDENTIALS, 300)
    program, expected = exams_program(CREDENTIALS[:100]), None
    for number in range(3):
        table = read_large_roster(written(tmp_path / f"{number}.csv", rows))
        found = plain(table.holdings(program, date(2018, 5, 6)))
        expected = expected or found
        assert found == expected
        rng.shuffle(rows)


def test_two_hundred_thousand_people(tmp_path: Path) -> None:
    numbers = np.random.default_rng(1).permutation(200_000).repeat(3)
    frame = pl.DataFrame(
        {
            "person": [f"Person {number}" for number in numbers],
            "credential": [f"e{n % 7}" for n in range(600_000)],
        }
    )
    frame.write_parquet(tmp_path / "r.parquet")
    table = pc.read_roster(tmp_path / "r.parquet")
    holdings = table.holdings(exams_program([f"e{number}" for number in range(7)]))
    assert len(table.people) == holdings.counts.sum() == 200_000
    assert holdings.held.sum(axis=1).tolist() == [3] * len(holdings.counts)
    first = {item.credential for item in table.people["Person 0"].holds}
    group = holdings.groups_of(["Person 0"])[0]
    assert {holdings.credentials[place] for place in np.flatnonzero(holdings.held[group])} == first
