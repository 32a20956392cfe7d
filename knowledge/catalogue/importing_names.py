"""What names in a table stand for: cities, counties, occupations, institutions."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import fuzz, process

from knowledge.catalogue.errors import BadCell
from knowledge.occupations import Occupations
from knowledge.places import Places
from knowledge.text import folded

_WHOLE_CITY = re.compile(r"^(市直|市级|市本级|市属|全市|本市)")
_NOISE = re.compile(r"(职业技能)?(培训班|培训|提升班|班)$|^(初级|中级|高级)(?=.{2})")
_LEVELS = re.compile(r"[(](初级|中级|高级|[一二三四五]级|初级工|中级工|高级工|技师|高级技师)[)]")


class Site(NamedTuple):
    """A city, and the code of a county in it where one is known."""

    city: str
    county: str = ""


class PlaceNames:
    """The names of Shandong's cities and counties."""

    def __init__(self, places: Places) -> None:
        self._cities = {n: city.name for city in places.cities for n in (city.name, *city.aliases)}
        self._counties: dict[tuple[str, str], str] = {}
        self._anywhere: dict[str, set[Site]] = {}
        for city in places.cities:
            for county in city.counties:
                for name in dict.fromkeys((county.name, county.name[:-1], *county.aliases)):
                    if len(name) > 1:
                        self._counties.setdefault((city.name, name), county.code)
                        self._anywhere.setdefault(name, set()).add(Site(city.name, county.code))
        self._known: dict[tuple[str, str], str] = {}

    def city(self, written: str) -> str:
        """A city by any of its names; a county stands for its city."""
        name = written.removeprefix("山东省").removeprefix("山东")
        if name in self._cities:
            return self._cities[name]
        return self.site(written, "").city

    def site(self, written: str, city: str) -> Site:
        """A county by any of its names, within a city where one is known."""
        name = written.removeprefix("山东省").replace(" ", "")
        for known in (f"{city}市", city):
            name = (name.removeprefix(known) or name) if city else name
        if city and (_WHOLE_CITY.match(name) or name in self._cities):
            return Site(city)
        for tried in (name, f"{city}{name}"):
            if (city, tried) in self._counties:
                return Site(city, self._counties[city, tried])
        places = self._anywhere.get(name, set())
        if len(places) == 1 and not city:
            return next(iter(places))
        return self._unknown(written, city, places)

    def _unknown(self, written: str, city: str, places: Iterable[Site]) -> Site:
        cities = sorted({site.city for site in places})
        if city:
            here = [name for at, name in self._counties if at == city]
            near = process.extractOne(written, here, scorer=fuzz.ratio, score_cutoff=50)
            mend = f"是不是“{near[0]}”？" if near else "核对市和县区，市直单位写“市直”"
            raise BadCell(f"{city}没有“{written}”这个县区", mend)
        if cities:
            raise BadCell(f"“{written}”在{'、'.join(cities)}都有", "加一栏“地市”")
        raise BadCell(f"“{written}”不是山东的市县", "写市名或县区名")

    def within(self, text: str, city: str) -> str:
        """The code of the county of a city that an address names; empty where it names none."""
        key = (text, city)
        if key not in self._known:
            names = [
                n for at, n in self._counties if at == city and n[-1] in "县区市" and n in text
            ]
            best = max(names, key=len, default="")
            self._known[key] = self._counties[city, best] if best else ""
        return self._known[key]


class OccupationNames:
    """The official names behind published ones."""

    def __init__(self, occupations: Occupations) -> None:
        self._names = {folded(name): official for name, official in occupations.names()}
        self._found: dict[str, str | None] = {}

    def official(self, published: str) -> str | None:
        """The official name of a published one; ``None`` where we know none."""
        if published not in self._found:
            self._found[published] = next(
                (self._names[form] for form in self._forms(published) if form in self._names), None
            )
        return self._found[published]

    def near(self, name: str, most: int = 3) -> tuple[str, ...]:
        """Official names of the names that look most like one."""
        found = process.extract(
            folded(name), list(self._names), scorer=fuzz.ratio, limit=8, score_cutoff=60
        )
        return tuple(dict.fromkeys(self._names[form] for form, _, _ in found))[:most]

    @staticmethod
    def _forms(published: str) -> Iterable[str]:
        plain = _LEVELS.sub("", folded(published))
        outside, _, inside = plain.partition("(")
        parts = (plain, outside, inside.rstrip(")"), *re.split(r"[/、]", plain))
        for part in parts:
            yield part
            yield _NOISE.sub("", part)
