"""Labelled lines: one JSON object a line, a faulty one named by file and line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from intents.errors import BadLine

Made = TypeVar("Made")


def parsed(
    path: Path, number: int, text: str, make: Callable[[dict[str, Any]], Made], shape: str
) -> Made:
    """What ``make`` makes of one line; raises ``BadLine``, with ``shape`` where it cannot make anything of it."""
    try:
        return make(json.loads(text))
    except json.JSONDecodeError as error:
        raise BadLine(path, number, f"not JSON: {error.msg}") from None
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BadLine(path, number, shape) from None
