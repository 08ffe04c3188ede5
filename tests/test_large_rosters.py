"""Large rosters by columns: the same people and the same errors as row by row, within limits."""

from __future__ import annotations

import csv
import io
import random
import sys
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import plan_competency as pc
import polars as pl
import pytest
from plan_competency.readers import large_rosters, large_tables
from plan_competency.readers.coded import BLANKS, coded, fold_keys
from plan_competency.readers.large_rosters import read_large_roster
from roster_tables import HEADER, everybody, in_parquet, refusal, small, written
from test_untrusted_files import NASTY, mutated

GOOD = f"""{HEADER}\
Luis,70-345,2016-05-02,2030-01-01
"Lima, Ana",Exam MB2-714,,
Eva,,,
Luis, 70-347 ,,2019-05-02
"Bo ""Q"" Berg",mb2 - 714
,,,
  Zoë ,70-345,2018-01-01,

Luis,70-345,,
李雷,cafe\u0301,,
"""


def outcome(read: Callable[[Path], pc.Workforce], path: Path) -> object:
    """The people in a file, or what is wrong with it."""
    try:
        return everybody(read(path))
    except pc.PlanCompetencyError as error:
        return type(error), str(error)


def test_the_same_people_in_name_order(tmp_path: Path) -> None:
    (path := tmp_path / "r.csv").write_text(GOOD, encoding="utf-8")
    expected = small(path).people
    assert len(expected) == 6
    for read in (read_large_roster(path), pc.read_roster(in_parquet(path))):
        assert isinstance(read, pc.TableRoster)
        assert everybody(read) == expected
        assert list(read.people) == sorted(expected)
        assert len(read.people) == len(expected)
        assert (read.organization, read.market, dict(read.metrics)) == (None, None, {})


