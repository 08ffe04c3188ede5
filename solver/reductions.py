"""The exact reductions by name, each of which can be switched off.

None of them changes what a plan asks for; each has its proof where it is written.
"""

from __future__ import annotations

from typing import Literal, get_args

Reduction = Literal[
    "met targets",  # solver/today.py: targets that today's people fill need no exams
    "filled seats",  # solver/filling.py: neither do requirements for which enough people qualify
    "ceilings",  # solver/contenders.py: nobody sits more for a seat than others need to
    "dominance",  # solver/reduction.py: people whom enough others outdo are not needed
    "stand-ins",  # solver/reduction.py: of people who are alike, one stands for the many
    "alternatives",  # solver/needs.py: sets of exams that contain others never win
    "relaxation",  # solver/search.py: the linear relaxation before CP-SAT
    "apart",  # solver/relaxation.py: parts that have nothing in common are decided apart
    "fixing",  # solver/relaxation.py: what the relaxation has no room for stays as it is
]
REDUCTIONS: tuple[Reduction, ...] = get_args(Reduction)
