"""Real databases for tests: a SQLite file, and a PostgreSQL database of its own that is dropped again."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy.engine import make_url

SERVER = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


@contextmanager
def sqlite_url(folder: Path) -> Iterator[str]:
    """The URL of a fresh SQLite file."""
    yield f"sqlite:///{folder}/{uuid4().hex}.db"


@contextmanager
def postgres_url() -> Iterator[str]:
    """The URL of a fresh PostgreSQL database; skips, saying why, where no server answers."""
    name = f"xiaojiang_{uuid4().hex[:12]}"
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        if os.environ.get("REQUIRE_POSTGRES"):
            raise
        pytest.skip(f"no PostgreSQL answers at {SERVER}: {error}")
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
