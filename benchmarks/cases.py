"""The people of a case, made from its seed: the same whether as a roster, a CSV or a Parquet file.

Everybody holds floor(Exp(mean)) credentials, drawn uniformly and with replacement, twice the same
is once, from those that the conditions of the catalog's requirements name at any level.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import plan_competency as pc
import polars as pl
from plan_competency.models.qualifications import mentioned
from plan_competency.models.requirements import qualifications

from benchmarks.kinds import Case

#: People of one organization in the table of many, least and most.
SMALLEST, LARGEST = 5, 50
#: What exams cost in the cost cases, in steps of five.
CHEAPEST, DEAREST = 80, 400


def named(program: pc.Program) -> list[str]:
    """The credentials that requirements name themselves, sorted; not what only leads to them."""
    return sorted(
        {
            credential
            for target in program.targets()
            for requirement in program.options_of(target).values()
            for _, qualification in qualifications(requirement)
            for credential in mentioned(qualification)
        }
    )


def people_of(case: Case, program: pc.Program) -> pl.DataFrame:
    """The people in long form: a row for each credential held, one without for who holds nothing."""
    names = named(program)
    found = _holdings(_source(case.seed), case.people, case.mean, len(names))
    return pl.DataFrame(
        {
            "person": _numbered("p", found["person"]),
            "credential": pl.Series(names).gather(found["credential"]),
        }
    )


def roster_of(people: pl.DataFrame) -> pc.Roster:
    """The people as objects."""
    found: dict[str, list[str]] = {}
    for person, credential in people.iter_rows():
        held = found.setdefault(person, [])
        if credential is not None:
            held.append(credential)
    return pc.Roster.model_validate({"people": found})


def write(people: pl.DataFrame, path: Path) -> None:
    """The people as a file, Parquet or CSV by its name."""
    if path.suffix == ".parquet":
        people.write_parquet(path)
    else:
        people.write_csv(path)


def organizations(number: int, mean: float, seed: int, program: pc.Program) -> pl.DataFrame:
    """Many organizations of 5 to 50 people in one table: organization, person, credential."""
    draw, names = _source(seed), named(program)
    sizes = draw.randint(SMALLEST, LARGEST + 1, size=number)
    found = _holdings(draw, int(sizes.sum()), mean, len(names))
    owner, first = np.repeat(np.arange(number), sizes), np.repeat(np.cumsum(sizes) - sizes, sizes)
    person = found["person"].to_numpy()
    return pl.DataFrame(
        {
            "organization": _numbered("o", pl.Series(owner[person])),
            "person": _numbered("p", pl.Series(person - first[person])),
            "credential": pl.Series(names).gather(found["credential"]),
        }
    )


def prices_of(program: pc.Program, seed: int = 0) -> pc.Prices:
    """Made-up prices of everything that is sat."""
    exams = sorted(name for name, facts in program.credentials.items() if facts.is_sat)
    prices = _source(seed).randint(CHEAPEST // 5, DEAREST // 5 + 1, size=len(exams)) * 5
    listed = dict(zip(exams, map(int, prices), strict=True))
    return pc.Prices.model_validate({"currency": "USD", "exams": listed})


def _source(seed: int) -> np.random.RandomState:
    """The older kind of generator: its numbers are the same in every version of numpy."""
    return np.random.RandomState(seed)


def _holdings(draw: np.random.RandomState, people: int, mean: float, credentials: int) -> pl.DataFrame:
    """Who holds what, by numbers, each pair once; who holds nothing has a row without a credential."""
    counts = np.floor(draw.exponential(mean, size=people)).astype(np.int64)
    drawn = draw.randint(0, credentials, size=int(counts.sum()))
    pairs = np.unique(np.repeat(np.arange(people), counts) * credentials + drawn)
    held = pl.DataFrame({"person": pairs // credentials, "credential": pairs % credentials})
    return pl.DataFrame({"person": np.arange(people)}).join(held, on="person", how="left").sort(pl.all())


def _numbered(letter: str, numbers: pl.Series) -> pl.Series:
    """Names of one length, so that they sort as their numbers do."""
    return letter + numbers.cast(pl.String).str.zfill(7)
