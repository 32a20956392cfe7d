"""Toneless pinyin in which zh/z, ch/c, sh/s, n/l, in/ing, en/eng and f/h sound alike."""

import os
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

# Single characters are all that we ask; pypinyin's phrases would cost 50 MB of memory.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
from pypinyin.pinyin_dict import pinyin_dict

Tree = dict[str, Any]
"""Sounds to sub-trees; under the empty sound stands the name that ends there."""

_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"))
_POLYPHONES = frozenset("长行重乐得都还会着没地发干教少数处种中应当差调称传弹参曾盛单朝冠藏给")
"""Characters that are often read in more than one way; of all others only the first reading counts."""


class Heard(NamedTuple):
    """A piece of text that sounds like a known name."""

    start: int
    end: int
    name: str


@cache
def sounds(char: str) -> tuple[str, ...]:
    """The folded sounds of one character; the character itself where it has none."""
    readings = str(pinyin_dict.get(ord(char), "")).split(",")[: 3 if char in _POLYPHONES else 1]
    return tuple(dict.fromkeys(fold(r) for r in readings if r)) or (char,)


def fold(syllable: str) -> str:
    """A syllable without its tone, confusable initials and endings made one."""
    plain = unicodedata.normalize("NFD", syllable.replace("ü", "v"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    for written, heard in _INITIALS:
        if plain.startswith(written):
            plain = heard + plain[len(written) :]
            break
    return plain[:-1] if plain.endswith(("ing", "eng")) else plain


def spelled(text: str) -> tuple[str, ...]:
    """The first sound of each character: what two names are compared by."""
    return tuple(sounds(char)[0] for char in text)


class SoundIndex:
    """Names by their sound; finds where one of them is heard in a text."""

    __slots__ = ("_begins", "_tree", "names")

    def __init__(self, names: Iterable[str]) -> None:
        self._tree: Tree = {}
        self.names = frozenset(names)
        for name in sorted(self.names):
            for sound in _spellings(name):
                node = self._tree
                for syllable in sound:
                    node = node.setdefault(syllable, {})
                node.setdefault("", name)
        self._begins = frozenset(one + other for one, node in self._tree.items() for other in node)

    def heard(self, text: str) -> list[Heard]:
        """Every name heard in the text, the longest at each place first."""
        said = [sounds(char) for char in text]
        found: list[Heard] = []
        begins = self._begins
        for start, (one, other) in enumerate(pairwise(said)):
            # Most characters have one sound, and most pairs of sounds begin no name.
            if one[0] + other[0] not in begins and len(one) == len(other) == 1:
                continue
            ends = self._ends(said, start)
            if ends:
                found += [Heard(start, end, ends[end]) for end in sorted(ends, reverse=True)]
        return found

    def _ends(self, said: list[tuple[str, ...]], start: int) -> dict[int, str]:
        """Where a name that is heard from here ends, and which."""
        ends: dict[int, str] = {}
        nodes, at, last = [self._tree], start, len(said)
        while nodes and at < last:
            syllables = said[at]
            at += 1
            if len(nodes) == 1 and len(syllables) == 1:
                node = nodes[0].get(syllables[0])
                nodes = [] if node is None else [node]
            else:
                nodes = [node[sound] for node in nodes for sound in syllables if sound in node]
            for node in nodes:
                if "" in node:
                    ends[at] = node[""]
        return ends


def _spellings(name: str) -> list[tuple[str, ...]]:
    """A name's sounds, with every second reading of each of its characters taken in turn."""
    first = spelled(name)
    others = [
        (*first[:i], other, *first[i + 1 :])
        for i, char in enumerate(name)
        for other in sounds(char)[1:]
    ]
    return [first, *others]
