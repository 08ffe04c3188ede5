"""Options that several commands share; what they mean to the library is in `asking`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from . import suggestions
from .command import Choice, about, all_of, under
from .parsing import assignments, day
from .rosters import ROSTER_READING
from .suggestions import Source
from .terms import TERMS

_PROGRAM = under(
    "Rules",
    click.option(
        "--program",
        "program_source",
        type=Source(suggestions.programs),
        metavar="FILE-OR-ID",
        help="A program file, a folder of them, a published page, or the id of a shipped program. "
        "[default: the shipped catalog]",
    ),
)
_OUTPUT = under(
    "Output",
    click.option(
        "--format",
        "form",
        type=Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="How to print the answer.",
    ),
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False, writable=True),
        metavar="FILE",
        help="Write the answer to a file instead.",
    ),
)
_CIRCUMSTANCES = under(
    "Circumstances",
    click.option(
        "--on",
        shell_complete=suggestions.words("today"),
        callback=day,
        metavar="DATE",
        help="The day in question, as YYYY-MM-DD or today. Without it, what people hold counts as "
        "of today, and what can be sat is as of the program's edition.",
    ),
    click.option(
        "--market",
        type=Choice(["developed", "developing"]),
        help="The organization's market, instead of what the roster states.",
    ),
    click.option(
        "--metric",
        "metrics",
        shell_complete=suggestions.metrics,
        callback=assignments,
        multiple=True,
        metavar="NAME=AMOUNT",
        help="A fact about the organization, instead of what the roster states.",
    ),
)
_SEARCH = under(
    "Search",
    click.option(
        "--time-limit",
        type=float,
        default=60.0,
        show_default=True,
        metavar="SECONDS",
        help="Stop the search then, and say what is proven so far. What is compared with the plan, such as "
        "the other reading, has as long again.",
    ),
    click.option(
        "--workers",
        type=int,
        default=1,
        show_default=True,
        metavar="N",
        help="Threads of the solver: 1 is best for most cases, otherwise 8 or more.",
    ),
    click.option(
        "--seed",
        type=int,
        default=0,
        show_default=True,
        metavar="N",
        help="Seed of the solver: same input and seed, same answer.",
    ),
)
_QUESTION = (
    about(
        "A spreadsheet (XLSX, CSV, ...), YAML, JSON or Parquet file, or the bundled example contoso.",
        click.argument("roster", type=Source(suggestions.rosters), metavar="ROSTER"),
    ),
    about(
        "competency/level, competency/option/level, or a pattern such as '*/gold' (in quotes); "
        "`plan-competency catalog` lists them. Without any, those of the portfolio are meant.",
        click.argument("targets", nargs=-1, metavar="[TARGET]...", shell_complete=suggestions.targets),
    ),
    *_PROGRAM,
    *ROSTER_READING,
    *TERMS,
    *_CIRCUMSTANCES,
    *_SEARCH,
    *_OUTPUT,
)
_DIFF = (
    about(
        "Program files, folders of them, published pages or ids of shipped programs.",
        click.argument("old", type=Source(suggestions.programs), metavar="OLD"),
    ),
    about("The same.", click.argument("new", type=Source(suggestions.programs), metavar="NEW")),
    click.option(
        "--roster",
        type=Source(suggestions.rosters),
        metavar="ROSTER",
        help="Say as well what the changes mean for these people.",
    ),
    *ROSTER_READING,
    *_CIRCUMSTANCES,
    *_SEARCH,
    *_OUTPUT,
)
_CHANGES = under(
    "Changes",
    click.option(
        "--leave", multiple=True, metavar="PERSON", help="A person leaves.", shell_complete=suggestions.people
    ),
    click.option(
        "--join",
        shell_complete=suggestions.newcomer,
        multiple=True,
        metavar="PERSON[=CREDENTIAL,...]",
        help="A person joins, with what he or she holds.",
    ),
    click.option(
        "--pass",
        "passes",
        shell_complete=suggestions.person_and_exam,
        callback=assignments,
        multiple=True,
        metavar="PERSON=CREDENTIAL",
        help="A person passes an exam.",
    ),
    click.option(
        "--lose",
        shell_complete=suggestions.perhaps_person_and_credential,
        multiple=True,
        metavar="[PERSON=]CREDENTIAL",
        help="A credential no longer counts, for a person or for everybody.",
    ),
    click.option(
        "--retire-exam",
        multiple=True,
        metavar="EXAM",
        help="An exam can no longer be sat.",
        shell_complete=suggestions.exams,
    ),
    click.option(
        "--set-metric",
        "set_metrics",
        shell_complete=suggestions.metrics,
        callback=assignments,
        multiple=True,
        metavar="NAME=AMOUNT",
        help="The organization reaches another amount.",
    ),
    click.option(
        "--scenario",
        "scenarios",
        type=Source(suggestions.scenarios),
        multiple=True,
        metavar="FILE-OR-NAME",
        help="Changes from a scenario file, or a bundled scenario.",
    ),
)


_READING = (
    about(
        "A Markdown file; each competency stands on one page.",
        click.argument("pages", nargs=-1, required=True, type=Source(), metavar="PAGE..."),
    ),
    click.option(
        "--language",
        shell_complete=suggestions.words("de", "en", "es", "fr"),
        metavar="CODE",
        help="The pages' language: de, en, es or fr; en is also the English side of pages in two languages."
        " [default: found for each page]",
    ),
    click.option(
        "--include-comments",
        is_flag=True,
        help="Read what stands inside HTML comments, too: it is not published.",
    ),
    click.option(
        "--edition",
        metavar="DATE",
        help="The date of the rules: 2017, 2017-07 or 2017-07-15. [default: the date that the pages bear]",
    ),
)

question_options = all_of(*_QUESTION)
change_options = all_of(*_CHANGES)
diff_options = all_of(*_DIFF)
program_options = all_of(*_PROGRAM)
catalog_options = all_of(*_PROGRAM, *_OUTPUT)
output_options = all_of(*_OUTPUT)
reading_options = all_of(*_READING, *_OUTPUT)


def language_option(text: str) -> Callable[[Any], Any]:
    """The language of what is written; `text` says of what."""
    return click.option(
        "--language",
        shell_complete=suggestions.words("en", "es", "fr", "de"),
        default="en",
        show_default=True,
        metavar="CODE",
        help=text,
    )
