"""Pages that are not understood with certainty are refused, with the line and its text."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import plan_competency as pc
import pytest
from published_pages import LANGUAGES, damaged, level_text, page, read_or_refused
from refused_levels import FIRST, REFUSED, TWO
from test_reading_pages import CONSTRUCTS, level_of

Write = Callable[[str, str], Path]


@pytest.mark.parametrize(
    ("lines", "line", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_refused(lines: list[str], line: int, message: str, write: Write) -> None:
    path = write("page.md", page(lines))
    with pytest.raises(pc.InvalidFile) as refused:
        pc.read_pages([path])
    assert f"{path}, line {line}: " in str(refused.value)
    assert message in str(refused.value)


#: Whole pages: what is wrong, the page, and the message.
PAGES: list[tuple[str, str, str]] = [
    ("no heading", level_text(TWO, "en"), "line 1: stands under no level"),
    ("no option", page(TWO).replace('##<a name="build"></a>Build\n', ""), "a level outside of an option"),
    ("no level", page(TWO).replace('###<a name="silver"></a>Silver\n', ""), "stands under no level"),
    ("a level twice", page(TWO) + "\n###Silver\n" + level_text(TWO, "en"), "'silver' stands twice"),
    (
        "an announced option is missing",
        page(TWO).replace("Works\n", "Works\n- [Other](#other)\n", 1),
        "announces the option 'other', and no heading is called that",
    ),
    ("larger than any page", page(TWO) + "word " * 110_000, "characters: this is no requirement page"),
    ("a paragraph without an end", page(TWO) + "word " * 7_000, "characters without a blank line"),
    ("brackets without an end", page(TWO) + "[\n\n" * 2001, "more than 2000 links"),
    ("a control character", page(TWO) + "\x07", "line 11: a control character"),
    (
        "a level without a requirement",
        page(TWO) + "###Gold\n",
        "line 11: no requirement stands below this level: “Gold”",
    ),
    ("no requirement", "# Works\n\n## Build\n\nNothing to do.\n", "in no language that is read"),
    (
        "an unknown language",
        page(TWO).replace("Your organization must have", "La tua organizzazione deve avere"),
        "Pages are read in German (de), English (en), Spanish (es), French (fr)",
    ),
    (
        "a requirement in a heading",
        page(TWO) + "\n### 2 individuals must pass\n",
        "a heading that states a requirement",
    ),
    (
        "a phrase in two languages broken off",
        page(TWO).replace("Works", '<span data-ttu-id="1">Works'),
        "broken off here",
    ),
    (
        "nested too deeply",
        page(TWO) + "".join(f"{'  ' * depth}- x\n" for depth in range(100)),
        "nested too deeply",
    ),
]


@pytest.mark.parametrize(("text", "message"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_refused_pages(text: str, message: str, write: Write) -> None:
    path = write("page.md", text)
    with pytest.raises(pc.InvalidFile) as refused:
        pc.read_pages([path])
    assert str(refused.value).startswith(str(path))
    assert message in str(refused.value)


def test_all_lines_that_are_not_understood_are_named_at_once(write: Write) -> None:
    wrong = ["1. head 2", "    - 2 individuals must frobnicate:"]
    path = write("page.md", page(wrong) + "###Gold\n" + level_text(wrong, "en"))
    with pytest.raises(pc.InvalidFile) as refused:
        pc.read_pages([path])
    assert [problem.line for problem in refused.value.problems] == [FIRST + 1, FIRST + 4]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_a_page_without_one_of_its_sentences_is_refused_or_asks_for_as_many_people(
    construct: str, language: str, write: Write
) -> None:
    """A head that says 4 people never reads as fewer, whichever line is taken out."""
    lines, _ = CONSTRUCTS[construct]
    text = page(lines, language)
    whole = pc.read_pages([write("whole.md", text)]).program
    kept = text.splitlines(keepends=True)
    for index in range(FIRST - 1, len(kept)):
        without = "".join(kept[:index] + kept[index + 1 :])
        try:
            read = pc.read_pages([write("page.md", without)]).program
        except pc.InvalidFile:
            continue
        assert people_of(level_of(read)) == people_of(level_of(whole))


def people_of(requirement: dict[str, object]) -> int:
    """The people whom the cheapest way through a requirement asks for."""
    if "people" in requirement:
        count = requirement["people"]
        assert isinstance(count, int)
        return count
    parts = requirement.get("all") or requirement.get("any") or []
    assert isinstance(parts, list)
    counts = [people_of(part) for part in parts]
    if "any" in requirement:
        return min(counts)
    return max(counts, default=0) if requirement.get("overlap") else sum(counts)


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_a_damaged_page_is_read_or_refused(construct: str, tmp_path: Path) -> None:
    draw = random.Random(construct)
    for language in LANGUAGES:
        text = page(CONSTRUCTS[construct][0], language).encode("utf-8")
        for _ in range(5):
            read_or_refused(damaged(text, draw), tmp_path / "page.md")
