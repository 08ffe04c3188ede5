"""Dates as people write them, and which of day and month comes first."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from plan_competency.readers.rosters.dates import Reading, month_of, reading
from plan_competency.readers.rosters.sheets import Value
from spreadsheets import message_on, people_in

Write = Callable[[str, str], Path]
CHRISTMAS = date(2018, 12, 25)

#: The same day in forms that have one reading.
CLEAR: list[Value] = [
    CHRISTMAS,
    datetime(2018, 12, 25, 23, 7),
    "2018-12-25",
    "2018-12-25T23:07:22Z",
    "2018-12-25  23:07:22",
    "2018-12-25 23:07:22.123456+01:00",
    "2018/12/25",
    "2018.12.25",
    "2018-12-25 11:07 PM",
    43459,  # spreadsheets count days from 1899-12-30
    43459.963,
    "43459",
    "43459,963",
    "25-Dec-2018",
    "25-Dec-18",
    "25 December 2018",
    "December 25, 2018",
    "Dec. 25th, 2018",
    "Tuesday, December 25, 2018",
    "2018-Dec-25",
    "25. Dezember 2018",
    "25. Dez. 2018",
    "Di., 25. Dez. 2018",
    "25 de diciembre de 2018",
    "25 dic 2018",
    "25 décembre 2018",
    "le 25 déc. 2018",
    "25 DECEMBRE 2018 23:07",
]


@pytest.mark.parametrize("value", CLEAR, ids=str)
def test_a_date_that_is_clear(value: Value) -> None:
    assert reading(value) == Reading(CHRISTMAS, CHRISTMAS)


#: Text, the day with the day first, the day with the month first.
NUMBERS: list[tuple[str, date | None, date | None]] = [
    ("25/12/2018", CHRISTMAS, None),
    ("12/25/2018", None, CHRISTMAS),
    ("25.12.2018", CHRISTMAS, None),
    ("25. 12. 2018", CHRISTMAS, None),
    ("25-12-2018", CHRISTMAS, None),
    ("25/12/18", CHRISTMAS, None),
    ("25.12.99", date(1999, 12, 25), None),
    ("02/10/2019", date(2019, 10, 2), date(2019, 2, 10)),
    ("2/1/2019 14:38", date(2019, 1, 2), date(2019, 2, 1)),
    ("25/12/2018 11:07:22 p. m.", CHRISTMAS, None),
    ("29/02/2020", date(2020, 2, 29), None),
]


@pytest.mark.parametrize(("text", "day_first", "month_first"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_a_date_of_numbers(text: str, day_first: date | None, month_first: date | None) -> None:
    assert reading(text) == Reading(day_first, month_first)


NO_DATES: list[Value] = [
    "", "x", "soon", "2018", "Dec-18", "December 2018", "25 December", "2018-13-25", "2018-12-32",
    "31/11/2018", "13/13/2018", "29/02/2019", "25-12-18", "18-12-25", "20181225", "25/12-2018",
    "1/2/3/2018", "25 Foo 2018", "25 jui 2018", "12345", "123456", "700", 700, 20181225, 850.5,
    math.inf, math.nan, True,
    time(12, 0), "1.2", "25 Dec Jan 2018", "Ana 25 Dec 2018", "32 Dec 2018", "\u0662\u0665/12/2018",
    "2018-12-25 and more", "99999",
]  # fmt: skip


@pytest.mark.parametrize("value", NO_DATES, ids=repr)
def test_what_is_no_date(value: Value) -> None:
    assert reading(value) is None


def test_months_are_known_in_four_languages_by_any_clear_beginning() -> None:
    march = ["March", "Mar", "März", "Mär", "Mrz", "marzo", "mars", "MARS"]
    assert [reading(f"1 {name} 2019") for name in march] == [Reading(date(2019, 3, 1), date(2019, 3, 1))] * 8
    july = ["July", "Jul", "Juli", "julio", "juil.", "juillet"]
    assert {reading(f"1 {name} 2019") for name in july} == {Reading(date(2019, 7, 1), date(2019, 7, 1))}


@pytest.mark.parametrize(
    ("value", "month"),
    [("Dec-18", 12), ("Dez 18", 12), ("12/2018", None), ("", None), (datetime(2018, 12, 1), 12), ("May", 5)],
)
def test_the_month_in_a_cell(value: Value, month: int | None) -> None:
    assert month_of(value) == month


HEADER = "Name,Exam,Date,Expires\n"


def passed(path: Path, **asked: Any) -> list[str]:
    return [item["passed"] for person in people_in(path, **asked).values() for item in person]


def test_one_date_settles_all_of_them_whatever_its_column(write: Write) -> None:
    rows = "Ana,x,02/10/2019,\nEva,x,03/04/2018,25/12/2020\n"
    assert passed(write("r.csv", HEADER + rows)) == ["2019-10-02", "2018-04-03"]
    rows = "Ana,x,02/10/2019,\nEva,x,03/04/2018,12/25/2020\n"
    assert passed(write("r.csv", HEADER + rows)) == ["2019-02-10", "2018-03-04"]


def test_the_option_settles_them(write: Write) -> None:
    path = write("r.csv", HEADER + "Ana,x,02/10/2019,\n")
    assert passed(path, dates="day-first") == ["2019-10-02"]
    assert passed(path, dates="month-first") == ["2019-02-10"]


def test_where_both_readings_are_the_same_nothing_is_to_be_settled(write: Write) -> None:
    assert passed(write("r.csv", HEADER + "Ana,x,02/02/2019,\n")) == ["2019-02-02"]


def test_nothing_settles_them(write: Write) -> None:
    path = write("r.csv", HEADER + "Ana,x,2016-05-02,\nEva,x,02/10/2019,\n")
    assert message_on(path) == (
        "r.csv, line 3, passed: '02/10/2019' may be 2019-10-02 (day first) or 2019-02-10 (month first), and "
        "no other date of the file settles it: say --dates day-first or --dates month-first"
    )


def test_two_dates_contradict_each_other(write: Write) -> None:
    path = write("r.csv", HEADER + "Ana,x,25/12/2018,\nEva,x,,12/31/2018\n")
    assert message_on(path) == (
        "r.csv, line 3, expires: '12/31/2018' has the month first, but '25/12/2018' (line 2) the day first: "
        "write all dates in one way, best YYYY-MM-DD"
    )


def test_the_option_contradicts_a_date(write: Write) -> None:
    path = write("r.csv", HEADER + "Ana,x,25/12/2018,\n")
    assert message_on(path, dates="month-first") == (
        "r.csv, line 2, passed: '25/12/2018' is no date with the month first, as --dates says"
    )


def test_dates_of_columns_that_are_left_out_settle_nothing(write: Write) -> None:
    path = write("r.csv", "Name,Exam,Date,Hire date\nAna,x,02/10/2019,25/12/2010\n")
    assert "no other date of the file settles it" in message_on(path)


def test_an_order_that_is_none() -> None:
    with pytest.raises(pc.InvalidQuestion) as caught:
        pc.read_roster("r.csv", dates="year-first")  # type: ignore[arg-type]
    assert str(caught.value) == "'year-first' is no order of dates: day-first or month-first."
