"""A small catalogue for tests of orders: institutions with classes, made straight in the tables."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Connection, insert

from bot.choosing import Choice
from bot.ledger import Ledger
from bot.quota import Quota
from bot.wording import load_wording
from knowledge.catalogue.models import CourseRow, InstitutionRow, SessionRow
from knowledge.policy import Citation

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
_numbers = count()


def ledger(connection: Connection, days: int = 0) -> Ledger:
    """The ledger so many days from today."""
    later = timedelta(days=days)
    return Ledger(connection, load_wording(), NOW + later, TODAY + later)


def teach(connection: Connection, **about: Any) -> int:
    """A class of 焊工 in 沂水 at a new institution; its number. ``about`` changes what is given."""
    given: dict[str, Any] = {
        "occupation": "焊工", "level": "junior", "seats": 30, "taken": 0, "city": "临沂",
        "county": "371323", "starts_on": TODAY + timedelta(days=20), "subsidised": True,
        "confirmed_on": TODAY, "institution": None, "evening": False,
    } | about  # fmt: skip
    number = next(_numbers)
    place = {"city": given["city"], "county": given["county"]}
    institution = given["institution"] or _add(
        connection, InstitutionRow, key=f"i{number}", digest="", name=f"学校{number}", **place
    )
    course = _add(
        connection, CourseRow, key=f"c{number}", digest="", institution_id=institution,
        occupation=given["occupation"], published_as=given["occupation"], level=given["level"],
        certificate="skill_level", subsidised=given["subsidised"], price=0, **place,
    )  # fmt: skip
    return _add(
        connection, SessionRow, key=f"s{number}", digest="", course_id=course,
        starts_on=given["starts_on"], ends_on=given["starts_on"] + timedelta(days=30),
        seats=given["seats"], taken=given["taken"], evening=given["evening"],
        confirmed_on=given["confirmed_on"], **place,
    )  # fmt: skip


def _add(connection: Connection, model: Any, **values: Any) -> int:
    empty = {
        column.name: "" if column.type.python_type is str else False
        for column in model.__table__.columns
        if not column.nullable and column.name not in values and not column.primary_key
    }
    key = connection.execute(insert(model).values(empty | values)).inserted_primary_key
    return int(key[0]) if key else 0


def wants(session_id: int, person: str = "wang", **about: Any) -> Choice:
    """The wish of a person for a class."""
    given = {"about": "self", "quota": None, "paid_before": False} | about
    return Choice(person, given["about"], session_id, given["quota"], given["paid_before"])


def quota(limit: int, used: int | None, scope: str = "2026") -> Quota:
    """A quota as a rule might set it."""
    return Quota(limit, scope, used, Citation("plan", "二(四)"), "方案")
