"""What a worker wishes of a course, and how far the counties are from theirs."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from knowledge.occupations import Occupations
from knowledge.places import Places

FAR = 6
"""Borders beyond this are not told apart."""


class By(StrEnum):
    """What comes first in the order of courses: 都看, 远近, 时间, 工种."""

    ALL = "all"
    DISTANCE = "distance"
    START = "start"
    OCCUPATION = "occupation"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wished; what is not said does not matter."""

    occupations: tuple[str, ...] = ()
    """Official names, any of which will do."""
    related: tuple[str, ...] = ()
    """Official names that come next where those are not taught."""
    city: str = ""
    county: str = ""
    """The county's code."""
    next_cities: tuple[str, ...] = ()
    borders: Mapping[str, int] = field(default_factory=dict)
    """County codes with the number of county borders on the way there."""
    level: str = ""
    evening: bool = False
    weekend: bool = False
    online: bool = False
    daytime: bool = False
    free: bool = False
    only: bool = False
    """Whether a class at other times than those wished will not do."""
    unfit: frozenset[str] = frozenset()
    """Times that do not suit: daytime, evening, weekend, online."""
    start_before: date | None = None
    by: By = By.ALL


def wish_for(
    places: Places,
    occupations: Occupations,
    named: Iterable[str] = (),
    city: str = "",
    county: str = "",
) -> Wish:
    """A wish for occupations near a place, with what is related and what is near looked up.

    ``named``: official names. ``county``: its name, as a mention gives it. Further wishes are added by
    ``dataclasses.replace``.
    """
    wanted = tuple(dict.fromkeys(named))
    related = (r for o in occupations.occupations if o.name in wanted for r in o.related)
    here = places.city(city)
    code = next((c.code for c in here.counties if c.name == county), "") if here else ""
    return Wish(
        occupations=wanted,
        related=tuple(r for r in dict.fromkeys(related) if r not in wanted),
        city=city,
        county=code,
        next_cities=here.neighbours if here else (),
        borders=borders_from(places, code) if code else {},
    )


def suits(wanted: frozenset[str], unfit: frozenset[str], taught: frozenset[str]) -> bool:
    """Whether something that is taught at some times suits; what has no times yet may.

    Daytime beside a weekend or an evening leaves a time to whoever works by day.
    """
    clash = taught & unfit
    if clash and (clash != {"daytime"} or taught == clash):
        return False
    return not wanted or not taught or bool(taught & wanted)


def borders_from(places: Places, code: str) -> dict[str, int]:
    """How many county borders lie between a county and each county that is not too far."""
    near = _neighbours(places)
    steps = {code: 0}
    waiting = deque([code])
    while waiting:
        here = waiting.popleft()
        for there in near.get(here, ()):
            if there not in steps and steps[here] < FAR:
                steps[there] = steps[here] + 1
                waiting.append(there)
    return steps


def _neighbours(places: Places) -> dict[str, tuple[str, ...]]:
    """The codes of the adjacent counties of each county.

    A name that two cities share stands under ``near`` with its city, which is an alias of each.
    """
    counties = [county for city in places.cities for county in city.counties]
    codes = {name: county.code for county in counties for name in (county.name, *county.aliases)}
    return {c.code: tuple(codes[name] for name in c.near if name in codes) for c in counties}
