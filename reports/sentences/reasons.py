"""Why no plan exists, in words."""

from __future__ import annotations

from ...models.reasons import Reason
from ..languages import ENGLISH, Language


def reason_in_words(reason: Reason, words: Language = ENGLISH) -> str:
    """A verified fact, as the model of it says."""
    return words.retold(reason.sentence)
