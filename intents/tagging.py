"""Facts with a few values, read by what was learned from ``data/stated.jsonl``: what the rules miss or misread.

A classifier looks at each piece of a message, with what the rules read there, and says how surely each value is
stated. What the rules read there is one of the things it looks at, and weighs more in the end.
"""

from collections.abc import Iterator, Mapping

from intents.found import LIGHT, Found
from intents.model import Floats, Model
from intents.pieces import Around, Piece, features, label, pieces
from intents.view import View
from knowledge.facts import FactId, FactSpec, Value

SURE = 0.15
"""From this margin on a value counts that no rule read."""
LIKELY: Mapping[FactId, float] = {"employment": -0.05}
"""The same for a fact that is told in countless ways, and of which a wrong value is seldom taken for another."""
ASKED = -0.35
"""From this one, where it says yes or no to the question that is open."""


class Tagger:
    """Reads facts with one model; what it says depends on nothing else."""

    __slots__ = ("_known", "_model", "_values")

    def __init__(self, model: Model, specs: Mapping[FactId, FactSpec]) -> None:
        self._model = model
        self._known = frozenset(model.labels)
        self._values = tuple(_meant(name, specs) for name in model.labels)

    def read(self, view: View, around: Around) -> Iterator[Found]:
        """What is stated, beside what the rules read."""
        known = [found for found in around.rules if label(found) in self._known]
        told = around._replace(rules=known)
        for piece in pieces(view):
            if not view.supposed(piece.start):
                yield from self._stated(
                    piece, self._model.sums(features(view, piece, told).each()), told
                )

    def _stated(self, piece: Piece, margins: Floats, around: Around) -> Iterator[Found]:
        for place in (margins >= ASKED).nonzero()[0].tolist():
            fact, value = self._values[place]
            answers = fact == around.pending and isinstance(value, bool)
            least = ASKED if answers else LIKELY.get(fact, SURE)
            if margins[place] >= least:
                yield Found(fact, value, piece.start, piece.end, LIGHT)


def _meant(name: str, specs: Mapping[FactId, FactSpec]) -> tuple[FactId, Value]:
    """The fact and the value of a label."""
    fact, _, value = name.partition("=")
    type_ = specs[fact].type
    return fact, value == "True" if type_ == "bool" else int(value) if type_ == "int" else value
