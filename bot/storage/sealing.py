"""Personal data at rest: sealed with the installation's ``DATA_KEY`` where one is set."""

import hmac
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from bot.errors import BadSetting

_MARK = "sealed:"


class Seal:
    """Seals and opens texts; without a key it leaves them as they are."""

    def __init__(self, key: str | None) -> None:
        self._fernet = Fernet(key.encode()) if key else None
        self._secret = key.encode() if key else b"luxiaojiang"

    def close(self, text: str) -> str:
        """The text as it is stored."""
        return _MARK + self._fernet.encrypt(text.encode()).decode() if self._fernet else text

    def open(self, stored: str) -> str:
        """A stored text as it was; raises ``BadSetting`` where the key is not the one it was sealed with."""
        if not stored.startswith(_MARK):
            return stored
        if self._fernet is None:
            raise BadSetting("DATA_KEY", "库里的个人信息是加密的", "填上原来的密钥")
        try:
            return self._fernet.decrypt(stored[len(_MARK) :].encode()).decode()
        except InvalidToken:
            raise BadSetting("DATA_KEY", "和加密时用的不是同一个", "换回原来的密钥") from None

    def fingerprint(self, *parts: str) -> str:
        """A keyed hash by which a person is found again without the name being readable."""
        return hmac.digest(self._secret, "\0".join(parts).encode(), "sha256").hex()[:40]


class Sealed(TypeDecorator[str]):
    """A text column that is sealed by the seal bound to the statement's connection."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The value as the column keeps it."""
        return None if value is None else seal_of(dialect).close(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """The value as the program uses it."""
        return None if value is None else seal_of(dialect).open(value)


def bind_seal(dialect: Dialect, seal: Seal) -> None:
    """Makes every ``Sealed`` column of an engine use a seal."""
    dialect.luxiaojiang_seal = seal  # type: ignore[attr-defined]


def seal_of(dialect: Dialect) -> Seal:
    """The seal that an engine uses."""
    seal: Seal = getattr(dialect, "luxiaojiang_seal", _OPEN)
    return seal


_OPEN = Seal(None)
