"""The simulator over real HTTP, and what it shows where the phone would show a fault."""

import threading

import pytest
from werkzeug.serving import make_server

from bot.reply import Choice, Reply
from tests.webhooks.chat.scripted import ScriptedAssistant
from tests.webhooks.wechat.accounts import CLOCK, MODES, SAFE, echo, make_app, phone
from webhooks.wechat.simulator import Answer, NotAnswered, Simulator, over_http


def test_it_speaks_to_a_server_in_every_mode() -> None:
    for account in MODES:
        server = make_server("127.0.0.1", 0, make_app(ScriptedAssistant(echo), account))
        loop = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        loop.start()
        try:
            url = f"http://127.0.0.1:{server.port}/wechat"
            simulator = Simulator(account, over_http(url), CLOCK.now)
            assert simulator.check_url()
            assert simulator.say("能领几次").text == "text|能领几次|"
        finally:
            server.shutdown()
            loop.join(5)
            server.server_close()


def test_a_bubble_shows_labels_and_knows_what_taps_send() -> None:
    reply = Reply("哪样？", (Choice("能领吗", "我能领吗"), Choice("都不是")))
    bubble = phone(SAFE, lambda _: reply)[0].say("?")
    assert bubble.text == "哪样？\n1 能领吗\n2 都不是"
    assert bubble.taps == ("我能领吗", "都不是")
    assert not bubble.silent


@pytest.mark.parametrize(
    "answer",
    [
        Answer(500, b""),
        Answer(200, b"ok"),
        Answer(200, b"<xml></xml>"),
        Answer(200, b"<xml><Encrypt>x</Encrypt></xml>"),
        Answer(200, b"<xml><Content>x</Content></xml>"),
    ],
    ids=str,
)
def test_what_the_phone_would_not_show_is_an_error(answer: Answer) -> None:
    simulator = Simulator(SAFE, lambda _method, _query, _body: answer, CLOCK.now)
    with pytest.raises(NotAnswered):
        simulator.say("x")


def test_a_reply_to_somebody_else_is_an_error() -> None:
    mine, _ = phone(SAFE)
    other = Simulator(SAFE, mine.deliver, CLOCK.now, openid="oOther")
    answer = other.deliver("POST", *other.request(other.compose({"MsgType": "image"})))
    assert other.read(answer).text == "image||"
    with pytest.raises(NotAnswered):
        mine.read(answer)


@pytest.mark.parametrize("body", [b"success", b""])
def test_success_and_nothing_are_silence(body: bytes) -> None:
    simulator = Simulator(SAFE, lambda _m, _q, _b: Answer(200, body), CLOCK.now)
    assert simulator.say("x").silent
