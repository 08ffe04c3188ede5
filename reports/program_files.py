"""Programs as the YAML files from which they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console

from ..models.programs import Program

if TYPE_CHECKING:
    import yaml

#: Longer lists and mappings get a line for each item.
LONGEST_FLOW = 90
WIDTH = 110
_LAST = {"note": 1, "source": 2}


def program_file(program: Program) -> str:
    """The program as the text of a YAML file, which reads back equal."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Short lists on one line, long ones item by item, as a person would write them."""

    Dumper.add_representer(dict, _mapping)
    Dumper.add_representer(list, _list)
    data = _ordered(program.model_dump(mode="json", exclude_none=True, by_alias=True))
    return yaml.dump(data, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


def print_program_file(program: Program, console: Console) -> None:
    """The program as a YAML file; long lines stay as they are."""
    console.out(program_file(program), end="", highlight=False)


def _ordered(data: Any) -> Any:
    """What is ruled before where it comes from."""
    if isinstance(data, list):
        return [_ordered(item) for item in data]
    if not isinstance(data, dict):
        return data
    return {key: _ordered(data[key]) for key in sorted(data, key=lambda key: _LAST.get(key, 0))}


def _mapping(dumper: yaml.SafeDumper, data: dict[str, Any]) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=_is_short(data))


def _list(dumper: yaml.SafeDumper, data: list[Any]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=_is_short(data))


def _is_short(data: dict[str, Any] | list[Any]) -> bool:
    return len(str(data)) <= LONGEST_FLOW and not (isinstance(data, dict) and "title" in data)
