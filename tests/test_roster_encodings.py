"""Text files: encodings, and what stands between the cells."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from plan_competency.readers.rosters.separated import separator_of
from spreadsheets import message_on, notes_on, people_in

TEXT = "Name;Prüfung\nJosé Gómez;70-347\nZoë Müller;MB2-714\n"
PEOPLE = {"José Gómez": ["70-347"], "Zoë Müller": ["MB2-714"]}

#: Encodings in which a file says what it is, or that nothing else can be.
CERTAIN: list[tuple[str, bytes]] = [
    ("UTF-8", TEXT.encode()),
    ("UTF-8 with a mark", codecs.BOM_UTF8 + TEXT.encode()),
    ("UTF-16 with a mark, little end first", codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")),
    ("UTF-16 with a mark, big end first", codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")),
    ("UTF-16, little end first", TEXT.encode("utf-16-le")),
    ("UTF-16, big end first", TEXT.encode("utf-16-be")),
    ("UTF-32 with a mark", codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le")),
]


@pytest.mark.parametrize(("what", "raw"), CERTAIN, ids=[what for what, _ in CERTAIN])
def test_an_encoding_that_is_certain(what: str, raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(raw)
    assert people_in(path) == PEOPLE
    assert notes_on(path) == []


def guess(encoding: str) -> str:
    return (
        f"r.csv is not UTF-8 and was read as {encoding}, which is a guess: if names look wrong, name the "
        "encoding with --encoding."
    )


def test_windows_1252_is_a_guess_and_said(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(TEXT.encode("windows-1252"))
    assert people_in(path) == PEOPLE
    assert notes_on(path) == [guess("Windows-1252")]


def test_other_encodings_are_guessed_from_the_text(tmp_path: Path) -> None:
    names = ["Дмитрий Жуков", "Юлия Щукина", "Фёдор Цой", "Людмила Ильина"]
    path = tmp_path / "r.csv"
    path.write_bytes("\n".join(["Name;Exam", *(f"{name};70-347" for name in names * 5)]).encode("cp1251"))
    assert list(people_in(path)) == names
    assert notes_on(path) == [guess("cp1251")]


def test_signs_within_words_are_no_western_text(tmp_path: Path) -> None:
    """In Windows-1252 this would be Wa³êsa and D¹browski: letters of another alphabet."""
    names = ["Paweł Wałęsa", "Łukasz Dąbrowski", "Małgorzata Wiśniewska", "Agnieszka Zielińska"]
    names += ["Grzegorz Brzęczyszczykiewicz"]
    path = tmp_path / "r.csv"
    path.write_bytes("\n".join(["Name;Exam", *(f"{name};70-347" for name in names * 5)]).encode("cp1250"))
    assert list(people_in(path)) == names
    assert notes_on(path) == [guess("cp1250")]


def test_the_option_says_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(TEXT.encode("mac-roman"))
    assert people_in(path, encoding="mac-roman") == PEOPLE
    assert notes_on(path, encoding="mac-roman") == []


NOT_IN, NAME_ONE = "is not text in the encoding ", ": name one such as utf-8 or windows-1252"

#: What is wrong, the bytes, the encoding that is named, and the message.
WRONG: list[tuple[str, bytes, str | None, str]] = [
    ("another than is named", TEXT.encode("latin-1"), "utf-8", NOT_IN + "utf-8: name the right one"),
    ("none that exists", TEXT.encode(), "utf-99", "there is no encoding 'utf-99'" + NAME_ONE),
    ("none of text", TEXT.encode(), "base64", "there is no encoding 'base64'" + NAME_ONE),
    ("empty", b" \n", None, "is empty"),
    ("empty but for a mark", codecs.BOM_UTF16_LE, None, "is empty"),
    ("binary", b"Name,Exam\nAna,\0\n", None, "is not a text file: it has binary data in it"),
    ("half of a sign", codecs.BOM_UTF16_LE + b"a", None, NOT_IN + "utf-16-le: name the right one"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "raw", "encoding", "said"), WRONG, ids=[row[0] for row in WRONG])
def test_an_encoding_that_is_wrong(
    what: str, raw: bytes, encoding: str | None, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(raw)
    assert message_on(path, encoding=encoding) == f"r.csv: {said}"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", [".csv", ".tsv", ".txt"])
def test_cells_are_separated_in_four_ways_whatever_the_ending(
    separator: str, ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"r{ending}"
    path.write_text(TEXT.replace(";", separator), encoding="utf-8")
    assert people_in(path) == PEOPLE


#: A text, and what separates its cells.
SEPARATED: list[tuple[str, str]] = [
    ("Name;Exam\nLima, Ana;x\nOrtega, Luis;y\n", ";"),  # commas in all rows but the header
    ('Name,Exam\n"Lima; Ana",x\n', ","),
    ("Last, First;Exam\nLima, Ana;x\n", ";"),  # as many of both: text has commas
    ("Our team, 2024\n\nName\tExam\nAna\tx\nEva\ty\n", "\t"),
    ("Name\nAna\n", ","),  # one column
    ("Name;Exam;Date\nAna;x;1,5\nEva;y;2,5\nLuis;z;\n", ";"),
]


@pytest.mark.parametrize(("text", "separator"), SEPARATED)
def test_what_separates_cells_is_found(text: str, separator: str) -> None:
    assert separator_of(text) == separator


def test_excel_may_say_what_separates_cells(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("sep=|\nName|Exam\nA, B|x\n", encoding="utf-8")
    assert people_in(path) == {"A, B": ["x"]}


def test_quotes(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text('Name;Exam\n"Lima; ""Ana""";"70-347"\n', encoding="utf-8")
    assert people_in(path) == {'Lima; "Ana"': ["70-347"]}


def test_more_cells_than_the_header(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("Name;Exam\nAna;x;;\nLima;Eva;x\n", encoding="utf-8")
    assert message_on(path) == (
        "r.csv, line 3: has 3 cells, but the header has 2: put text with semicolons in quotes"
    )
