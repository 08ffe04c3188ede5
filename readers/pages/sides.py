"""The two sides of a bilingual page held against each other: translations have misprints."""

from __future__ import annotations

from ...models.differences import differences
from ...models.errors import InvalidFile
from ...models.programs import Program
from .page import PageRead, read_page
from .program import program_of
from .source import HIDDEN_SIDE


def disagreements(page: PageRead, base: Program, *, include_comments: bool) -> list[str]:
    """What the English side of a page says otherwise than the local one, which was read."""
    if not page.has_english_side:
        return []
    try:
        english = read_page(
            page.path, base.credentials, language=HIDDEN_SIDE, include_comments=include_comments
        )
    except InvalidFile as error:
        return [f"{page.path}: its English side is not understood: {error.problems[0]}"]
    local, other = (program_of([side], side.competencies, base, None)[0] for side in (page, english))
    return [
        f"{page.path}: its English side says otherwise of {change.place}: {change.sentence}"
        for change in differences(local, other)
    ]
