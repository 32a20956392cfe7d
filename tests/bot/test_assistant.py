"""One turn: answered once, stored with its conversation, never losing a fact, never storing a number."""

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from bot.message import Channel, Kind, Message
from bot.settings import Settings
from bot.storage.tables import PersonRow, TurnRow
from tests.bot.conftest import MORNING, MovableClock, Talk

TalkAs = Callable[[str], Talk]


def rows(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(TurnRow)).scalar_one())


def stored(engine: Engine) -> str:
    with engine.connect() as connection:
        people = connection.execute(select(PersonRow.conversation)).scalars()
        turns = connection.execute(select(TurnRow.text, TurnRow.response)).all()
        return "".join([*people, *(part for turn in turns for part in turn)])


def test_a_repeated_message_gets_the_same_response_and_no_second_effect(
    talk: Talk, engine: Engine
) -> None:
    first = talk.say("我今年50，下岗了，能领补贴吗", id="same")
    talk.wait(seconds=5)
    again = talk.say("我今年50，下岗了，能领补贴吗", id="same")
    assert again == first
    assert rows(engine) == 1


def test_the_same_id_of_another_sender_is_another_message(talk_as: TalkAs, engine: Engine) -> None:
    talk_as("wang").say("你好", id="same")
    talk_as("li").say("你好", id="same")
    assert rows(engine) == 2


def test_facts_outlive_the_turn(talk: Talk) -> None:
    talk.say("我今年50岁")
    assert talk.say("我是退役军人").facts.items() >= {"age": 50, "veteran": True}.items()


def test_two_messages_at_once_lose_no_fact(talk: Talk) -> None:
    told = ["我今年50岁", "我是退役军人", "我在临沂", "我想学电焊"]
    talk.say("你好")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(talk.say, told))
    assert talk.say("还记得我啥").facts.keys() >= {"age", "veteran", "city", "occupation"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("我身份证11010519491231002X能领吗", "11010519491231002X"),
        ("我电话13812345678，给我回电话", "13812345678"),
        ("打到6222021234567890128这张卡", "6222021234567890128"),
    ],
)
def test_personal_numbers_are_never_stored_and_the_worker_is_told(
    talk: Talk, engine: Engine, text: str, number: str
) -> None:
    response = talk.say(text)
    assert number not in stored(engine)
    assert "抹掉" in response.reply.text


def test_order_numbers_and_amounts_are_not_taken_for_personal_numbers(
    talk: Talk, engine: Engine
) -> None:
    talk.say("交3800包过，订单号20261123000123")
    assert "20261123000123" in stored(engine)


def test_deleting_leaves_nothing_of_the_person(talk: Talk, engine: Engine) -> None:
    talk.say("我今年50岁，在沂水，想学电焊")
    response = talk.say("删除我的信息")
    assert response.facts == {}
    assert "电焊" not in stored(engine)
    assert talk.say("我今年多大来着").facts == {}


def test_who_leaves_is_forgotten_without_a_word(talk: Talk, engine: Engine) -> None:
    talk.say("我今年50岁，想学电焊")
    assert talk.say("", kind=Kind.UNFOLLOW).reply.silent
    assert "电焊" not in stored(engine)


def test_facts_last_ninety_days_and_an_open_question_half_an_hour(talk: Talk) -> None:
    asked = talk.say("我今年50，能领补贴吗")
    assert asked.outcome == "asked"
    talk.wait(minutes=31)
    assert talk.say("2").outcome != "asked"
    talk.wait(days=89)
    assert talk.say("你好").facts["age"] == 50
    talk.wait(days=91)
    assert talk.say("你好").facts == {}


def test_a_failing_handler_is_an_apology_and_a_stored_turn(
    talk: Talk, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("bot.routing.route", broken)
    response = talk.say("你好")
    assert response.outcome == "failed"
    assert "12333" in response.reply.text
    assert rows(engine) == 1


def test_without_the_database_policy_is_still_answered(talk: Talk, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE turns")
    response = talk.say("培训补贴一年能领几次", on=date(2020, 6, 15))
    assert "3次" in response.reply.text
    assert "连不上" in response.reply.text


def _answer(url: str, results: "multiprocessing.Queue[str]", ready: threading.Barrier) -> None:
    from bot.composition import load_knowledge, make_assistant, make_turns

    settings = Settings(url, None, None, None, None, data=Path("data"))
    assistant = make_assistant(settings, load_knowledge(settings), make_turns(settings))
    ready.wait(60)
    message = Message("once", Channel.WECHAT, "openid", "我今年50，能领补贴吗", MORNING)
    results.put(assistant.respond(message).dumps())


def test_two_processes_with_the_same_message_give_one_answer(
    database_url: str, engine: Engine
) -> None:
    context = multiprocessing.get_context("spawn")
    results: multiprocessing.Queue[str] = context.Queue()
    ready = context.Barrier(2)
    workers = [
        context.Process(target=_answer, args=(database_url, results, ready)) for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    answers = [results.get(timeout=90) for _ in workers]
    for worker in workers:
        worker.join(30)
    assert answers[0] == answers[1]
    assert rows(engine) == 1


def test_the_clock_of_the_worker_decides_the_day(talk: Talk, clock: MovableClock) -> None:
    clock.moment = MORNING.replace(year=2020)
    assert "到期" not in talk.say("一年能领几次").reply.text
    clock.moment = MORNING
    assert "到期" in talk.say("一年能领几次").reply.text
