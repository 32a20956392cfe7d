"""The order of courses: a sum of points that anybody may check, least first. Nothing in it can be bought."""

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from knowledge.catalogue.offers import Offer, State
from knowledge.catalogue.wishing import FAR, By, Wish
from knowledge.eligibility import Outcome

SOON_DAYS = 30


class Reason(StrEnum):
    """Why a course is named, or what it lacks."""

    SAME_COUNTY = "same_county"
    NEXT_COUNTY = "next_county"
    SAME_CITY = "same_city"
    OTHER_CITY = "other_city"
    SCHOOL_ELSEWHERE = "school_elsewhere"
    ONLINE = "online"
    NOT_ONLINE = "not_online"
    DAYTIME = "daytime"
    NOT_DAYTIME = "not_daytime"
    EVENING = "evening"
    NOT_EVENING = "not_evening"
    WEEKEND = "weekend"
    NOT_WEEKEND = "not_weekend"
    FREE = "free"
    NOT_FREE = "not_free"
    PRICE_UNKNOWN = "price_unknown"
    SUBSIDISED = "subsidised"
    STARTS_SOON = "starts_soon"
    STARTS_LATE = "starts_late"
    RELATED = "related"
    LEVEL = "level"
    OTHER_LEVEL = "other_level"
    UNDATED = "undated"
    FULL = "full"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    SAMPLE = "sample"


class Input(NamedTuple):
    """One thing that went into the order: what, its value, and its points."""

    reason: Reason
    value: str
    points: int


class Rank(NamedTuple):
    """A course's place in the order, with everything it rests on."""

    outcome: Outcome
    points: int
    borders: int
    tie: int
    inputs: tuple[Input, ...]


BORDER = 1
"""Points a county border; a course in another city than a county-less wish counts as ``ELSEWHERE``."""
ELSEWHERE = 4
OTHER_CITY = 1
RELATED = 3
UNMET = 2
UNSAID = 1
LATE = 1
STATES: Mapping[State, int] = {
    State.OPEN: 0,
    State.UNDATED: 4,
    State.FULL: 5,
    State.CLOSED: 8,
    State.CANCELLED: 9,
}
OUTCOMES = (Outcome.ELIGIBLE, Outcome.UNKNOWN, Outcome.INELIGIBLE)


def borders_to(row: Any, wish: Wish) -> int:
    """How far a class is from the worker, in county borders."""
    if row.online:
        return 0
    if wish.county and row.county:
        return wish.borders.get(row.county, FAR)
    if wish.city and row.city != wish.city:
        return ELSEWHERE
    return 1 if wish.county else 0


def rank(row: Any, wish: Wish, outcome: Outcome, state: State, today: date) -> Rank:
    """The rank of a class. ``row``: an offer, or a row with the fields that are read here."""
    borders = borders_to(row, wish)
    inputs = (
        *_place(row, wish, borders),
        *_occupation(row, wish),
        *_times(row, wish, today),
        *_money(row, wish),
        *_standing(row, state),
    )
    return Rank(
        outcome, sum(i.points for i in inputs), borders, tie(row.institution_id, today), inputs
    )


@lru_cache(maxsize=8192)
def tie(institution: int, today: date) -> int:
    """A number by which equals are ordered: another each day, so that nobody is always first."""
    digest = hashlib.blake2b(f"{today.toordinal()}/{institution}".encode(), digest_size=6).digest()
    return int.from_bytes(digest)


def order_key(found: Rank, row: Any, wish: Wish) -> tuple[object, ...]:
    """What courses are sorted by: the judgement first, then what was asked for, then points."""
    asked: tuple[object, ...] = ()
    if wish.by is By.DISTANCE:
        asked = (found.borders,)
    elif wish.by is By.START:
        asked = (row.starts_on or date.max,)
    elif wish.by is By.OCCUPATION:
        asked = (row.occupation not in wish.occupations,)
    tail = (found.points, found.borders, found.tie, row.course_id, row.session_id or 0)
    return (OUTCOMES.index(found.outcome), *asked, *tail)


