"""Processes that send: one is killed in the middle, several share the work."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine

from bot.sending import PATIENCE
from bot.storage.outbox import State
from tests.webhooks.wechat.delivering.posting import (
    SEND,
    Clock,
    due,
    make_sender,
    person,
    post,
    received,
    states,
)  # fmt: skip
from tests.webhooks.wechat.platform import SILENT, StandIn

_WORKER = """
import sys
from bot.clock import FixedClock
from knowledge.database import make_engine
from tests.webhooks.wechat.delivering.posting import Clock, make_sender
print("ready", flush=True)
make_sender(make_engine(sys.argv[1]), sys.argv[2], Clock()).send_due()
print("done", flush=True)
"""


def _worker(database: str, platform: str) -> "subprocess.Popen[str]":
    root = Path(__file__).parents[4]
    command = [sys.executable, "-c", _WORKER, database, platform]
    return subprocess.Popen(
        command,
        cwd=root,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )


def _until(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
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
