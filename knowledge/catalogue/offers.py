"""Offers: a class of a course at an institution, with all that a worker may be told of it."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, func, select

from knowledge.catalogue.errors import NoSuchCourse
from knowledge.catalogue.models import CourseRow, InstitutionRow, SessionRow

FRESH_DAYS = 14
"""A class that nobody has confirmed for longer is told as 时间待定."""


class State(StrEnum):
    """How a class stands on a day, best first."""

    OPEN = "open"
    UNDATED = "undated"
    """No date, or none confirmed lately: 时间待定，可先登记."""
    FULL = "full"
    """满员: the waiting list is open."""
    CLOSED = "closed"
    """Begun, or closed to new people."""
    CANCELLED = "cancelled"


class Offer(NamedTuple):
    """One class; where a course has none, the course alone (``session_id`` is ``None``)."""

    course_id: int
    session_id: int | None
    institution_id: int
    institution: str
    occupation: str
    published_as: str
    title: str
    level: str
    certificate: str
    certificate_name: str
    hours: int | None
    price: int | None
    subsidised: bool | None
    subsidy: int | None
    city: str
    county: str
    """The county's code."""
    place: str
    phone: str
    """The class's own telephone; see ``telephone``."""
    institution_phone: str
    name: str
    starts_on: date | None
    ends_on: date | None
    daytime: bool
    evening: bool
    weekend: bool
    online: bool
    seats: int | None
    taken: int
    closed: str
    """``closed`` or ``cancelled`` where the institution says so."""
    confirmed_on: date | None
    is_sample: bool

    @property
    def telephone(self) -> str:
        """Where to ask: the class's own telephone, or its institution's."""
        return self.phone or self.institution_phone

    @property
    def free_seats(self) -> int | None:
        """How many seats are left; ``None`` where the number of seats is not published."""
        return None if self.seats is None else max(0, self.seats - self.taken)


_COURSE = CourseRow
_SESSION = SessionRow
COLUMNS = (
    _COURSE.id.label("course_id"), _SESSION.id.label("session_id"), _COURSE.institution_id,
    InstitutionRow.name.label("institution"), _COURSE.occupation, _COURSE.published_as, _COURSE.title,
    _COURSE.level, _COURSE.certificate, _COURSE.certificate_name, _COURSE.hours, _COURSE.price,
    _COURSE.subsidised, _COURSE.subsidy, func.coalesce(_SESSION.city, _COURSE.city).label("city"),
    func.coalesce(_SESSION.county, _COURSE.county).label("county"), _SESSION.place,
    _SESSION.phone, InstitutionRow.phone.label("institution_phone"), _SESSION.name,
    _SESSION.starts_on, _SESSION.ends_on, _SESSION.daytime, _SESSION.evening, _SESSION.weekend,
    _SESSION.online, _SESSION.seats, _SESSION.taken, _SESSION.state.label("closed"),
    _SESSION.confirmed_on, _COURSE.is_sample,
)  # fmt: skip
OFFERS: Select[*tuple[Any, ...]] = (
    select(*COLUMNS)
    .select_from(_COURSE)
    .join(InstitutionRow, _COURSE.institution_id == InstitutionRow.id)
    .outerjoin(_SESSION, _SESSION.course_id == _COURSE.id)
)
"""Every class of every course, with its institution."""


def offer(row: Row[Any]) -> Offer:
    """A row of ``OFFERS`` as an offer."""
    values = row._asdict()
    if values["session_id"] is None:
        values |= {n: False for n in ("daytime", "evening", "weekend", "online")}
        values |= {"taken": 0, "closed": "", "place": "", "name": "", "phone": ""}
    return Offer(**values)


def offers_of(connection: Connection, course_id: int) -> tuple[Offer, ...]:
    """Every class of a course, soonest first; raises ``NoSuchCourse``."""
    statement = OFFERS.where(_COURSE.id == course_id).order_by(_SESSION.starts_on, _SESSION.id)
    found = tuple(offer(row) for row in connection.execute(statement))
    if not found:
        raise NoSuchCourse(course_id)
    return found


def state_of(row: Any, today: date) -> State:
    """How a class stands on a day. ``row``: an offer, or a row with the same fields."""
    if row.session_id is None or (row.ends_on is not None and row.ends_on < today):
        return State.UNDATED
    if row.closed:
        return State(row.closed)
    if row.starts_on is not None and row.starts_on < today:
        return State.CLOSED if row.ends_on is not None else State.UNDATED
    confirmed = row.confirmed_on is not None and row.confirmed_on >= today - timedelta(
        days=FRESH_DAYS
    )
    if row.starts_on is None or not confirmed:
        return State.UNDATED
    if row.seats is not None and row.taken >= row.seats:
        return State.FULL
    return State.OPEN
