"""The real assistant behind the callback: the same message at once in two applications, one database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Engine, func, select

from bot.clock import Clock
from bot.composition import Knowledge
from bot.settings import Settings, read_settings
from bot.storage.migrating import migrate
from bot.storage.tables import PersonRow, TurnRow
from bot.wording import Wording
from intents.understander import Understander
from knowledge.database import make_engine
from knowledge.library import Library
from tests.webhooks.wechat.accounts import SAFE
from webhooks import make_app
from webhooks.wechat.menu import load_menu
from webhooks.wechat.simulator import Simulator, inside
from webhooks.wiring import assemble


@pytest.fixture(scope="module")
def known(library: Library, wording: Wording, understander: Understander) -> Knowledge:
    return Knowledge(library, wording, understander)


@pytest.fixture
def either(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    migrate(made)
    yield made
    made.dispose()


@pytest.fixture
def connected(database_url: str, either: Engine) -> Settings:
    return replace(read_settings({"DATABASE_URL": database_url}), wechat=SAFE)


def phone_to(settings: Settings, known: Knowledge) -> Simulator:
    app = make_app(assemble(settings, known))
    return Simulator(SAFE, inside(app), Clock().now)


def count(engine: Engine, table: type[PersonRow] | type[TurnRow]) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_the_same_message_at_once_in_two_applications_is_one_turn_and_the_same_bytes(
    connected: Settings, known: Knowledge, either: Engine
) -> None:
    phones = [phone_to(connected, known) for _ in range(2)]
    for text in ("我45了，在潍坊", "一年能领几次", "怎么申请"):
        query, body = phones[0].request(phones[0].compose({"MsgType": "text", "Content": text}))
        with ThreadPoolExecutor(4) as pool:
            waiting = [pool.submit(phone.deliver, "POST", query, body) for phone in phones * 2]
        answers = {one.result() for one in waiting}
        assert len(answers) == 1
        assert phones[0].read(answers.pop()).text
    assert count(either, TurnRow) == 3
    assert count(either, PersonRow) == 1


def test_unfollowing_forgets_the_person(
    connected: Settings, known: Knowledge, either: Engine
) -> None:
    simulator = phone_to(connected, known)
    assert "小匠" in simulator.happen("subscribe").text
    simulator.say("我45了，在潍坊")
    assert count(either, PersonRow) == 1
    assert simulator.happen("unsubscribe").silent
    assert count(either, PersonRow) == 0


def test_every_entry_of_the_menu_is_understood_and_answered(
    connected: Settings, known: Knowledge
) -> None:
    simulator = phone_to(connected, known)
    lost = []
    for entries in load_menu().buttons.values():
        for says in entries.values():
            understood = known.understander.understand(says, None, Clock().now().date())
            if understood.intent == "out_of_scope" or understood.confidence < 0.8:
                lost.append((says, understood.intent, understood.confidence))
            assert simulator.happen("CLICK", says).text
    assert not lost


def test_the_entry_that_judges_asks_the_first_question(
    connected: Settings, known: Knowledge
) -> None:
    says = load_menu().buttons["能领吗"]["算算我能领啥"]
    bubble = phone_to(connected, known).happen("CLICK", says)
    assert "？" in bubble.text
    assert bubble.taps
