"""The shared token, in each kind of database."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from bot.storage.migrating import migrate
from bot.storage.sealing import Seal, bind_seal
from knowledge.database import make_engine
from tests.webhooks.wechat.accounts import NOW
from webhooks.wechat.tokens import Tokens

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def either(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    migrate(made)
    yield made
    made.dispose()


def test_a_token_is_there_until_it_ends(either: Engine) -> None:
    tokens = Tokens(either, "wx1")
    assert tokens.get(NOW) is None
    tokens.keep("a", LATER)
    assert tokens.get(NOW) == "a"
    assert tokens.get(LATER) is None


def test_a_newer_token_takes_its_place(either: Engine) -> None:
    tokens = Tokens(either, "wx1")
    tokens.keep("a", LATER)
    tokens.keep("b", LATER)
    assert tokens.get(NOW) == "b"


def test_only_the_token_that_was_refused_is_dropped(either: Engine) -> None:
    tokens = Tokens(either, "wx1")
    tokens.drop("a")
    tokens.keep("b", LATER)
    tokens.drop("a")
    assert tokens.get(NOW) == "b"
    tokens.drop("b")
    assert tokens.get(NOW) is None


def test_accounts_do_not_share(either: Engine) -> None:
    Tokens(either, "wx1").keep("a", LATER)
    assert Tokens(either, "wx2").get(NOW) is None


def test_a_long_token_is_kept_and_sealed(either: Engine) -> None:
    bind_seal(either.dialect, Seal("A" * 43 + "="))
    tokens = Tokens(either, "wx1")
    tokens.keep("t" * 600, LATER)
    assert tokens.get(NOW) == "t" * 600
    with either.connect() as connection:
        assert "tttt" not in connection.execute(text("SELECT value FROM tokens")).scalar_one()
