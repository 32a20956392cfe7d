"""What the callback refuses, and that nothing whatever makes it fail."""

import os
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.reply import Choice, Reply
from bot.settings import WeChatSettings
from tests.webhooks.chat.scripted import ScriptedAssistant
from tests.webhooks.wechat.accounts import (
    CLOCK,
    COMPAT,
    MODES,
    PLAIN,
    SAFE,
    TEXT,
    make_app,
    phone,
    status_of,
)
from webhooks.wechat.callback import LARGEST
from webhooks.wechat.simulator import NotAnswered, Simulator, inside, write_xml


@pytest.mark.parametrize("query", ["", "signature=x&timestamp=1&nonce=1&echostr=1", "echostr=1"])
def test_an_unsigned_url_check_is_refused(query: str) -> None:
    assert status_of(phone(SAFE)[0], query, b"", "GET") == 403


def test_a_signed_url_check_without_an_echo_is_malformed() -> None:
    simulator, _ = phone(SAFE)
    assert status_of(simulator, simulator.query(), b"", "GET") == 400


@pytest.mark.parametrize("account", [COMPAT, SAFE], ids=["compat", "safe"])
@pytest.mark.parametrize("name", ["signature", "msg_signature", "timestamp", "nonce"])
def test_a_request_with_a_changed_parameter_is_refused(account: WeChatSettings, name: str) -> None:
    simulator, assistant = phone(account)
    query, body = simulator.request(simulator.compose(TEXT))
    changed = "&".join(
        f"{part}0" if part.startswith(f"{name}=") else part for part in query.split("&")
    )
    assert status_of(simulator, changed, body) == 403
    assert not assistant.asked


def test_a_changed_ciphertext_is_refused() -> None:
    simulator, _ = phone(SAFE)
    query, body = simulator.request(simulator.compose(TEXT))
    assert status_of(simulator, query, body.replace(b"<Encrypt>", b"<Encrypt>AAAA")) == 403


def test_a_plain_push_is_refused_in_safe_mode_whatever_the_request_says() -> None:
    simulator, assistant = phone(SAFE)
    query, body = simulator.query(), write_xml(simulator.compose(TEXT))
    for claim in ("", "&encrypt_type=raw", "&encrypt_type=aes"):
        assert status_of(simulator, query + claim, body) == 403
    assert not assistant.asked


def test_in_compatible_mode_the_sealed_words_count_not_the_plain_ones() -> None:
    simulator, assistant = phone(COMPAT)
    query, body = simulator.request(simulator.compose(TEXT))
    forged = body.replace(TEXT["Content"].encode(), "改过的话".encode())
    assert forged != body
    assert status_of(simulator, query, forged) == 200
    assert [message.text for message in assistant.asked] == [TEXT["Content"]]


def test_a_sealed_push_in_plain_mode_is_malformed() -> None:
    simulator, _ = phone(PLAIN)
    assert (
        status_of(
            simulator,
            *Simulator(SAFE, simulator.deliver, CLOCK.now).request(TEXT | {"ToUserName": "gh"}),
        )
        == 400
    )


@pytest.mark.parametrize("extra", [1, 200_000])
def test_a_body_over_64_kilobytes_is_refused(extra: int) -> None:
    simulator, _ = phone(PLAIN)
    assert status_of(simulator, simulator.query(), b"x" * (LARGEST + extra)) == 413


def test_a_text_of_almost_64_kilobytes_is_answered_within_the_budget() -> None:
    simulator, _ = phone(PLAIN)
    shown = simulator.say("好" * 21_000).text
    assert len(shown.encode()) <= 1800


@pytest.mark.parametrize(
    "change",
    [
        {"MsgType": ""},
        {"FromUserName": ""},
        {"ToUserName": ""},
        {"CreateTime": "today"},
        {"CreateTime": "1" * 20},
        {"CreateTime": "-1"},
        {"CreateTime": ""},
    ],
    ids=str,
)
def test_a_push_without_its_parts_is_malformed(change: Mapping[str, str]) -> None:
    simulator, _ = phone(SAFE)
    assert status_of(simulator, *simulator.request({**simulator.compose(TEXT), **change})) == 400


def test_no_words_of_a_reply_can_break_its_xml() -> None:
    hostile = "x]]></Content><MsgType>image</MsgType>\x00\x1b\ud800]]>"
    simulator, _ = phone(SAFE, lambda _: Reply(hostile, (Choice("]]>", "]]>"),)))
    assert simulator.say("x").text == "x]]＞＜/Content＞＜MsgType＞image＜/MsgType＞]]＞\n1 ]]＞"


def test_no_name_of_a_sender_can_break_the_xml() -> None:
    simulator, _ = phone(SAFE)
    simulator.openid = "o]]></ToUserName><ToUserName>x"
    assert simulator.say("x").text == "text|x|"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_settings_the_callback_says_that_it_is_switched_off(method: str) -> None:
    answer = inside(make_app(ScriptedAssistant(), None))(method, "", b"")
    assert answer.status == 503
    assert "WECHAT_TOKEN" in answer.body.decode()


def test_a_refusal_names_its_reason_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    simulator, _ = phone(SAFE)
    with pytest.raises(NotAnswered):
        Simulator(PLAIN, simulator.deliver, CLOCK.now).say("x")
    assert "WECHAT_MODE is safe" in caplog.text


ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
NAMES = st.sampled_from(
    ["MsgType", "Event", "EventKey", "Content", "MsgId", "CreateTime", "FromUserName", "Encrypt"]
)
TYPES = st.sampled_from(["text", "event", "voice", "subscribe", "CLICK", "", "0", "9" * 5000])


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(NAMES, TYPES | ANY_TEXT), st.sampled_from(MODES), st.binary(max_size=60))
def test_whatever_comes_is_answered_or_refused_and_never_fails(
    fields: dict[str, str], account: WeChatSettings, noise: bytes
) -> None:
    simulator, _ = phone(account)
    query, body = simulator.request(simulator.compose(fields))
    where = len(noise) * len(body) // 60
    spoilt = body[:where] + noise + body[where:]
    sealed = simulator.query(noise.decode("latin-1"))
    for sent in ((query, body), (query, spoilt), (sealed, spoilt), (os.urandom(8).hex(), noise)):
        assert status_of(simulator, *sent) in (200, 400, 403, 413)
