"""Invitations and who is bound to what."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select, update

from bot.roles import Role
from bot.storage.outreach_tables import BindingRow, InvitationRow

INVITATION_LASTS = timedelta(days=7)


class Binding(NamedTuple):
    """What a person is bound to."""

    role: Role
    name: str
    institution_id: int | None
    city: str
    county: str
    phone: str


def invite(connection: Connection, code: str, values: Mapping[str, Any], now: datetime) -> None:
    """Keeps an invitation; of its code only a hash."""
    row = {
        "institution_id": None,
        "city": "",
        "county": "",
        "phone": "",
        **values,
        "code_hash": _hash(code),
        "made_at": now,
        "expires_at": now + INVITATION_LASTS,
    }
    connection.execute(insert(InvitationRow).values(row))


def bind(connection: Connection, code: str, person_key: str, now: datetime) -> Binding | None:
    """Binds a person by an invitation, once; ``None`` where it is unknown, used or expired.

    Whoever was bound to something else before is no longer.
    """
    fits = (
        InvitationRow.code_hash == _hash(code),
        InvitationRow.used_at.is_(None),
        InvitationRow.expires_at > now,
    )
    used = update(InvitationRow).where(*fits).values(used_at=now).returning(InvitationRow.id)
    invitation = connection.execute(used).scalar_one_or_none()
    if invitation is None:
        return None
    unbind(connection, person_key, now)
    row = {"person_key": person_key, "invitation_id": invitation, "bound_at": now}
    connection.execute(insert(BindingRow).values(row))
    return binding_of(connection, person_key)


def unbind(connection: Connection, person_key: str, now: datetime) -> None:
    """Ends what a person is bound to."""
    mine = (BindingRow.person_key == person_key, BindingRow.ended_at.is_(None))
    connection.execute(update(BindingRow).where(*mine).values(ended_at=now))


def binding_of(connection: Connection, person_key: str) -> Binding | None:
    """What a person is bound to now."""
    columns = tuple(getattr(InvitationRow, name) for name in Binding._fields)
    wanted = (
        select(*columns)
        .join(BindingRow, BindingRow.invitation_id == InvitationRow.id)
        .where(BindingRow.person_key == person_key, BindingRow.ended_at.is_(None))
    )
    row = connection.execute(wanted).one_or_none()
    return Binding(Role(row[0]), *row[1:]) if row else None


def officers_of(connection: Connection, city: str) -> tuple[str, ...]:
    """The officers bound for a city."""
    wanted = (
        select(BindingRow.person_key)
        .join(InvitationRow, BindingRow.invitation_id == InvitationRow.id)
        .where(
            InvitationRow.role == Role.OFFICER,
            InvitationRow.city == city,
            BindingRow.ended_at.is_(None),
        )
    )
    return tuple(connection.execute(wanted).scalars())


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()[:40]
