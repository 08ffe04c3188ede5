"""`make bench`: plan-competency beside its peers, as tables with ratios. `--help` has the options."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parent.parent)  # so that the modules here are `benchmarks.*`
    from benchmarks.command import main

    sys.exit(main())
