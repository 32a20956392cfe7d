"""What a classifier sees of a message: characters, sounds, words, and pairs of words.

Each kind of feature carries its mark as first character, so that no two kinds are mixed up, and a
weight that was chosen on the development set.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple

from intents.pinyin import spelled

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"c": 1.0, "d": 1.0, "t": 0.5, "r": 0.7, "w": 1.0, "p": 0.4}
)
"""By mark: one, two, three characters, two sounds, a word, a pair of words."""
PAIR, BETWEEN = "p", "|"
_PRIVATE = 0xE000
_PAIRED_WORDS = 8
"""Only so many words of a message are paired: a long story would cost too much."""

Kinds = tuple[tuple[str, int], ...]
"""Marks with the length of the runs that carry them, shorter ones first."""


CHARS: Kinds = (("1", 1), ("2", 2))
"""Single characters and pairs of them, for models that look at nothing else of a text."""


class Run(NamedTuple):
    """A text of which every run of certain lengths is a feature."""

    kinds: Kinds
    text: str


class Start(NamedTuple):
    """A text of which each beginning is a feature: its first character, the first two, and so on to all of it."""

    mark: str
    text: str


class Features(NamedTuple):
    """What is seen of a message or of a part of it; what is alike in countless features is not yet spelled out."""

    runs: Sequence[Run]
    names: Sequence[str] = ()
    """Features as they stand."""
    paired: Sequence[str] = ()
    """Words of which every two are a feature, each once and in order."""
    starts: Sequence[Start] = ()

    def each(self) -> list[str]:
        """Every feature, repeated where it is repeated."""
        spelled_out = [*self.names]
        for kinds, text in self.runs:
            for mark, size in kinds:
                spelled_out += runs(mark, text, size)
        for mark, text in self.starts:
            spelled_out += [mark + text[:size] for size in range(1, len(text) + 1)]
        pairs = combinations(self.paired, 2)
        return [*spelled_out, *[f"{PAIR}{one}{BETWEEN}{other}" for one, other in pairs]]


_SINGLE: Kinds = (("c", 1),)
_SEVERAL: Kinds = (("d", 2), ("t", 3))
_SOUNDS: Kinds = (("r", 2),)


def features(text: str, words: Sequence[str]) -> Features:
    """What is seen of a normalised message."""
    bare = "".join([c if c.isalnum() else " " for c in text]).strip()
    whole = f"^{bare}$"
    return Features(
        runs=(
            Run(_SINGLE, bare),
            Run(_SEVERAL, whole),
            Run(_SOUNDS, whole.translate(sound_of())),
        ),
        names=["w" + word for word in words],
        paired=sorted(set(words[:_PAIRED_WORDS])),
    )


def sides(text: str, start: int, end: int, many: int) -> tuple[str, str]:
    """So many characters before a place, read backwards, and behind it; the edges of the text are ^ and $."""
    return f"^{text[:start]}"[: -many - 1 : -1], f"{text[end : end + many]}$"[:many]


def runs(mark: str, text: str, size: int) -> list[str]:
    """Every run of so many characters, marked with its kind."""
    if size == 1:
        return [mark + c for c in text]
    return [mark + text[i : i + size] for i in range(len(text) - size + 1)]


@cache
def sound_of() -> Mapping[int, str]:
    """For each common character a private one that stands for its folded sound."""
    sound = {char: spelled(char)[0] for char in map(chr, range(0x4E00, 0x9FA6))}
    order = {name: chr(_PRIVATE + i) for i, name in enumerate(sorted(set(sound.values())))}
    return {ord(char): order[name] for char, name in sound.items() if name != char}
