"""Lessons looked at before anything is learned from them: what the rules read, and where each fact stands."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from intents.found import NEVER, Found
from intents.lessons import Lesson, Shown
from intents.looking import Looked, Looker
from intents.pieces import Piece
from intents.rules import readings

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


def named_at(text: str, name: str, place: Piece) -> Piece:
    """Where the words of a fact name what it says; all of them where the name is not in them."""
    start = text.find(name, place.start, place.end)
    return place if start < 0 else Piece(start, start + len(name))


def _placed(shown: Sequence[Shown], text: str, looker: Looker) -> Iterator[tuple[Shown, Piece]]:
    """Each fact with the place of its words; a few words are mended away and teach nothing."""
    for one in shown:
        words = one.words if one.words in text else looker.cleaned(one.words)
        start = text.find(words)
        if start >= 0:
            yield one, Piece(start, start + len(words))
