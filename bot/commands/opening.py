"""The database as a command uses it: brought up to date, one transaction, all or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from bot.settings import Settings
from bot.storage.migrating import migrate
from bot.storage.sealing import Seal, bind_seal
from knowledge.database import make_engine


def open_engine(settings: Settings) -> Engine:
    """An engine on the database of the settings, sealed and up to date."""
    engine = make_engine(settings.database_url)
    migrate(engine)
    bind_seal(engine.dialect, Seal(settings.data_key))
    return engine


@contextmanager
def transaction(settings: Settings) -> Iterator[Connection]:
    """One transaction on the database of the settings."""
    engine = open_engine(settings)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
