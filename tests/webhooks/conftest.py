"""An application around a scripted assistant, with a real database."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.clock import FixedClock
from bot.settings import Settings
from bot.storage.migrating import migrate
from bot.storage.sealing import Seal
from bot.storage.turns import Turns
from bot.wording import Wording
from knowledge.database import make_engine
from knowledge.library import Library
from tests.webhooks.chat.scripted import ScriptedAssistant
from webhooks import make_app
from webhooks.wiring import Parts

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(f"sqlite:///{tmp_path}/t.db", None, None, None, None, data=tmp_path)


@pytest.fixture
def parts(settings: Settings, library: Library, wording: Wording) -> Iterator[Parts]:
    engine = make_engine(settings.database_url)
    migrate(engine)
    turns = Turns(engine, Seal(None))
    clock = FixedClock(NOON)
    yield Parts(settings, library, wording, turns, ScriptedAssistant(), clock)
    engine.dispose()


@pytest.fixture
def assistant(parts: Parts) -> ScriptedAssistant:
    assert isinstance(parts.assistant, ScriptedAssistant)
    return parts.assistant


@pytest.fixture
def app(parts: Parts) -> Flask:
    return make_app(parts)


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()
