"""Which intent a message has: near-identical examples first, the classifier for all others."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from intents.features import features
from intents.model import Floats, Model
from intents.normalising import normalised
from intents.segmenting import Segmenter

THRESHOLD = 0.45
"""Below this confidence the sender is asked what was meant."""
MARGIN = 0.12
"""So is a sender whose two likeliest meanings lie closer than this."""
SAME = 0.95
"""How much an identical example weighs against the classifier."""
ALIKE = 0.6
"""How much a near-identical one weighs."""
NEAR = 90
"""From this RapidFuzz ratio on two messages are near-identical."""
NEAR_LENGTH = 5
"""Shorter messages must be identical: one character more or less is another word."""
SETTLED = 0.9
"""Where the classifier is so sure, no example is looked for."""
SHOWN = 5
_BITS = 64


class Match(NamedTuple):
    """The likeliest intent, how sure it is, and the next ones."""

    intent: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...]
    tokens: tuple[str, ...]

    @property
    def settled(self) -> bool:
        """Whether it is sure enough to be acted on without asking back."""
        return is_sure(self.confidence, self.alternatives)

    def share(self, intent: str) -> float:
        """The confidence in one intent; 0 where it is not among the likeliest."""
        if intent == self.intent:
            return self.confidence
        return dict(self.alternatives).get(intent, 0.0)


def is_sure(confidence: float, alternatives: tuple[tuple[str, float], ...]) -> bool:
    """Whether a confidence passes the threshold and the margin to the next one."""
    second = alternatives[0][1] if alternatives else 0.0
    return confidence >= THRESHOLD and confidence - second >= MARGIN


class Matcher:
    """A model together with the examples that it was made from. Nothing in it changes."""

    __slots__ = ("_by_length", "_known", "_model", "_segmenter")

    def __init__(self, model: Model, known: Mapping[str, str], segmenter: Segmenter) -> None:
        self._model = model
        self._segmenter = segmenter
        place = {label: i for i, label in enumerate(model.labels)}
        self._known = {text: place[intent] for text, intent in known.items()}
        by_length: dict[int, list[str]] = defaultdict(list)
        for text in known:
            if len(text) >= NEAR_LENGTH:
                by_length[len(text)].append(text)
        self._by_length = {
            length: _Texts(tuple(texts), _marks(texts)) for length, texts in by_length.items()
        }

    def match(self, text: str) -> Match:
        """The intent of a message as it was written."""
        return self.match_normalised(normalised(text))

    def match_normalised(self, plain: str) -> Match:
        """The intent of a message that was normalised before."""
        words = self._segmenter.cut(plain)
        shares = self._model.confidences(features(plain, words).each())
        shares = self._with_examples(plain, shares)
        best = np.argsort(-shares, kind="stable")[:SHOWN].tolist()
        ranked = [(self._model.labels[i], round(shares.item(i), 4)) for i in best]
        return Match(*ranked[0], tuple(ranked[1:]), words)

    def _with_examples(self, plain: str, shares: Floats) -> Floats:
        same = self._known.get(plain)
        if same is not None:
            return _towards(shares, same, SAME)
        if shares.max() >= SETTLED or len(plain) < NEAR_LENGTH:
            return shares
        near = self._near(plain)
        return shares if near is None else _towards(shares, near, ALIKE)

    def _near(self, plain: str) -> int | None:
        reach = len(plain) * (100 - NEAR) // 100
        best: tuple[float, str] | None = None
        mark = _marks([plain])
        for length in range(len(plain) - reach, len(plain) + reach + 1):
            texts = self._alike(mark, length, (len(plain) + length) * (100 - NEAR) // 100)
            found = process.extractOne(plain, texts, scorer=fuzz.ratio, score_cutoff=NEAR)
            if found and (best is None or found[1] > best[0]):
                best = found[1], found[0]
        return self._known[best[1]] if best else None

    def _alike(self, mark: npt.NDArray[np.uint64], length: int, most: int) -> list[str]:
        """The examples of a length from which a message may be so many characters, left out or put in, apart."""
        known = self._by_length.get(length)
        if known is None:
            return []
        apart = np.bitwise_count(known.marks ^ mark)
        return [known.texts[i] for i in (apart <= most).nonzero()[0].tolist()]


class _Texts(NamedTuple):
    """Examples of one length."""

    texts: tuple[str, ...]
    marks: npt.NDArray[np.uint64]


def _marks(texts: Sequence[str]) -> npt.NDArray[np.uint64]:
    """For each text of one length or more which of 64 kinds of characters stand in it, a bit for each.

    Every character that is put in or left out changes one bit at most, so that texts which are many bits apart need
    not be compared.
    """
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32)
    lengths = np.array([len(text) for text in texts])
    bits = np.uint64(1) << (codes % _BITS).astype(np.uint64)
    return np.bitwise_or.reduceat(bits, np.cumsum(lengths) - lengths)


def _towards(shares: Floats, label: int, weight: float) -> Floats:
    moved: Floats = shares * np.float32(1 - weight)
    moved[label] += np.float32(weight)
    return moved
