"""The report on trainings that the vendor's portal exports."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from conftest import PUBLIC
from spreadsheets import message_on, notes_on, people_in

Write = Callable[[str, str], Path]
EXPORTS = PUBLIC / "exports"
needs_exports = pytest.mark.skipif(not EXPORTS.is_dir(), reason="the public exports are not there")

COLUMNS = (
    "TrainingActivityId,TrainingTitle,TrainingType,IndividualFirstName,IndividualLastName,Email,CorpEmail,"
    "TrainingCompletionDate,Month,IcMCP,MCPID,MPNId,PartnerName,PartnerCityLocation,PartnerCountryLocation,"
    "ExpirationDate,ActivationStatus"
)


def row(**cells: str) -> str:
    known = {"TrainingTitle": "T", "TrainingType": "Certification", "TrainingCompletionDate": "2018-12-25"}
    known |= {
        "MCPID": "7",
        "MPNId": "1",
        "PartnerName": "Contoso",
        "IcMCP": "1",
        "ActivationStatus": "Active",
    }
    return ",".join((known | cells).get(name, "") for name in COLUMNS.split(","))


def report(*rows: str) -> str:
    return "\n".join([COLUMNS, *rows, ""])


def export(name: str) -> list[dict[str, str]]:
    with (EXPORTS / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if name.endswith("tsv") else ","))


@needs_exports
@pytest.mark.parametrize(
    ("name", "form"), [("trainings.csv", "%d/%m/%Y %H:%M"), ("trainings.tsv", "%Y-%m-%d  %H:%M:%S")]
)
def test_a_real_report(name: str, form: str) -> None:
    notes: list[str] = []
    roster = pc.read_roster(EXPORTS / name, remark=notes.append)
    assert notes == []
    rows = export(name)
    assert len(rows) == 160
    people: dict[str, dict[str, Any]] = {}
    for line in rows:
        name = " ".join(filter(None, (line["IndividualFirstName"], line["IndividualLastName"])))
        shown = name or line["CorpEmail"] or line["Email"]
        passed = datetime.strptime(line["TrainingCompletionDate"], form).date()
        expires = line.get("ExpirationDate")
        day = datetime.strptime(expires, form).date() if expires else None
        people.setdefault(shown, {})[line["TrainingTitle"]] = (passed, day)
    assert len(people) == len({line["MCPID"] for line in rows}) == len(roster.people) == 42
    assert sum(len(person.holds) for person in roster.people.values()) == 160
    assert {
        who: {item.credential: (item.passed, item.expires) for item in roster.people[who].holds}
        for who in roster.people
    } == people


@needs_exports
def test_both_forms_of_the_report_have_the_same_people_and_credentials() -> None:
    new, old = (pc.read_roster(EXPORTS / f"trainings.{ending}") for ending in ("csv", "tsv"))
    assert {
        who: {(item.credential, item.passed) for item in new.people[who].holds} for who in new.people
    } == {who: {(item.credential, item.passed) for item in old.people[who].holds} for who in old.people}


#: Cells of rows, and the people whom they are about.
PEOPLE: list[tuple[str, list[dict[str, str]], list[str]]] = [
    ("a name", [{"IndividualFirstName": "Ana", "IndividualLastName": "Lima", "Email": "a@x"}], ["Ana Lima"]),
    ("the address at the company", [{"Email": "a@x", "CorpEmail": "a@contoso"}], ["a@contoso"]),
    ("another address", [{"Email": "a@x"}], ["a@x"]),
    ("nothing but a number", [{}], ["MCPID 7"]),
    (
        "a name in some rows",
        [{"Email": "a@x"}, {"IndividualFirstName": "Ana", "TrainingTitle": "U"}],
        ["Ana"],
    ),
    (
        "two people of one name",
        [
            {"IndividualFirstName": "Ana", "CorpEmail": "a@x"},
            {"IndividualFirstName": "Ana", "CorpEmail": "b@x", "MCPID": "8"},
        ],
        ["Ana (a@x)", "Ana (b@x)"],
    ),
]


@pytest.mark.parametrize(("what", "rows", "people"), PEOPLE, ids=[what for what, *_ in PEOPLE])
def test_whom_a_row_is_about(what: str, rows: list[dict[str, str]], people: list[str], write: Write) -> None:
    assert list(people_in(write("r.csv", report(*(row(**cells) for cells in rows))))) == people


def test_a_report_without_personal_data(write: Write) -> None:
    text = (
        "TrainingActivityId,TrainingTitle,TrainingType,TrainingCompletionDate,Month,IcMCP,AADUserId\n"
        "1,T,Exam,2018-12-25,Dec-18,1,ab-1\n1,T,Exam,2018-12-26,Dec-18,1,cd-2\n"
    )
    assert list(people_in(write("r.csv", text))) == ["AADUserId ab-1", "AADUserId cd-2"]


def test_a_renewal_is_one_holding_with_the_first_pass_and_the_last_expiry(write: Write) -> None:
    first = row(TrainingCompletionDate="2018-12-25", ExpirationDate="2020-12-25")
    later = row(TrainingCompletionDate="2020-10-01", ExpirationDate="2022-12-25")
    expected = {"MCPID 7": [{"credential": "T", "passed": "2018-12-25", "expires": "2022-12-25"}]}
    assert people_in(write("r.csv", report(first, later))) == expected
    assert people_in(write("r.csv", report(later, first))) == expected


def test_the_same_title_for_another_person_is_no_renewal(write: Write) -> None:
    people = people_in(write("r.csv", report(row(), row(MCPID="8"))))
    assert {name: len(held) for name, held in people.items()} == {"MCPID 7": 1, "MCPID 8": 1}


def test_the_month_settles_the_order_of_day_and_month(write: Write) -> None:
    ambiguous = row(TrainingCompletionDate="10/02/2019 21:02", ExpirationDate="10/08/2021 21:02")
    day_first = ambiguous.replace("21:02,,", "21:02,Feb-19,", 1)
    month_first = ambiguous.replace("21:02,,", "21:02,Oct-19,", 1)
    assert "no other date of the file settles it" in message_on(write("r.csv", report(ambiguous)))
    for text, passed, expires in (
        (day_first, "2019-02-10", "2021-08-10"),
        (month_first, "2019-10-02", "2021-10-08"),
    ):
        (held,) = people_in(write("r.csv", report(text)))["MCPID 7"]
        assert (held["passed"], held["expires"]) == (passed, expires)


def test_months_that_contradict_each_other(write: Write) -> None:
    rows = [
        row(TrainingCompletionDate="10/02/2019", Month="Feb-19"),
        row(TrainingCompletionDate="03/04/2019", Month="Mar-19", TrainingTitle="U"),
    ]
    assert message_on(write("r.csv", report(*rows))) == (
        "r.csv, line 3, passed: '03/04/2019' has the month first, but '10/02/2019' (line 2) the day first: "
        "write all dates in one way, best YYYY-MM-DD"
    )
    assert message_on(write("r.csv", report(*rows)), dates="day-first") == (
        "r.csv, line 3, passed: '03/04/2019' is no date with the day first, as --dates says"
    )


def test_a_month_that_fits_neither_order(write: Write) -> None:
    path = write("r.csv", report(row(TrainingCompletionDate="10/02/2019", Month="Dec-19")))
    assert (
        message_on(path)
        == "r.csv, line 2, passed: '10/02/2019' does not lie in 'Dec-19': correct one of them"
    )


def test_what_is_not_active_does_not_count(write: Write) -> None:
    path = write("r.csv", report(row(), row(TrainingTitle="U", ActivationStatus="Expired")))
    assert [item["credential"] for item in people_in(path)["MCPID 7"]] == ["T"]
    assert notes_on(path) == ["r.csv: 1 row with 'Expired' left out, as not passed."]


@pytest.mark.parametrize(
    ("title", "credential"),
    [
        ("Azure Administrator Associate", "azure-admin"),  # its title in the program says whose it is, too
        ("MCSE: Productivity", "mcse"),
        ("Enabling Office 365 Services", "70-347"),
        ("Exam 70-347: Enabling Office 365 Services", "70-347"),
    ],
)
def test_titles_are_those_of_the_program(title: str, credential: str, write: Write) -> None:
    from spreadsheets import PROGRAM

    roster = pc.read_roster(write("r.csv", report(row(TrainingTitle=title))), program=PROGRAM)
    assert [PROGRAM.credential_id(item.credential) for item in roster.people["MCPID 7"].holds] == [credential]
