"""What is to be translated. `make translations` adds to the files what is missing, to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "reports" / "languages").glob("*.po"))
#: The functions that name a sentence, and which of their arguments have one.
_PLACES: dict[str, tuple[int, ...] | None] = {
    "say": None,
    "marked": None,
    "told": None,
    "count": (2, 3),
    "Number": (2, 3),
}
_TOLD = {name: _PLACES[name] for name in ("told", "marked", "Number")}

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {language}\\n"
"Plural-Forms: {plural}\\n"

"""

#: A sentence, or the forms of one with a number.
Message = str | tuple[str, ...]


def messages() -> Iterator[Message]:
    """Everything that code and templates say, in the order of the files."""
    code = (
        path
        for room in ("models", "readers", "solver", "scenarios", "reports")
        for path in ROOT.glob(f"{room}/**/*.py")
    )
    for path in sorted(code):
        words = _TOLD if path.is_relative_to(ROOT / "readers") else _PLACES  # `count` is one of bytes there
        yield from (found[1] for found in extract_from_file("python", path, keywords=words))
    for path in sorted(ROOT.glob("reports/page/templates/*.html")):
        options = {"extensions": "jinja2.ext.do"}
        yield from (
            found[1] for found in extract_from_file("jinja2", path, keywords=_PLACES, options=options)
        )


def catalog_of(path: Path) -> Catalog:
    """What a file of translations says."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


def completed(path: Path) -> str:
    """The file in the order of the messages: what is missing is added without a translation."""
    old, new = catalog_of(path), Catalog(path.stem)
    for message in dict.fromkeys(messages()):
        known = old.get(message)
        new.add(message, known.string if known else None)
    text = BytesIO()
    write_po(text, new, width=110, omit_header=True)
    return HEADER.format(language=path.stem, plural=new.plural_forms) + text.getvalue().decode()


if __name__ == "__main__":
    for path in FILES:
        path.write_text(completed(path), encoding="utf-8")
