"""Lessons looked at before anything is learned from them: what the rules read, and where each fact stands."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from intents.found import NEVER, Found
from intents.lessons import Lesson, Shown
from intents.looking import Looked, Looker
from intents.pieces import Piece
from intents.rules import readings
from intents.trade_spans import TRADE

WRITTEN = date(2026, 11, 26)
"""The day on which the lessons were written."""


class Studied(NamedTuple):
    """A lesson looked at."""

    lesson: Lesson
    looked: Looked
    rules: tuple[Found, ...]
    """What the rules read, of whomever."""
    own: tuple[tuple[Shown, Piece], ...]
    """The facts of the person asked about, each with the place of its words."""
    others: tuple[tuple[Shown, Piece], ...]
    """The same for facts told in passing."""


def studied(lesson: Lesson, looker: Looker) -> Studied:
    """A lesson with all that is learned from it."""
    looked = looker.look(lesson.text, WRITTEN)
    rules = tuple(one for one in readings(looked.view, looked.named) if one.weight != NEVER)
    own = tuple(_placed(lesson.facts, looked.view.text, looker))
    return Studied(
        lesson, looked, rules, own, tuple(_placed(lesson.passing, looked.view.text, looker))
    )


def trades(one: Studied, stated: Iterable[tuple[Shown, Piece]]) -> Iterator[Piece]:
    """Where the trades among facts stated are named; all of their words where the name is not in them."""
    for shown, place in stated:
        if shown.fact == TRADE:
            name = str(shown.value)
            start = one.looked.view.text.find(name, place.start, place.end)
            yield place if start < 0 else Piece(start, start + len(name))


def _placed(shown: Sequence[Shown], text: str, looker: Looker) -> Iterator[tuple[Shown, Piece]]:
    """Each fact with the place of its words; a few words are mended away and teach nothing."""
    for one in shown:
        words = one.words if one.words in text else looker.cleaned(one.words)
        start = text.find(words)
        if start >= 0:
            yield one, Piece(start, start + len(words))
