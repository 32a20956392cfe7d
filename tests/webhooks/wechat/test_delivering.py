"""The outbox against the platform's interface failing in each way: never twice, never lost, within the limits."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

from bot.sending import PATIENCE, Sender
from bot.storage import outbox
from bot.storage.migrating import migrate
from bot.storage.outbox import State
from bot.storage.tables import PersonRow, TurnRow
from knowledge.database import make_engine
from tests.databases import postgres_url, sqlite_url
from tests.webhooks.wechat import accounts
from tests.webhooks.wechat.platform import SILENT, Answer, StandIn, fault
from webhooks.wechat.client import Platform
from webhooks.wechat.delivering import CustomerMessages

SEND = "message/custom/send"
NOW = accounts.NOW


@dataclass
class Clock:
    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


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


def make_sender(engine: Engine, url: str, clock: Clock) -> Sender:
    settings = replace(accounts.SAFE, api_base_url=url)
    platform = Platform(settings, engine, clock, sleep=lambda _: None)  # type: ignore[arg-type]
    return Sender(engine, CustomerMessages(platform, clock), clock)  # type: ignore[arg-type]


def person(
    engine: Engine, key: str, kind: str = "text", channel: str = "wechat", ago: float = 0
) -> None:
    at = NOW - timedelta(seconds=ago)
    row = {
        "key": key,
        "channel": channel,
        "sender": f"openid-{key}",
        "conversation": "",
        "updated_at": at,
    }
    turn = {"person_key": key, "message_key": f"{kind}{ago}", "at": at, "kind": kind, "text": "",
            "intent": "", "outcome": "", "response": "", "library": ""}  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(PersonRow).values(row))
        connection.execute(insert(TurnRow).values(turn))


def post(engine: Engine, key: str, count: int = 1, begin: int = 0) -> None:
    with engine.begin() as connection:
        for n in range(begin, begin + count):
            outbox.post(connection, key, f"{key}:{n}", f"{key} 第{n}条", NOW)


def states(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return outbox.count_by_state(connection)


def received(standing: StandIn) -> list[str]:
    return [body["text"]["content"] for body in standing.bodies[SEND]]


def due(engine: Engine, key: str) -> list[str]:
    with engine.begin() as connection:
        return [found.text for found in outbox.tell_due(connection, key, NOW)]


def test_what_is_due_is_sent_once_in_order(
    engine: Engine, standing: StandIn, sender: Sender
) -> None:
    person(engine, "wang")
    post(engine, "wang", 3)
    post(engine, "wang", 3)
    assert sender.send_due() == 3
    assert sender.send_due() == 0
    assert received(standing) == [f"wang 第{n}条" for n in range(3)]
    assert states(engine) == {State.SENT: 3}
    assert due(engine, "wang") == []


@pytest.mark.parametrize(
    ("kind", "ago", "sent"),
    [
        ("text", 0, 5),
        ("text", 47 * 3600, 5),
        ("text", 49 * 3600, 0),
        ("scan", 30, 3),
        ("follow", 90, 0),
    ],
)
def test_no_more_is_sent_than_the_window_allows_and_the_rest_is_told_later(
    engine: Engine, standing: StandIn, sender: Sender, kind: str, ago: float, sent: int
) -> None:
    person(engine, "wang", kind, ago=ago)
    post(engine, "wang", 7)
    sender.send_due()
    assert len(received(standing)) == sent
    assert due(engine, "wang") == [f"wang 第{n}条" for n in range(sent, 7)]
    assert due(engine, "wang") == []


def test_who_writes_on_the_page_is_told_at_the_next_message(
    engine: Engine, standing: StandIn, sender: Sender
) -> None:
    person(engine, "wang", channel="page")
    post(engine, "wang")
    sender.send_due()
    assert not received(standing)
    assert due(engine, "wang") == ["wang 第0条"]


def test_what_was_told_in_an_answer_is_not_sent(
    engine: Engine, standing: StandIn, sender: Sender
) -> None:
    person(engine, "wang")
    post(engine, "wang")
    assert due(engine, "wang") == ["wang 第0条"]
    assert sender.send_due() == 0
    assert not received(standing)


@pytest.mark.parametrize("code", [45015, 45047, 48001, 45002, 99999])
def test_what_the_platform_will_not_take_is_told_at_the_next_message(
    engine: Engine, standing: StandIn, sender: Sender, code: int
) -> None:
    person(engine, "wang")
    post(engine, "wang")
    standing.always[SEND] = fault(code)
    sender.send_due()
    assert standing.calls[SEND] == 1
    assert due(engine, "wang") == ["wang 第0条"]


@pytest.mark.parametrize("code", [43004, 40003, 43019])
def test_who_left_is_not_written_to(
    engine: Engine, standing: StandIn, sender: Sender, code: int
) -> None:
    person(engine, "wang")
    post(engine, "wang")
    standing.always[SEND] = fault(code)
    sender.send_due()
    assert states(engine) == {State.DROPPED: 1}


@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_a_stale_token_is_renewed_and_the_message_sent_once(
    engine: Engine, standing: StandIn, sender: Sender, code: int
) -> None:
    person(engine, "wang")
    post(engine, "wang", 2)
    sender.send_one()
    standing.revoke()
    standing.next[SEND].append(fault(code))
    sender.send_due()
    assert standing.calls["stable_token"] == 2
    assert standing.calls[SEND] == 3
    assert states(engine) == {State.SENT: 2}


@pytest.mark.parametrize(
    ("answer", "rest"),
    [
        (fault(-1), timedelta(minutes=1)),
        (fault(45011), timedelta(seconds=60)),
        (fault(40164), timedelta(minutes=10)),
        (fault(45009), timedelta(hours=8)),
    ],
    ids=["busy", "minute's quota", "address not listed", "day's quota"],
)
def test_what_surely_was_not_sent_is_sent_later_once(
    engine: Engine, standing: StandIn, sender: Sender, clock: Clock, answer: Answer, rest: timedelta
) -> None:
    person(engine, "wang")
    post(engine, "wang")
    standing.always[SEND] = answer
    sender.send_due()
    calls = standing.calls[SEND]
    clock.moment += rest - timedelta(seconds=2)
    sender.send_due()
    assert standing.calls[SEND] == calls, "it rests"
    del standing.always[SEND]
    clock.moment += timedelta(seconds=4)
    sender.send_due()
    assert standing.calls[SEND] == calls + 1
    assert states(engine) == {State.SENT: 1}


@pytest.mark.parametrize("answer", [SILENT, 502, b"<html>"], ids=["silence", "502", "no JSON"])
def test_an_unknown_outcome_is_never_tried_again_and_told_as_such(
    engine: Engine,
    standing: StandIn,
    sender: Sender,
    answer: Answer,
) -> None:
    sender.post._platform.timeout = (0.5, 0.5)  # type: ignore[attr-defined]
    person(engine, "wang")
    post(engine, "wang")
    standing.always[SEND] = answer
    sender.send_due()
    sender.send_due()
    assert standing.calls[SEND] == 1
    with engine.begin() as connection:
        found = outbox.tell_due(connection, "wang", NOW)
    assert [(one.text, one.unsure) for one in found] == [("wang 第0条", True)]


def test_without_a_token_nothing_was_sent_and_it_is_tried_again(
    engine: Engine, standing: StandIn, sender: Sender, clock: Clock
) -> None:
    person(engine, "wang")
    post(engine, "wang")
    standing.next["stable_token"].append(502)
    sender.send_due()
    assert states(engine) == {State.READY: 1}
    clock.moment += timedelta(minutes=1, seconds=1)
    sender.send_due()
    assert received(standing) == ["wang 第0条"]


def test_what_is_undone_with_its_cause_is_not_sent(
    engine: Engine, standing: StandIn, sender: Sender
) -> None:
    person(engine, "wang")
    with pytest.raises(RuntimeError), engine.begin() as connection:
        outbox.post(connection, "wang", "cause", "不该发", NOW)
        raise RuntimeError("the cause fails")
    assert sender.send_due() == 0
    assert not received(standing)


_WORKER = """
import sys
from bot.clock import FixedClock
from knowledge.database import make_engine
from tests.webhooks.wechat.test_delivering import Clock, make_sender
print("ready", flush=True)
make_sender(make_engine(sys.argv[1]), sys.argv[2], Clock()).send_due()
print("done", flush=True)
"""


def _worker(database: str, platform: str) -> "subprocess.Popen[str]":
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", _WORKER, database, platform]
    return subprocess.Popen(
        command,
        cwd=root,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )


def _until(condition: object, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(
    url: str, engine: Engine, standing: StandIn, clock: Clock
) -> None:
    people = [f"p{n}" for n in range(6)]
    for one in people:
        person(engine, one)
        post(engine, one, 2)
    standing.next[SEND].extend([{"errcode": 0, "errmsg": "ok"}] * 3 + [SILENT])
    worker = _worker(url, standing.url)
    _until(lambda: standing.calls[SEND] == 4)
    worker.send_signal(signal.SIGKILL)
    worker.wait(10)
    clock.moment += PATIENCE + timedelta(seconds=1)
    make_sender(engine, standing.url, clock).send_due()
    sent = Counter(received(standing))
    assert max(sent.values()) == 1, "nothing twice"
    told = [text for one in people for text in due(engine, one)]
    everything = {f"{one} 第{n}条" for one in people for n in range(2)}
    assert set(sent) | set(told) == everything, "nothing lost"
    assert len(told) == 1, "only what was perhaps sent is told again"


def test_workers_at_once_share_the_work(url: str, engine: Engine, standing: StandIn) -> None:
    people = [f"p{n}" for n in range(20)]
    for one in people:
        person(engine, one)
        post(engine, one)
    workers = [_worker(url, standing.url) for _ in range(3)]
    assert [worker.wait(60) for worker in workers] == [0, 0, 0]
    assert Counter(received(standing)) == Counter(f"{one} 第0条" for one in people)
    assert states(engine) == {State.SENT: 20}
