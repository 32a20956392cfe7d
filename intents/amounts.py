"""Ages and lengths of time, told apart by what stands around them; learned from ``data/stated.jsonl``."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from intents.durations import SPAN, months
from intents.found import Found
from intents.model import Model
from intents.numerals import NUM, number
from intents.view import View
from knowledge.facts import FactId

AGE = "age"
LENGTHS = ("insured_months", "months_since_certificate")
SURE = 0.0
"""From this margin on a number counts that no rule read."""
DOUBTED = -0.7
"""Below this one a reading of the rules is dropped."""
_LIGHT = -3
_NUMBERS = re.compile(rf"(?P<span>{SPAN})|(?P<number>{NUM})")
_SEEN = 7
"""Characters that are looked at on each side."""
_YOUNGEST, _OLDEST = 14, 90


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
        if value is not None and (is_span or _YOUNGEST <= value <= _OLDEST):
            yield Amount(match.start(), match.end(), value, is_span)


def features(view: View, amount: Amount, rules: Sequence[Found]) -> Iterator[str]:
    """What is seen of a number: the words around it, and what the rules take it for."""
    before = view.text[max(0, amount.start - _SEEN) : amount.start]
    after = view.text[amount.end : amount.end + _SEEN]
    sort = "span" if amount.is_span else f"n{amount.value // 10}"
    yield sort
    for size in (1, 2, 3, 4):
        yield f"{amount.is_span}<{before[-size:]}"
        yield f"{amount.is_span}>{after[:size]}"
    yield f"{amount.is_span}{before[-2:]}#{after[:2]}"
    yield f"{amount.is_span}{before[-1:]}#{after[:1]}"
    begin, close = view.clause(amount.start)
    clause = view.text[begin : amount.start] + "#" + view.text[amount.end : close]
    yield from (f"c{clause[i : i + 2]}" for i in range(len(clause) - 1))
    for found in rules:
        if found.start < amount.end and amount.start < found.end:
            yield f"R{found.fact}"


class Amounts:
    """Reads ages and lengths of time with one model."""

    __slots__ = ("_model",)

    def __init__(self, model: Model) -> None:
        self._model = model

    def weighed(self, view: View, rules: Sequence[Found]) -> Iterator[Found]:
        """What the rules read, as far as it is believed, and what they did not."""
        doubted: set[tuple[FactId, int]] = set()
        added: list[Found] = []
        for amount in amounts(view):
            margins = self._model.margins(features(view, amount, rules)).tolist()
            for fact, margin in zip(self._model.labels, margins, strict=True):
                if margin < DOUBTED:
                    doubted.add((fact, amount.start))
                elif margin >= SURE and amount.is_span == (fact in LENGTHS):
                    if not view.supposed(amount.start):
                        added.append(Found(fact, amount.value, amount.start, amount.end, _LIGHT))
        yield from (found for found in rules if not _is_doubted(found, doubted))
        yield from added


def _is_doubted(found: Found, doubted: set[tuple[FactId, int]]) -> bool:
    return any(fact == found.fact and found.start <= start < found.end for fact, start in doubted)
