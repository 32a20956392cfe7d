"""How well messages are understood, on labelled lines that the training never saw."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol

from intents import tables
from intents.examples import OUT_OF_SCOPE
from intents.labelled import Judged, Line, Rate, Score
from intents.persons import CHILD
from intents.understanding import Pending, Understanding
from knowledge.facts import FactId, Value

NOBODY = "none"
SELF = "self"
_ALSO_CALLED = {
    **dict.fromkeys(("brother", "sister"), "sibling"),
    **dict.fromkeys(("other", "them"), "friend"),
    "villagers": "workers",
}
"""Names that labellers use for persons whom we call otherwise."""
_CHILDREN = ("son", "daughter", "relative")
_TRADE_OF = re.compile(
    "^[开做学修养种](?=..)|(?<=..)(?:操作工|驾驶员|服务员|司机|[工师员]|操作|驾驶|制作|维修|修理|养殖|种植|栽培)$"
)
"""What an everyday name of a trade has before it, and an official one behind it."""
WRITTEN = date(2026, 11, 23)
"""The day on which our labelled sets were written: ages by year of birth are counted to it."""
HARD = ("dialect", "homophone", "voice")
BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


class Understands(Protocol):
    """Whatever turns a message into what it means."""

    def understand(self, text: str, pending: Pending | None, today: date) -> Understanding:
        """What a message means."""
        ...


@dataclass(frozen=True, slots=True)
class Report:
    """All figures over a set of lines."""

    judged: tuple[Judged, ...]

    @property
    def accuracy(self) -> Rate:
        """Messages whose intent is right."""
        return _rate(one.right for one in self.judged)

    def accuracy_in(self, *styles: str) -> Rate:
        """The same for some styles of writing."""
        return _rate(one.right for one in self.judged if one.line.style in styles)

    def by_style(self) -> dict[str, Rate]:
        """The same for each style."""
        styles = sorted({one.line.style for one in self.judged})
        return {style: self.accuracy_in(style) for style in styles}

    def per_intent(self) -> dict[str, Score]:
        """Precision and recall of each intent that was wanted or found."""
        wanted = Counter(one.wanted for one in self.judged)
        found = Counter(one.found.intent for one in self.judged)
        hit = Counter(one.found.intent for one in self.judged if one.right)
        names = sorted(wanted.keys() | found.keys())
        return {n: Score(Rate(hit[n], found[n]), Rate(hit[n], wanted[n])) for n in names}

    @property
    def macro_f1(self) -> float:
        """The mean over intents of the harmonic mean of precision and recall."""
        scores = [score.f1 for score in self.per_intent().values()]
        return sum(scores) / len(scores) if scores else 0.0

    def confusions(self) -> list[tuple[str, str, int]]:
        """Wanted, found, how often; the most frequent first."""
        pairs = Counter((o.line.intent, o.found.intent) for o in self.judged if not o.right)
        return [(*pair, n) for pair, n in sorted(pairs.items(), key=lambda item: (-item[1], item))]

    @property
    def out_of_scope(self) -> Rate:
        """Of the messages that are out of scope, those recognised."""
        return _rate(o.right for o in self.judged if o.line.intent == OUT_OF_SCOPE)

    @property
    def wrongly_refused(self) -> Rate:
        """Of the messages in scope, those taken to be out of it."""
        inside = [o for o in self.judged if OUT_OF_SCOPE not in (o.line.intent, *o.line.also)]
        return _rate(o.found.intent == OUT_OF_SCOPE for o in inside)

    def calibration(self) -> list[tuple[float, Rate]]:
        """For each range of confidence: the mean confidence, and how many were right."""
        rows = []
        for low, high in pairwise(BINS):
            inside = [o for o in self.judged if low <= o.found.confidence < high]
            if inside:
                mean = sum(o.found.confidence for o in inside) / len(inside)
                rows.append((mean, _rate(o.right for o in inside)))
        return rows

    def facts(self) -> Score:
        """Facts understood against facts stated, over the lines where facts were labelled.

        A trade may be called by its everyday or its official name: 叉车 and 叉车司机 are the same, and
        修电动车 and 电动车维修 are.
        """
        labelled = [(o.line.facts, o.found.facts) for o in self.judged if o.line.facts is not None]
        hit = sum(
            fact in found and _same(fact, value, found[fact])
            for stated, found in labelled
            for fact, value in stated.items()
        )
        return Score(
            Rate(hit, sum(len(found) for _, found in labelled)),
            Rate(hit, sum(len(stated) for stated, _ in labelled)),
        )

    @property
    def about(self) -> Rate:
        """Messages whose person is right; where nobody in particular is named, that is the sender."""
        labelled = [o for o in self.judged if o.line.about is not None]
        return _rate(_same_person(o.line.about, o.found.about) for o in labelled)

    def mistakes(self) -> tuple[Judged, ...]:
        """The messages whose intent is wrong."""
        return tuple(one for one in self.judged if not one.right)

    def table(self, beside: Mapping[str, float] | None = None) -> str:
        """The figures as text; ``beside``: accuracies of other methods on the same lines."""
        parts = [
            tables.pairs("intent", self._headline()),
            tables.pairs(
                "beside (accuracy)", {n: f"{100 * a:.1f} %" for n, a in (beside or {}).items()}
            ),
            tables.pairs("facts and persons", self._stated()),
            tables.pairs("by style", {style: str(rate) for style, rate in self.by_style().items()}),
            tables.rows(
                ("confidence", "right"), [(f"{m:.2f}", str(r)) for m, r in self.calibration()]
            ),
            tables.rows(
                ("intent", "precision", "recall", "F1"),
                [
                    (n, str(s.precision), str(s.recall), f"{s.f1:.2f}")
                    for n, s in self.per_intent().items()
                ],
            ),
            tables.rows(
                ("wanted", "found", "times"), [(w, f, str(n)) for w, f, n in self.confusions()]
            ),
        ]
        return "\n\n".join(part for part in parts if part)

    def _headline(self) -> dict[str, str]:
        return {
            "accuracy": str(self.accuracy),
            "dialect, homophone, voice": str(self.accuracy_in(*HARD)),
            "macro-F1": f"{self.macro_f1:.3f}",
            "out of scope found": str(self.out_of_scope),
            "in scope refused": str(self.wrongly_refused),
        }

    def _stated(self) -> dict[str, str]:
        facts = self.facts()
        return {
            "facts, precision": str(facts.precision),
            "facts, recall": str(facts.recall),
            "person meant": str(self.about),
        }


def evaluate(understander: Understands, lines: Sequence[Line], today: date = WRITTEN) -> Report:
    """Every line understood by itself, in the light of the question that it answers, if any."""
    return Report(tuple(Judged(line, _understood(understander, line, today)) for line in lines))


def _understood(understander: Understands, line: Line, today: date) -> Understanding:
    pending = Pending(line.pending) if line.pending else None
    return understander.understand(line.text, pending, today)


def _spoken_of(about: str | None) -> str:
    """The person that the conversation turns to; where nobody is named it stays with the sender."""
    return SELF if about in (None, NOBODY) else _ALSO_CALLED.get(about, about)


def _same_person(stated: str | None, found: str | None) -> bool:
    """Whether two names mean one person; a child of whom nobody says he or she may be called either."""
    if found == CHILD and stated in _CHILDREN:
        return True
    return _spoken_of(found) == _spoken_of(stated)


def _same(fact: FactId, stated: Value, found: Value) -> bool:
    if fact != "occupation":
        return stated == found
    return _plain_trade(str(stated)) == _plain_trade(str(found))


def _plain_trade(name: str) -> str:
    """A trade's name without what an everyday name has before it, and an official one behind it."""
    return _TRADE_OF.sub("", name.casefold())


def _rate(outcomes: Iterable[bool]) -> Rate:
    counted = Counter(outcomes)
    return Rate(counted[True], counted.total())
