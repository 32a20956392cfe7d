"""Which of the trades named in a message is the one wanted, learned or certified; learned from ``data/stated.jsonl``.

Every stretch that may name a trade is looked at with what stands around it, and the likeliest one is taken. What
somebody works as, what a relative learned, a trade taken back and a word that is no trade at all stay behind.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from intents.features import Features, Kinds, Run, Start, sides
from intents.found import Found, overlap
from intents.model import Model
from intents.names import Named
from intents.pieces import Around
from intents.trade_spans import TRADE, Seen, TradeReader, bare, whole
from intents.view import View

SURE = -0.3
"""From this sum of both margins on a trade is stated."""
ANSWERS = -0.9
"""The same where the trade was asked for."""
SEEN = 0.6
"""How much the margins of its characters weigh beside the margin of a stretch."""
WEIGHT = 20
"""What is chosen here outweighs all other readings."""
_BESIDE = 4
_CLAUSES = 6
_MANY = 3
_LONG = 8
_CLAUSE: Kinds = (("c1", 1), ("c2", 2))
_REST: Kinds = (("r", 1),)
_NO_NAME = re.compile("只会|时候|收入|什么|怎么|周末|晚上|白天|星期|[我你您她谁吗没]")
"""Words that no name of a trade has."""
_LEARNING = re.compile("[学考报教班课证级]|培训|技师")


class Candidate(NamedTuple):
    """A stretch that may name a trade, and the name."""

    start: int
    end: int
    said: str


def known(view: View, named: Iterable[Named], rules: Iterable[Found]) -> Iterator[Candidate]:
    """Trades of the list, and what the rules take for one."""
    trades = [one for one in named if one.is_trade]
    for one in trades:
        start, end = whole(view.text, trades, one.start, one.end)
        yield Candidate(start, end, bare(view.text[start:end]))
    for found in rules:
        if found.fact == TRADE and found.value is not None:
            yield Candidate(found.start, found.end, str(found.value))


def apart(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates in their order, one for each stretch."""
    first: dict[tuple[int, int], Candidate] = {}
    for one in candidates:
        if len(one.said) > 1:
            first.setdefault(one[:2], one)
    return tuple(sorted(first.values()))


def features(
    view: View, named: Sequence[Named], around: Around, one: Candidate, others: Sequence[Candidate]
) -> Features:
    """What is seen of one candidate beside the others."""
    clause, rest = _clauses(view, one)
    before, after = sides(view.text, one.start, one.end, _BESIDE)
    names = [
        f"{before[:1]}X{after[:1]}",
        f"{before[:2]}X{after[:1]}",
        f"{before[:1]}X{after[:2]}",
        *_name(one, named),
        *_readings(around, one),
        *_places(one, others),
        f"learning={bool(_LEARNING.search(clause))}{bool(_LEARNING.search(rest))}",
        f"clauses={min(len(view.starts), _CLAUSES)}",
    ]
    starts = [Start("<", before), Start(">", after)]
    return Features([Run(_CLAUSE, clause), Run(_REST, rest)], names, starts=starts)


def _name(one: Candidate, named: Sequence[Named]) -> Iterator[str]:
    """How the candidate is called, and whether the list knows it."""
    said = one.said
    yield from (f"T{said}", f"e{said[-1]}", f"e{said[-2:]}", f"b{said[0]}", f"b{said[:2]}")
    yield f"length={min(len(said), _LONG)}"
    yield f"bare={len(said) == one.end - one.start}"
    trades = [name for name in named if name.is_trade and overlap(name, one)]
    yield f"in={bool(trades)}"
    yield from (f"is={n.name.kind}" for n in trades if (n.start, n.end) == one[:2])


def _clauses(view: View, one: Candidate) -> tuple[str, str]:
    """The clause around the candidate, and the others by themselves."""
    begin, end = view.clause(one.start)
    clause = f"^{view.text[begin : one.start]}X{view.text[one.end : end]}$"
    return clause, f"{view.text[:begin]}/{view.text[end:]}"


def _readings(around: Around, one: Candidate) -> Iterator[str]:
    """What the rules read in the message, here and elsewhere."""
    yield f"A{around.about}"
    yield f"P{around.pending}"
    yield from (f"R{fact}" for fact in dict.fromkeys(found.fact for found in around.rules))
    trades = [found for found in around.rules if found.fact == TRADE]
    yield f"ruled={len(trades)}"
    for found in trades:
        if overlap(found, one):
            same = (found.start, found.end) == one[:2]
            yield from (f"ruled={same}", f"ruled={same} {found.weight}")


def _places(one: Candidate, others: Sequence[Candidate]) -> Iterator[str]:
    """How many others there are, and where."""
    over = [other for other in others if other != one and overlap(other, one)]
    beside = [other for other in others if not overlap(other, one)]
    yield f"before={min(sum(other.start < one.start for other in beside), _MANY)}"
    yield f"after={min(sum(other.start > one.start for other in beside), _MANY)}"
    longest = all(other.end - other.start <= one.end - one.start for other in over)
    yield f"over={bool(over)} {longest}"


class TradeChooser:
    """Chooses the trade stated with two models: one looks at characters, one at whole stretches."""

    __slots__ = ("_model", "_reader")

    def __init__(self, reader: TradeReader, model: Model) -> None:
        self._reader = reader
        self._model = model

    def read(self, view: View, named: Sequence[Named], around: Around) -> Iterator[Found]:
        """The trade that a message states of the person asked about, if any."""
        seen = self._reader.seen(view, named, around.rules)
        candidates = _candidates(view, named, around, seen)
        if not candidates:
            return
        margins = [
            self._model.sums(features(view, named, around, one, candidates).each()).item(0)
            + SEEN * seen.margin(one)
            for one in candidates
        ]
        best = max(margins)
        if best >= (ANSWERS if around.pending == TRADE else SURE):
            chosen = candidates[margins.index(best)]
            yield Found(TRADE, chosen.said, chosen.start, chosen.end, WEIGHT)


def _candidates(
    view: View, named: Sequence[Named], around: Around, seen: Seen
) -> tuple[Candidate, ...]:
    """What looks like a trade, what the list knows and what the rules take for one."""
    spans = (Candidate(*span, bare(view.text[slice(*span)])) for span in seen.spans)
    both = apart((*spans, *known(view, named, around.rules)))
    return tuple(one for one in both if one.said.isalnum() and not _NO_NAME.search(one.said))
