"""What people type on a command line: dates, numbers, NAME=VALUE."""

from __future__ import annotations

import math
import re
from contextlib import suppress
from datetime import date, datetime

import click

_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """`YYYY-MM-DD`, or `today`."""
    if value is None or value == "today":
        return date.today() if value else None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        message = f"'{value}' is not a date: write it as YYYY-MM-DD, or today."
        raise click.BadParameter(message, ctx, param) from None


def assignment(text: str) -> tuple[str, str]:
    """`NAME=VALUE`, split at the last "=" because names of people may have one."""
    name, _, value = (part.strip() for part in text.rpartition("="))
    if not name or not value:
        raise click.BadParameter(f"'{text}' is not NAME=VALUE.")
    return name, value


def assignments(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Several of `NAME=VALUE`."""
    return tuple(map(assignment, values))


def number(text: str, option: str) -> int | float:
    """An amount: 320000 or 0.5; 320.000 is one of these in some countries, and the other one in others."""
    if _GROUPED.fullmatch(text):
        whole = text.replace(".", "")
        message = f"'{text}' may be {whole} or {float(text):g}: write {whole}, or {float(text)}."
        raise click.BadParameter(message, param_hint=option)
    with suppress(ValueError):
        return int(text)
    with suppress(ValueError):
        amount = float(text)
        if math.isfinite(amount):
            return amount
    raise click.BadParameter(f"'{text}' is not a number.", param_hint=option)
