"""The names of a large roster: looked up in order, without a Python object for each."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

from ..models.base import folded_name, nearest

if TYPE_CHECKING:
    import polars as pl

#: Names that become Python objects at one time, when all are gone through.
_AT_ONCE = 65_536
#: Of names like one that is not known, so many are compared letter by letter.
_COMPARED = 1_000


class SortedNames(Sequence[str]):
    """Different names in the order of their code points, which is that of their bytes in UTF-8."""

    def __init__(self, names: pl.Series) -> None:
        self.series = names

    def __len__(self) -> int:
        return len(self.series)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> SortedNames: ...
    def __getitem__(self, index: int | slice) -> str | SortedNames:
        if isinstance(index, slice):
            return SortedNames(self.series[index])
        return str(self.series[index])

    def __iter__(self) -> Iterator[str]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self.series[start : start + _AT_ONCE].to_list()

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.position(name) is not None

    def position(self, name: str) -> int | None:
        """Where a name stands; None if it is not one of them."""
        if not _is_text(name):
            return None
        place = bisect_left(self, name)
        return place if place < len(self) and self[place] == name else None

    def called(self, written: str) -> str | None:
        """The name that is the same, whatever the case and spaces; None if there is none."""
        if written in self:
            return written
        if not _is_text(written):
            return None
        wanted = folded_name(written)
        like = self.series.filter(self._keys == _key(written))
        return next((name for name in like.to_list() if folded_name(name) == wanted), None)

    def nearest(self, written: str) -> tuple[str, ...]:
        """The names most like one that is not known, best first.

        Of many names those are compared that share most runs of three letters with it.
        """
        import polars as pl

        if len(self) <= _COMPARED or not _is_text(written):
            return nearest(written, self if len(self) <= _COMPARED else ())
        key = _key(written)
        runs = Counter(key[at : at + 3] for at in range(max(1, len(key) - 2)))
        shared = pl.sum_horizontal(
            pl.col("key").str.contains(run, literal=True).cast(pl.UInt32) for run in sorted(runs)
        )
        like = pl.DataFrame({"name": self.series, "key": self._keys}).select("name", shared=shared)
        best = like.filter(pl.col("shared") > 0).sort("shared", "name", descending=[True, False])
        return nearest(written, best["name"].head(_COMPARED).to_list())

    @cached_property
    def _keys(self) -> pl.Series:
        from .coded import fold_keys

        return fold_keys(self.series)


def _key(written: str) -> str:
    import polars as pl

    from .coded import fold_keys

    return str(fold_keys(pl.Series([written], dtype=pl.String))[0])


def _is_text(name: str) -> bool:
    """Whether Polars can hold it: lone surrogates are no text."""
    return not any("\ud800" <= char <= "\udfff" for char in name)
