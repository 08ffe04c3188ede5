"""What pydantic finds wrong, as sentences that say what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from .errors import InvalidReference, place_of

_Details = Mapping[str, Any]


class Finding(NamedTuple):
    """One thing wrong: where it stands, what it is with what to do, and where the key itself stands."""

    path: tuple[str | int, ...]
    message: str
    exact: tuple[str | int, ...]

    def __str__(self) -> str:
        place = place_of(self.path)
        return f"{place}: {self.message}" if place else self.message


def found(value: object) -> str:
    """What stands there instead, shortened."""
    if isinstance(value, dict | list | tuple):
        return "found a mapping" if isinstance(value, dict) else "found a list"
    text = "nothing" if value is None else repr(value)
    return f"found {text if len(text) <= 60 else text[:57] + '...'}"


def _found(details: _Details) -> str:
    return found(details["input"])


def _list_options(details: _Details) -> str:
    return f"must be one of {details['ctx']['expected']} ({_found(details)})"


def _list_more(details: _Details) -> str:
    least = details["ctx"]["min_length"]
    return "is empty: list at least one" if least == 1 else f"is too short: list at least {least}"


def _true_or_false(details: _Details) -> str:
    return f"must be true or false ({_found(details)})"


#: A sentence for each of pydantic's findings that a file can cause.
_SENTENCES: dict[str, Callable[[_Details], str]] = {
    "missing": lambda details: f"'{details['loc'][-1]}' is missing: add it",
    "greater_than_equal": lambda details: f"must be at least {details['ctx']['ge']} ({_found(details)})",
    "less_than_equal": lambda details: f"must be at most {details['ctx']['le']} ({_found(details)})",
    "int_type": lambda details: f"must be a whole number ({_found(details)})",
    "float_type": lambda details: f"must be a number ({_found(details)})",
    "finite_number": lambda details: f"must be a finite number ({_found(details)})",
    "string_type": lambda details: f"must be text ({_found(details)}): put it in quotes",
    "string_unicode": lambda details: "has characters that are not text: remove them",
    "string_too_long": lambda details: (
        f"is longer than {details['ctx']['max_length']} characters: shorten it"
    ),
    "too_long": lambda details: f"is longer than {details['ctx']['max_length']} characters: shorten it",
    "too_short": _list_more,
    "bool_parsing": _true_or_false,
    "bool_type": _true_or_false,
    "literal_error": _list_options,
    "dict_type": lambda details: f"must be a mapping of names to values ({_found(details)})",
    "model_type": lambda details: f"must be a mapping of keys to values ({_found(details)})",
    "tuple_type": lambda details: f"must be a list ({_found(details)})",
}


def findings(error: ValidationError, data: Any) -> Iterator[Finding]:
    """Everything found wrong with some plain data, each thing once."""
    true = filter(_is_true, error.errors(include_url=False))
    yield from dict.fromkeys(_finding(details, data) for details in true)


def _is_true(details: Any) -> bool:
    """Whether a list is as short as pydantic says, which counts only the entries that are good."""
    return details["type"] != "too_short" or bool(len(details["input"]) < details["ctx"]["min_length"])


def _finding(details: Any, data: Any) -> Finding:
    context = details.get("ctx", {})
    cause = context.get("error")
    path = _path_in(data, details["loc"])
    if isinstance(cause, InvalidReference):
        place = (*path, *cause.path)
        return Finding(place, cause.message, place)
    sentence = _SENTENCES.get(details["type"])
    message = sentence(details) if sentence else details["msg"]
    exact = (*path, context["key"]) if details["type"] in ("unknown_key", "same_name") else path
    return Finding(path, message, exact)


def _path_in(data: Any, location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Pydantic's location without the names of models and alternatives in it."""
    path: tuple[str | int, ...] = ()
    for step in location:
        if isinstance(data, dict) and str(step) in data:
            data = data[str(step)]
            path = (*path, str(step))
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
            path = (*path, step)
    return path
