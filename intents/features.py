"""What a classifier sees of a message: characters, sounds, words, and pairs of words.

Each kind of feature carries its mark as first character, so that no two kinds are mixed up, and a
weight that was chosen on the development set.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations
from types import MappingProxyType

from intents.pinyin import spelled

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"c": 1.0, "d": 1.0, "t": 0.5, "s": 0.7, "r": 0.7, "w": 1.0, "p": 0.4}
)
"""By mark: one, two, three characters, one and two sounds, a word, a pair of words."""
_PRIVATE = 0xE000
_PAIRED_WORDS = 8
"""Only so many words of a message are paired: a long story would cost too much."""


def features(text: str, words: Sequence[str]) -> list[str]:
    """Every feature of a normalised message, repeated where it is repeated."""
    bare = "".join([c if c.isalnum() else " " for c in text]).strip()
    heard = bare.translate(sound_of())
    whole = f"^{bare}$"
    paired = sorted(set(words[:_PAIRED_WORDS]))
    return [
        *["c" + c for c in bare],
        *runs("d", whole, 2),
        *runs("t", whole, 3),
        *["s" + c for c in heard],
        *runs("r", f"^{heard}$", 2),
        *["w" + word for word in words],
        *[f"p{one}|{other}" for one, other in combinations(paired, 2)],
    ]


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
