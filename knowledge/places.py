"""The 16 cities of Shandong, their counties, and the names that people use for them."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import Field

from knowledge.loading import Strict


class County(Strict):
    """A county, district or county-level city."""

    name: str
    code: str
    aliases: tuple[str, ...] = Field((), strict=False)
    near: tuple[str, ...] = Field((), strict=False)
    """Names of adjacent counties."""
    needs_suffix: bool = False
    """Its bare name is an ordinary word, so it counts only with 县, 区 or 市 or after 在, 家是, 来自."""


class City(Strict):
    """A city divided into districts (设区的市)."""

    name: str
    code: str
    aliases: tuple[str, ...] = Field((), strict=False)
    counties: tuple[County, ...] = Field(strict=False)
    neighbours: tuple[str, ...] = Field((), strict=False)


class AmbiguousPlace(Strict):
    """A name that stands for several places; the worker is asked which."""

    name: str
    candidates: tuple[str, ...] = Field(strict=False)
    needs_suffix: bool = False


class Places(Strict):
    """``data/places.yaml``."""

    cities: tuple[City, ...] = Field(strict=False)
    ambiguous: tuple[AmbiguousPlace, ...] = Field((), strict=False)
    not_places: tuple[str, ...] = Field((), strict=False)
    """Ordinary phrases that contain the name of a place by chance (市中心)."""

    def names(self) -> Iterator["PlaceName"]:
        """Every name of every place."""
        for city in self.cities:
            for name in (city.name, *city.aliases):
                yield PlaceName(name, city.name, "", False)
            for county in city.counties:
                for name in (county.name, *county.aliases):
                    bare = county.needs_suffix and name[-1] not in "县区市"
                    yield PlaceName(name, city.name, county.name, bare)

    def city(self, name: str) -> City | None:
        """The city of an official short name (济南)."""
        return next((city for city in self.cities if city.name == name), None)


class PlaceName(NamedTuple):
    """One name and the place it stands for."""

    name: str
    city: str
    county: str
    needs_suffix: bool
