"""The callback over WSGI: every mode, every kind of message, every repeat."""

import pytest
from wechatpy.crypto import WeChatCrypto

from bot.message import Kind
from bot.reply import Choice, Reply
from bot.settings import WeChatMode, WeChatSettings
from tests.webhooks.chat.scripted import ScriptedAssistant
from tests.webhooks.wechat.accounts import (
    KEY,
    MODES,
    NOW,
    PLAIN,
    SAFE,
    TEXT,
    make_app,
    phone,
)
from webhooks.wechat.reading import read_fields
from webhooks.wechat.simulator import inside, write_xml

every_mode = pytest.mark.parametrize("account", MODES, ids=lambda account: account.mode.value)


@every_mode
def test_the_url_check_is_passed(account: WeChatSettings) -> None:
    assert phone(account)[0].check_url()


def test_an_echo_is_never_a_page() -> None:
    client = make_app(ScriptedAssistant(), PLAIN).test_client()
    query = f"{phone(PLAIN)[0].query()}&echostr=<script>"
    response = client.get(f"/wechat?{query}")
    assert response.data == b"<script>"
    assert response.content_type.startswith("text/plain")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@every_mode
def test_a_text_is_answered_with_sender_and_receiver_swapped(account: WeChatSettings) -> None:
    simulator, _ = phone(account)
    answer = simulator.deliver("POST", *simulator.request(simulator.compose(TEXT)))
    fields = simulator.open(answer)
    assert fields["Content"] == "text|一年能领几次|"
    assert fields["ToUserName"] == simulator.openid
    assert fields["FromUserName"] == simulator.account
    assert fields["CreateTime"] == str(int(NOW.timestamp()))


def test_wechatpy_opens_a_sealed_reply_and_we_answer_what_wechatpy_sealed() -> None:
    simulator, _ = phone(SAFE)
    witness = WeChatCrypto(SAFE.token, KEY, SAFE.app_id)
    fields = simulator.compose(TEXT)
    moment = fields["CreateTime"]
    body = witness.encrypt_message(write_xml(fields).decode(), "77", moment)
    query = simulator.query(read_fields(body.encode())["Encrypt"])
    reply = read_fields(simulator.deliver("POST", query, body.encode()).body)
    opened = witness.decrypt_message(
        {"Encrypt": reply["Encrypt"]}, reply["MsgSignature"], reply["TimeStamp"], reply["Nonce"]
    )
    assert read_fields(opened.encode())["Content"] == "text|一年能领几次|"


KINDS: list[tuple[dict[str, str], str]] = [
    ({"MsgType": "text", "Content": ""}, "text||"),
    ({"MsgType": "text", "Content": "【收到不支持的消息类型，暂无法显示】"}, "other||"),
    ({"MsgType": "image", "PicUrl": "http://x.invalid", "MediaId": "m"}, "image||"),
    (
        {"MsgType": "voice", "MediaId": "m", "Format": "amr", "Recognition": "能领几次"},
        "voice|能领几次|",
    ),
    ({"MsgType": "voice", "MediaId": "m", "Format": "amr", "Recognition": ""}, "voice||"),
    ({"MsgType": "voice", "MediaId": "m", "Format": "amr"}, "voice||"),
    ({"MsgType": "video", "MediaId": "m", "ThumbMediaId": "t"}, "video||"),
    ({"MsgType": "shortvideo", "MediaId": "m", "ThumbMediaId": "t"}, "video||"),
    (
        {"MsgType": "location", "Location_X": "36.7", "Label": "潍坊市奎文区"},
        "location|潍坊市奎文区|",
    ),
    ({"MsgType": "link", "Title": "补贴来了", "Url": "http://x.invalid"}, "link|补贴来了|"),
    ({"MsgType": "file", "Title": "花名册.xlsx", "FileKey": "k"}, "file|花名册.xlsx|"),
    ({"MsgType": "hologram"}, "other||"),
    ({"MsgType": "event", "Event": "subscribe", "EventKey": ""}, "follow||"),
    (
        {"MsgType": "event", "Event": "subscribe", "EventKey": "qrscene_zhangzhuang"},
        "follow||zhangzhuang",
    ),
    ({"MsgType": "event", "Event": "subscribe", "EventKey": "last_trade_no_1"}, "follow||"),
    (
        {"MsgType": "event", "Event": "SCAN", "EventKey": "zhangzhuang", "Ticket": "t"},
        "scan||zhangzhuang",
    ),
    ({"MsgType": "event", "Event": "CLICK", "EventKey": "我能领什么补贴"}, "tap|我能领什么补贴|"),
]


