"""A campaign: groups of measurements, one process at a time, into one set of results."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.jobs import BATCHES, OURS, PEERS, Contender, Job, measured, run
from benchmarks.kinds import KIND_PEOPLE, MEANS, SIZES, Case, kind_cases, table_cases
from benchmarks.outcomes import Outcome
from benchmarks.results import Results, Row
from benchmarks.startup import START_UP, start_up

#: Up to so many people a roster is made in memory; more come from a Parquet file, as they would.
MOST_IN_MEMORY = 1_000
#: A batch has no cut-off to reach: it is stopped only if it hangs.
BATCH_SECONDS = 3_600.0


@dataclass(frozen=True)
class Settings:
    """How much is measured. Above `peers_up_to` people the peers are not even tried."""

    cut_off: float = 120.0
    sizes: tuple[int, ...] = SIZES
    means: tuple[float, ...] = MEANS
    seeds: tuple[int, ...] = (0,)
    peers_up_to: int = 10_000
    kind_people: int = KIND_PEOPLE
    singles: int | None = None
    sweep_people: int = 1_000
    organizations: int = 10_000
    batch_means: tuple[float, ...] = (3.0,)
    start_up_runs: int = 15


#: Small enough for a look while working.
QUICK = Settings(
    cut_off=2.0,
    sizes=(20, 100, 300),
    means=(3.0,),
    kind_people=20,
    singles=2,
    sweep_people=20,
    organizations=20,
    start_up_runs=1,
)


class Campaign:
    """Measures groups; people are kept as files in a folder while it lasts, results are stored row by row."""

    def __init__(self, settings: Settings, folder: Path, store: Path | None = None) -> None:
        self.settings, self._folder, self._store = settings, folder, store
        self.results = Results(settings.cut_off)

    def start_up(self) -> None:
        """Commands against bare imports."""
        for name, arguments, script, allowed in START_UP:
            found = start_up(name, arguments, script, allowed, self.settings.start_up_runs)
            self.results.start_up.append(found)
            _say(f"{name}: {found.ours:.3f} s, {found.peer:.3f} s")

    def sizes(self) -> None:
        """The main table: ours and the peers by size."""
        for case in table_cases(self.settings.sizes, self.settings.means, self.settings.seeds):
            self._compare("sizes", case)

    def kinds(self) -> None:
        """Other questions: silver, exclusive, cost, single targets."""
        singles = _gold_targets()[: self.settings.singles]
        settings = self.settings
        for case in kind_cases(singles, settings.kind_people, settings.means, settings.seeds):
            self._compare("kinds", case)

    def sweeps(self) -> None:
        """What if a person leaves, for everybody in turn."""
        for mean in self.settings.means:
            case = Case("gold", self.settings.sweep_people, mean, self.settings.seeds[0])
            self._measure("sweeps", case, ["departures"])

    def batch(self) -> None:
        """Every target for each of many organizations, by processes and by a cluster."""
        for mean in self.settings.batch_means:
            case = Case("organizations", self.settings.organizations, mean, self.settings.seeds[0])
            self._measure("batch", case, BATCHES, people_file=self._table(case))

    def _compare(self, group: str, case: Case) -> None:
        """Ours and, up to some size, the peers on one case."""
        people_file = self._people_file(case) if case.people > MOST_IN_MEMORY else None
        peers = PEERS if case.people <= self.settings.peers_up_to else ()
        self._measure(group, case, (*OURS, *peers), people_file=people_file)

    def _measure(
        self,
        group: str,
        case: Case,
        contenders: Iterable[Contender],
        people_file: str | None = None,
    ) -> None:
        row = Row(group, case)
        for name in contenders:
            cut_off = BATCH_SECONDS if name in BATCHES else self.settings.cut_off
            found = measured(Job(name, case, cut_off, people_file), run)
            row.outcomes[name] = found
            _say(f"{group}: {case.kind}, {case.people} people, mean {case.mean:g}, {name}: {_brief(found)}")
        self.results.rows.append(row)
        if self._store:
            self.results.write(self._store)
        for text in row.faults:
            _say(text)

    def _people_file(self, case: Case) -> str:
        """The people of a case as a Parquet file, written when it is first wanted."""
        path = self._folder / f"{case.crowd}.parquet"
        if not path.exists():
            import plan_competency as pc

            from benchmarks.cases import people_of, write

            write(people_of(case, pc.read_program()), path)
        return str(path)

    def _table(self, case: Case) -> str:
        """The people of many organizations as a Parquet file."""
        import plan_competency as pc

        from benchmarks.cases import organizations

        path = self._folder / f"{case.kind}-{case.crowd}.parquet"
        organizations(case.people, case.mean, case.seed, pc.read_program()).write_parquet(path)
        return str(path)


#: The groups by their names, in the order in which they are measured.
GROUPS: dict[str, Callable[[Campaign], None]] = {
    "start-up": Campaign.start_up,
    "sizes": Campaign.sizes,
    "sweeps": Campaign.sweeps,
    "batch": Campaign.batch,
    "kinds": Campaign.kinds,
}


def _gold_targets() -> tuple[str, ...]:
    import plan_competency as pc

    return tuple(map(str, pc.read_program().targets_like("*/gold")))


def _brief(outcome: Outcome) -> str:
    taken = "" if outcome.seconds is None else f"{outcome.seconds:.2f} s, "
    return f"{taken}{outcome.status}, {outcome.error or outcome.value}"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
