"""The cue phrases of ``data/cues.yaml``, made ready to be looked for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from intents.dialect import DATA
from knowledge.facts import FactId
from knowledge.loading import Strict, load

Phrases = list[str]
GAP = "[^，。！？；、?!]{0,6}?"


class CueFile(Strict):
    """The file as an official writes it."""

    facts: dict[FactId, dict[str, Phrases]]
    """Yes-or-no facts: ``yes``, ``no`` and ``never`` (what does not count)."""
    values: dict[FactId, dict[str, Phrases]]
    """Facts with several values: phrases for each value, and ``never``."""
    persons: dict[str, Phrases]
    my: dict[str, Phrases]
    """Names of persons that count only after 我, 他, 她 or 家."""
    warnings: dict[str, Phrases]
    themes: dict[str, Phrases]
    commands: dict[str, Phrases]
    elsewhere: Phrases
    """Places outside the province."""


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the phrases of several readings in one pass; of two that begin together the first listed wins."""

    needed: frozenset[str]
    """Characters of which a text must have one, or nothing can be found in it."""
    pattern: re.Pattern[str]
    readings: tuple[tuple[str, re.Pattern[str]], ...]

    def find(self, text: str, chars: frozenset[str]) -> Iterator[tuple[str, int, int]]:
        """The reading and the place of every phrase found."""
        if self.needed.isdisjoint(chars):
            return
        for match in self.pattern.finditer(text):
            start = match.start()
            for reading, own in self.readings:
                found = own.match(text, start)
                if found:
                    yield reading, start, found.end()
                    break


def finder(readings: Mapping[str, Iterable[str]]) -> Finder:
    """A finder for readings with their phrases, in order of precedence."""
    sources = {name: [regular(p) for p in phrases] for name, phrases in readings.items()}
    every = [source for group in sources.values() for source in group]
    return Finder(
        frozenset().union(*(_needed(source) for source in every)),
        re.compile("|".join(every)),
        tuple((name, re.compile("|".join(group))) for name, group in sources.items() if group),
    )


def regular(phrase: str) -> str:
    """A phrase of the file as a regular expression."""
    return phrase.replace("(", "(?:").replace("(?:?!", "(?!").replace("…", GAP)


@cache
def cue_file() -> CueFile:
    """The cues, read once."""
    return load(DATA / "cues.yaml", CueFile)


@cache
def _commonness() -> Mapping[str, int]:
    counts: dict[str, int] = {}
    file = cue_file()
    for group in (*file.facts.values(), *file.values.values(), file.warnings, file.themes):
        for phrases in group.values():
            for char in "".join(phrases):
                counts[char] = counts.get(char, 0) + 1
    return counts


def _needed(source: str) -> frozenset[str]:
    """Of the sets of characters that a phrase cannot do without, the one least often met."""
    common = _commonness()
    sets = list(_sets(_parser.parse(source)))
    return min(sets, key=lambda chars: sum(common.get(char, 0) for char in chars))


def _sets(parsed: Any) -> Iterator[frozenset[str]]:
    for name, value in parsed:
        kind = str(name)
        if kind == "LITERAL":
            yield frozenset(chr(value))
        elif kind == "IN" and all(str(part[0]) == "LITERAL" for part in value):
            yield frozenset(chr(part[1]) for part in value)
        elif kind == "SUBPATTERN":
            yield from _sets(value[3])
        elif kind == "BRANCH":
            branches = [list(_sets(branch)) for branch in value[1]]
            if all(branches):
                yield frozenset().union(*(min(sets, key=len) for sets in branches))
