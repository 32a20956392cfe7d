"""One reader for all tests of reading, with the names of the real library."""

from collections.abc import Callable
from datetime import date

import pytest

from intents.cached import Fitted, load_fitted
from intents.reading import Reader, Reading
from intents.understanding import Pending
from knowledge.library import Library
from tests.conftest import CACHE

TODAY = date(2026, 11, 23)

Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def fitted(library: Library) -> Fitted:
    return load_fitted(library, CACHE)


@pytest.fixture(scope="session")
def reader(library: Library, fitted: Fitted) -> Reader:
    return Reader(library, fitted.facts)


@pytest.fixture
def read(reader: Reader) -> Read:
    def _read(text: str, fact: str | None = None, options: tuple[str, ...] = ()) -> Reading:
        pending = Pending(fact, options) if fact or options else None
        return reader.read(text, pending, TODAY)

    return _read
