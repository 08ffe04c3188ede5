"""The one form of a rule: no order, no remarks, and one way to write what can be written in several.

`{any: [x]}` is x, an `all` in an `all` belongs to it, `{at_least: 1, of: ...}` is `any`,
`{at_least: 2, of: [x, y]}` is `all`, and 100.0 is 100. Labels stay, because sentences use
them; `plain` leaves them out, and two rules are the same if `key` is.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from pydantic import TypeAdapter

from ..base import Frozen
from ..qualifications import Qualification
from ..requirements import AmongThem, Requirement
from ..trees import in_order_of_meaning, plain_data, without_texts

#: What is compared: a condition on a person or on the organization, or a part of one.
Rule: TypeAlias = Qualification | Requirement | AmongThem

_QUALIFICATION: TypeAdapter[Qualification] = TypeAdapter(Qualification)
_REQUIREMENT: TypeAdapter[Requirement] = TypeAdapter(Requirement)
_LISTS = ("all", "any", "of")


def canonical_qualification(qualification: Qualification) -> Qualification:
    """The one form of a condition on a person."""
    return _QUALIFICATION.validate_python(_form(qualification))


def canonical_requirement(requirement: Requirement) -> Requirement:
    """The one form of a condition on the organization."""
    return _REQUIREMENT.validate_python(_form(requirement))


def plain(rule: Frozen | str) -> Any:
    """A rule as plain data, without texts."""
    return without_texts(plain_data(rule))


def key(rule: Rule) -> str:
    """The same for two rules that say the same, if both are canonical."""
    return json.dumps(plain(rule), sort_keys=True)


def _form(rule: Rule) -> Any:
    return in_order_of_meaning(_simplest(plain_data(rule)))


def _simplest(data: Any) -> Any:
    if isinstance(data, list):
        return [_simplest(item) for item in data]
    if isinstance(data, float) and data.is_integer():
        return int(data)
    if not isinstance(data, dict):
        return data
    data = {name: _simplest(data[name]) for name in sorted(data)}
    listed = next((name for name in _LISTS if name in data), None)
    return _simplest_group(data, listed) if listed else data


def _simplest_group(data: dict[str, Any], listed: str) -> Any:
    parts = data[listed] = [inner for part in data[listed] for inner in _spliced(part, listed)]
    if len(parts) == 1 and "overlap" not in data:
        return parts[0]
    if listed != "of" or 1 < data["at_least"] < len(parts):
        return data
    same = "any" if data["at_least"] == 1 else "all"
    texts = {name: value for name, value in data.items() if name not in ("of", "at_least")}
    return _simplest_group({same: parts, **texts}, same)


def _spliced(part: Any, listed: str) -> list[Any]:
    """The parts of an `all` in an `all`, or of an `any` in an `any`; otherwise the part."""
    is_same = isinstance(part, dict) and listed in part and listed != "of" and "overlap" not in part
    return list(part[listed]) if is_same else [part]
