"""Folding of written Chinese before it is compared: traditional, full-width, spaces, case."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

_SPACES = re.compile(r"\s+")
_HAN = re.compile(r"[\u3400-\u9fff]")


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """The text in simplified characters (OpenCC's t2s)."""
    return str(_simplifier().convert(text)) if _HAN.search(text) else text


def folded(text: str) -> str:
    """The text as it is compared: NFKC, simplified, lower case, no white space."""
    return _SPACES.sub("", simplified(unicodedata.normalize("NFKC", text)).lower())
