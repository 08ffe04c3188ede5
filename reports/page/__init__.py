"""A report as one HTML file: opens offline, prints, and runs nothing that stands in a roster."""

from __future__ import annotations

from base64 import b64encode
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ..report import Report
from ..states import LOOKS

if TYPE_CHECKING:
    from jinja2 import Template

_HERE = Path(__file__).parent
_LOOKS = ("colours", "page", "tables", "charts", "print")


def page_of(report: Report) -> str:
    """A report as an HTML page that needs nothing else: styles, script and pictures are in it.

    Where the library that draws charts is not installed, their figures stand in their place, unless a
    table of the same section has them.
    """
    from markupsafe import Markup

    from . import values
    from .charts import drawn

    style = "\n".join(_read(f"looks/{name}.css") for name in _LOOKS)
    script = _read("page.js")
    return _template().render(
        report=report,
        language=report.words.code,
        say=report.words.say,
        count=report.words.count,
        shown=partial(values.shown, words=report.words),
        drawn=partial(drawn, words=report.words),
        style=Markup(style),  # noqa: S704 - a file of our own, with nothing of an answer in it
        script=Markup(script),  # noqa: S704 - the same
        policy=_policy(style, script),
    )


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded, and no style or script may apply but our own."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)};"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from . import values

    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        figures=values.figures,
        by_state=values.by_state,
        printed=values.printed,
        readable=values.readable,
        is_matrix=values.is_matrix,
        key=values.key,
        looks=LOOKS,
        unbroken=values.unbroken,
        tally=values.tally,
        way=values.way,
    )
    return environment.get_template("page.html")