@pytest.mark.parametrize(("fields", "said"), KINDS, ids=str)
def test_each_kind_of_message_becomes_what_it_is(fields: dict[str, str], said: str) -> None:
    assert phone(SAFE)[0].push(**fields).text == said


@pytest.mark.parametrize("event", ["VIEW", "LOCATION", "TEMPLATESENDJOBFINISH", "neverheard", ""])
def test_an_event_that_asks_nothing_gets_success_and_makes_no_turn(event: str) -> None:
    simulator, assistant = phone(SAFE)
    assert simulator.happen(event).silent
    assert not assistant.asked


def test_an_unknown_event_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    phone(SAFE)[0].happen("neverheard")
    assert "neverheard" in caplog.text


def test_unfollowing_is_told_to_the_assistant_and_answered_with_success() -> None:
    simulator, assistant = phone(SAFE)
    assert simulator.happen("unsubscribe").silent
    assert [message.kind for message in assistant.asked] == [Kind.UNFOLLOW]


@pytest.mark.parametrize("reply", [Reply("", silent=True), Reply("x", silent=True), Reply(" ")])
def test_a_silent_or_empty_reply_is_success(reply: Reply) -> None:
    simulator, _ = phone(SAFE, lambda _: reply)
    assert simulator.deliver("POST", *simulator.request(simulator.compose(TEXT))) == (
        200,
        b"success",
    )


@every_mode
def test_a_repeat_gets_the_same_bytes_from_any_process(account: WeChatSettings) -> None:
    simulator, assistant = phone(account)
    fields = simulator.compose(TEXT)
    first = simulator.deliver("POST", *simulator.request(fields))
    other_process = inside(make_app(assistant, account))
    assert other_process("POST", *simulator.request(fields)) == first
    query, body = simulator.request(fields)
    assert [simulator.deliver("POST", query, body) for _ in range(3)] == [first] * 3


def test_another_message_gets_other_bytes_for_the_same_words() -> None:
    simulator, _ = phone(SAFE)
    once, again = (simulator.request(simulator.compose(TEXT)) for _ in range(2))
    assert simulator.deliver("POST", *once) != simulator.deliver("POST", *again)


def test_events_of_one_second_differ_by_event_and_key() -> None:
    simulator, assistant = phone(PLAIN)
    for event, key in (("CLICK", "a"), ("CLICK", "b"), ("SCAN", "a"), ("CLICK", "a")):
        simulator.happen(event, key)
    assert len(assistant.answered) == 3


def test_an_id_is_never_longer_than_its_column() -> None:
    simulator, assistant = phone(PLAIN)
    simulator.happen("CLICK", "很长" * 500)
    simulator.push(MsgType="text", Content="x", MsgId="9" * 5000)
    assert max(len(message.id) for message in assistant.asked) <= 160


def test_a_tap_sends_its_words() -> None:
    simulator, assistant = phone(SAFE, lambda _: Reply("哪样？", (Choice("甲", "选甲"),)))
    tap = simulator.say("?").taps[0]
    simulator.push(MsgType="text", Content=tap, bizmsgmenuid="1")
    assert assistant.asked[-1].text == "选甲"


def test_the_modes_of_the_settings_are_all_tried_here() -> None:
    assert {account.mode for account in MODES} == set(WeChatMode)
