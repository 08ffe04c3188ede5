"""How `make docs` builds this folder into pages, with Sphinx."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel

project = "plan-competency"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = project
html_static_path: list[str] = []
exclude_patterns = ["pictures.py"]
nb_execution_mode = "off"  # the tests run the notebook and compare what it shows
myst_heading_anchors = 3
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
napoleon_use_rtype = False
#: Blocks with words behind the language, such as the name of a file, are highlighted all the same.
suppress_warnings = ["misc.highlighting_failure"]


def _fields(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Fields of models with their descriptions, which stand in the code as `Field(description=...)`."""
    if what == "class" and isinstance(obj, type) and issubclass(obj, BaseModel):
        lines.append("")
        for field, facts in obj.model_fields.items():
            text = (facts.description or "").replace("*", r"\*")
            lines.append(f"* ``{field}``: {text}" if text else f"* ``{field}``")


def _plain(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Docstrings put code in single backquotes, as Markdown does."""
    lines[:] = [re.sub(r"(?<!`)`([^`]+)`(?!`)", r"``\1``", line) for line in lines]


def setup(app: Any) -> None:
    """Hook into Sphinx."""
    app.connect("autodoc-process-docstring", _plain)
    app.connect("autodoc-process-docstring", _fields)
