"""Options for the company's own terms: portfolio, sharing, limits, prices, what to keep small."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import click

from . import suggestions
from .command import Choice, no_choice, under
from .parsing import assignments, number
from .suggestions import Source

if TYPE_CHECKING:
    from ..solver.questions import Options

_MEASURES = ("exams", "people", "cost", "hours")


def _order(ctx: click.Context, param: click.Parameter, value: str | None) -> list[str] | None:
    """`cost,exams`."""
    if value is None:
        return None
    names = [name.strip().lower() for name in value.split(",")]
    for name in names:
        if name not in _MEASURES:
            no_choice(name, _MEASURES, param, ctx)
    return names


def _budget(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> dict[str, int | float] | None:
    """`exams=5`; a number alone is a number of exams."""
    found: dict[str, int | float] = {}
    for text in values:
        name, _, amount = text.rpartition("=")
        name = name.strip().lower() or "exams"
        if name in found:
            raise click.BadParameter(f"{name} stands twice: give one amount.", ctx, param)
        if name not in _MEASURES:
            no_choice(name, _MEASURES, param, ctx)
        found[name] = number(amount.strip(), "--budget")
    return found or None


TERMS = under(
    "The company's terms",
    click.option(
        "--portfolio",
        "portfolio_source",
        type=Source(),
        metavar="FILE",
        help="Targets, rules, limits and prices from a file; what the options below state goes before it.",
    ),
    click.option(
        "--share",
        shell_complete=suggestions.words("free", "exclusive", "at-most:"),
        metavar="POLICY",
        help="How many targets one person may serve: free, exclusive or at-most:K. [default: free]",
    ),
    click.option(
        "--reading",
        type=Choice(["strict", "mixed"]),
        help="'So many people do this or so many do that': all alike (strict), or each as it comes (mixed). "
        "[default: strict]",
    ),
    click.option(
        "--minimize",
        shell_complete=suggestions.words(*_MEASURES, separator=","),
        callback=_order,
        metavar="NAME,...",
        help="What to keep small, the most important first: exams, people, cost, hours. "
        "[default: exams,people]",
    ),
    click.option(
        "--prices",
        "prices_source",
        type=Source(),
        metavar="FILE",
        help="What exams cost, as YAML, JSON or CSV.",
    ),
    click.option(
        "--budget",
        shell_complete=suggestions.words(*(f"{name}=" for name in _MEASURES)),
        callback=_budget,
        multiple=True,
        metavar="[NAME=]AMOUNT",
        help="The most to ask for (5, cost=1500, ...): reach the targets of the greatest value within it.",
    ),
    click.option(
        "--pin",
        "pins",
        shell_complete=suggestions.person_and_exam,
        callback=assignments,
        multiple=True,
        metavar="PERSON=EXAM-OR-SEAT",
        help="A person sits this exam, or fills this seat (its label, or a target), in any case.",
    ),
    click.option(
        "--forbid",
        "forbids",
        shell_complete=suggestions.person_and_exam,
        callback=assignments,
        multiple=True,
        metavar="PERSON=EXAM-OR-SEAT",
        help="A person does not sit this exam, or fills no such seat.",
    ),
    click.option(
        "--unavailable",
        shell_complete=suggestions.people,
        multiple=True,
        metavar="PERSON",
        help="A person fills no seat and sits nothing.",
    ),
    click.option(
        "--prefer",
        shell_complete=suggestions.people,
        multiple=True,
        metavar="PERSON",
        help="Whom to ask first where plans are equal otherwise; may be given several times.",
    ),
)


def terms(options: dict[str, Any]) -> Options:
    """What the options mean to the library; they are taken out of `options`."""
    from ..readers.portfolios import read_portfolio, read_prices

    portfolio, prices = options.pop("portfolio_source"), options.pop("prices_source")
    found: dict[str, Any] = {
        "portfolio": None if portfolio is None else read_portfolio(portfolio),
        "prices": None if prices is None else read_prices(prices),
        "pin": options.pop("pins"),
        "forbid": options.pop("forbids"),
    }
    names = ("share", "reading", "minimize", "unavailable", "prefer")
    found |= {name: options.pop(name) for name in names}
    found["budget"] = options.pop("budget") or None  # `demo` asks without any
    return cast("Options", found)


def sources(options: Mapping[str, Any]) -> tuple[str | None, ...]:
    """The files that the options name."""
    return options["portfolio_source"], options["prices_source"], options["program_source"]
