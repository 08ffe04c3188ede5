"""A language is a data file: the shipped ones are complete, and a fifth needs no code."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import plan_competency as pc
import pytest
import yaml
from plan_competency.readers.pages import languages as module
from plan_competency.readers.pages.languages import languages
from plan_competency.readers.pages.phrases import Found, Phrases, tokens_of
from published_pages import LANGUAGES, page
from test_reading_pages import A, B, C, items, level_of

Write = Callable[[str, str], Path]
ITALIAN = Path(__file__).with_name("italian.yaml")


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of languages to change."""
    folder = tmp_path / "words"
    shutil.copytree(Path(module.__file__).parent / "words", folder)
    monkeypatch.setattr(module, "_FOLDER", folder)
    languages.cache_clear()
    yield folder
    languages.cache_clear()


def test_the_shipped_languages() -> None:
    assert sorted(languages()) == sorted(LANGUAGES)
    for code, language in languages().items():
        assert language.language == code
        assert set(language.amounts) == set(languages()["en"].amounts)
        assert set(language.levels) == {"silver", "gold"}
        assert set(language.markets) == {"developed", "developing"}


def test_a_fifth_language_is_a_file(words: Path, write: Write) -> None:
    shutil.copy(ITALIAN, words / "it.yaml")
    languages.cache_clear()
    lines = [
        "1. La tua organizzazione deve avere **4** persone che abbiano superato gli esami.",
        "    - **2** persone devono superare uno dei seguenti esami:",
        *items(A, B),
        "    - Le altre **2** persone devono superare il seguente esame:",
        *items(C),
        "2. La tua organizzazione deve soddisfare le soglie di prestazioni.",
        "    - Devi avere 25 clienti nuovi.",
    ]
    expected = {
        "all": [
            {"people": 2, "each": {"any": [A, B]}},
            {"people": 2, "each": C},
            {"metric": "performance-1", "at_least": 25, "unit": "customers"},
        ]
    }
    path = write("page.md", page(lines))
    assert level_of(pc.read_pages([path]).program) == expected
    assert level_of(pc.read_pages([path], language="it").program) == expected
    with pytest.raises(pc.UnknownLanguage, match=r"fr \(French\), it \(Italian\)"):
        pc.read_pages([path], language="pt")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sentence": {"smae": ["x"]}}, "smae"),
        ({"sentence": {}}, "sentence has no all, among"),
        ({"focuss": ["x"]}, "unknown key 'focuss'"),
        ({"markets": {"sunny": ["x"]}}, "sunny"),
        ({"focus": [""]}, "focus"),
    ],
)
def test_a_language_file_with_a_mistake_names_it(
    words: Path, write: Write, change: dict[str, object], message: str
) -> None:
    data = yaml.safe_load((words / "en.yaml").read_text(encoding="utf-8"))
    (words / "en.yaml").write_text(yaml.safe_dump({**data, **change}), encoding="utf-8")
    with pytest.raises(pc.InvalidFile, match=r"en\.yaml") as wrong:
        pc.read_pages([write("page.md", page(["1. head 2", "    - 2 one", *items(A, B)]))])
    assert message in str(wrong.value)


#: A phrase, a text, and the numbers that are found in it; None where it does not match from the first word.
PHRASES: list[tuple[str, str, dict[str, int] | None]] = [
    ("the same {n} people", "The SAME 5 people", {"n": 5}),
    ("the same {n} people", "the same 5people", {"n": 5}),
    ("the same {n} people", "the same people", None),
    ("{k} of the {n} people", "2 of the 4 people", {"k": 2, "n": 4}),
    ("all of? the exams", "all the exams", {}),
    ("all of? the exams", "all of the exams", {}),
    ("exam/exams", "exams", {}),
    ("l'un/l'une des", "l\u2019une des", {}),
    ("{n} new .. customers", "3 new Enterprise Mobility + Security (EMS) customers", {"n": 3}),
    ("{n} new .. customers", "3 new seats and 4 customers", None),
    ("{n} new .. customers", "3 new a b c d e f g h i customers", None),
    ("us$ {n}", "US$100,000", {"n": 100000}),
    ("us$ {n}", "CA$100,000", None),
    ("{n} seats", "2\u00b9 seats", None),
    ("{n} usd", "100.000USD", {"n": 100000}),
    ("{n} usd", "1.5 USD", None),
    ("{n} months", "twelve months", {"n": 12}),
]


@pytest.mark.parametrize(("phrase", "text", "numbers"), PHRASES)
def test_phrases(phrase: str, text: str, numbers: dict[str, int] | None) -> None:
    (first, *_) = Phrases([("it", [phrase])]).find_all(tokens_of(text, {"twelve": 12}))
    assert (dict(first.numbers) if isinstance(first, Found) else None) == numbers


def test_the_longest_phrase_wins_whatever_the_order() -> None:
    phrases = [("short", ["all"]), ("long", ["all individuals"])]
    for order in (phrases, phrases[::-1]):
        (found,) = Phrases(order).find_all(tokens_of("All individuals"))
        assert isinstance(found, Found)
        assert found.meaning == "long"
