"""What a message wants among the trades and places it names; what it turns down or finds too far is not meant."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.pointing import times_in
from intents.understanding import Mentions, Span, Understanding
from knowledge.facts import FactId, Value
from knowledge.places import Places

_TRADES = ("trade:", "unclear_trade:")
_PLACE = "place:"
_NOT_BEFORE = re.compile(
    r"(?:(?<![要想学报考是用还])(?:不|别|甭)(?:是)?(?:说)?(?:再|太)?[我俺]?(?:想|要|愿意?|打算|用|准备)*(?:再)?(?:给[我俺])?"
    r"(?:学习?|报名?|考|选|上|提)|不是(?:说)?[我俺]?[想要]+(?:学|报|考)?)(?:的是?|什么|啥|那个|这个|那|这)?$"
)
_NOT_AFTER = re.compile(
    r"(?:的?(?:班|课|证))?[我俺]?(?:就|也|都|是|真|先)*"
    r"(?:不(?:想|愿意?|打算|用|要|准备)?再?(?:学|报|考|选|上|要)了?|学不(?:会|了|来|下去)|没(?:啥|什么)?意思|[学干]?够了?|算了|不行|不合适)"
    r"(?=$|[，。！；\s])"
)
_BARE_NO = re.compile(r"(?<!是)不是(?:个)?$")
_FAR = re.compile(r"(?:那边|那里|那儿|县|市|区)?(?:太|有点|忒|离[^，。]{0,4}|那么)远")
_LETS_GO = frozenset({"cancel_order"})
"""Intents that name what is to be given up, and want nothing."""
_NOT_A_TIME = frozenset({"free", "nearby", "soon"})
_UNSURE = 0.5
_SURE = 0.6
_MONEY = re.compile("[补领钱贴]")
_ASKS_FOR_A_CLASS = re.compile("有吗|有没有|有没|[学教]|班|课")
_CLASS = "find_course"
_NOT_CLASSES = frozenset({"three_terminals", "free_training", "who_can_train", "plan_period"})
"""Policy questions that words of a class, a trade and a time may sound like."""


def as_meant(
    understood: Understanding, official: Mapping[str, str], places: Places
) -> Understanding:
    """The message with the trade that it wants, and the place that is not called too far."""
    if understood.command is not None or understood.intent in _LETS_GO:
        return understood
    meant = _with_trade(understood, official)
    meant = replace(meant, mentions=_with_place(meant, places))
    return replace(meant, intent=_CLASS, confidence=_SURE) if _wants_a_class(meant) else meant


def _with_trade(understood: Understanding, official: Mapping[str, str]) -> Understanding:
    stated = understood.facts.get("occupation")
    named = understood.mentions.occupation
    if stated is None and named is None:
        return understood
    trades = tuple(s for s in understood.spans if s.reading.startswith(_TRADES))
    told = tuple(s for s in understood.spans if s.reading.startswith("occupation="))
    wanted = _wanted(understood, trades)
    if stated is not None and any(not _turned_down(understood.text, one) for one in told):
        by_sound = None if trades else named
        return _saying(understood, _official(stated, told, trades, official) or by_sound)
    if not (trades or told) or (wanted is not None and not _loses(understood, trades)):
        return understood
    facts = {name: value for name, value in understood.facts.items() if name != "occupation"}
    if wanted is not None:
        facts["occupation"] = wanted.text
        meant = _saying(replace(understood, facts=facts), _means(wanted))
        shared = wanted.text if _means(wanted) is None else None
        return replace(meant, mentions=replace(meant.mentions, ambiguous_occupation=shared))
    retracted = understood.retracted | {"occupation"}
    return _saying(replace(understood, facts=facts, retracted=retracted), None)


def _saying(understood: Understanding, occupation: str | None) -> Understanding:
    return replace(understood, mentions=replace(understood.mentions, occupation=occupation))


def _official(
    stated: Value, told: tuple[Span, ...], trades: tuple[Span, ...], official: Mapping[str, str]
) -> str | None:
    """The official name of what is stated: by its own name, else by the name that lies in its words."""
    if str(stated) in official:
        return official[str(stated)]
    inside = (t for t in trades for one in told if t.start < one.end and one.start < t.end)
    found = next(inside, None)
    return _means(found) if found else None


def _means(trade: Span) -> str | None:
    kind, _, name = trade.reading.partition(":")
    return name if kind == "trade" else None


def _wanted(understood: Understanding, trades: tuple[Span, ...]) -> Span | None:
    """The first trade named that is not turned down."""
    text = understood.text
    left = [one for one in trades if not _turned_down(text, one)]
    plain = [one for one in left if not _BARE_NO.search(text[: one.start])]
    return next(iter(plain or left), None)


def _loses(understood: Understanding, trades: tuple[Span, ...]) -> bool:
    """Whether a trade is named that the message does not want, beside one that it does."""
    text = understood.text
    return any(
        _turned_down(text, one) or (len(trades) > 1 and _BARE_NO.search(text[: one.start]))
        for one in trades
    )


def _turned_down(text: str, trade: Span) -> bool:
    """Whether the words around a trade say that it is not to be learned (不学叉车了); 不考电工证 does not."""
    if trade.text.endswith(("证", "本")):
        return False
    start = trade.start + (text[trade.start] in "学考" and trade.end - trade.start > 2)
    return bool(_NOT_BEFORE.search(text[:start]) or _NOT_AFTER.match(text, trade.end))


def _with_place(understood: Understanding, places: Places) -> Mentions:
    """The place meant where another is only too far (梁山太远他在兖州); the county behind its city (潍坊寿光)."""
    said, text = understood.mentions, understood.text
    named = [one for one in understood.spans if one.reading.startswith(_PLACE)]
    near = [one for one in named if not _FAR.match(text, one.end)]
    told = tuple(_places(near, places))
    if len(near) == len(named):
        inside = (county for city, county in told if county and city == said.city)
        return said if said.county else replace(said, county=next(inside, None))
    meant = next(iter(told), None)
    return replace(said, city=meant[0] if meant else None, county=meant[1] if meant else None)


def _places(named: list[Span], places: Places) -> Iterator[tuple[str, str | None]]:
    for one in named:
        city = one.reading.removeprefix(_PLACE)
        known = (p for p in places.names() if p.city == city and p.name == one.text)
        yield from ((place.city, place.county or None) for place in known)


def _wants_a_class(understood: Understanding) -> bool:
    """Whether a trade to be learned, and a time or 网上, is what a question is about that was not well understood."""
    facts: Mapping[FactId, Value] = understood.facts
    wishes = set(understood.mentions.wishes) - _NOT_A_TIME
    named = (wishes or any(times_in(understood.text))) and "occupation" in facts
    doubtful = understood.intent in _NOT_CLASSES and understood.confidence < _UNSURE
    return (
        bool(named)
        and doubtful
        and _MONEY.search(understood.text) is None
        and _ASKS_FOR_A_CLASS.search(understood.text) is not None
    )
