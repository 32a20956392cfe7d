"""A message in short pieces, and what a classifier sees of one: characters, sounds, what the rules read."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from intents.features import CHARS, Features, Kinds, Run, sound_of
from intents.found import Found, shared
from intents.lessons import Shown
from intents.view import View

SIZE = 12
"""Characters of a piece; a longer clause is cut into pieces that overlap by half."""
_STEP = 6
_SOUNDS: Kinds = (("s", 2),)
_BETWEEN = "，。！？；、?!嗯 "
_RULES = 2
"""How often a reading of the rules counts beside one run of characters."""


class Piece(NamedTuple):
    """A stretch of a message."""

    start: int
    end: int


def pieces(view: View) -> Iterator[Piece]:
    """The clauses of a message, long ones cut."""
    ends = [*view.starts[1:], len(view.text) + 1]
    for begin, end in zip(view.starts, ends, strict=True):
        last = min(end, len(view.text))
        while last > begin and view.text[last - 1] in _BETWEEN:
            last -= 1
        if last > begin:
            yield from _cut(begin, last)


def _cut(begin: int, end: int) -> Iterator[Piece]:
    while end - begin > SIZE:
        yield Piece(begin, begin + SIZE)
        begin += _STEP
    yield Piece(begin, end)


def label(one: Found | Shown) -> str:
    """A fact with its value as one word."""
    return f"{one.fact}={one.value}"


class Around(NamedTuple):
    """What is known of a message beside its words."""

    rules: Sequence[Found]
    """What the rules read in it."""
    about: str
    """The kind of person asked about."""
    pending: str | None
    """The fact that was asked for."""


def features(view: View, piece: Piece, around: Around) -> Features:
    """What is seen of a piece."""
    text = f"^{view.text[piece.start : piece.end]}$"
    within = [found for found in around.rules if piece.start <= found.start < piece.end]
    names = [
        "L" + view.text[max(0, piece.start - 3) : piece.start],
        *["R" + label(found) for found in within] * _RULES,
        f"A{around.about}",
        *([f"P{around.pending}"] if around.pending else ()),
    ]
    return Features([Run(CHARS, text), Run(_SOUNDS, text.translate(sound_of()))], names)


def covers(piece: Piece, stretch: Piece) -> bool:
    """Whether a stretch lies in a piece for the greater part."""
    return shared(piece, stretch) >= 0.7 * min(stretch.end - stretch.start, piece.end - piece.start)
