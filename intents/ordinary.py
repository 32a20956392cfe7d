"""How ordinary a short word is, by jieba's word list: what is a word of its own is not taken for a slip."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from intents.dialect import dialect

SLIP_BELOW = 30
"""A written form at least so frequent is meant as it stands."""
_FREQUENT = re.compile(r"^(\S{2,4}) (\d{2,}) ", re.MULTILINE)
BINDS_FROM = 250
"""A neighbouring word at least so frequent keeps its characters to itself."""


@cache
def _frequencies() -> Mapping[str, int]:
    lines = files("jieba").joinpath("dict.txt").read_text("utf-8")
    counted = ((word, int(count)) for word, count in _FREQUENT.findall(lines))
    return {word: count for word, count in counted if count >= SLIP_BELOW}


def is_slip(text: str, start: int, end: int, meant: str) -> bool:
    """Whether a piece of text that sounds like a known word is a miswriting of it, not words of its own."""
    written = text[start:end]
    same = sum(a == b for a, b in zip(written, meant, strict=False))
    if same * 2 < len(meant):
        return False
    known = _frequencies()
    if written in known or written in dialect().keep:
        return False
    if len(meant) > 3:
        return True
    before, after = text[start - 1 : start + 1] if start else "", text[end - 1 : end + 1]
    return known.get(before, 0) < BINDS_FROM and known.get(after, 0) < BINDS_FROM


def splits_word(text: str, at: int) -> bool:
    """Whether a place lies within a word, and no word ends there (葡萄修|剪, but 美容|院)."""
    known = _frequencies()
    return text[at - 1 : at + 1] in known and text[at - 2 : at] not in known
