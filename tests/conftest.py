"""What many tests share: the knowledge, loaded once, and a database of each kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.storage.migrating import migrate
from bot.wording import Wording, load_wording
from intents.understander import Understander, load_understander
from knowledge.database import make_engine
from knowledge.library import Library, load_library
from tests.databases import postgres_url, sqlite_url

CACHE = Path(__file__).parent.parent / "data"
"""Where the trained model is kept between runs; made anew when the examples change."""


@pytest.fixture(scope="session")
def library() -> Library:
    """All that is known."""
    return load_library()


@pytest.fixture(scope="session")
def wording() -> Wording:
    """All that is worded."""
    return load_wording()


@pytest.fixture(scope="session")
def understander(library: Library) -> Understander:
    """The real understanding, trained on the project's examples."""
    return load_understander(library, CACHE)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database of each kind."""
    opened = sqlite_url(tmp_path) if request.param == "sqlite" else postgres_url()
    with opened as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a fresh, migrated database of each kind."""
    made = make_engine(database_url)
    migrate(made)
    yield made
    made.dispose()
