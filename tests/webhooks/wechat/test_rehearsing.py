"""Rehearsals: a line does what it says, and a record replays."""

import io

import pytest

from bot.message import Message
from bot.reply import Choice, Reply
from tests.webhooks.wechat.accounts import PLAIN, SAFE, phone
from webhooks.wechat.rehearsing import Exchange, record, rehearse, replay


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("一年能领几次\n", "│ text|一年能领几次|"),
        ("/不认得 x", "│ text|/不认得 x|"),
        ("/关注 qrscene_村头", "│ follow||村头"),
        ("/关注", "│ follow||"),
        ("/扫码 村头", "│ scan||村头"),
        ("/点菜单 转人工", "│ tap|转人工|"),
        ("/语音 能领几次", "│ voice|能领几次|"),
        ("/语音", "│ voice||"),
        ("/图片", "│ image||"),
        ("/位置 潍坊市", "│ location|潍坊市|"),
        ("/链接 补贴来了", "│ link|补贴来了|"),
        ("/视频", "│ video||"),
        ("/文件 花名册", "│ file|花名册|"),
        ("/取关", "（没有回复）"),
    ],
)
def test_a_line_does_what_it_says(line: str, shown: str) -> None:
    assert [exchange.shown for exchange in rehearse([line], phone(SAFE)[0])] == [shown]


def test_taps_are_shown_with_what_they_send() -> None:
    simulator, _ = phone(PLAIN, lambda _: Reply("哪样？", (Choice("甲", "选甲"),)))
    assert next(rehearse(["?"], simulator)).shown == "│ 哪样？\n│ 1 甲\n（点一下发：选甲）"


def test_a_record_replays_and_tells_what_changed() -> None:
    lines = ["一年能领几次", "/关注 qrscene_村头"]
    file = io.StringIO()
    first = list(record(rehearse(lines, phone(SAFE)[0]), file))
    same = list(replay(file.getvalue().splitlines(), phone(PLAIN)[0]))
    assert same == [(exchange, exchange.shown) for exchange in first]

    def changed(message: Message) -> Reply:
        return Reply("改了" if message.text else "follow||村头")

    again = replay(file.getvalue().splitlines(), phone(SAFE, changed)[0])
    assert [was.push for was, now in again if was.shown != now] == [Exchange(*first[0]).push]
