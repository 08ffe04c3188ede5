"""Columns as codes: each row the number of its text, and each text once, in order.

What is said about a text is worked out once a text, however many rows have it. Needs Polars.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

#: Everything that `str.strip` takes away: what `\s` is to Polars, and the last four.
BLANKS = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\x1c\x1d\x1e\x1f"
)


@dataclass(frozen=True)
class Coded:
    """A column of text.

    Attributes:
        codes: the position of each row's text in `texts`; shape (rows,).
        texts: the different texts, sorted.
    """

    codes: NDArray[np.uint32]
    texts: pl.Series

    def retold(self, texts: pl.Series) -> Coded:
        """The same column with other texts in the place of these; those that are equal become one."""
        import numpy as np

        order = texts.arg_sort()
        ordered = texts.gather(order)
        is_new = ordered.ne_missing(ordered.shift()).to_numpy()
        places = np.empty(len(texts), dtype=np.uint32)
        places[order.to_numpy()] = np.cumsum(is_new) - 1
        return Coded(places[self.codes], ordered.filter(is_new))

    def changed(self, texts: pl.Series) -> Coded:
        """As `retold`; at no cost if the texts are the same."""
        return self if texts.equals(self.texts) else self.retold(texts)

    def where(self, rows: NDArray[np.bool_]) -> Coded:
        """Some of the rows, with the texts that these have."""
        import numpy as np

        codes = self.codes[rows]
        stays = np.bincount(codes, minlength=len(self.texts)) > 0
        return Coded((np.cumsum(stays) - 1)[codes].astype(np.uint32), self.texts.filter(stays))

    def text(self, row: int) -> str:
        """The text of one row."""
        return str(self.texts[int(self.codes[row])])


def coded(column: pl.Series) -> Coded:
    """A column of text, whole numbers, categories or dates, as text without blanks around it.

    Nothing (null) is an empty text; a time at midnight is its day.
    """
    whole = _by_hash(column)
    texts = whole.retold(as_text(whole.texts))
    return texts.changed(texts.texts.str.strip_chars(BLANKS))


def _by_hash(column: pl.Series) -> Coded:
    """A column by its different values, in any order.

    Hashes are ranked instead of values, which takes a tenth of the time; that rows with the
    same hash have the same value is then checked, and values are ranked if it is not so.
    """
    found = _by_ranks(column, column.hash().rank("dense"))
    if found.texts.gather(found.codes).eq_missing(column).all():
        return found
    return _by_ranks(column, column.rank("dense").fill_null(0))


def _by_ranks(column: pl.Series, ranks: pl.Series) -> Coded:
    import numpy as np

    codes = ranks.to_numpy().astype(np.uint32)
    if len(codes):
        codes -= codes.min()
    rows = np.zeros(int(codes.max()) + 1 if len(codes) else 0, dtype=np.uint32)
    rows[codes] = np.arange(len(codes), dtype=np.uint32)
    return Coded(codes, column.gather(rows))


def as_text(values: pl.Series) -> pl.Series:
    """Values as they would stand in a file of text."""
    import polars as pl

    if isinstance(values.dtype, pl.Datetime):
        day = values.dt.date().cast(pl.String)
        values = day.zip_with(values.dt.time() == time(0), values.cast(pl.String))
    return values.cast(pl.String).fill_null("")


def composed(texts: pl.Series) -> pl.Series:
    """The texts in Unicode's composed form (NFC), which what is ASCII has already."""
    is_ascii = (texts.str.len_bytes() == texts.str.len_chars()).all()
    return texts if is_ascii else texts.str.normalize("NFC")


def fold_keys(names: pl.Series) -> pl.Series:
    """A text for each name, the same for names that `folded_name` makes the same.

    The reverse need not hold: what has the same key is to be compared by `folded_name`. Two texts
    that fold to the same have the same letters in capitals, made from the small ones.
    """
    single = composed(names)
    if single.str.contains(r"[\s\x1c-\x1f--\x20]|  ").any():
        single = single.str.replace_all(r"[\s\x1c-\x1f]+", " ")
    return single.str.strip_chars(" ").str.to_lowercase().str.to_uppercase()