def test_parquet_may_have_dates_numbers_and_categories(tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    pl.DataFrame(
        {
            " Person": pl.Series(["Ana", "Ana", "Eva"], dtype=pl.Categorical),
            "CREDENTIAL": [642, 70345, None],
            "passed": [date(2016, 5, 2), None, None],
            "expires": [datetime(2019, 5, 2), None, None],
        }
    ).write_parquet(path)
    holds = [{"credential": "642", "passed": "2016-05-02", "expires": "2019-05-02"}, "70345"]
    assert everybody(pc.read_roster(path)) == {
        "Ana": pc.Person.model_validate(holds),
        "Eva": pc.Person(),
    }


#: What is wrong, and the text of the file.
BAD = [
    ("a name in two ways", f"{HEADER}Ana,x\nEva,\nLuis,x\n ana,y\nANA,z\n"),
    ("two names in two ways", f"{HEADER}Eva,x\nAna,x\nANA,y\nEVA,z\n"),
    ("a name composed and not", f"{HEADER}Jos\u00e9,x\nJose\u0301,y\n"),
    ("a name with sharp s", f"{HEADER}Straße,x\nSTRASSE,y\n"),
    ("a name with more spaces", f"{HEADER}Ana Lima,x\nAna  Lima,y\n"),
    ("a name with another space", f"{HEADER}Ana Lima,x\nAna\u3000Lima,y\n"),
    ("no date", f"{HEADER}Ana,x\nAna,y,2016-05-02,soon\n"),
    ("a day that is not", f"{HEADER}Ana,x,2017-02-29,\n"),
    ("a year that is not", f"{HEADER}Ana,x,0000-01-01,\n"),
    ("a short date", f"{HEADER}Ana,x,2017-1-1,\n"),
    ("a date and time", f"{HEADER}Ana,x,2017-01-01 00:00:00,\n"),
    ("a date in other digits", f"{HEADER}Ana,x,\u0662\u0660\u0661\u0667-01-01,\n"),
    ("expired before passed", f"{HEADER}Ana,x,,\nAna,y,2016-05-02,2016-05-01\n"),
    ("nobody", f"{HEADER}Ana,x,,\n ,y,,\n"),
    ("a date alone", f"{HEADER}Ana,x,,\nEva,,,2016-05-01\n"),
    ("a half row behind a second spelling", f"{HEADER}Ana,x\nANA,x\n,x\n"),
    ("a half row before a second spelling", f"{HEADER}Ana,x\n,x\nANA,x\n"),
    ("a control character in a name", f"{HEADER}Ana,x\nA\x1bna,x\n"),
    ("a line break in a name", f'{HEADER}Ana,x\n"A\nna",x\nEva,x,no,\n'),
    ("a control character in a credential", f"{HEADER}Ana,x\nAna,7\x8545\n"),
    ("a name too long", f"{HEADER}Ana,x\n{'n' * 4001},x\n"),
    ("a credential too long", f"{HEADER}Ana,x\nAna,{'c' * 201}\n"),
    ("expired before passed, and more", f"{HEADER}Ana,{'c' * 201},2016-05-02,2016-05-01\n"),
    ("much at once", f"{HEADER}Ana,{'c' * 201},no,no\nEva,x,2016-05-02,2016-05-01\nAna,y,no,\n"),
    ("more than is listed", HEADER + "".join(f"P{number},x,no,\n" for number in range(30))),
    ("no rows", HEADER),
    ("only blank rows", f"{HEADER},,,\n ,,,\n"),
    ("no column for credentials", "person,exam\nAna,x\n"),
    ("an unknown column", "person,credential,expire\nAna,x,\n"),
    ("a column twice", "person,credential,person\nAna,x,Eva\n"),
]
#: The same for what only CSV can have.
BAD_CSV = [
    ("an empty file", ""),
    ("only blanks", " \n\n"),
    ("semicolons", "person;credential\nAna;x\n"),
    ("too many cells", f"{HEADER}Ana,x\nEva,x,,,\nAna,y\n"),
    ("too many cells at the end", f"{HEADER}Ana,x\nEva,x,,,"),
    ("too many cells behind a half row", f"{HEADER}Ana,x\n,y\nEva,x,,,\n"),
    ("too many cells behind a bad date", f"{HEADER}Ana,x,no\nEva,x,,,\n"),
    ("an open quote", f'{HEADER}Ana,x\n"Eva,x\n'),
    ("text behind a quote", f'{HEADER}Ana,x\n"Eva"s,x\n'),
    ("a cell beyond measure", f"{HEADER}{'n' * 200_000},x\n"),
    ("a zero byte", f"{HEADER}Ana,x\0\n"),
    ("a bad date far behind a name of two lines", f'{HEADER}"Ana\n",x\nEva,x\nLuis,x,no,\n'),
]
OTHER_BYTES = [
    ("another encoding", f"{HEADER}José,x\n".encode("latin-1")),
    ("another encoding and another header", "person\nJosé\n".encode("latin-1")),
]


@pytest.mark.parametrize("text", [row[1] for row in BAD + BAD_CSV], ids=[row[0] for row in BAD + BAD_CSV])
def test_the_same_errors_from_csv(tmp_path: Path, text: str) -> None:
    (path := tmp_path / "r.csv").write_bytes(text.encode())
    assert refusal(read_large_roster, path) == refusal(small, path)


@pytest.mark.parametrize("raw", [row[1] for row in OTHER_BYTES], ids=[row[0] for row in OTHER_BYTES])
def test_the_same_errors_about_bytes(tmp_path: Path, raw: bytes) -> None:
    (path := tmp_path / "r.csv").write_bytes(raw)
    assert refusal(read_large_roster, path) == refusal(small, path)


@pytest.mark.parametrize("text", [row[1] for row in BAD[:-1]], ids=[row[0] for row in BAD[:-1]])
def test_the_same_errors_from_parquet_by_row(tmp_path: Path, text: str) -> None:
    (path := tmp_path / "r.csv").write_text(text, encoding="utf-8")
    breaks = text.count("\n") - len(list(csv.reader(io.StringIO(text, newline=""))))
    said = refusal(small, path).replace(", line 1:", ":")
    for line in range(40, 1, -1):
        said = said.replace(f"r.csv, line {line}, ", f"r.csv: row {line - 1 - breaks * (line > 3)}, ")
    assert refusal(pc.read_roster, in_parquet(path)) == said.replace("r.csv", "r.parquet")


#: What is wrong, a column of that name, and what the message says.
COLUMNS: list[tuple[str, str, Sequence[Any] | pl.Series, str]] = [
    ("fractions", "credential", [1.1], "the column 'credential' holds Float64: write text"),
    ("bytes", "person", [b"Ana"], "the column 'person' holds Binary: write text"),
    ("lists", "person", [["Ana"]], "the column 'person' holds List(String): write text"),
    ("numbers for dates", "passed", [20160502], "holds Int64: write dates, or text as YYYY-MM-DD"),
    ("a time of day", "passed", [datetime(2016, 5, 2, 7)], "row 1, people.Ana[0].passed: '2016-05-02 07:00"),
    ("a zone", "passed", pl.Series([datetime(2016, 5, 2)]).dt.replace_time_zone("UTC"), "time_zone='UTC'): "),
    ("a year without end", "expires", pl.Series([3_000_000]).cast(pl.Int32).cast(pl.Date), "row 1, people"),
    ("an index", "__index_level_0__", [0], "r.parquet: unknown column '__index_level_0__'"),
]


@pytest.mark.parametrize(
    ("name", "values", "said"), [row[1:] for row in COLUMNS], ids=[row[0] for row in COLUMNS]
)
def test_columns_of_parquet_that_are_refused(
    tmp_path: Path, name: str, values: Sequence[Any] | pl.Series, said: str
) -> None:
    path = tmp_path / "r.parquet"
    pl.DataFrame({"person": ["Ana"], "credential": ["x"], name: values}).write_parquet(path)
    assert said in refusal(pc.read_roster, path)


def test_what_is_not_parquet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    assert "there is no such file" in refusal(pc.read_roster, path)
    assert "is a directory" in refusal(pc.read_roster, _folder(tmp_path / "folder.parquet"))
    rng = random.Random(1)
    pl.DataFrame({"person": ["Ana"] * 9, "credential": [*"abcdefghi"]}).write_parquet(path)
    good = path.read_bytes()
    for raw in [
        b"",
        b"PAR1",
        b"person,credential\nAna,x\n",
        *(good[: rng.randrange(len(good))] for _ in "1234"),
    ]:
        path.write_bytes(raw)
        assert "r.parquet: is empty" in (said := refusal(pc.read_roster, path)) or "is not Parquet" in said


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def test_mutated_files_read_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The path by columns and the one row by row are both taken often."""
    read, taken = large_tables._row_by_row, []

    def row_by_row(path: Path, *rest: Any) -> large_tables.Columns:
        taken.append(path)
        return read(path, *rest)

    monkeypatch.setattr(large_tables, "_row_by_row", row_by_row)
    monkeypatch.setattr("test_untrusted_files.NASTY", [*NASTY, '"', '""', ",", "\n", "\r\n", "ß", "SS", " "])
    path, rng = tmp_path / "r.csv", random.Random(3)
    for _ in range(250):
        path.write_bytes(mutated(GOOD, rng).encode("utf-8", "surrogatepass"))
        assert outcome(read_large_roster, path) == outcome(small, path), path.read_bytes()
    assert 40 < len(taken) < 210


@pytest.mark.parametrize("bad", ["Eva,x,,,", ",x", "Eva,x,no", 'Eva,"x"y', "p 7,x"])
@pytest.mark.parametrize("quoted", [False, True])
def test_one_bad_row_among_many(tmp_path: Path, bad: str, quoted: bool) -> None:
    name = '"P {}"' if quoted else "P {}"
    lines = [f"{name.format(number)},x,2017-01-02," for number in range(12_000)]
    lines.insert(10_000, bad)
    (path := tmp_path / "r.csv").write_text(HEADER + "\n".join(lines), encoding="utf-8")
    said = refusal(read_large_roster, path)
    assert said == refusal(small, path)
    assert "r.csv, line 10002" in said


def test_lines_end_as_they_like(tmp_path: Path) -> None:
    (path := tmp_path / "r.csv").write_text(GOOD, encoding="utf-8")
    expected = everybody(small(path))
    for text in (
        GOOD.rstrip("\n"),
        GOOD + "\n\n",
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        f"\n{GOOD}",
    ):
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
        assert everybody(read_large_roster(path)) == expected


def test_names_that_fold_to_the_same_have_the_same_key() -> None:
    """Held for every character there is, alone; keys and folded names are made letter by letter."""
    letters = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
    keys = fold_keys(pl.Series(letters))
    assert keys.equals(fold_keys(pl.Series([letter.casefold() for letter in letters])))
    assert keys.equals(fold_keys(pl.Series([unicodedata.normalize("NFD", letter) for letter in letters])))
    blanks = [letter for letter in letters if letter.isspace()]
    assert sorted(BLANKS) == blanks
    assert fold_keys(pl.Series([f"a {blank}b{blank}" for blank in blanks])).unique().to_list() == ["A B"]
    assert coded(pl.Series([f"{blank}a{blank}" for blank in blanks])).texts.to_list() == ["a"]


@pytest.mark.parametrize(
    ("text", "is_well_quoted"),
    [
        ('"a","b ""c"" d",""', True),
        ('"""a""",b\n"c"\r\n"d",', True),
        ('"a,b', False),
        ('x"a",b', False),
        (' "a",b', False),
        ('"a"x,b', False),
        ('"a" ,b', False),
        ('a"b,c"d', False),
    ],
)
def test_where_quotes_stand(text: str, is_well_quoted: bool) -> None:
    assert large_tables._is_well_quoted(memoryview(text.encode())) == is_well_quoted


def test_hashes_that_collide_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path := tmp_path / "r.csv").write_text(GOOD, encoding="utf-8")
    expected = everybody(small(path))
    monkeypatch.setattr(pl.Series, "hash", lambda series: pl.Series([7] * len(series), dtype=pl.UInt64))
    assert everybody(read_large_roster(path)) == expected
    assert everybody(pc.read_roster(in_parquet(path))) == expected


def test_if_much_is_wrong_the_rest_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_rosters, "_MOST_REFUSED", 10)
    path = written(tmp_path / "r.csv", [(f"P{number}", "x", "no", "") for number in range(50)])
    said = refusal(read_large_roster, path).splitlines()
    assert said[:-1] == refusal(small, path).splitlines()[:7]
    assert said[-1].endswith("r.csv: 43 more values are wrong like these")
