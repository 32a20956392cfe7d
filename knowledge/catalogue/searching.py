"""From a wish to the three courses that fit best, with reasons: nothing is hidden, no rank is for sale."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select, true

from knowledge.catalogue.models import CourseRow, SessionRow
from knowledge.catalogue.offers import OFFERS, Offer, State, offer, state_of
from knowledge.catalogue.ranking import OUTCOMES, Rank, Reason, order_key, rank
from knowledge.catalogue.wishing import Wish, suits
from knowledge.eligibility import Outcome

_MOST = 2000
"""So many classes at most are ranked one by one; where more could be meant, the soonest are."""
_SOONEST = 100
"""Of courses that may be anywhere, or of any occupation, the soonest so many are looked at."""
_NEAR = 2
"""Counties within so many borders belong to the first look, whatever city they are in."""
TIMES = ("daytime", "evening", "weekend", "online")


class Kind(NamedTuple):
    """What of a course decides whether it can be paid for."""

    occupation: str
    level: str
    certificate: str
    subsidised: bool | None


Judge = Callable[[Kind], Outcome]
Rows = Sequence[Row[*tuple[Any, ...]]]


class Found(NamedTuple):
    """One course that fits."""

    offer: Offer
    state: State
    outcome: Outcome
    reasons: tuple[Reason, ...]
    rank: Rank
    alternative: Offer | None
    """For a full class, the nearest open one of the same occupation and level."""


class _Candidate(NamedTuple):
    row: Row[Any]
    state: State
    rank: Rank


_LIGHT = (
    select(
        CourseRow.id.label("course_id"), CourseRow.institution_id, CourseRow.occupation,
        CourseRow.level, CourseRow.certificate, CourseRow.price, CourseRow.subsidised,
        CourseRow.is_sample, func.coalesce(SessionRow.city, CourseRow.city).label("city"),
        func.coalesce(SessionRow.county, CourseRow.county).label("county"),
        SessionRow.id.label("session_id"), SessionRow.starts_on, SessionRow.ends_on,
        SessionRow.daytime, SessionRow.evening, SessionRow.weekend, SessionRow.online,
        SessionRow.seats,
        SessionRow.taken, SessionRow.state.label("closed"), SessionRow.confirmed_on,
    )
    .select_from(CourseRow)
    .outerjoin(SessionRow, SessionRow.course_id == CourseRow.id)
    .where(CourseRow.withdrawn_on.is_(None))
)  # fmt: skip


def search(
    connection: Connection,
    wish: Wish,
    today: date,
    judge: Judge | None = None,
    limit: int = 3,
) -> tuple[Found, ...]:
    """The courses that fit a wish best.

    What can be paid for comes first, then what is unknown; what cannot be paid for is told only where there is
    nothing else. A class that is full, closed or without a fresh date is told as such, and stands first
    only where none is open.
    """
    verdicts: dict[Kind, Outcome] = {}

    def judged(row: Row[Any]) -> Outcome:
        kind = Kind(row.occupation, row.level, row.certificate, row.subsidised)
        if kind not in verdicts:
            verdicts[kind] = judge(kind) if judge else Outcome.ELIGIBLE
        return verdicts[kind]

    candidates: list[_Candidate] = []
    for rows in _looks(connection, wish, today):
        for row in rows:
            if not _at_times(row, wish):
                continue
            state = state_of(row, today)
            found = rank(row, wish, judged(row), state, today)
            candidates.append(_Candidate(row, state, found))
        if _enough(candidates, limit):
            break
    best = _best(candidates, wish, limit)
    return _told(connection, best, candidates)


def _at_times(row: Any, wish: Wish) -> bool:
    wanted = frozenset(name for name in TIMES if wish.only and getattr(wish, name))
    return suits(wanted, wish.unfit, frozenset(name for name in TIMES if getattr(row, name)))


def taught_there(connection: Connection, wish: Wish, today: date) -> bool:
    """Whether what is wished is taught in the city, in a class that one may still join or wait for."""
    place = func.coalesce(SessionRow.city, CourseRow.city)
    here = (CourseRow.occupation.in_(wish.occupations), place == wish.city)
    gone = (State.CLOSED, State.CANCELLED)
    rows = connection.execute(_LIGHT.where(*here))
    return any(_at_times(row, wish) and state_of(row, today) not in gone for row in rows)


def _looks(connection: Connection, wish: Wish, today: date) -> Iterator[Rows]:
    """Rows to choose from, look by look: the occupation near, what is related, next cities, everywhere.

    A later look is taken only where the earlier ones have not found enough.
    """
    exact: ColumnElement[bool] = CourseRow.occupation.in_(wish.occupations)
    if not wish.occupations:
        yield from _any_occupation(connection, wish, today)
        return
    if wish.city:
        yield _rows(connection, exact, _near(wish))
        if wish.related:
            yield _rows(connection, CourseRow.occupation.in_(wish.related), _near(wish))
        if wish.next_cities:
            there = CourseRow.city.in_(wish.next_cities)
            yield _rows(connection, exact, there, CourseRow.county.not_in(_near_codes(wish)))
        exact = and_(exact, CourseRow.city.not_in((wish.city, *wish.next_cities)))
    yield _soonest(connection, today, exact)
    if not wish.city and wish.related:
        yield _soonest(connection, today, CourseRow.occupation.in_(wish.related))


def _any_occupation(connection: Connection, wish: Wish, today: date) -> Iterator[Rows]:
    here: ColumnElement[bool] = (
        and_(CourseRow.city == wish.city, SessionRow.city == wish.city) if wish.city else true()
    )
    if wish.county:
        yield _soonest(connection, today, here, CourseRow.county.in_(_near_codes(wish)))
        yield _soonest(connection, today, here, CourseRow.county.not_in(_near_codes(wish)))
    else:
        yield _soonest(connection, today, here)


def _near_codes(wish: Wish) -> list[str]:
    return [code for code, borders in wish.borders.items() if borders <= _NEAR]


def _near(wish: Wish) -> ColumnElement[bool]:
    codes = _near_codes(wish)
    here = CourseRow.city == wish.city
    return or_(here, CourseRow.county.in_(codes)) if codes else here


def _rows(connection: Connection, *where: ColumnElement[bool]) -> Rows:
    statement = _LIGHT.where(*where).order_by(SessionRow.starts_on.nulls_last()).limit(_MOST)
    return tuple(connection.execute(statement))


def _soonest(connection: Connection, today: date, *where: ColumnElement[bool]) -> Rows:
    coming = _LIGHT.where(*where, SessionRow.starts_on >= today).order_by(SessionRow.starts_on)
    rows = tuple(connection.execute(coming.limit(_SOONEST)))
    return rows or tuple(connection.execute(_LIGHT.where(*where).limit(_SOONEST)))


def _enough(candidates: Iterable[_Candidate], limit: int) -> bool:
    good = {
        c.row.course_id
        for c in candidates
        if c.state is State.OPEN and c.rank.outcome is not Outcome.INELIGIBLE
    }
    return len(good) >= limit


def _best(candidates: Iterable[_Candidate], wish: Wish, limit: int) -> list[_Candidate]:
    """The best class of each of the best courses; an open one leads where there is any."""
    ordered = sorted(candidates, key=lambda c: order_key(c.rank, c.row, wish))
    payable = [c for c in ordered if c.rank.outcome is not Outcome.INELIGIBLE]
    courses = list({c.row.course_id: c for c in reversed(payable or ordered)}.values())[::-1]
    best = _varied(courses, wish)
    lead = next((at for at, c in enumerate(best) if c.state is State.OPEN), 0)
    return [best[lead], *best[:lead], *best[lead + 1 :]][:limit] if best else []


def _varied(courses: Iterable[_Candidate], wish: Wish) -> list[_Candidate]:
    """The best course of each institution (for each occupation, where one is wished) before its others."""
    first: dict[tuple[object, ...], _Candidate] = {}
    rest: list[_Candidate] = []
    for c in courses:
        key = (c.row.institution_id, c.row.occupation if wish.occupations else "", c.rank.outcome)
        if first.setdefault(key, c) is not c:
            rest.append(c)
    ordered = [*first.values(), *rest]
    return sorted(ordered, key=lambda c: OUTCOMES.index(c.rank.outcome))


def _told(
    connection: Connection, best: Sequence[_Candidate], candidates: Sequence[_Candidate]
) -> tuple[Found, ...]:
    others = [_instead(c, candidates) for c in best]
    wanted = {c.row.course_id for c in (*best, *filter(None, others))}
    statement = OFFERS.where(CourseRow.id.in_(wanted)) if wanted else None
    rows = connection.execute(statement) if statement is not None else ()
    offers = {(one.course_id, one.session_id): one for one in map(offer, rows)}

    def known(candidate: _Candidate) -> Offer:
        return offers[candidate.row.course_id, candidate.row.session_id]

    return tuple(
        Found(
            known(c), c.state, c.rank.outcome, tuple(i.reason for i in c.rank.inputs), c.rank,
            known(other) if other else None,
        )
        for c, other in zip(best, others, strict=True)
    )  # fmt: skip


def _instead(full: _Candidate, candidates: Iterable[_Candidate]) -> _Candidate | None:
    """The nearest open class in place of a full one."""
    if full.state is not State.FULL:
        return None
    alike = (
        c
        for c in candidates
        if c.state is State.OPEN
        and (c.row.occupation, c.row.level) == (full.row.occupation, full.row.level)
        and c.rank.outcome is full.rank.outcome
    )
    return min(alike, key=lambda c: (c.rank.borders, c.rank.points, c.rank.tie), default=None)
