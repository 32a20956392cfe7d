"""One reader for all tests of reading, with the names of the real library."""

from collections.abc import Callable
from datetime import date

import pytest

from intents.reading import Reader, Reading
from intents.understanding import Pending
from knowledge.library import Library

TODAY = date(2026, 11, 23)

Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def reader(library: Library) -> Reader:
    return Reader(library)


@pytest.fixture
def read(reader: Reader) -> Read:
    def _read(text: str, fact: str | None = None, options: tuple[str, ...] = ()) -> Reading:
        pending = Pending(fact, options) if fact or options else None
        return reader.read(text, pending, TODAY)

    return _read