def explain(found: Rank, course: Offer, today: date) -> Mapping[str, Any]:
    """怎么排的: the formula's inputs for one course."""
    return {
        "outcome": found.outcome.value,
        "points": found.points,
        "inputs": [input._asdict() for input in found.inputs],
        "borders": found.borders,
        "tie": found.tie,
        "tie_of": {"day": today.isoformat(), "institution": course.institution_id},
    }


def _place(row: Any, wish: Wish, borders: int) -> tuple[Input, ...]:
    if not (wish.city or wish.county):
        return ()
    if row.online:
        elsewhere = bool(wish.city) and row.city != wish.city
        return (Input(Reason.SCHOOL_ELSEWHERE, row.city, 0),) if elsewhere else ()
    if wish.county and row.county == wish.county:
        return (Input(Reason.SAME_COUNTY, row.county, 0),)
    if borders == 1 and wish.county and row.county:
        return (Input(Reason.NEXT_COUNTY, row.county, BORDER),)
    if row.city == wish.city:
        return (Input(Reason.SAME_CITY, row.county or row.city, borders * BORDER),)
    return (Input(Reason.OTHER_CITY, row.city, borders * BORDER + OTHER_CITY),)


def _occupation(row: Any, wish: Wish) -> tuple[Input, ...]:
    found = []
    if wish.occupations and row.occupation not in wish.occupations:
        found.append(Input(Reason.RELATED, row.occupation, RELATED))
    if wish.level and row.level == wish.level:
        found.append(Input(Reason.LEVEL, row.level, 0))
    elif wish.level:
        found.append(Input(Reason.OTHER_LEVEL, row.level, UNMET if row.level else UNSAID))
    return tuple(found)


_WISHES = (
    ("daytime", Reason.DAYTIME, Reason.NOT_DAYTIME),
    ("evening", Reason.EVENING, Reason.NOT_EVENING),
    ("weekend", Reason.WEEKEND, Reason.NOT_WEEKEND),
    ("online", Reason.ONLINE, Reason.NOT_ONLINE),
)
_ALWAYS_TOLD = frozenset({"evening", "weekend", "online"})
"""Times that are worth telling of a class though nobody wished for them."""


def _times(row: Any, wish: Wish, today: date) -> tuple[Input, ...]:
    found = []
    for name, met, unmet in _WISHES:
        wished = getattr(wish, name)
        if getattr(row, name) and (wished or name in _ALWAYS_TOLD):
            found.append(Input(met, "", 0))
        elif wished:
            found.append(Input(unmet, "", UNMET))
    start = row.starts_on
    if start is not None and start >= today:
        late = wish.start_before is not None and start > wish.start_before
        soon = start <= today + timedelta(days=SOON_DAYS)
        reason = Reason.STARTS_SOON if soon and not late else Reason.STARTS_LATE
        found.append(Input(reason, start.isoformat(), UNMET if late else 0 if soon else LATE))
    return tuple(found)


def _money(row: Any, wish: Wish) -> tuple[Input, ...]:
    found = []
    if row.price == 0:
        found.append(Input(Reason.FREE, "0", 0))
    elif wish.free:
        unsaid = row.price is None
        reason = Reason.PRICE_UNKNOWN if unsaid else Reason.NOT_FREE
        found.append(Input(reason, "" if unsaid else str(row.price), UNSAID if unsaid else UNMET))
    if row.subsidised:
        found.append(Input(Reason.SUBSIDISED, "", 0))
    return tuple(found)


def _standing(row: Any, state: State) -> tuple[Input, ...]:
    found = [] if state is State.OPEN else [Input(Reason(state.value), "", STATES[state])]
    return (*found, Input(Reason.SAMPLE, "", 0)) if row.is_sample else tuple(found)
