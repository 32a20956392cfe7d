"""A sender between a database of each kind and the stand-in of the platform."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.sending import Sender
from bot.storage.migrating import migrate
from knowledge.database import make_engine
from tests.databases import postgres_url, sqlite_url
from tests.webhooks.wechat.delivering.posting import Clock, make_sender
from tests.webhooks.wechat.platform import StandIn


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with sqlite_url(tmp_path) if request.param == "sqlite" else postgres_url() as found:
        yield found


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    made = make_engine(url)
    migrate(made)
    yield made
    made.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sender(engine: Engine, standing: StandIn, clock: Clock) -> Sender:
    return make_sender(engine, standing.url, clock)
