"""A connection that each thread keeps, for SQLite, where there is no server to lose it."""

import threading

from sqlalchemy import Connection, Engine


class Kept:
    """The connections of one store, one a thread, given back when the store is."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._local = threading.local()

    def connection(self) -> Connection:
        """This thread's connection."""
        if not hasattr(self._local, "connection"):
            self._local.connection = self._engine.connect()
        kept: Connection = self._local.connection
        return kept
