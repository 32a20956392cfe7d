"""Plain text tables for a terminal; Chinese characters count double."""

from collections.abc import Mapping, Sequence
from unicodedata import east_asian_width


def pairs(title: str, values: Mapping[str, str]) -> str:
    """A title with names and values below it; nothing where there are none."""
    return f"{title}\n{_aligned(list(values.items()))}" if values else ""


def rows(heads: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """Columns below their heads; nothing where there are no rows."""
    return _aligned([heads, *body]) if body else ""


def _aligned(body: Sequence[Sequence[str]]) -> str:
    widths = [max(map(_width, column)) for column in zip(*body, strict=True)]
    return "\n".join(
        "  "
        + "  ".join(c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True)).rstrip()
        for row in body
    )


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
