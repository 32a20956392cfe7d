"""Words of a message: jieba with a dictionary of the domain. Nothing is read until a segmenter is made."""

import logging
import re
from collections.abc import Iterable, Iterator
from io import BytesIO

import jieba

from knowledge.library import Library

RARE = 8
"""Words that jieba's corpus has less often are left out."""
_WORD = re.compile(r"\w")


class Segmenter:
    """jieba with our own words. Make it once, before the server forks: it holds some 30 MB."""

    __slots__ = ("_tokenizer",)

    def __init__(self, words: Iterable[str] = ()) -> None:
        jieba.setLogLevel(logging.WARNING)
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.FREQ, self._tokenizer.total = self._tokenizer.gen_pfdict(_common_words())
        self._tokenizer.initialized = True
        for word in sorted(words):  # how often jieba takes a word to be depends on those before
            self._tokenizer.add_word(word)

    def cut(self, text: str) -> tuple[str, ...]:
        """The words of a text in their order, without punctuation."""
        return tuple(word for word in self._tokenizer.cut(text, HMM=False) if _WORD.match(word))


def _common_words() -> BytesIO:
    """jieba's dictionary without its rarest two thirds, which cost 50 MB and change no figure of ours."""
    with jieba.Tokenizer().get_dict_file() as file:
        return BytesIO(b"".join(line for line in file if int(line.split()[1]) >= RARE))


def domain_words(library: Library) -> frozenset[str]:
    """Every name of the domain: programmes, policies, places, occupations."""
    return frozenset(name for name in _names(library) if 2 <= len(name) <= 12)


def _names(library: Library) -> Iterator[str]:
    for pack in library.packs.values():
        yield pack.spec.short
        for programme in pack.programmes.values():
            yield programme.title
            yield from programme.aliases
    for place in library.places.names():
        if not place.needs_suffix:
            yield place.name
    for everyday, official in library.occupations.names():
        yield everyday
        yield official
