"""Templates as CSV and YAML."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...models.errors import NoPlaceInFile
from ...models.templates import Template
from ..csv_tables import separator
from ..formulas import defused, is_formula
from ..whole_files import whole_file
from ..yaml_files import yaml_text
from .texts import Texts


def write_template_csv(template: Template, path: Path, texts: Texts) -> None:
    """A heading for each credential, its title below; separated as spreadsheets of the language expect it."""
    if strange := list(filter(is_formula, template.credentials)):
        lost = [f"{name!r}, which a spreadsheet would take for a formula" for name in strange]
        raise NoPlaceInFile(path, lost, "Write .xlsx or .yaml, which keep it.")
    titles = [defused(template.program.title_of(name)) for name in template.credentials]
    with whole_file(path) as whole, whole.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, delimiter=separator(texts.words), lineterminator="\n")
        table.writerow((texts.person, texts.max_exams, *template.credentials))
        table.writerow(("", "", *titles))


def write_template_yaml(template: Template, path: Path, texts: Texts) -> None:
    """Everything there can be, explained and with examples, in comments to be replaced."""
    text = "\n".join(_lines(template, texts)) + "\n"
    with whole_file(path) as whole:
        whole.write_text(text, encoding="utf-8", newline="\n")


def _lines(template: Template, texts: Texts) -> Iterator[str]:
    say = texts.words.say
    yield _comment(texts.title(template))
    yield _comment(say("Remove the # in front of examples and change them to what is so. Then run:"))
    yield _comment(texts.command, "#   ")
    yield ""
    (_, organization, _), (_, market, _), *metrics = texts.facts(template)
    yield f"organization:  {_comment(organization)}"
    yield f"market:  {_comment(market)}"
    if metrics:
        yield "#metrics:"
    for key, label, needs in metrics:
        yield _comment(label, "#  # ")
        yield from (_comment(need, "#  # ") for need in needs.split("\n"))
        at_least = template.thresholds[key][0][1].at_least
        yield from _example(
            {key: at_least if not isinstance(at_least, dict) else next(iter(at_least.values()))}
        )
    yield ""
    yield "people:"
    for name, holds in _people(template).items():
        yield from _example({name: holds})
    yield ""
    yield _comment(say("The credentials that can count:"))
    for name in template.credentials:
        yield _comment(f"{name}: {texts.hint(name, template)}", "#   ")


def _people(template: Template) -> dict[str, Any]:
    """Somebody with everything there is to say, and somebody who holds nothing."""
    names = template.credentials
    sat = [name for name in names if template.program.credentials[name].is_sat]
    dated = [{"credential": name, "passed": "2017-05-02"} for name in names[1:2]]
    limits = {"max_exams": 1, "cannot_take": sat[-1:]} if sat else {"max_exams": 1}
    return {"Ana": [*names[:1], *dated], "Luis": {"holds": list(names[:1]), **limits}, "Eva": []}


def _example(data: dict[str, Any]) -> Iterator[str]:
    """Data of a roster, one level in, as a comment that is valid without its sign."""
    return (f"#  {line}" for line in yaml_text(data).splitlines())


def _comment(text: str, sign: str = "# ") -> str:
    """One line of comment, whatever breaks of lines there are in names."""
    return f"{sign}{' '.join(text.split())}"
