"""Brings a database to the state that the code expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 731_905
"""Any fixed number: two processes that start at once migrate one after the other."""


def migrate(engine: Engine) -> None:
    """Applies every migration that the database does not have yet, in one transaction."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        if revision(connection) != newest():
            command.upgrade(_config(connection), "head")


def revision(connection: Connection) -> str | None:
    """The migration that a database is at; ``None`` before the first."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The newest migration that the code brings."""
    return ScriptDirectory(str(_SCRIPTS)).get_current_head()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    return config
