"""One message understood: what the rules read and what the classifier takes it for, put together."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from intents.cached import load_fitted
from intents.examples import OUT_OF_SCOPE
from intents.matching import Match, Matcher
from intents.reading import Reader, Reading
from intents.rules import SAID_OF_ANYONE
from intents.settling import CASES, OFFICE, Verdict, settle
from intents.understanding import Pending, Understanding
from intents.whom import MANY, kind
from knowledge.facts import FactId
from knowledge.library import Library

_OF_A_CLASS = SAID_OF_ANYONE - {"city"}


class Understander:
    """Understands messages. Made once before the server forks; understanding changes nothing in it."""

    __slots__ = ("_match", "_reader")

    def __init__(self, reader: Reader, matcher: Matcher) -> None:
        self._reader = reader
        # The open question changes what the rules read, never what the classifier sees.
        self._match = lru_cache(maxsize=256)(matcher.match_normalised)

    def understand(self, text: str, pending: Pending | None, today: date) -> Understanding:
        """What a message means, in the light of the open question and of the day."""
        reading = self._reader.read(text, pending, today)
        match = self._match(reading.text)
        return _together(reading, match, settle(reading, match, pending))


def _stands(fact: FactId, reading: Reading, intent: str) -> bool:
    """Whether a fact that was read holds where a message means this.

    A question about the matter tells of nobody (新录用的职工要学多少课时); what is not ours wants no trade.
    """
    if intent == OUT_OF_SCOPE and fact in _OF_A_CLASS:
        return False
    return intent in CASES or fact not in reading.doubted


def _of_an_office(reading: Reading, intent: str) -> bool:
    """Whether a school, a firm or a team speaks on its own account, and of none of its people."""
    return intent in OFFICE and not reading.facts and kind(reading.about) == MANY


def load_understander(library: Library, cache: Path) -> Understander:
    """An understander for a library; fits the classifier first where the folder holds none that fits."""
    fitted = load_fitted(library, cache)
    return Understander(Reader(library, fitted.facts), fitted.matcher)


def _together(reading: Reading, match: Match, settled: Verdict) -> Understanding:
    ranked = ((match.intent, match.confidence), *match.alternatives)
    return Understanding(
        text=reading.text,
        intent=settled.intent,
        confidence=settled.confidence,
        alternatives=tuple(one for one in ranked if one[0] != settled.intent),
        facts={f: v for f, v in reading.facts.items() if _stands(f, reading, settled.intent)},
        retracted=reading.retracted,
        about=None if _of_an_office(reading, settled.intent) else reading.about,
        mentions=reading.mentions,
        command=reading.command,
        choice=reading.choice,
        warning=reading.warning,
        theme=reading.theme,
        claims=reading.claims,
        asks=reading.asks,
        spans=reading.spans,
        tokens=match.tokens,
    )
