"""The function that carries out each operation of a document."""

import inspect
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

from .document import CannotStart, Document


def functions_for(document: Document, module: ModuleType) -> dict[str, Callable[[Any], Any]]:
    """Find the function of each operationId. Raises CannotStart when either has no partner."""
    functions = {
        name: function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }
    ids = {_snake(operation.id): operation.id for operation in document.operations}
    for name in sorted(ids.keys() - functions.keys()):
        raise CannotStart(f"The document has an operation {ids[name]}, the mock has no {name}.")
    for name in sorted(functions.keys() - ids.keys()):
        raise CannotStart(f"The mock has a function {name}, the document has no such operation.")
    return {ids[name]: functions[name] for name in ids}


def _snake(operation_id: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", operation_id).lower()
