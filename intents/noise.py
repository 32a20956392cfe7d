"""Messages made harder on purpose: characters of the same sound, dialect words, characters left out."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from intents.dialect import dialect
from intents.labelled import Line
from intents.pinyin import spelled

Rewrite = Callable[[str, random.Random], str]
SHARE = 0.12
"""The share of the characters that is touched; at least one is."""


class Homophones:
    """Characters that sound like others, from those that people really write."""

    __slots__ = ("_same",)

    def __init__(self, texts: Iterable[str]) -> None:
        often = Counter("".join(texts))
        by_sound: dict[str, list[str]] = defaultdict(list)
        for char, _ in often.most_common():
            if "一" <= char <= "鿿":
                by_sound[spelled(char)[0]].append(char)
        self._same = {
            char: tuple(c for c in same[:6] if c != char)
            for same in by_sound.values()
            for char in same
            if len(same) > 1
        }

    def __call__(self, text: str, chance: random.Random) -> str:
        """The text with some characters swapped for others of the same sound."""
        places = [i for i, char in enumerate(text) if self._same.get(char)]
        chars = list(text)
        for i in _some(places, len(text), chance):
            chars[i] = chance.choice(self._same[chars[i]])
        return "".join(chars)


def left_out(text: str, chance: random.Random) -> str:
    """The text without some of its characters; short texts stay whole."""
    if len(text) < 5:
        return text
    gone = set(_some(range(len(text)), len(text), chance))
    return "".join(char for i, char in enumerate(text) if i not in gone)


def in_dialect(text: str, chance: random.Random) -> str:
    """The text with plain words said in dialect."""
    for plain, said in _plain_to_dialect().items():
        if plain in text:
            text = text.replace(plain, chance.choice(said), 1)
    return text


def _plain_to_dialect() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in dialect().words:
        if word.plain and word.said != word.plain:
            found[word.plain].append(word.said)
    return MappingProxyType(found)


def _some(places: Sequence[int], length: int, chance: random.Random) -> list[int]:
    return chance.sample(places, min(len(places), max(1, round(SHARE * length))))


def rewritten(lines: Iterable[Line], rewrite: Rewrite, seed: int) -> tuple[Line, ...]:
    """The same lines, each rewritten: the same way for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    return tuple(line._replace(text=rewrite(line.text, chance)) for line in lines)
