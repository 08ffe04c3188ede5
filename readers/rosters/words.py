"""What headings and cells of spreadsheets say: the words of each language, a data file each in `words/`."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from ...models.base import Frozen
from ..documents import read_document
from ..validation import validated

_FOLDER = Path(__file__).parent / "words"

#: What a column may be. `date` is when it was passed, where no column says so by name; `none` is of no
#: concern here.
Meaning = Literal[
    "person", "first-name", "last-name", "company-e-mail", "e-mail", "identity",
    "credential", "passed", "date", "expires", "status", "max-exams", "month", "planned", "none",
]  # fmt: skip
#: What a cell may say of a credential.
Mark = Literal["held", "not-held", "cannot-take"]

_Words = tuple[Annotated[str, StringConstraints(min_length=1)], ...]


class _Language(Frozen):
    headings: dict[Meaning, _Words] = Field(description="headings by what their columns are")
    cells: dict[Mark, _Words] = Field(description="what stands in the cells of credentials")
    never: _Words = Field(description="what stands in the place of a day of expiry where there is none")
    totals: _Words = Field(description="what stands before sums")
    months: _Words = Field(description="short names of months besides those of the Unicode data")


@dataclass(frozen=True)
class Words:
    """The words of all languages together, folded.

    Attributes:
        headings: heading to what the column is.
        marks: text of a cell to what it says.
        never: what stands for no day of expiry.
        totals: what stands before sums.
        locales: the languages.
        months: short names of months by language, besides those that are known everywhere.
    """

    headings: Mapping[str, Meaning]
    marks: Mapping[str, Mark]
    never: frozenset[str]
    totals: frozenset[str]
    months: Mapping[str, tuple[str, ...]]

    def meaning(self, heading: str) -> Meaning | None:
        """What a column is, by its heading; what stands in brackets behind it is a remark."""
        return self.headings.get(folded(heading)) or self.headings.get(folded(heading.split("(")[0]))


@lru_cache(maxsize=1)
def words() -> Words:
    """What is known in any language."""
    spoken = {path.stem: validated(_Language, read_document(path)) for path in sorted(_FOLDER.glob("*.yaml"))}
    languages = spoken.values()
    return Words(
        {
            folded(text): meaning
            for item in languages
            for meaning, said in item.headings.items()
            for text in said
        },
        {folded_cell(text): mark for item in languages for mark, said in item.cells.items() for text in said},
        frozenset(folded_cell(text) for item in languages for text in item.never),
        frozenset(folded(text) for item in languages for text in item.totals),
        {code: item.months for code, item in spoken.items()},
    )


def folded(heading: str) -> str:
    """A heading as it is compared: letters and digits only, without case and accents."""
    return "".join(char for char in _without_accents(heading) if char.isalnum())


def folded_cell(text: str) -> str:
    """A cell as it is compared: no case and accents, single blanks, no stop at the end."""
    single = " ".join(_without_accents(text).replace("\u2019", "'").split())
    return single.rstrip(".!") or single


def _without_accents(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in spread if not unicodedata.combining(char))


#: The meanings that the option --column can give.
GIVEN: tuple[Meaning, ...] = tuple(
    item for item in get_args(Meaning) if item not in ("date", "month", "planned", "none")
)
