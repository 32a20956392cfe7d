"""The stand-in of the platform, a database, and a client between them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.storage.migrating import migrate
from knowledge.database import make_engine
from tests.webhooks.wechat.accounts import CLOCK, SAFE
from tests.webhooks.wechat.platform import StandIn, stand_in
from webhooks.wechat.client import Platform


@pytest.fixture
def standing() -> Iterator[StandIn]:
    with stand_in() as platform:
        yield platform


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = make_engine(f"sqlite:///{tmp_path}/test.db")
    migrate(made)
    yield made
    made.dispose()


@pytest.fixture
def platform(standing: StandIn, engine: Engine) -> Platform:
    settings = replace(SAFE, api_base_url=standing.url)
    return Platform(settings, engine, CLOCK, sleep=lambda _seconds: None)
