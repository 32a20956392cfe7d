"""The seats of a class. Whoever takes one holds the class until the transaction ends."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, text, update

from bot.orders import HOLDS_SEAT, State
from bot.storage.order_tables import OrderRow
from knowledge.catalogue.models import CourseRow, SessionRow
from knowledge.catalogue.offers import OFFERS, Offer, offer

_LOCK = text("SELECT pg_advisory_xact_lock(731906)")


def offer_of(connection: Connection, session_id: int) -> Offer | None:
    """A class as it stands, without holding it."""
    row = connection.execute(OFFERS.where(SessionRow.id == session_id)).one_or_none()
    return offer(row) if row else None


def held_offer(connection: Connection, session_id: int) -> Offer | None:
    """A class as it stands now; nobody else changes its seats until the transaction ends.

    PostgreSQL locks the row; SQLite's transactions begin with the write lock.
    """
    lock = select(SessionRow.id).where(SessionRow.id == session_id).with_for_update()
    connection.execute(lock).one_or_none()
    return offer_of(connection, session_id)


def take_seat(connection: Connection, held: Offer) -> bool:
    """Takes a seat of a held class, if there is one and nobody waits for it.

    A catalogue that is read in anew says how many seats are taken elsewhere; what we gave ourselves counts too.
    """
    if held.session_id is None:
        return False
    ours = _count(connection, held.session_id, HOLDS_SEAT)
    if held.seats is not None and max(held.taken, ours) >= held.seats:
        return False
    _add(connection, held.session_id, 1)
    return True


def release_seat(connection: Connection, session_id: int) -> None:
    """Gives a seat back."""
    _add(connection, session_id, -1)


def one_at_a_time(connection: Connection) -> None:
    """Lets no other transaction of this kind run until this one ends: it touches the seats of two classes."""
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK)


def waiting(connection: Connection, session_id: int) -> int:
    """How many wait for a seat."""
    return _count(connection, session_id, frozenset({State.WAITING}))


def _count(connection: Connection, session_id: int, states: frozenset[State]) -> int:
    wanted = select(func.count()).where(
        OrderRow.session_id == session_id, OrderRow.state.in_(states)
    )
    return int(connection.execute(wanted).scalar_one())


def _add(connection: Connection, session_id: int, seats: int) -> None:
    taken = SessionRow.taken + seats
    statement = update(SessionRow).where(SessionRow.id == session_id, taken >= 0)
    connection.execute(statement.values(taken=taken))


def other_classes(
    connection: Connection, like: Offer, tried: frozenset[int], today: date
) -> tuple[Offer, ...]:
    """Classes of the same kind in the same city at other institutions, nearest and soonest first."""
    same: tuple[ColumnElement[bool], ...] = (
        CourseRow.occupation == like.occupation,
        CourseRow.level == like.level,
        CourseRow.city == like.city,
        CourseRow.withdrawn_on.is_(None),
        CourseRow.institution_id.not_in(tried),
        SessionRow.starts_on > today,
    )
    found = [offer(row) for row in connection.execute(OFFERS.where(*same).limit(100))]

    def nearest(one: Offer) -> tuple[Any, ...]:
        return (one.county != like.county, one.starts_on, one.session_id)

    return tuple(sorted(found, key=nearest))
