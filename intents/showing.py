"""What a lesson shows to each model: lines of features, and for each what the model should have said."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from intents import amounts, owning, pieces, stating, trade_choice, whom
from intents.encoding import NEITHER, Lines, Marks, gathered, joined
from intents.features import Features
from intents.found import overlap
from intents.learned import AMOUNTS, CHOICE, OWNING, STATING, TAGS, WHOM
from intents.lessons import Shown
from intents.pieces import Piece
from intents.rules import general
from intents.studied import Studied, trades
from intents.trade_choice import Candidate
from knowledge.facts import FactId, FactSpec, Value

YES = "yes"
"""The label of a model that says only yes or no."""
_MANY_VALUES = ("city", "target_level")
_COUNTS: Mapping[FactId, tuple[int, ...]] = {
    "subsidies_this_year": (0, 1, 2, 3),
    "subsidies_total": (0, 1, 2, 3),
    "insured_months": (0,),
}
"""Counts that are said in words of their own (从来没领过)."""
_SHORTEST = 2
_EASY = 3
"""Of the lessons in which nobody but the sender can be meant, one in so many is learned from."""

Line = tuple[Features, Mapping[str, int]]
"""The features of one line, and the marks of the labels that it does not simply deny."""


class Examples(NamedTuple):
    """Lines of features with their marks."""

    labels: tuple[str, ...]
    lines: Lines
    marks: Marks


def examples(labels: tuple[str, ...], lines: Iterable[Line]) -> Examples:
    """The lines together."""
    marks: list[Mapping[str, int]] = []

    def noting_marks() -> Iterator[Features]:
        """The features line by line: those of all lines at once would take a gigabyte."""
        for one, marked in lines:
            marks.append(marked)
            yield one

    seen = gathered(noting_marks())
    place = {label: row for row, label in enumerate(labels)}
    table = np.zeros((len(labels), len(marks)), np.int8)
    for column, marked in enumerate(marks):
        for label, mark in marked.items():
            if label in place:
                table[place[label], column] = mark
    return Examples(labels, seen, table)


def together(parts: Sequence[Examples]) -> Examples:
    """The lines of one part after those of the other, without labels that nothing shows."""
    marks = np.concatenate([part.marks for part in parts], axis=1)
    shown = (marks == 1).any(axis=1)
    labels = tuple(
        label for label, is_shown in zip(parts[0].labels, shown, strict=True) if is_shown
    )
    return Examples(labels, joined([part.lines for part in parts]), marks[shown])


def shown_to_each(
    seen: Sequence[tuple[int, Studied]], specs: Mapping[FactId, FactSpec]
) -> dict[str, Examples]:
    """What lessons show to each model that looks at words; each lesson stands beside its number."""
    few = tuple(_few_valued(specs))
    known = frozenset(few)
    tasks: Mapping[str, tuple[tuple[str, ...], Callable[[int, Studied], Iterator[Line]]]] = {
        TAGS: (few, lambda _, one: _tags(one, known)),
        AMOUNTS: ((amounts.AGE, *amounts.LENGTHS), lambda _, one: _amounts(one)),
        STATING: ((YES,), lambda _, one: _stating(one)),
        WHOM: ((YES,), _whom),
        CHOICE: ((YES,), _choice),
        OWNING: ((YES,), _owning),
    }
    return {
        name: examples(labels, (line for at, one in seen for line in lines(at, one)))
        for name, (labels, lines) in tasks.items()
    }


def _few_valued(specs: Mapping[FactId, FactSpec]) -> Iterator[str]:
    """Every value of a fact that has only a few: yes and no, a kind, a small count."""
    for fact, spec in specs.items():
        values: Sequence[Value] = _COUNTS.get(fact, ())
        if spec.type == "bool":
            values = (False, True)
        elif spec.type == "enum" and fact not in _MANY_VALUES:
            values = sorted(spec.values)
        yield from (pieces.label(Shown(fact, value, "")) for value in values)


def _tags(one: Studied, known: frozenset[str]) -> Iterator[Line]:
    """Which values of the facts with few are stated in each piece of a message."""
    stated = [
        (name, place)
        for shown, place in (*one.own, *one.others)
        if (name := pieces.label(shown)) in known
    ]
    rules = [found for found in one.rules if pieces.label(found) in known]
    around = pieces.Around(rules, whom.kind(one.lesson.about), one.lesson.pending)
    for piece in pieces.pieces(one.looked.view):
        marks = {
            name: 1 if pieces.covers(piece, place) else NEITHER
            for name, place in stated
            if overlap(piece, place)
        }
        yield pieces.features(one.looked.view, piece, around), marks


def _amounts(one: Studied) -> Iterator[Line]:
    """What each number is said of."""
    for amount in amounts.amounts(one.looked.view):
        stated = (s.fact for s, place in (*one.own, *one.others) if overlap(place, amount))
        yield amounts.features(one.looked.view, amount, one.rules), dict.fromkeys(stated, 1)


def _stating(one: Studied) -> Iterator[Line]:
    """Whether a message tells nothing."""
    if not one.lesson.pending:
        rules, view = one.rules, one.looked.view
        yield stating.features(view, rules, general(view, rules)), _yes(not one.lesson.facts)


def _whom(at: int, one: Studied) -> Iterator[Line]:
    """Which of the candidates is meant."""
    view, rule = one.looked.view, one.looked.who
    if not at % _EASY or not whom.is_plain(view, rule):
        meant = whom.kind(one.lesson.about)
        for candidate in whom.candidates(view):
            yield whom.features(view, candidate, whom.kind(rule)), _yes(candidate == meant)


def _choice(at: int, one: Studied) -> Iterator[Line]:
    """Which of the trades named is stated of the person asked about."""
    view, named = one.looked.view, one.looked.named
    told = tuple(_trades(one, (*one.own, *one.others)))
    own = tuple(_trades(one, one.own))
    listed = (*told, *trade_choice.known(view, named, one.rules))
    others = () if at % _EASY else tuple(_no_trade(view.text, listed))
    candidates = trade_choice.apart((*listed, *others))
    around = pieces.Around(one.rules, whom.kind(one.lesson.about), one.lesson.pending)
    for candidate in candidates:
        is_meant = any(overlap(candidate, o) and candidate.said == o.said for o in own)
        yield trade_choice.features(view, named, around, candidate, candidates), _yes(is_meant)


def _trades(one: Studied, stated: Iterable[tuple[Shown, Piece]]) -> Iterator[Candidate]:
    """The trades among facts stated, in the words that they have in the message."""
    for start, end in trades(one, stated):
        yield Candidate(start, end, one.looked.view.text[start:end])


def _no_trade(text: str, listed: Sequence[Candidate]) -> Iterator[Candidate]:
    """A stretch that names no trade: any, but the same for the same message."""
    if len(text) > _SHORTEST:
        chance = zlib.crc32(text.encode())
        start = chance % (len(text) - 1)
        end = min(len(text), start + 2 + (chance >> 8) % 3)
        one = Candidate(start, end, text[start:end])
        if one.said.isalnum() and not any(overlap(one, other) for other in listed):
            yield one


def _owning(at: int, one: Studied) -> Iterator[Line]:
    """Whether a fact is of the person asked about."""
    if at % _EASY and all(
        whom.kinds(s) == {whom.kind(one.lesson.about)} for s in one.looked.view.said
    ):
        return
    about = whom.kind(one.lesson.about)
    for is_own, stated in ((True, one.own), (False, one.others)):
        for fact, place in stated:
            yield owning.features(one.looked.view, fact.fact, place, about), _yes(is_own)


def _yes(said: bool) -> Mapping[str, int]:
    return {YES: int(said)}
