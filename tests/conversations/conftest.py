"""A stage for conversations: the real understanding and knowledge over a SQLite file."""

from collections.abc import Iterator

import pytest

from bot.storage.migrating import migrate
from bot.wording import Wording
from intents.understander import Understander
from knowledge.database import make_engine
from knowledge.library import Library
from tests.conversations.playing import Stage


@pytest.fixture(scope="session")
def stage(
    library: Library,
    understander: Understander,
    wording: Wording,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stage]:
    """One database for all conversations; each has its own sender."""
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('conversations')}/all.db")
    migrate(engine)
    yield Stage(library, understander, wording, engine)
    engine.dispose()
