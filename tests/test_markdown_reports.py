"""Reports as Markdown: what is written is what a reader of Markdown sees, and names are never markup."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from plan_competency.reports.markdown import escaped, markdown_of
from small_reports import HOSTILE, small_report

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

EXPECTED = """\
# Plan for Ana Lima

- **Organization:** Ana Lima
- **Day:** 1 July 2017

2 exams for 1 person.

Ana Lima is in it.

- **Cloud CRM, gold:** ✗ not eligible today; 2 seats open; threshold met
- **Ana Lima, gold:** ✓ eligible

## Exams

Ana Lima sits 2 exams.

### Exams to sit

Nobody needs more than these.

| Person | Exam | For | By | Hours |
| --- | --- | --- | --- | ---: |
| Ana Lima | ✎ MB2-714 (Microsoft Dynamics CRM 2016 Sales) | Cloud CRM, gold | 1 July 2017 | 1,200 |
| Eva | ✎ MB2-714 (Microsoft Dynamics CRM 2016 Sales) | Cloud CRM, gold | 1 July 2017 | 12.5 |

## Progress

### Seats of each target

| Target | filled | open |
| --- | ---: | ---: |
| Cloud CRM, gold | 3 | 1 |
| Messaging, gold | 2 | 2 |

## People

### People/credentials: who holds what

| Person | 70-300 | 70-301 |
| --- | --- | --- |
| Person 0 | ✓ | ✓ 2 May 2016 |
| Person 1 | ✓ 2 May 2016 | ✎ 2 times |
| Person 2 | ✎ 2 times |  |

✓ holds it, ✎ will sit it

- 70-300: Title of exam number 0 &amp; more
- 70-301: Title of exam number 1 &amp; more
"""


def test_a_report() -> None:
    assert markdown_of(small_report()) == EXPECTED


def test_days_and_numbers_are_those_of_the_language() -> None:
    text = markdown_of(small_report("de"))
    assert "| 1. Juli 2017 | 1.200 |" in text
    assert "| 1. Juli 2017 | 12,5 |" in text


def inlines(text: str) -> list[Token]:
    return [token for token in READER.parse(text) if token.type == "inline"]


def said(token: Token) -> str:
    """What a reader sees; nothing but text and the bold names that the report itself makes."""
    children = token.children or []
    assert {child.type for child in children} <= {"text", "strong_open", "strong_close"}, token.content
    return "".join(child.content for child in children)


def shape(text: str) -> list[str]:
    return [token.type for token in READER.parse(text)]


@pytest.mark.parametrize("name", HOSTILE, ids=map(repr, HOSTILE))
def test_a_name_is_text_wherever_it_stands(name: str) -> None:
    text, plain = markdown_of(small_report(name=name)), markdown_of(small_report(name="Ana Lima"))
    assert shape(text) == shape(plain)
    seen = [said(token) for token in inlines(text)]
    shown = " ".join(name.split())
    assert seen == [part.replace("Ana Lima", shown) for part in map(said, inlines(plain))]
    assert shown in seen


@pytest.mark.parametrize("name", HOSTILE, ids=map(repr, HOSTILE))
def test_a_text_alone_is_one_paragraph(name: str) -> None:
    tokens = READER.parse(escaped(name))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert said(tokens[1]) == " ".join(name.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MB2-714, 2.5 hours (at 12 %): a/b = c + d", "MB2-714, 2.5 hours (at 12 %): a/b = c + d"),
        ("https://x.y", "https\\://x.y"),
        ("see WWW.x.y", "see WWW\\.x.y"),
        ("12) x", "12\\) x"),
        ("---", "\\---"),
        ("+ x", "\\+ x"),
        ("    code", "code"),
        ("a\nb", "a b"),
        ("a|b", "a&#124;b"),
        ("", ""),
    ],
)
def test_only_what_could_be_markup_is_escaped(text: str, expected: str) -> None:
    assert escaped(text) == expected
