"""A message read by rules: what it states, of whom, what it names, and whether it is a command or a warning."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from intents import answers
from intents.about import compares, only_asks
from intents.asking import asks
from intents.claims import claims
from intents.commands import command
from intents.extraction import Asked, Extracted, extract
from intents.extraction_levels import LEVEL
from intents.found import Found
from intents.learned import Learned
from intents.looking import Looked, Looker
from intents.mentions import mentions
from intents.names import Named
from intents.numerals import NUM
from intents.persons import CHILD, OTHER, SELF
from intents.understanding import Claim, Command, Mentions, Pending, Span, Warning
from intents.view import View
from intents.warnings import theme, warning
from knowledge.facts import FactId, Value
from knowledge.library import Library

_IN_PASSING = frozenset({OTHER})
"""Whoever is named so (有人, 邻居说) and told nothing of is nobody that is asked about."""
_NUMBER = re.compile(NUM)
_SET_ASIDE = re.compile("(?:你|您|恁)?(?:先|甭|就)别(?:管|提|说)(?![我你他她])[^，。]{2,10}[，。]")
"""What the sender does not want to speak of (你先别管岗前培训，…)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules read in one message."""

    text: str
    """The message, normalised."""
    facts: Mapping[FactId, Value] = field(default_factory=dict)
    doubted: frozenset[FactId] = frozenset()
    """Facts that stand only if the message tells of a case."""
    retracted: frozenset[FactId] = frozenset()
    about: str | None = None
    mentions: Mentions = field(default_factory=Mentions)
    command: Command | None = None
    choice: int | None = None
    warning: Warning | None = None
    theme: str | None = None
    claims: tuple[Claim, ...] = ()
    asks: bool = False
    spans: tuple[Span, ...] = ()
    generalised: str = ""
    """The message with each place (P), trade (T), level (L), number (N) and person (R) replaced by its kind."""


class Reader:
    """Reads messages with the names of one library. Make it once; reading changes nothing."""

    def __init__(self, library: Library, learned: Learned) -> None:
        self._specs = library.facts
        self._looker = Looker(library)
        self._learned = learned
        # The same short words come under many open questions, and a turn may have to be answered anew.
        self._looked = lru_cache(maxsize=256)(self._look)
        # The tables of phrases are built when first needed: here, not in the first worker's turn.
        self.read("我", None, date.min)

    def _look(self, text: str, today: date) -> tuple[Looked, str | None]:
        """What does not depend on the open question: what is named, and the person asked about."""
        looked = self._looker.look(text, today)
        return looked, self._learned.whom.chosen(looked.view, looked.who)

    def read(self, text: str, pending: Pending | None, today: date) -> Reading:
        """All that the rules read in a message, in the light of the open question."""
        (named, view, _), who = self._looked(_SET_ASIDE.sub("", text) or text, today)
        said = command(view.text)
        compared = compares(view)
        who = None if compared else who
        asked = Asked(self._specs, pending)
        silent = said or compared
        stated = Extracted.nothing() if silent else extract(view, named, who, self._learned, asked)
        if not stated.facts and (who in _IN_PASSING or (who in (SELF, CHILD) and only_asks(view))):
            who = None
        picked, answer = self._answer(view, text, pending, named)
        facts = self._with_answer(stated, answer)
        return Reading(
            text=view.text,
            facts=_as_written(facts, text),
            doubted=stated.doubted,
            retracted=stated.retracted - facts.keys(),
            about=who,
            mentions=self._mentions(view, named, facts),
            command=said,
            choice=picked,
            warning=warning(view),
            theme=theme(view),
            claims=claims(view.text),
            asks=asks(view.text),
            spans=_spans(view, named, stated.found),
            generalised=_generalised(view, named),
        )

    def _mentions(
        self, view: View, named: tuple[Named, ...], facts: Mapping[FactId, Value]
    ) -> Mentions:
        """What is named; a trade in no list is sought among names that differ by a character or two."""
        found = mentions(view, named)
        trade = facts.get("occupation")
        if trade is None or found.occupation or found.ambiguous_occupation:
            return found
        return replace(found, occupation=self._looker.names.nearest_trade(str(trade)))

    def _answer(
        self, view: View, raw: str, pending: Pending | None, named: tuple[Named, ...]
    ) -> tuple[int | None, Found | None]:
        if pending is None:
            return None, None
        picked = answers.choice(view.text, raw, pending)
        if pending.fact is None or pending.fact not in self._specs:
            return picked, None
        spec = self._specs[pending.fact]
        found = answers.answered(view, pending, spec, named, picked)
        return picked, found if found and spec.allows(found.value) else None

    @staticmethod
    def _with_answer(stated: Extracted, answer: Found | None) -> Mapping[FactId, Value]:
        if answer is None or answer.value is None or stated.is_read(answer.fact):
            return stated.facts
        return {**stated.facts, answer.fact: answer.value}


def _as_written(facts: Mapping[FactId, Value], raw: str) -> Mapping[FactId, Value]:
    """The facts with the Latin letters of a trade as they are usually written: cad制图 is CAD制图."""
    trade = str(facts.get("occupation", ""))
    if not any(c.isascii() and c.isalpha() for c in trade):
        return facts
    found = re.search(re.escape(trade), raw, re.IGNORECASE)
    return {**facts, "occupation": found.group() if found else trade.upper()}


def _spans(view: View, named: tuple[Named, ...], found: tuple[Found, ...]) -> tuple[Span, ...]:
    facts = [Span(f.start, f.end, view.text[f.start : f.end], f"{f.fact}={f.value}") for f in found]
    names = [Span(n.start, n.end, n.name.written, f"{n.name.kind}:{n.name.means}") for n in named]
    return tuple(sorted([*facts, *names], key=lambda span: span.start))


def _generalised(view: View, named: tuple[Named, ...]) -> str:
    """The text with kind markers; a longer thing hides what lies inside it."""
    marks = [(n.start, n.end, _MARK[n.name.kind]) for n in named if n.name.kind in _MARK]
    marks += [(m.start(), m.end(), "L") for m in LEVEL.finditer(view.text)]
    marks += [(s.start, s.end, "R") for s in view.said if s.who != ("self",)]
    marks += [(m.start(), m.end(), "N") for m in _NUMBER.finditer(view.text)]
    parts: list[str] = []
    done = 0
    for start, end, mark in sorted(marks, key=lambda m: (m[0], -m[1])):
        if start >= done:
            parts += [view.text[done:start], mark]
            done = end
    return "".join(parts) + view.text[done:]


_MARK = {"place": "P", "unclear_place": "P", "elsewhere": "P", "trade": "T", "unclear_trade": "T"}
