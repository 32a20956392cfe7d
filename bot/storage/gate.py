"""A queue before SQLite's write lock: who waits is woken, instead of asking again and again.

SQLite itself lets a second writer sleep and retry, for up to 100 ms at a time, so that at many writers the
unlucky ones wait for seconds. Threads queue at a lock, processes at ``flock`` on a file beside the database.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from sqlalchemy import Engine


class Gate:
    """Lets one turn of this machine at a time write to one SQLite file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._opened: tuple[int, int] | None = None
        """The process that opened the file, and its descriptor: a fork must not share it."""

    @contextmanager
    def held(self) -> Iterator[None]:
        """Holds the gate for a block."""
        with self._lock:
            descriptor = self._descriptor()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(descriptor, fcntl.LOCK_UN)

    def _descriptor(self) -> int:
        process = os.getpid()
        if self._opened is None or self._opened[0] != process:
            self._opened = process, os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
        return self._opened[1]


class Open:
    """No gate: PostgreSQL has row locks and queues of its own."""

    def held(self) -> Any:
        """Nothing to hold."""
        return nullcontext()


def gate_for(engine: Engine) -> Gate | Open:
    """The gate of a SQLite file; none for anything else."""
    name = engine.url.database
    is_file = engine.dialect.name == "sqlite" and name and name != ":memory:"
    return Gate(f"{name}.turns") if is_file else Open()
