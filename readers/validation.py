"""Plain data to models; what is wrong with it becomes a problem with file, line and fix."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError

from ..models.base import Frozen
from ..models.errors import InvalidFile
from ..models.findings import findings
from .documents import Document

Model = TypeVar("Model", bound=Frozen)


def validated(model: type[Model], document: Document) -> Model:
    """The document's data as a model.

    Raises:
        InvalidFile: with every problem found, each with its line, place and fix.
    """
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        problems = [
            document.problem(path, message, at=exact)
            for path, message, exact in findings(error, document.data)
        ]
        raise InvalidFile(document.path, problems) from None
