"""The platform's error codes, and what is to be done about each."""

from dataclasses import dataclass
from enum import Enum, auto


class Action(Enum):
    """What the program does after an error code."""

    RETRY = auto()
    """The platform is busy: again, a few times, later each time."""
    REFRESH = auto()
    """The token is stale: fetch it once, call once more."""
    HALT = auto()
    """A setting is wrong: no more calls for a while."""
    UNTIL_MIDNIGHT = auto()
    """The day's quota is used up."""
    WAIT = auto()
    """The minute's quota is used up."""
    KEEP = auto()
    """The window to this person is closed: keep the text for the next passive reply."""
    DROP = auto()
    """This person cannot be written to."""
    SWITCH_OFF = auto()
    """The account may not do this: not tried again by this process."""
    REPORT = auto()
    """Our own mistake, or a code that is not known: told, not repeated."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What the program does, and what a person can do."""

    action: Action
    mend: str


_SECRET = Remedy(Action.HALT, "核对 WECHAT_APP_ID 和 WECHAT_SECRET")
_WHITELIST = Remedy(Action.HALT, "到公众平台“IP白名单”加上本机的公网地址")
_TOKEN = Remedy(Action.REFRESH, "核对 WECHAT_SECRET，看有没有别的程序在换令牌")
_CLOSED = Remedy(Action.KEEP, "等对方再来消息时一并告诉")
_GONE = Remedy(Action.DROP, "对方没有关注或不收消息，不再发")
_PERMISSION = Remedy(Action.SWITCH_OFF, "账号没有这个权限，认证后再开；自动回复不受影响")
_OURS = Remedy(Action.REPORT, "内容不合平台的格式，请把这一行告诉开发者")

_REMEDIES = {
    -1: Remedy(Action.RETRY, "平台忙，过一会儿再试"),
    40001: _TOKEN,
    40014: _TOKEN,
    42001: _TOKEN,
    40013: _SECRET,
    40125: _SECRET,
    40243: Remedy(Action.HALT, "AppSecret 已冻结，到公众平台解冻"),
    40164: _WHITELIST,
    89503: Remedy(Action.HALT, "等管理员在微信上确认本机地址"),
    50002: Remedy(Action.HALT, "账号被限制，到公众平台看通知"),
    45009: Remedy(Action.UNTIL_MIDNIGHT, "当天次数用完，明天再试"),
    45011: Remedy(Action.WAIT, "调用太密，一分钟后再试"),
    45015: _CLOSED,
    45047: _CLOSED,
    43004: _GONE,
    40003: _GONE,
    43019: _GONE,
    45002: _OURS,
    45008: _OURS,
    44004: _OURS,
    47001: _OURS,
    47003: _OURS,
    40033: _OURS,
    **dict.fromkeys((48001, 48002, 48003, 48004, 50001), _PERMISSION),
}
_UNKNOWN = Remedy(Action.REPORT, "到公众平台“全局返回码”查这个数字")


def remedy_for(code: int) -> Remedy:
    """What to do about an error code."""
    return _REMEDIES.get(code, _UNKNOWN)
