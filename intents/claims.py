"""Figures stated or supposed in a message (一年能领五次, 补2000块), each with the words around it."""

import re
from collections.abc import Iterator

from intents.numerals import CHARS, NUM, number
from intents.understanding import Claim

_CLAIM = re.compile(
    rf"(?:百分之(?P<percent>{NUM})|(?P<tenths>[{CHARS}])成|(?P<n>\d+(?:\.\d+)?|[{CHARS}]+)(?P<wan>万)?(?:多|来)?"
    r"(?P<unit>次|回|元|块|%|个月|年|天|课时|小时|岁|个证|级))"
)
_UNITS = {"回": "次", "块": "元", "小时": "课时", "个证": "次"}
_AROUND = 6


def claims(text: str) -> tuple[Claim, ...]:
    """Every figure with its unit."""
    return tuple(_claims(text))


def _claims(text: str) -> Iterator[Claim]:
    for match in _CLAIM.finditer(text):
        value, unit = _figure(match)
        if value is not None:
            near = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
            yield Claim(value, unit, near)


def _figure(match: re.Match[str]) -> tuple[float | None, str]:
    if match["percent"]:
        return number(match["percent"]), "%"
    if match["tenths"]:
        tenths = number(match["tenths"])
        return (tenths * 10 if tenths else None), "%"
    said = match["n"]
    value = float(said) if said[0].isdigit() else number(said)
    if value is None:
        return None, ""
    return float(value) * (10_000 if match["wan"] else 1), _UNITS.get(match["unit"], match["unit"])
