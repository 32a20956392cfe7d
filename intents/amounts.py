"""Ages and lengths of time, told apart by what stands around them; learned from ``data/stated.jsonl``."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from intents.durations import SPAN, months
from intents.features import Features, Kinds, Run, Start, sides
from intents.found import LIGHT, Found, overlap
from intents.model import Model
from intents.numerals import NUM, number
from intents.view import View

AGE = "age"
INSURED = "insured_months"
LENGTHS = (INSURED, "months_since_certificate")
SURE = 0.0
"""From this margin on a number counts that no rule read."""
_PAIRS: Kinds = (("c", 2),)
_NUMBERS = re.compile(rf"(?P<span>{SPAN})|(?P<number>{NUM})")
_SEEN = 4
"""Characters that are looked at on each side."""
_YOUNGEST, _OLDEST = 14, 90
_LONGEST = 480
"""Months; what is longer is a year of birth (71年)."""
_ROUGH = re.compile(
    "(?:快|离|快到|将近|接近|近|奔|不到|没到|不满|未满|差不多|大概|大约|约|小|差|断|断了|不是|虚岁|超过|过了|上|前年|[零一二三四五六七八九十0-9])$"
)
_ABOUT = re.compile(
    r"(?:岁|个?月)?(?:多|来[岁年个]|左右|上下|以上|以下|以内|出头|那年|不到|零几|以前|之前|前(?!后)|开始|起)|[也都](?:没|未|不)|(?:还)?差[一二两三四五六七八九十\d]"
)
"""Before and behind these a number is only about so much."""
_COUNTED = re.compile("[个年两俩仨]")
_INSURED = re.compile("[险保缴交]")
"""Without any of these nothing is told of insurance."""


class Amount(NamedTuple):
    """A number or a length of time in a message."""

    start: int
    end: int
    value: int
    is_span: bool


def amounts(view: View) -> Iterator[Amount]:
    """Every number that may be an age, and every length of time, in months."""
    for match in _NUMBERS.finditer(view.text):
        is_span = match["span"] is not None
        value = months(match.group()) if is_span else number(match.group())
        if value is None or _is_rough(view.text, match.start(), match.end()):
            continue
        if value <= _LONGEST if is_span else _YOUNGEST <= value <= _OLDEST:
            yield Amount(match.start(), match.end(), value, is_span)


def _is_rough(text: str, start: int, end: int) -> bool:
    """Whether a number is only about so much, or a date (五月, 07年)."""
    before, said = text[max(0, start - 3) : start], text[start:end]
    dated = said[0] == "0" or (said.endswith("月") and not _COUNTED.search(said))
    return dated or bool(_ROUGH.search(before) or _ABOUT.match(text, end))


def features(view: View, amount: Amount, rules: Sequence[Found]) -> Features:
    """What is seen of a number: the words around it, and what the rules take it for."""
    begin, close = view.clause(amount.start)
    clause = view.text[begin : amount.start] + "#" + view.text[amount.end : close]
    before, after = sides(view.text, amount.start, amount.end, _SEEN)
    sort = "span" if amount.is_span else f"n{amount.value // 10}"
    names = [
        sort,
        f"{amount.is_span}{before[:2]}#{after[:2]}",
        f"{amount.is_span}{before[:1]}#{after[:1]}",
        *[f"R{found.fact}" for found in rules if overlap(found, amount)],
    ]
    starts = [Start(f"{amount.is_span}<", before), Start(f"{amount.is_span}>", after)]
    return Features([Run(_PAIRS, clause)], names, starts=starts)


class Amounts:
    """Reads ages and lengths of time with one model."""

    __slots__ = ("_model",)

    def __init__(self, model: Model) -> None:
        self._model = model

    def read(self, view: View, rules: Sequence[Found]) -> Iterator[Found]:
        """Every age and length of time stated, beside what the rules read."""
        never = () if _INSURED.search(view.text) else (INSURED,)
        for amount in amounts(view):
            margins = self._model.sums(features(view, amount, rules).each()).tolist()
            for fact, margin in zip(self._model.labels, margins, strict=True):
                fits = amount.is_span == (fact in LENGTHS) and not view.supposed(amount.start)
                if margin >= SURE and fits and fact not in never:
                    yield Found(fact, amount.value, amount.start, amount.end, LIGHT)
