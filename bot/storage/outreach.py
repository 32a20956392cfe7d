"""Visits and scans as they are kept, and what came of them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, case, func, insert, select, update

from bot.orders import Party
from bot.outreach import Counts, Offering, Venue, Visit
from bot.storage.order_tables import OrderRow, OrderStepRow
from bot.storage.outreach_tables import ScanRow, VisitRow
from bot.storage.tables import TurnRow

FOLLOWED = timedelta(days=30)
"""What a person asks within this time after a scan came of it."""
_COLUMNS = tuple(getattr(VisitRow, name) for name in Visit._fields)


def _visit(row: Row[Any]) -> Visit:
    values = row._asdict()
    kinds = {"venue": Venue(values["venue"]), "offering": Offering(values["offering"])}
    return Visit(**values | kinds)


def add_visit(connection: Connection, visit: Visit, now: datetime) -> Visit:
    """Keeps a new visit; its ``id`` is given here."""
    values = visit._asdict() | {"made_at": now}
    del values["id"]
    key = connection.execute(insert(VisitRow).values(values)).inserted_primary_key
    return visit._replace(id=int(key[0]))  # type: ignore[index]


def visit_of(connection: Connection, code: str) -> Visit | None:
    """The visit of a code."""
    row = connection.execute(select(*_COLUMNS).where(VisitRow.code == code)).one_or_none()
    return _visit(row) if row else None


def visits_of(connection: Connection, *where: Any) -> tuple[Visit, ...]:
    """Visits, newest first."""
    wanted = select(*_COLUMNS).where(*where).order_by(VisitRow.day.desc(), VisitRow.id.desc())
    return tuple(_visit(row) for row in connection.execute(wanted.limit(200)))


def revoke(connection: Connection, code: str, now: datetime) -> bool:
    """Takes a code back; whether it was one that held."""
    held = (VisitRow.code == code, VisitRow.revoked_at.is_(None))
    return connection.execute(update(VisitRow).where(*held).values(revoked_at=now)).rowcount == 1


def set_link(connection: Connection, code: str, link: str) -> None:
    """Keeps what the platform's own code of a visit encodes."""
    connection.execute(update(VisitRow).where(VisitRow.code == code).values(link=link))


def add_scan(
    connection: Connection, visit: Visit, person_key: str, now: datetime, *, is_new: bool
) -> None:
    """Counts a scan."""
    row = {"visit_id": visit.id, "person_key": person_key, "at": now, "is_new": is_new}
    connection.execute(insert(ScanRow).values(row))


def counts(connection: Connection, visits: tuple[Visit, ...]) -> Counts:
    """What came of some visits together."""
    ids = [visit.id for visit in visits]
    new = func.coalesce(func.sum(case((ScanRow.is_new, 1), else_=0)), 0)
    scanned = select(func.count(), new).where(ScanRow.visit_id.in_(ids))
    scans, followers = connection.execute(scanned).one()
    questions, verdicts = _asked(connection, ids)
    codes = [visit.code for visit in visits]
    made = (
        select(OrderStepRow.step, func.count(OrderRow.id.distinct()))
        .join(OrderRow, OrderRow.id == OrderStepRow.order_id)
        .where(OrderRow.scene.in_(codes), OrderRow.party == Party.WORKER)
        .group_by(OrderStepRow.step)
    )
    steps = {step: int(number) for step, number in connection.execute(made)}
    choices = steps.get("enrol", 0) + steps.get("wait", 0)
    demands = steps.get("submit_demand", 0)
    return Counts(int(scans), int(followers), questions, verdicts, demands, choices)


def _asked(connection: Connection, visits: list[int]) -> tuple[int, int]:
    """Messages within the time after a first scan, and how many of them were judged."""
    first = (
        select(ScanRow.person_key, func.min(ScanRow.at).label("at"))
        .where(ScanRow.visit_id.in_(visits), ScanRow.person_key.is_not(None))
        .group_by(ScanRow.person_key)
    )
    questions = verdicts = 0
    for person_key, at in connection.execute(first).all():
        judged = func.sum(case((TurnRow.intent == "check_eligibility", 1), else_=0))
        wanted = select(func.count(), func.coalesce(judged, 0)).where(
            TurnRow.person_key == person_key,
            TurnRow.kind.in_(("text", "voice")),
            TurnRow.at >= at,
            TurnRow.at <= at + FOLLOWED,
        )
        asked, told = connection.execute(wanted).one()
        questions, verdicts = questions + int(asked), verdicts + int(told)
    return questions, verdicts
