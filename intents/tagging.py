"""Facts with a few values, read by what was learned from ``data/stated.jsonl``: what the rules miss or misread.

A classifier looks at each piece of a message, with what the rules read there, and says how surely each value is
stated. It adds what the rules did not see, and drops what they saw and it holds to be no statement.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from intents.found import Found
from intents.model import Floats, Model
from intents.pieces import Piece, features, label, pieces
from intents.view import View
from knowledge.facts import FactId, FactSpec, Value

SURE = 0.15
"""From this margin on a value counts that no rule read."""
ASKED = -0.35
"""From this one, where it answers the question that is open."""
DOUBTED = -0.7
"""Below this one a reading of the rules is dropped."""
LIGHT = -3
"""The weight of what only the classifier read."""


class _Seen(NamedTuple):
    piece: Piece
    margins: Floats


class Tagger:
    """Reads facts with one model; what it says depends on nothing else."""

    __slots__ = ("_model", "_place", "_values")

    def __init__(self, model: Model, specs: Mapping[FactId, FactSpec]) -> None:
        self._model = model
        self._place = {name: i for i, name in enumerate(model.labels)}
        self._values = tuple(_meant(name, specs) for name in model.labels)

    def weighed(
        self, view: View, rules: Sequence[Found], pending: FactId | None
    ) -> Iterator[Found]:
        """What the rules read, as far as it is believed, and what they did not."""
        known = [found for found in rules if label(found) in self._place]
        seen = [self._look(view, piece, known, pending) for piece in pieces(view)]
        yield from (found for found in rules if self._believed(found, seen))
        yield from self._added(view, seen, pending)

    def _look(
        self, view: View, piece: Piece, rules: Sequence[Found], pending: FactId | None
    ) -> _Seen:
        return _Seen(piece, self._model.margins(features(view, piece, rules, pending)))

    def _believed(self, found: Found, seen: Sequence[_Seen]) -> bool:
        place = self._place.get(label(found))
        if place is None:
            return True
        here = [
            one.margins[place] for one in seen if one.piece.start <= found.start < one.piece.end
        ]
        return not here or max(here) >= DOUBTED

    def _added(self, view: View, seen: Sequence[_Seen], pending: FactId | None) -> Iterator[Found]:
        for piece, margins in seen:
            for place in (margins >= ASKED).nonzero()[0].tolist():
                fact, value = self._values[place]
                least = ASKED if fact == pending else SURE
                if margins[place] >= least and not view.supposed(piece.start):
                    yield Found(fact, value, piece.start, piece.end, LIGHT)


def _meant(name: str, specs: Mapping[FactId, FactSpec]) -> tuple[FactId, Value]:
    """The fact and the value of a label."""
    fact, _, value = name.partition("=")
    type_ = specs[fact].type
    return fact, value == "True" if type_ == "bool" else int(value) if type_ == "int" else value
