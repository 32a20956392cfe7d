"""Speaks to the bot as a phone would, line by line; records what was shown, and replays it."""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from webhooks.wechat.reading import Fields
from webhooks.wechat.simulator import Bubble, Simulator

_ACTS: dict[str, tuple[Fields, str]] = {
    "关注": ({"MsgType": "event", "Event": "subscribe"}, "EventKey"),
    "取关": ({"MsgType": "event", "Event": "unsubscribe"}, "EventKey"),
    "扫码": ({"MsgType": "event", "Event": "SCAN"}, "EventKey"),
    "点菜单": ({"MsgType": "event", "Event": "CLICK"}, "EventKey"),
    "语音": ({"MsgType": "voice", "MediaId": "rehearsal", "Format": "amr"}, "Recognition"),
    "图片": ({"MsgType": "image", "MediaId": "rehearsal"}, "PicUrl"),
    "位置": ({"MsgType": "location", "Location_X": "36.7", "Location_Y": "119.1"}, "Label"),
    "链接": ({"MsgType": "link", "Url": "https://rehearsal.invalid/"}, "Title"),
    "视频": ({"MsgType": "video", "MediaId": "rehearsal"}, "ThumbMediaId"),
    "文件": ({"MsgType": "file", "FileKey": "rehearsal"}, "Title"),
}
HOW = f"直接打字就是发文字；/{' /'.join(_ACTS)} 后面可跟内容，如：/关注 qrscene_村头"


class Exchange(NamedTuple):
    """One push and what the phone showed for it."""

    push: Fields
    shown: str


def read_line(line: str) -> Fields:
    """What a line does: ``/关注 qrscene_a`` is an event, anything else is typed text."""
    act, _, rest = line.removeprefix("/").partition(" ")
    if line.startswith("/") and act in _ACTS:
        fields, where = _ACTS[act]
        return {**fields, where: rest.strip()}
    return {"MsgType": "text", "Content": line}


def rehearse(lines: Iterable[str], simulator: Simulator) -> Iterator[Exchange]:
    """Does what each line says, and shows what the phone would."""
    for line in lines:
        push = read_line(line.rstrip("\n"))
        yield Exchange(push, draw(simulator.push(**push)))


def draw(bubble: Bubble) -> str:
    """A bubble in characters, with what each tap would send."""
    if bubble.silent:
        return "（没有回复）"
    taps = [f"（点一下发：{'、'.join(bubble.taps)}）"] if bubble.taps else []
    return "\n".join([*(f"│ {line}" for line in bubble.text.splitlines()), *taps])


def record(exchanges: Iterable[Exchange], file: TextIO) -> Iterator[Exchange]:
    """The exchanges, each written to a file as one line of JSON."""
    for exchange in exchanges:
        file.write(json.dumps(exchange._asdict(), ensure_ascii=False) + "\n")
        yield exchange


def replay(recorded: Iterable[str], simulator: Simulator) -> Iterator[tuple[Exchange, str]]:
    """Pushes what was recorded again: each exchange as it was, and what is shown now."""
    for line in recorded:
        exchange = Exchange(**json.loads(line))
        yield exchange, draw(simulator.push(**exchange.push))
