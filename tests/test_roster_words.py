"""The words of spreadsheets: data files that must not contradict each other."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from plan_competency.readers.documents import read_document
from plan_competency.readers.rosters import words as module
from plan_competency.readers.rosters.dates import month_names
from plan_competency.readers.rosters.words import folded, folded_cell, words

LANGUAGES: dict[str, Any] = {
    path.stem: read_document(path).data for path in sorted(module._FOLDER.glob("*.yaml"))
}


def test_there_are_four_languages() -> None:
    assert list(LANGUAGES) == ["de", "en", "es", "fr"]


@pytest.mark.parametrize(("key", "fold"), [("headings", folded), ("cells", folded_cell)])
def test_no_word_means_two_things_in_any_two_languages(key: str, fold: Any) -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for language in LANGUAGES.values():
        for meaning, said in language[key].items():
            for text in said:
                meanings[fold(text)].add(meaning)
    assert {text: found for text, found in meanings.items() if len(found) > 1} == {}


def test_every_language_says_everything() -> None:
    for code, language in LANGUAGES.items():
        assert set(language["headings"]) == set(LANGUAGES["en"]["headings"]), code
        assert set(language["cells"]) == set(LANGUAGES["en"]["cells"]), code


def test_no_word_is_empty_when_it_is_compared() -> None:
    assert "" not in words().headings
    assert "" not in words().marks
    assert "" not in words().totals


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("First Name", "first-name"),
        ("FIRST_NAME", "first-name"),
        ("FirstName:", "first-name"),
        ("Prénom", "first-name"),
        ("PRENOM", "first-name"),
        ("Prüfung", "credential"),
        ("Name (as in the passport)", "person"),
        ("Nº de empleado", "identity"),
        ("First", None),
        ("", None),
    ],
)
def test_headings_are_compared_without_case_accents_signs_and_remarks(
    heading: str, meaning: str | None
) -> None:
    assert words().meaning(heading) == meaning


def test_months_are_clear() -> None:
    names = month_names()
    assert (names["january"], names["januar"], names["enero"], names["janvier"]) == (1, 1, 1, 1)
    assert (names["mrz"], names["set"], names["sept"], names["dez"]) == (3, 9, 9, 12)
    assert "jui" not in names  # juin or juillet
    assert "ju" not in names
