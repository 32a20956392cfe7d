"""Settings from the environment (or a ``.env`` file), checked once at the start."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from bot.errors import BadSetting

DATA = Path("data")
"""Where the default database and the caches are kept, under the folder the program runs in."""


class WeChatMode(StrEnum):
    """How the platform sends: 明文, 兼容, 安全. Pinned here, never taken from a request."""

    PLAIN = "plain"
    COMPAT = "compat"
    SAFE = "safe"


@dataclass(frozen=True, slots=True)
class WeChatSettings:
    """What connects one official account."""

    token: str
    app_id: str
    secret: str
    aes_key: str
    mode: WeChatMode
    api_base_url: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ from one installation to another."""

    database_url: str
    redis_url: str | None
    wechat: WeChatSettings | None
    """``None`` switches the webhook off."""
    data_key: str | None
    policy_date: date | None
    """Another day than today for judging, for a rehearsal."""
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    data: Path = DATA


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings in an environment; raises ``BadSetting`` for the first that is malformed."""
    get = {key: value.strip() for key, value in environ.items()}.get
    return Settings(
        database_url=get("DATABASE_URL") or f"sqlite:///{DATA}/luxiaojiang.db",
        redis_url=get("REDIS_URL") or None,
        wechat=_wechat(environ),
        data_key=_data_key(get("DATA_KEY") or ""),
        policy_date=_date(get("POLICY_DATE") or ""),
        host=get("HOST") or "127.0.0.1",
        port=_number("PORT", get("PORT") or "8000", 65535),
        workers=_number("WORKERS", get("WORKERS") or "2", 64),
    )


def _wechat(environ: Mapping[str, str]) -> WeChatSettings | None:
    token = environ.get("WECHAT_TOKEN", "").strip()
    if not token:
        return None
    if not re.fullmatch(r"[A-Za-z0-9]{3,32}", token):
        raise BadSetting("WECHAT_TOKEN", "不是 3–32 个字母数字", "照公众平台“令牌”一栏重填")
    key = environ.get("WECHAT_AES_KEY", "").strip()
    mode = _mode(environ.get("WECHAT_MODE", "").strip(), bool(key))
    app_id = environ.get("WECHAT_APP_ID", "").strip()
    if mode is not WeChatMode.PLAIN:
        _check_key(key)
        if not app_id:
            raise BadSetting("WECHAT_APP_ID", "加密模式下没有填", "照公众平台“开发者ID”重填")
    base = environ.get("WECHAT_API_BASE_URL", "").strip() or "https://api.weixin.qq.com"
    if not re.fullmatch(r"https?://[^\s]+", base):
        raise BadSetting("WECHAT_API_BASE_URL", "不是网址", "以 https:// 开头重填，或留空")
    secret = environ.get("WECHAT_SECRET", "").strip()
    return WeChatSettings(token, app_id, secret, key, mode, base.rstrip("/"))


def _mode(name: str, has_key: bool) -> WeChatMode:
    if not name:
        return WeChatMode.SAFE if has_key else WeChatMode.PLAIN
    if name not in list(WeChatMode):
        raise BadSetting("WECHAT_MODE", f"没有 {name} 这种模式", "填 plain、compat 或 safe")
    return WeChatMode(name)


def _check_key(key: str) -> None:
    mend = "照公众平台“消息加解密密钥”重填"
    if not re.fullmatch(r"[A-Za-z0-9+/]{43}", key):
        raise BadSetting("WECHAT_AES_KEY", "不是 43 个字符的密钥", mend)
    try:
        base64.b64decode(key + "=", validate=True)
    except binascii.Error:
        raise BadSetting("WECHAT_AES_KEY", "解不开", mend) from None


def _data_key(key: str) -> str | None:
    if not key:
        return None
    try:
        raw = base64.urlsafe_b64decode(key.encode())
    except (binascii.Error, UnicodeEncodeError):
        raw = b""
    if len(raw) != 32:
        mend = "用 python -m bot new-key 生成一个"
        raise BadSetting("DATA_KEY", "不是 32 字节的 urlsafe base64 密钥", mend)
    return key


def _date(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadSetting("POLICY_DATE", f"{text} 不是日期", "写成 2020-06-15 这样") from None


def _number(name: str, text: str, most: int) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
        raise BadSetting(name, f"{text} 不是 1 到 {most} 的整数", "改成整数")
    return int(text)
