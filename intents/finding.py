"""Looks for many phrases at once, each only where a character stands with which it may begin."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from intents.cues import cue_file, regular
from intents.phrases import first_chars, needed_chars


class Hit(NamedTuple):
    """A phrase found: under which topic, with which reading, where."""

    topic: str
    reading: str
    start: int
    end: int


class _Phrase(NamedTuple):
    source: str
    needed: frozenset[str]
    """Of these characters a text must have one."""


class _Entry(NamedTuple):
    topic: str
    needed: frozenset[str]
    pattern: re.Pattern[str]
    """A group for each reading, in order."""
    readings: tuple[str, ...]


class PhraseBook:
    """Phrases of many topics. Of the readings of a topic that begin together the first listed wins."""

    __slots__ = ("_by_first",)

    def __init__(self, topics: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        first: dict[str, list[_Entry]] = defaultdict(list)
        for topic, readings in topics.items():
            for char, own in _by_first_char(readings).items():
                first[char].append(_entry(topic, own))
        self._by_first: Mapping[str, tuple[_Entry, ...]] = {c: tuple(e) for c, e in first.items()}

    def find(self, text: str, chars: frozenset[str]) -> Iterator[Hit]:
        """Every phrase found; within one topic none overlaps another."""
        done: dict[str, int] = {}
        begun = self._by_first.get
        for start, char in enumerate(text):
            for topic, needed, pattern, readings in begun(char, ()):
                if needed.isdisjoint(chars) or start < done.get(topic, 0):
                    continue
                match = pattern.match(text, start)
                if match:
                    done[topic] = match.end()
                    yield Hit(topic, readings[(match.lastindex or 1) - 1], start, match.end())


def _by_first_char(
    readings: Mapping[str, Iterable[str]],
) -> Mapping[str, Mapping[str, list[_Phrase]]]:
    """The phrases of one topic under each character they may begin with."""
    found: dict[str, dict[str, list[_Phrase]]] = defaultdict(lambda: defaultdict(list))
    for reading, phrases in readings.items():
        for source in map(regular, phrases):
            phrase = _Phrase(source, needed_chars(source, _commonness()))
            for char in first_chars(source):
                found[char][reading].append(phrase)
    return found


def _entry(topic: str, readings: Mapping[str, list[_Phrase]]) -> _Entry:
    every = [phrase for phrases in readings.values() for phrase in phrases]
    needed = frozenset().union(*(phrase.needed for phrase in every))
    groups = (f"({'|'.join(one.source for one in phrases)})" for phrases in readings.values())
    return _Entry(topic, needed, re.compile("|".join(groups)), tuple(readings))


@cache
def _commonness() -> Mapping[str, int]:
    """How often each character stands in the phrases: the rare ones tell most."""
    counts: dict[str, int] = defaultdict(int)
    file = cue_file()
    for group in (*file.facts.values(), *file.values.values(), file.warnings, file.themes):
        for char in "".join(phrase for phrases in group.values() for phrase in phrases):
            counts[char] += 1
    return counts
