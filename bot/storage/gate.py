"""A queue before SQLite's write lock: who waits is woken, instead of asking again and again.

SQLite itself lets a second writer sleep and retry, for up to 100 ms at a time, so that at many writers the
unlucky ones wait for seconds. Threads queue at a lock, processes at ``flock`` on a file beside the database.
"""

import fcntl
import os
import threading
from contextlib import AbstractContextManager, nullcontext

from sqlalchemy import Engine


class Gate:
    """Lets one turn of this machine at a time write to one SQLite file; held for a ``with`` block."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._opened: tuple[int, int] | None = None
        """The process that opened the file, and its descriptor: a fork must not share it."""

    def __enter__(self) -> None:
        self._lock.acquire()
        try:
            fcntl.flock(self._descriptor(), fcntl.LOCK_EX)
        except BaseException:
            self._lock.release()
            raise

    def __exit__(self, *_raised: object) -> None:
        try:
            fcntl.flock(self._descriptor(), fcntl.LOCK_UN)
        finally:
            self._lock.release()

    def _descriptor(self) -> int:
        process = os.getpid()
        if self._opened is None or self._opened[0] != process:
            self._opened = process, os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
        return self._opened[1]


def gate_for(engine: Engine) -> AbstractContextManager[None]:
    """The gate of a SQLite file; nothing to hold for PostgreSQL, which has row locks and queues of its own."""
    name = engine.url.database
    is_file = engine.dialect.name == "sqlite" and name and name != ":memory:"
    return Gate(f"{name}.turns") if is_file else nullcontext()
