"""Data as YAML, laid out as a person would write it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import yaml

#: Longer lists and mappings get a line for each item.
LONGEST_FLOW = 90
WIDTH = 110


class _Whole(dict[str, Any]):
    """What a file states: a line for each key at least, however short it is."""


def yaml_text(data: dict[str, Any]) -> str:
    """The data as the text of a YAML file: short lists on one line, long ones item by item."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Leaves the dumper of everybody else as it is."""

    Dumper.add_representer(dict, _mapping)
    Dumper.add_representer(list, _list)
    Dumper.add_representer(float, _number)
    Dumper.add_representer(_Whole, _whole)
    return yaml.dump(_Whole(data), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


def _whole(dumper: yaml.SafeDumper, data: dict[str, Any]) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=False)


def _mapping(dumper: yaml.SafeDumper, data: dict[str, Any]) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=_is_short(data))


def _list(dumper: yaml.SafeDumper, data: list[Any]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=_is_short(data))


def _number(dumper: yaml.SafeDumper, data: float) -> yaml.Node:
    """Digits and a point: an exponent is text to whoever reads exam numbers such as 1e5 as text."""
    digits = f"{Decimal(repr(data)):f}"
    return dumper.represent_scalar("tag:yaml.org,2002:float", digits if "." in digits else f"{digits}.0")


def _is_short(data: dict[str, Any] | list[Any]) -> bool:
    return len(str(data)) <= LONGEST_FLOW and not (isinstance(data, dict) and "title" in data)
