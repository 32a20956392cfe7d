"""A turn answered ahead of the write lock: kept where nothing changed meanwhile, else answered anew."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, func, select

from bot import routing
from bot.assistant import Assistant
from bot.conversation import Conversation
from bot.errors import NeedsTransaction
from bot.message import Channel, Message
from bot.response import Response
from bot.storage.ahead import NO_TRANSACTION, Draft
from bot.storage.outbox import post
from bot.storage.sealing import Seal
from bot.storage.tables import TurnRow
from bot.storage.turns import OpenTurn, Turns
from bot.wording import Wording
from intents.understander import Understander
from knowledge.library import Library
from tests.bot.conftest import MORNING, MovableClock, Talk


class Watched(Turns):
    """A store that counts its transactions, and lets something happen between reading and keeping."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        super().__init__(engine, seal)
        self.opened = 0
        self.meanwhile: Callable[[], object] = lambda: None

    @contextmanager
    def open(self, message: Message) -> Iterator[OpenTurn]:
        self.opened += 1
        with super().open(message) as turn:
            yield turn

    def keep(
        self, draft: Draft, conversation: Conversation, response: Response, library: str
    ) -> bool:
        self.meanwhile()
        return super().keep(draft, conversation, response, library)


@pytest.fixture(params=[None, Fernet.generate_key().decode()], ids=["open", "sealed"])
def seal(request: pytest.FixtureRequest) -> Seal:
    return Seal(request.param)


@pytest.fixture
def turns(engine: Engine, seal: Seal) -> Watched:
    if engine.dialect.name != "sqlite":
        pytest.skip("only on SQLite does a turn wait for those of others")
    return Watched(engine, seal)


@pytest.fixture
def others(
    library: Library, understander: Understander, wording: Wording, engine: Engine, seal: Seal
) -> Assistant:
    """The assistant of another process."""
    return Assistant(library, understander, wording, Turns(engine, seal), MovableClock())


@pytest.fixture
def known(library: Library, understander: Understander, wording: Wording, turns: Watched) -> Talk:
    """Somebody who has said something before."""
    clock = MovableClock()
    talk = Talk(Assistant(library, understander, wording, turns, clock), clock)
    talk.say("你好")
    turns.opened = 0
    return talk


def rows(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(TurnRow)).scalar_one())


def test_what_nothing_changed_under_is_kept_without_another_transaction(
    known: Talk, turns: Watched, engine: Engine
) -> None:
    first = known.say("我今年50岁", id="same")
    assert known.say("我今年50岁", id="same") == first
    assert known.say("还记得我啥").facts == {"age": 50}
    assert turns.opened == 0
    assert rows(engine) == 3


def test_what_another_process_learned_meanwhile_is_not_lost(
    known: Talk, turns: Watched, others: Assistant
) -> None:
    turns.meanwhile = lambda: Talk(others, known.clock).say("我是退役军人", id="other")
    assert known.say("我今年50岁").facts == {"veteran": True, "age": 50}
    assert turns.opened == 1


def test_what_another_process_answered_meanwhile_is_the_answer(
    known: Talk, turns: Watched, others: Assistant, engine: Engine
) -> None:
    heard: list[Response] = []
    turns.meanwhile = lambda: heard.append(Talk(others, known.clock).say("谢谢", id="same"))
    assert [known.say("谢谢", id="same")] == heard
    assert rows(engine) == 2


def test_what_is_to_be_told_since_is_told(known: Talk, turns: Watched, engine: Engine) -> None:
    key = turns.draft(_message("any")).key  # type: ignore[union-attr]

    def posted() -> None:
        with engine.begin() as connection:
            post(connection, key, "cause", "您的报名确认了", MORNING)

    turns.meanwhile = posted
    assert known.say("你好").reply.text.startswith("您的报名确认了")
    assert turns.opened == 1


def test_a_handler_that_needs_the_database_answers_in_a_transaction(
    known: Talk, turns: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    assert known.say("我的报名").outcome != "failed"
    assert known.say("删除我的信息").outcome == routing.ERASED
    assert turns.opened == 2
    assert not caplog.records


def test_a_handler_that_fails_is_logged_once_and_its_turn_is_stored(
    known: Talk,
    turns: Watched,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("bot.routing.route", broken)
    failed = known.say("你好", id="same")
    assert failed.outcome == "failed"
    assert known.say("你好", id="same") == failed
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert rows(engine) == 2


def test_whatever_is_asked_of_the_stand_in_needs_a_transaction() -> None:
    for name in ("execute", "dialect", "begin_nested"):
        with pytest.raises(NeedsTransaction):
            getattr(NO_TRANSACTION, name)


def _message(id_: str) -> Message:
    return Message(id_, Channel.PAGE, "wang", "", MORNING)
