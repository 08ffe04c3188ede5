"""Pages as a vendor would publish them, written for these tests, in four languages.

A page is built of lines such as `    - 2 one`: what stands behind the bullet is the
name of a sentence of `published_sentences.yaml` (`# one`, with its number), a
credential, or plain text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

import plan_competency as pc
import yaml

LANGUAGES = ("en", "es", "fr", "de")

#: What each language says for the same rule.
SENTENCES: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("published_sentences.yaml").read_text(encoding="utf-8")
)

_LEARNING = "https://www.microsoft.com/en-us/learning"
_EXAM_WORDS = {"en": "Exam ", "es": "Examen ", "fr": "Examen", "de": "Prüfung "}
_LINE = re.compile(r"(?P<bullet>\s*(?:[-*]|\d[.)])?\s*)(?P<said>.*)", re.DOTALL)


def page(lines: Sequence[str], language: str = "en", *, level: str = "silver", option: str = "build") -> str:
    """A page of June 2017 with one level, whose lines begin at line 7."""
    front = "---\nms.lasthandoff: 06/27/2017\n---\n"
    headings = f'#<a name="works-competency"></a>Works\n##<a name="{option}"></a>Build\n'
    return f'{front}{headings}###<a name="{level}"></a>{level.title()}\n{level_text(lines, language)}'


def level_text(lines: Sequence[str], language: str) -> str:
    return "".join(f"{_line(line, language)}\n" for line in lines)


def _line(line: str, language: str) -> str:
    found = _LINE.fullmatch(line)
    assert found
    said, mark = found["said"].removesuffix("*"), "*" if found["said"].endswith("*") else ""
    if re.fullmatch(r"\d\d-\d{3}", said):
        word = _EXAM_WORDS[language]
        return f"{found['bullet']}[{word}{said}]({_LEARNING}/exam-{said}.aspx): Title {mark}".rstrip()
    return f"{found['bullet']}{_said(said, language)}{mark}"


def _said(name: str, language: str) -> str:
    """The sentence of that name: `2 one` is `# one` with the number put in."""
    numbers = iter(re.findall(r"\d[\d,.]*", name))
    pattern = name if name in SENTENCES else re.sub(r"\d[\d,.]*", "#", name)
    if pattern not in SENTENCES:
        return name
    return re.sub("#", lambda _: next(numbers), SENTENCES[pattern][language])


def damaged(page: bytes, draw: random.Random) -> bytes:
    """A page with lines dropped, swapped, doubled, moved; digits changed; bytes put in; the end cut off."""
    for _ in range(draw.choice((1, 1, 2, 4))):
        lines = page.split(b"\n")
        here, there = draw.randrange(len(lines)), draw.randrange(len(lines))
        match draw.randrange(7):
            case 0:
                del lines[here]
            case 1:
                lines[here], lines[there] = lines[there], lines[here]
            case 2:
                lines.insert(here, lines[there])
            case 3:
                lines[here] = lines[here].lstrip() if draw.random() < 0.5 else b"    " + lines[here]
            case 4:
                lines[here] = bytes(
                    draw.choice(b"0123456789") if chr(b).isdigit() else b for b in lines[here]
                )
            case 5:
                lines[here] += bytes(draw.randrange(256) for _ in range(3))
            case 6:
                del lines[max(here, len(lines) // 3) :]
        page = b"\n".join(lines) or b"x"
    return page


def read_or_refused(page: bytes, path: Path) -> None:
    """A page gives a program with targets or an error that names the file, never anything else."""
    path.write_bytes(page)
    try:
        read = pc.read_pages([path])
    except pc.PlanCompetencyError as error:
        message = str(error)
    else:
        assert read.program.targets()
        return
    assert str(path) in message
