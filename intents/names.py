"""The names of places, trades and programmes found in a text: the longest at each place."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from rapidfuzz import fuzz, process

from knowledge.library import Library

Kind = Literal[
    "place", "unclear_place", "elsewhere", "no_place", "trade", "unclear_trade", "programme"
]
Tree = dict[str, Any]


class Name(NamedTuple):
    """One written name."""

    written: str
    kind: Kind
    means: str
    """The city, the official name of the trade, or the id of the programme."""
    county: str = ""
    needs_suffix: bool = False
    candidates: tuple[str, ...] = ()


class Named(NamedTuple):
    """A name at its place in a text."""

    start: int
    end: int
    name: Name

    @property
    def is_trade(self) -> bool:
        """Whether a trade is named, be it one or one of several."""
        return self.name.kind in ("trade", "unclear_trade")


_NEAR = 75
"""How alike (of 100) a longer name must be to be taken for a misspelling."""
_TOLD_APART_FROM = 4
"""Shorter names are looked for only exactly or by their sound."""


class NameTable:
    """All names, one character at a time."""

    __slots__ = ("_long_trades", "_tree", "written")

    def __init__(self, names: Iterable[Name]) -> None:
        self._tree: Tree = {}
        self.written: dict[str, Name] = {}
        for name in names:
            if name.written in self.written:
                continue
            self.written[name.written] = name
            node = self._tree
            for char in name.written:
                node = node.setdefault(char, {})
            node[""] = name
        self._long_trades = [
            name.written
            for name in self.written.values()
            if name.kind == "trade" and len(name.written) >= _TOLD_APART_FROM
        ]

    def find(self, text: str) -> Iterator[Named]:
        """Every name in the text; none inside another."""
        begins, end = self._tree, 0
        for at, char in enumerate(text):
            if char in begins and at >= end:
                longest = self._longest(text, at)
                if longest is not None:
                    yield longest
                    end = longest.end

    def nearest_trade(self, said: str) -> str | None:
        """The official name of the trade that a longer word misspells, if one is near enough."""
        if len(said) < _TOLD_APART_FROM:
            return None
        near = process.extractOne(said, self._long_trades, scorer=fuzz.ratio, score_cutoff=_NEAR)
        return self.written[near[0]].means if near else None

    def _longest(self, text: str, start: int) -> Named | None:
        node, found, at = self._tree, None, start
        while at < len(text) and text[at] in node:
            node = node[text[at]]
            at += 1
            if "" in node:
                found = Named(start, at, node[""])
        return found


def place_names(library: Library, elsewhere: Iterable[str]) -> Iterator[Name]:
    """Every name of a place, what is no place though it looks so, and places outside the province."""
    places = library.places
    for phrase in places.not_places:
        yield Name(phrase, "no_place", "")
    for unclear in places.ambiguous:
        yield Name(unclear.name, "unclear_place", "", "", unclear.needs_suffix, unclear.candidates)
    for place in places.names():
        yield Name(place.name, "place", place.city, place.county, place.needs_suffix)
    for city in places.cities:
        for county in city.counties:
            if county.needs_suffix:
                yield Name(county.name[:-1], "place", city.name, county.name, True)
    for name in elsewhere:
        yield Name(name, "elsewhere", name)


def trade_names(library: Library) -> Iterator[Name]:
    """Every name of a trade."""
    for written, official in library.occupations.names():
        yield Name(written.lower(), "trade", official)
    for occupation in library.occupations.occupations:
        yield from _without_person(occupation.name)
    for shared in library.occupations.ambiguous:
        yield Name(shared.name.lower(), "unclear_trade", "", candidates=shared.candidates)


def _without_person(official: str) -> Iterator[Name]:
    """美容师 as 美容: what is learned, not who does it."""
    for ending in ("司机", "驾驶员", "工", "师", "员"):
        short = official.removesuffix(ending)
        if short != official and len(short) > 1:
            yield Name(short, "trade", official)


def programme_names(library: Library) -> Iterator[Name]:
    """Every title and everyday name of a programme."""
    for pack in library.packs.values():
        for id, spec in pack.programmes.items():
            for written in (spec.title, *spec.aliases):
                yield Name(written, "programme", id)
