"""The production server, started as an operator starts it."""

import re
import signal
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from sqlalchemy import func, select

from bot.storage.tables import TurnRow
from knowledge.database import make_engine
from tests.running import Server, free_port, running, start
from webhooks.errors import PortTaken
from webhooks.serving import claim


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(f"sqlite:///{tmp_path_factory.mktemp('served')}/new/t.db") as served:
        yield served


def get(server: Server, path: str) -> requests.Response:
    return requests.get(server.address + path, timeout=20)


def post(server: Server, body: dict[str, str], name: str = "") -> requests.Response:
    # a connection of its own: each time perhaps another process
    headers = {"Connection": "close"} | ({"Cookie": f"luxiaojiang={name}"} if name else {})
    address = server.address + "/api/messages"
    return requests.post(address, json=body, headers=headers, timeout=20)


def test_a_fresh_machine_serves_a_true_answer(server: Server) -> None:
    answer = post(server, {"text": "培训补贴一年能领几次", "on": "2020-06-15"}).json()
    assert answer["intent"] == "subsidy_limit"
    assert {"pack": "shandong-2019-2021", "clause": "二(四)"} in answer["sources"]


def test_a_conversation_goes_on_in_whatever_process_answers(server: Server) -> None:
    for text in ("我在潍坊", "我是退役军人", "还记得我吗"):
        answer = post(server, {"text": text}, name="w" * 22).json()
    assert answer["facts"] == {"city": "潍坊", "veteran": True}


def test_one_message_delivered_many_times_at_once_is_one_turn(server: Server) -> None:
    body = {"text": "五单式是啥", "id": "same"}
    before = stored_turns(server)
    with ThreadPoolExecutor(8) as pool:
        posted = pool.map(lambda _: post(server, body, name="s" * 22).content, range(16))
        answers = set(posted)
    assert len(answers) == 1
    assert stored_turns(server) == before + 1


def stored_turns(server: Server) -> int:
    engine = make_engine(server.environment["DATABASE_URL"])
    with engine.connect() as connection:
        count = connection.execute(select(func.count()).select_from(TurnRow)).scalar_one()
    engine.dispose()
    return count


def test_all_processes_are_counted_wherever_one_asks(server: Server) -> None:
    before = counted_messages(server)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: post(server, {"text": "四个目录在哪看"}), range(40)))
    assert {counted_messages(server) for _ in range(8)} == {before + 40}


def counted_messages(server: Server) -> float:
    figures = get(server, "/metrics").text
    return sum(map(float, re.findall(r"^luxiaojiang_messages_total{.*} (\S+)$", figures, re.M)))


def test_the_official_account_that_is_not_set_up_says_so(server: Server) -> None:
    response = get(server, "/wechat")
    assert response.status_code == 503
    assert "WECHAT_TOKEN" in response.text


def test_a_second_server_on_the_port_is_refused_in_one_line(server: Server) -> None:
    second = start(server.environment)
    said, _ = second.communicate(timeout=60)
    assert second.returncode == 2
    assert len(said.splitlines()) == 1
    assert str(server.port) in said
    assert post(server, {"text": "你好"}).json()["reply"]


def test_a_message_in_hand_is_answered_before_the_server_stops(tmp_path: Path) -> None:
    with running(f"sqlite:///{tmp_path}/t.db", WORKERS="1") as server:
        answers: list[int] = []
        with socket.create_connection(("127.0.0.1", server.port)) as line:
            body = b'{"text": "\xe4\xbd\xa0\xe5\xa5\xbd"}'
            head = f"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
            line.sendall(head.encode() + body[:5])
            stopper = threading.Timer(0.3, server.process.send_signal, (signal.SIGTERM,))
            finisher = threading.Timer(0.8, line.sendall, (body[5:],))
            for timer in (stopper, finisher):
                timer.start()
            answers.append(int(line.recv(100).split()[1]))
            finisher.join()
        assert answers == [200]
        assert server.process.wait(20) == 0


def test_a_port_in_use_is_told_apart_from_an_address_that_is_not_ours() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(PortTaken, match="占着"):
        claim("127.0.0.1", other.getsockname()[1])
    with pytest.raises(PortTaken, match="没有这个地址"):
        claim("192.0.2.1", free_port())
    claim("127.0.0.1", free_port())
