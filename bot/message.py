"""A message as it comes in, whatever the channel."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Channel(StrEnum):
    """Where a message comes from."""

    WECHAT = "wechat"
    PAGE = "page"
    TERMINAL = "terminal"


class Kind(StrEnum):
    """What a message is made of."""

    TEXT = "text"
    VOICE = "voice"
    IMAGE = "image"
    VIDEO = "video"
    LOCATION = "location"
    LINK = "link"
    FILE = "file"
    OTHER = "other"
    FOLLOW = "follow"
    """Began to follow the account (subscribe)."""
    SCAN = "scan"
    """Scanned a code, being a follower already."""
    TAP = "tap"
    """Tapped an entry of the account's menu; ``text`` is its key."""
    UNFOLLOW = "unfollow"


@dataclass(frozen=True, slots=True)
class Message:
    """One message."""

    id: str
    """What makes a repeat known: MsgId, or for an event sender, time, event and key."""
    channel: Channel
    sender: str
    text: str
    sent_at: datetime
    kind: Kind = Kind.TEXT
    scene: str = ""
    """The code that was scanned, if one was."""
    on: date | None = None
    """Another day to judge on than today."""
