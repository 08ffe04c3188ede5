"""Reports in four languages: nothing is missing, and the same is said in each."""

from __future__ import annotations

import pickle
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import plan_competency as pc
import pytest
from conftest import program_of, roster_of
from plan_competency.models.told import Names, Number, told
from plan_competency.reports.contents import report_of
from plan_competency.reports.languages import ENGLISH, LANGUAGES, language
from plan_competency.reports.report import Report
from plan_competency.scenarios.changes import Situation
from translations import FILES, Message, catalog_of, completed, messages

GOLDS = ["cloud-crm/gold", "messaging/gold"]


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_the_languages_are_those_with_a_file() -> None:
    assert sorted(LANGUAGES) == sorted(["en", *(path.stem for path in FILES)])


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(pc.UnknownLanguage) as caught:
        language("dee")
    assert str(caught.value) == (
        "There is no language 'dee'. Did you mean 'de'? "
        "Reports are written in en (English), es (Español), fr (Français), de (Deutsch)."
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_everything_is_translated_and_nothing_else(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == completed(path), "run `make translations`"
    catalog = catalog_of(path)
    for message in dict.fromkeys(messages()):
        _check_translation(message, catalog[message].string or "")


def _check_translation(message: Message, translation: str | Sequence[str]) -> None:
    originals = (message,) if isinstance(message, str) else message
    translations = (translation,) if isinstance(translation, str) else translation
    assert len(translations) == len(originals), message
    for text in translations:
        assert text.strip(), f"{message} is not translated: fill it in"
        assert _places(text) == _places(originals[-1]), message


def test_numbers_days_and_lists_follow_the_customs_of_each_language() -> None:
    day = date(2017, 5, 2)
    found = {
        code: (words.number(1234.5), words.day(day), words.listed(["a", "b", "c"]))
        for code, words in ((code, language(code)) for code in LANGUAGES)
    }
    assert found == {
        "en": ("1,234.5", "2 May 2017", "a, b and c"),
        "es": ("1.234,5", "2 de mayo de 2017", "a, b y c"),
        "fr": ("1\u202f234,5", "2 mai 2017", "a, b et c"),
        "de": ("1.234,5", "2. Mai 2017", "a, b und c"),
    }


def test_long_lists_are_cut_and_counted() -> None:
    names = [str(number) for number in range(10)]
    assert ENGLISH.listed(names) == "0, 1, 2, 3, 4, 5, 6, 7 and 2 more"
    assert language("de").listed(names, most=2) == "0, 1 und 8 weitere"


def test_a_sentence_remembers_what_it_was_made_from() -> None:
    sentence = told(
        "{target}: {needed}, the roster has {available}.",
        target="c/gold",
        needed=Number(2, "{number} person is needed", "{number} different people are needed"),
        available=1000,
    )
    assert sentence == "c/gold: 2 different people are needed, the roster has 1,000."
    assert language("de").retold(sentence) == (
        "c/gold: 2 verschiedene Personen sind nötig, die Personalliste hat 1.000."
    )
    assert ENGLISH.retold(sentence) == sentence
    assert pickle.loads(pickle.dumps(sentence)).values == sentence.values


def test_names_are_never_translated_nor_filled_in() -> None:
    sentence = told("{person} leaves", person="{person} eligible and {x}")
    assert sentence == "{person} eligible and {x} leaves"
    assert language("fr").retold(sentence) == "{person} eligible and {x} part"
    joined = told("{person} joins, holding {credentials}", person="A", credentials=Names(("a and b", "c")))
    assert language("es").retold(joined) == "A se incorpora con a and b y c"


def test_a_sentence_of_which_nothing_is_known_stays_as_it_is() -> None:
    assert language("de").retold("Nobody wrote this.") == "Nobody wrote this."


def _texts(report: Report) -> list[str]:
    """Everything that a report says in sentences and headings."""
    found = [
        report.title,
        *(sentence.text for sentence in report.headline),
        *(card.verdict for card in report.cards),
    ]
    for section in report.sections:
        found += [section.title, *(sentence.text for sentence in section.sentences)]
        found += [table.title for table in section.tables] + [chart.title for chart in section.charts]
        found += [column.title for table in section.tables for column in table.columns if column.kind != "id"]
    return found


@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - {"en"}))
def test_reports_say_the_same_in_another_language(code: str, program: pc.Program) -> None:
    roster = pc.find_roster("contoso")
    situation = Situation(program, roster)
    answers = (
        pc.plan(roster, GOLDS, program=program, alternatives=1, share="exclusive"),
        pc.check(roster, GOLDS, program=program),
        pc.what_if(roster, GOLDS, [pc.Leave("Ana Lima")], program=program),
        pc.nearest(roster, ["messaging/*"], program=program),
    )
    for answer in answers:
        english = report_of(answer, situation, ENGLISH, date(2026, 1, 2))
        other = report_of(answer, situation, language(code), date(2026, 1, 2))
        assert [section.key for section in other.sections] == [section.key for section in english.sections]
        pairs = list(zip(_texts(english), _texts(other), strict=True))
        same = {one for one, two in pairs if one == two}
        assert same <= {"Person", "Alternatives", "Alternative 1", "Exam", "Options"}, same


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_why_there_is_no_plan_is_told_in_each_language(code: str) -> None:
    program = program_of({"people": 3, "each": "x"})
    roster = roster_of([], {"cannot_take": ["x"]}, ["nothing-known"])
    plan = pc.plan(roster, ["c/gold"], program=program)
    report = report_of(plan, Situation(program, roster), language(code), date(2026, 1, 2))
    expected = {
        "en": (
            "c/gold: 'x' needs 3 different people, and only 2 can get there: A and C (B will not sit x).",
            "'nothing-known' is not a credential of tiny and counts for nothing (C).",
        ),
        "es": (
            "c/gold: 'x' necesita 3 personas distintas, y solo 2 pueden llegar a ello: A y C (B no hará x).",
            "«nothing-known» no es una credencial de tiny y no cuenta (C).",
        ),
        "fr": (
            "c/gold : 'x' demande 3 personnes différentes, et seulement 2 peuvent y parvenir : A et C "
            "(B ne passera pas x).",
            "« nothing-known » n'est pas une certification de tiny et ne compte pas (C).",
        ),
        "de": (
            "c/gold: 'x' braucht 3 verschiedene Personen, und nur 2 können das erreichen: A und C "
            "(B legt x nicht ab).",
            "„nothing-known“ ist kein Nachweis von tiny und zählt nicht (C).",
        ),
    }
    notes = next(section for section in report.sections if section.key == "notes")
    assert (report.headline[0].text, notes.sentences[0].text) == expected[code]
    assert notes.sentences[0].language == code
