"""Alive, ready, figures."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bot.errors import BadSetting
from bot.message import Message
from bot.reply import Reply
from bot.storage.sealing import Seal
from bot.storage.turns import Turns
from knowledge.database import make_engine
from knowledge.library import Library
from tests.running import free_port
from tests.webhooks.chat.scripted import ScriptedAssistant
from webhooks import make_app
from webhooks.wiring import Parts


def figure(browser: FlaskClient, name: str, **labels: str) -> float:
    wanted = "".join(f'(?=[^}}]*{key}="{value}")' for key, value in labels.items())
    found = re.findall(rf"^{name}{{{wanted}[^}}]*}} (\S+)$", browser.get("/metrics").text, re.M)
    return sum(map(float, found))


def test_alive_names_the_knowledge_it_answers_from(browser: FlaskClient, library: Library) -> None:
    state = browser.get("/healthz").get_json()
    assert state == {"alive": True, "knowledge": library.digest, "uptime_seconds": 0.0}


def test_ready_when_database_and_knowledge_are(browser: FlaskClient) -> None:
    response = browser.get("/readyz")
    assert (response.status_code, response.get_json()) == (200, {"ready": True, "failed": []})


def test_not_ready_without_knowledge(parts: Parts) -> None:
    empty = replace(parts, library=replace(parts.library, packs={}))
    response = make_app(empty).test_client().get("/readyz")
    assert (response.status_code, response.get_json()["failed"]) == (503, ["knowledge"])


def test_not_ready_when_the_database_does_not_answer(parts: Parts, tmp_path: Path) -> None:
    nowhere = make_engine(f"sqlite:///{tmp_path}")  # a folder is no database
    lost = replace(parts, turns=Turns(nowhere, Seal(None)))
    response = make_app(lost).test_client().get("/readyz")
    assert (response.status_code, response.get_json()["failed"]) == (503, ["database"])


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    port = free_port()
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    try:
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    except FileNotFoundError:
        pytest.skip("no redis-server on this machine")
    yield f"redis://127.0.0.1:{port}/0"
    server.terminate()
    server.wait()


def ready(parts: Parts, redis_url: str) -> tuple[int, list[str]]:
    settings = replace(parts.settings, redis_url=redis_url)
    response = make_app(replace(parts, settings=settings)).test_client().get("/readyz")
    return response.status_code, response.get_json()["failed"]


def test_redis_belongs_to_readiness_only_where_it_is_set(parts: Parts, redis_url: str) -> None:
    deadline = time.monotonic() + 5
    while ready(parts, redis_url)[0] != 200 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert ready(parts, redis_url) == (200, [])
    assert ready(parts, f"redis://127.0.0.1:{free_port()}/0") == (503, ["redis"])


def test_a_malformed_redis_url_stops_the_start(parts: Parts) -> None:
    with pytest.raises(BadSetting, match="REDIS_URL"):
        ready(parts, "127.0.0.1:6379")


def test_messages_are_counted_by_channel_intent_and_outcome(browser: FlaskClient) -> None:
    for text in ("一", "二", "三"):
        browser.post("/api/messages", json={"text": text})
    counted = figure(
        browser,
        "luxiaojiang_messages_total",
        channel="page",
        intent="subsidy_limit",
        outcome="answered",
    )
    assert counted == 3
    assert figure(browser, "luxiaojiang_turn_seconds_count", channel="page") == 3


def test_failures_are_counted_by_what_failed(
    browser: FlaskClient, assistant: ScriptedAssistant
) -> None:
    def fail(_message: Message) -> Reply:
        raise KeyError("x")

    assistant.script = fail
    browser.post("/api/messages", json={"text": "一"})
    assert figure(browser, "luxiaojiang_failures_total", channel="page", error="KeyError") == 1


COUNT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from bot.message import Channel, Message
from bot.reply import Reply
from bot.response import Response
from webhooks.metrics import Metrics
now = datetime.now(UTC)
metrics = Metrics(Path(sys.argv[1]))
message = Message("1", Channel.WECHAT, "wang", "", now)
for _ in range(5):
    metrics.answered(message, Response(Reply(""), now, "greet"), 0.01)
print(metrics.exposition().decode())
"""


def test_processes_that_share_a_folder_share_their_figures(tmp_path: Path) -> None:
    command = [sys.executable, "-c", COUNT, str(tmp_path)]
    for expected in (5.0, 10.0):
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        counted = re.findall(r"^luxiaojiang_messages_total{.*} (.*)$", said, re.M)
        assert list(map(float, counted)) == [expected]
