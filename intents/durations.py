"""Lengths of time in months: 三年, 一年半, 一年零两个月, 三年零俩月, 半年, 二十六个月."""

import re

from intents.numerals import CHARS, number

SPAN = (
    rf"[{CHARS}\d]{{1,4}}年(?:半|零?[{CHARS}\d]{{1,3}}个月|零[{CHARS}\d]{{1,3}}月|[两俩仨]月)?"
    rf"|[{CHARS}\d]{{1,5}}个?月|半年|一年半"
)
_PARTS = re.compile(
    rf"(?:(?P<years>[{CHARS}\d]{{1,4}}?)年)?(?P<half>半)?(?:零|又)?(?:(?P<months>[{CHARS}\d]{{1,5}}?)个?月)?"
)


_RECENT = {"上上": 2, "上个": 1, "上月": 1}


def months_ago(said: str) -> int:
    """How many months ago 上上个月, 上个月 and 上月 are; 0 for anything nearer (这个月, 上周, 昨天)."""
    return _RECENT.get(said[:2], 0)


def months(said: str) -> int | None:
    """The months of a span of time; ``None`` where it is not exactly one."""
    if said == "半年":
        return 6
    match = _PARTS.fullmatch(said)
    if match is None or not any(match.groups()):
        return None
    years, single = _value(match["years"]), _value(match["months"])
    if years is None or single is None:
        return None
    return years * 12 + single + (6 if match["half"] else 0)


def _value(said: str | None) -> int | None:
    return number(said.removeprefix("零")) if said else 0
