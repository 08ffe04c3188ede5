"""Results as Markdown tables."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from benchmarks.jobs import BATCHES, PEERS
from benchmarks.outcomes import Outcome
from benchmarks.results import Results, Row

#: What the columns mean, beneath the tables that have them.
LEGEND = (
    "Seconds from people in memory to the answer; for the peers that includes building the model. "
    "What takes less than 15 seconds is the median of three runs, everything else is of one. "
    '"Proven least": the question that the peers answer, the proven minimum of exams (or cost) alone. '
    '"Whole answer": all that `plan` says, with its status. "Ratio": the better peer by "proven least"; '
    '">=" where no peer proved the minimum by the cut-off. "MiB": the most memory that the process of the '
    "whole answer held."
)
_TITLES = {
    "start-up": "Start-up: whole processes, seconds",
    "sizes": "All competencies at gold, jointly",
    "kinds": "Other questions",
    "sweeps": "Single departures",
    "batch": "Many organizations of 5 to 50 people, every target at gold and silver",
}


def in_markdown(results: Results) -> str:
    """All tables that there is something for."""
    made = {
        "start-up": _start_up(results),
        "sizes": [_comparison(row, results.cut_off) for row in results.of("sizes")],
        "kinds": [
            {"question": row.case.kind, **_comparison(row, results.cut_off)} for row in results.of("kinds")
        ],
        "sweeps": [_sweep(row) for row in results.of("sweeps")],
        "batch": [_batch(row) for row in results.of("batch")],
    }
    found = [f"## {_TITLES[group]}\n\n{_table(rows)}" for group, rows in made.items() if rows]
    found += list(_growth(results.of("sizes")))
    if results.of("sizes") or results.of("kinds"):
        found.append(LEGEND)
    found.append(", ".join(f"{name} {value}" for name, value in results.machine.items()))
    return "\n\n".join(found)


def in_short(results: Results) -> str:
    """Ours beside the peers, for the cases in which they were asked."""
    rows = [row for row in results.of("sizes") if any(name in row.outcomes for name in PEERS)]
    return _table(
        [
            {
                "people": f"{row.case.people:,}",
                "credentials each": f"{row.case.mean:g}",
                "plan-competency": _in_short(row.outcomes["fewest"], results.cut_off),
                "tight model, HiGHS": _in_short(row.outcomes["tight"], results.cut_off),
                "textbook model, CP-SAT": _in_short(row.outcomes["textbook"], results.cut_off),
                "times faster than the better": ratio(row, results.cut_off),
            }
            for row in rows
        ]
    )


def _in_short(outcome: Outcome, cut_off: float) -> str:
    return seconds(outcome, cut_off).partition(",")[0]


def _start_up(results: Results) -> list[dict[str, str]]:
    return [
        {
            "ours : peer": item.name,
            "ours": f"{item.ours:.3f}",
            "peer": f"{item.peer:.3f}",
            "ratio": f"{item.ratio:.2f}",
            "allowed": "-" if item.allowed is None else f"{item.allowed:g}",
        }
        for item in results.start_up
    ]


def _comparison(row: Row, cut_off: float) -> dict[str, str]:
    """Ours beside the peers."""
    found, answer = row.outcomes, row.outcomes.get("answer")
    ours = found.get("fewest")
    cells: dict[str, str] = {name: seconds(found.get(name), cut_off) for name in PEERS}
    return {
        **_people(row),
        "least": least(row),
        "read": "-" if ours is None or ours.reading is None else f"{ours.reading:.2f}",
        "ours: proven least": seconds(ours, cut_off),
        "ours: whole answer": _with_status(answer, cut_off),
        **cells,
        "ratio": ratio(row, cut_off),
        "MiB": "-" if answer is None or answer.peak is None else f"{answer.peak:,.0f}",
    }


def _people(row: Row) -> dict[str, str]:
    return {"people": f"{row.case.people:,}", "mean": f"{row.case.mean:g}", "seed": str(row.case.seed)}


def _sweep(row: Row) -> dict[str, str]:
    outcome = row.outcomes["departures"]
    if outcome.seconds is None or not outcome.value:
        return {**_people(row), "departures": "-", "seconds": outcome.status, "each": "-"}
    each = outcome.seconds / outcome.value
    return {
        **_people(row),
        "departures": f"{outcome.value:,}",
        "seconds": f"{outcome.seconds:.2f}",
        "each": f"{each:.4f}",
    }


def _batch(row: Row) -> dict[str, str]:
    cells = {"organizations": f"{row.case.people:,}", "mean": f"{row.case.mean:g}"}
    for name in BATCHES:
        outcome = row.outcomes[name]
        cells[name], cells[f"verdicts a second, {name}"] = outcome.status, "-"
        if outcome.seconds and outcome.value:
            cells[name] = f"{outcome.seconds:.0f}"
            cells[f"verdicts a second, {name}"] = f"{outcome.value / outcome.seconds:,.0f}"
    return cells


def _growth(rows: Sequence[Row]) -> Iterator[str]:
    """How much longer 100,000 people take than 1,000, reading aside."""
    for mean in dict.fromkeys(row.case.mean for row in rows):
        small, large = (_median(rows, people, mean) for people in (1_000, 100_000))
        if small and large:
            yield (
                f"From 1,000 to 100,000 people (mean {mean:g}) the proven least takes "
                f"{large / small:.1f} times as long, reading aside."
            )


def _median(rows: Sequence[Row], people: int, mean: float) -> float | None:
    """The median seconds of our proven least."""
    asked = [row.outcomes["fewest"] for row in rows if (row.case.people, row.case.mean) == (people, mean)]
    times = [outcome.seconds for outcome in asked if outcome.proven and outcome.seconds]
    return median(times) if times and len(times) == len(asked) else None


def least(row: Row) -> str:
    """The minimum that somebody has proven."""
    proven = [outcome for outcome in row.outcomes.values() if outcome.proven]
    values = {"impossible" if item.status == "infeasible" else f"{item.value:,}" for item in proven}
    return " or ".join(sorted(values)) or "not proven"


def seconds(outcome: Outcome | None, cut_off: float) -> str:
    """How long a proof took, or what was known at the cut-off."""
    if outcome is None:
        return "not run"
    if outcome.status == "failed":
        return "failed"
    if outcome.proven:
        return f"{outcome.seconds:.2f}"
    if outcome.status == "stopped":
        return f"> {cut_off:g}, stopped"
    bound = "none" if outcome.bound is None else f"{outcome.bound:,}"
    best = "none" if outcome.value is None else f"{outcome.value:,}"
    return f"> {cut_off:g}, bound {bound}, best {best}"


def _with_status(outcome: Outcome | None, cut_off: float) -> str:
    """How long a whole answer took, and what it is worth."""
    if outcome is None or outcome.seconds is None:
        return seconds(outcome, cut_off)
    return f"{outcome.seconds:.2f} {outcome.status}"


def ratio(row: Row, cut_off: float) -> str:
    """How many times as long the better peer takes."""
    ours = row.outcomes.get("fewest")
    peers = [row.outcomes[name] for name in PEERS if name in row.outcomes]
    if ours is None or not ours.proven or not ours.seconds:
        return "-"
    finished = [peer.seconds for peer in peers if peer.proven and peer.seconds]
    if finished:
        return _times(min(finished) / ours.seconds)
    tried = any(peer.status != "failed" for peer in peers)
    return f">= {_times(cut_off / ours.seconds)}" if tried else "-"


def _times(number: float) -> str:
    """A ratio, never rounded up."""
    return f"{math.floor(number * 10) / 10:.1f}" if number < 10 else f"{math.floor(number):,}"


def _table(rows: Sequence[dict[str, str]]) -> str:
    columns = list(rows[0])
    lines = [columns, ["---:" if name not in ("question", "ours : peer") else "---" for name in columns]]
    return "\n".join(map(_line, [*lines, *(list(row.values()) for row in rows)]))


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
