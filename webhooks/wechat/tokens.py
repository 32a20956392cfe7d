"""The platform's token, kept in the database for all processes."""

from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.tables import TokenRow

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Tokens:
    """The stored token of one account."""

    def __init__(self, engine: Engine, app_id: str) -> None:
        self._engine = engine
        self._name = f"stable_token:{app_id}"[:64]

    def get(self, now: datetime) -> str | None:
        """The token, unless there is none or it has expired."""
        columns = select(TokenRow.value, TokenRow.expires_at).where(TokenRow.name == self._name)
        with self._engine.connect() as connection:
            row = connection.execute(columns).one_or_none()
        return row.value if row and row.expires_at > now else None

    def keep(self, value: str, expires_at: datetime) -> None:
        """Stores a token in the place of any other."""
        new = {"value": value, "expires_at": expires_at}
        insert = _INSERT[self._engine.dialect.name](TokenRow).values(name=self._name, **new)
        with self._engine.begin() as connection:
            connection.execute(insert.on_conflict_do_update(index_elements=["name"], set_=new))

    def drop(self, value: str) -> None:
        """Forgets a token, but not a newer one that another process has stored."""
        mine = TokenRow.name == self._name
        with self._engine.begin() as connection:
            stored = connection.execute(select(TokenRow.value).where(mine).with_for_update())
            if stored.scalar_one_or_none() == value:
                connection.execute(delete(TokenRow).where(mine))
