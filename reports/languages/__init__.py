"""The languages in which answers are told: English as it stands in the code, the others by translations.

A sentence is looked up by its English form: `words.say("{seats} of {label} are open", ...)`. The
translations are gettext files beside this one, so translators have the tools that they know.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, cached_property
from gettext import GNUTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from ...models.base import nearest
from ...models.errors import UnknownLanguage
from ...models.told import Names, Number, Told, Value

if TYPE_CHECKING:
    from babel import Locale

#: The languages of reports by code, in their own words.
LANGUAGES = {"en": "English", "es": "Español", "fr": "Français", "de": "Deutsch"}


class Language:
    """English; the base of the others."""

    code = "en"

    def say(self, sentence: str, /, **values: object) -> str:
        """A sentence with values in its places, which stand in braces."""
        return self._translated(sentence).format(**values)

    def count(self, number: float, one: str, many: str, /, **values: object) -> str:
        """A number with its noun: `count(2, "{number} exam", "{number} exams")` is "2 exams"."""
        return self._form(number, one, many).format(number=self.number(number), **values)

    def retold(self, sentence: str) -> str:
        """A sentence of the models in this language; as it is where it does not say what it was made from."""
        return sentence

    def number(self, value: float) -> str:
        """`1,234.5`."""
        return f"{value:,}"

    def day(self, day: date) -> str:
        """`5 May 2017`: which is the month can never be in doubt."""
        return f"{day.day} {day:%B %Y}"

    def listed(self, names: Sequence[str], most: int = 8) -> str:
        """`Ana, Eva and Luis`; of a long list the first ones, and how many more there are."""
        shown = list(names[:most])
        if len(names) > most:
            rest = len(names) - most
            shown.append(self.count(rest, "{number} more", "{number} more"))
        return self._joined(shown)

    def _joined(self, names: list[str]) -> str:
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

    def _translated(self, sentence: str) -> str:
        return sentence

    def _form(self, number: float, one: str, many: str) -> str:
        return one if number == 1 else many


class Translated(Language):
    """A language other than English, by its gettext file and Babel's knowledge of its customs."""

    def __init__(self, code: str) -> None:
        self.code = code

    @cached_property
    def _locale(self) -> Locale:
        from babel import Locale

        return Locale.parse(self.code)

    @cached_property
    def _sentences(self) -> GNUTranslations:
        return _sentences(Path(__file__).parent / f"{self.code}.po")

    def number(self, value: float) -> str:
        """`1.234,5` in German."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self._locale, decimal_quantization=False)

    def day(self, day: date) -> str:
        """`5. Mai 2017` in German."""
        from babel.dates import format_date

        return format_date(day, "long", locale=self._locale)

    def retold(self, sentence: str) -> str:
        """A sentence that says what it was made from, made anew."""
        if not isinstance(sentence, Told):
            return sentence
        values = {name: self._value(value) for name, value in sentence.values.items()}
        return self.say(sentence.template, **values)

    def _value(self, value: Value) -> str:
        match value:
            case Number():
                return self.count(*value)
            case Names(names, most, separator):
                told = [self._value(name) for name in names]
                return self.listed(told, most) if separator is None else separator.join(told)
            case int() | float():
                return self.number(value)
            case date():
                return self.day(value)
            case str():
                return self.retold(value)
            case None:
                return ""

    def _joined(self, names: list[str]) -> str:
        from babel.lists import format_list

        return format_list(names, locale=self._locale)

    def _translated(self, sentence: str) -> str:
        return self._sentences.gettext(sentence)

    def _form(self, number: float, one: str, many: str) -> str:
        whole = int(number) if number == int(number) else 2
        return self._sentences.ngettext(one, many, whole)


ENGLISH = Language()


@cache
def language(code: str) -> Language:
    """A language of reports by its code.

    Raises:
        UnknownLanguage: nothing is told in it.
    """
    if code == ENGLISH.code:
        return ENGLISH
    if code not in LANGUAGES:
        names = ", ".join(f"{known} ({name})" for known, name in LANGUAGES.items())
        raise UnknownLanguage(code, nearest(code, LANGUAGES), f"Reports are written in {names}.")
    return Translated(code)


def _sentences(path: Path) -> GNUTranslations:
    """What a gettext file says, which is source text: it needs no building."""
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalog = read_po(file, locale=path.stem, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)
