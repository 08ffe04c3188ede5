"""The command line: what is measured, and where the results go."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.campaign import GROUPS, QUICK, Campaign, Settings
from benchmarks.plot import plot
from benchmarks.results import Results
from benchmarks.tables import in_markdown


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the tables, and say whether all answers agree.

    Returns:
        0 if nobody contradicts anybody and nothing of ours failed, 1 otherwise.
    """
    asked = _parser().parse_args(arguments)
    results = Results.read(asked.stored) if asked.stored else _measured(asked)
    if asked.json:
        results.write(asked.json)
    if asked.plot:
        asked.plot.write_text(plot(results), encoding="utf-8")
    print(in_markdown(results))
    faults = [text for row in results.rows for text in row.faults]
    print("\n".join(faults) or "\nAll answers agree.")
    return 1 if faults else 0


def _measured(asked: argparse.Namespace) -> Results:
    with TemporaryDirectory() as folder:
        campaign = Campaign(_settings(asked), Path(folder), asked.json)
        for name in GROUPS:
            if name in (asked.group or GROUPS):
                GROUPS[name](campaign)
        return campaign.results


def _settings(asked: argparse.Namespace) -> Settings:
    """The usual amount, or a little for a quick look, with what was asked for instead."""
    names = ("cut_off", "sizes", "seeds", "peers_up_to")
    stated = {name: value for name in names if (value := getattr(asked, name)) is not None}
    return replace(QUICK if asked.quick else Settings(), **stated)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks/run.py", description=__doc__)
    parser.add_argument("--group", action="append", choices=GROUPS, help="only this group; may be repeated")
    parser.add_argument("--quick", action="store_true", help="small cases, short cut-off: a minute or two")
    parser.add_argument("--sizes", type=_numbers, metavar="N,N,...", help="numbers of people")
    parser.add_argument("--seeds", type=_numbers, metavar="N,N,...", help="seeds of the people")
    parser.add_argument("--cut-off", type=float, metavar="SECONDS", help="for each measurement")
    parser.add_argument("--peers-up-to", type=int, metavar="N", help="people up to which peers are tried")
    parser.add_argument("--json", type=Path, metavar="FILE", help="store the results")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the group 'sizes' as an SVG")
    parser.add_argument(
        "--from", dest="stored", type=Path, metavar="FILE", help="show stored results instead of measuring"
    )
    return parser


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part.replace("_", "")) for part in text.split(","))
