"""A push of the platform as a message."""

import hashlib
import logging
import re
from datetime import UTC, datetime

from bot.message import Channel, Kind, Message
from webhooks.wechat.errors import Malformed
from webhooks.wechat.reading import Fields

_LOG = logging.getLogger(__name__)
_MOMENT = re.compile(r"[0-9]{1,10}")
_LONGEST_ID = 128
_LONGEST_SCENE = 64
_FOLLOW_SCENE = "qrscene_"
_KINDS = {
    "text": (Kind.TEXT, "Content"),
    "voice": (Kind.VOICE, "Recognition"),
    "image": (Kind.IMAGE, ""),
    "video": (Kind.VIDEO, ""),
    "shortvideo": (Kind.VIDEO, ""),
    "location": (Kind.LOCATION, "Label"),
    "link": (Kind.LINK, "Title"),
    "file": (Kind.FILE, "Title"),
}
_EVENTS = {
    "subscribe": Kind.FOLLOW,
    "SCAN": Kind.SCAN,
    "CLICK": Kind.TAP,
    "unsubscribe": Kind.UNFOLLOW,
}
_QUIET = frozenset({"VIEW", "LOCATION", "view_miniprogram"})
"""Events that come often and ask for nothing."""
_UNSUPPORTED = "【收到不支持的消息类型，暂无法显示】"
"""What the platform puts in the place of a sticker and the like."""


def read_message(fields: Fields) -> Message | None:
    """The message in a push; ``None`` for an event that is nobody's turn to speak.

    Raises ``Malformed`` where the sender, the moment or the type is missing.
    """
    kind = fields.get("MsgType")
    if not kind or not fields.get("FromUserName") or not fields.get("ToUserName"):
        raise Malformed("no MsgType, FromUserName or ToUserName")
    return _event(fields) if kind == "event" else _spoken(fields, kind)


def _spoken(fields: Fields, type_: str) -> Message:
    kind, field = _KINDS.get(type_, (Kind.OTHER, ""))
    text = fields.get(field, "")
    if text == _UNSUPPORTED:
        kind, text = Kind.OTHER, ""
    key = fields.get("MsgId") or f"{fields.get('CreateTime')}:{type_}:{fields.get('MediaId', text)}"
    return _message(fields, key, kind, text)


def _event(fields: Fields) -> Message | None:
    event, key = fields.get("Event", ""), fields.get("EventKey", "")
    kind = _EVENTS.get(event)
    if kind is None:
        if event not in _QUIET:
            _LOG.info("event %.40r is not known and not answered", event)
        return None
    id_ = f"{fields.get('CreateTime')}:{event}:{key}"
    if kind is Kind.TAP:
        return _message(fields, id_, kind, key)
    if kind is Kind.SCAN:
        return _message(fields, id_, kind, scene=key)
    if kind is Kind.FOLLOW and key.startswith(_FOLLOW_SCENE):
        return _message(fields, id_, kind, scene=key.removeprefix(_FOLLOW_SCENE))
    return _message(fields, id_, kind)


def _message(fields: Fields, key: str, kind: Kind, text: str = "", scene: str = "") -> Message:
    moment = fields.get("CreateTime", "")
    if not _MOMENT.fullmatch(moment):
        raise Malformed("CreateTime is not a moment")
    return Message(
        id=key if len(key) <= _LONGEST_ID else hashlib.sha256(key.encode()).hexdigest(),
        channel=Channel.WECHAT,
        sender=fields["FromUserName"],
        text=text,
        sent_at=datetime.fromtimestamp(int(moment), UTC),
        kind=kind,
        scene=scene[:_LONGEST_SCENE],
    )
