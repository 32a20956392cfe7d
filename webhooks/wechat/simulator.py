"""WeChat without WeChat: signed and sealed XML is pushed, the answer shown as on the phone."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from itertools import count
from typing import NamedTuple
from urllib.parse import urlencode

import requests
from flask import Flask

from bot.settings import WeChatMode, WeChatSettings
from webhooks.wechat.crypto import Envelope
from webhooks.wechat.errors import Forbidden, Refused, WeChatError
from webhooks.wechat.outbound import SILENCE
from webhooks.wechat.reading import Fields, read_fields
from webhooks.wechat.signing import check_sealed, sign

_TAP = re.compile(r'<a href="weixin://bizmsgmenu\?msgmenucontent=([^"&]*)&[^"]*">(.*?)</a>')
_TIMEOUT = 5.0
"""Seconds after which the platform gives up."""


class Answer(NamedTuple):
    """What came back for one request."""

    status: int
    body: bytes


Deliver = Callable[[str, str, bytes], Answer]
"""Sends one request: method, query string, body."""


class Bubble(NamedTuple):
    """An answer as the phone shows it; ``silent`` where it shows nothing."""

    text: str
    taps: tuple[str, ...]
    """What each tap would send."""
    silent: bool = False


class NotAnswered(WeChatError):
    """An answer at which the phone says that the service is out of order."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        super().__init__(f"HTTP {answer.status}: {answer.body[:200]!r}")


def over_http(url: str) -> Deliver:
    """Delivers to a server, over one kept connection."""
    session = requests.Session()

    def deliver(method: str, query: str, body: bytes) -> Answer:
        response = session.request(method, f"{url}?{query}", data=body, timeout=_TIMEOUT)
        return Answer(response.status_code, response.content)

    return deliver


def inside(app: Flask, path: str = "/wechat") -> Deliver:
    """Delivers to an application in this process."""
    client = app.test_client()

    def deliver(method: str, query: str, body: bytes) -> Answer:
        response = client.open(path, method=method, query_string=query, data=body)
        return Answer(response.status_code, response.data)

    return deliver


@dataclass
class Simulator:
    """One person's phone and the platform behind it."""

    settings: WeChatSettings
    deliver: Deliver
    now: Callable[[], datetime]
    openid: str = "oSimulatedPerson0000000000"
    account: str = "gh_simulated0000"
    ids: "count[int]" = field(default_factory=lambda: count(24_000_000_000_000_000))

    def check_url(self) -> bool:
        """Whether the URL check is passed, as the console's “提交” makes it."""
        echo = os.urandom(8).hex()
        answer = self.deliver("GET", f"{self.query()}&echostr={echo}", b"")
        return answer == (200, echo.encode())

    def say(self, text: str) -> Bubble:
        """Types a text."""
        return self.push(MsgType="text", Content=text)

    def send(self, kind: str, **fields: str) -> Bubble:
        """Sends a message of another kind than text."""
        return self.push(MsgType=kind, **fields)

    def happen(self, event: str, key: str = "", **fields: str) -> Bubble:
        """Makes an event happen: subscribe, SCAN, CLICK, VIEW, LOCATION, unsubscribe …"""
        return self.push(MsgType="event", Event=event, EventKey=key, **fields)

    def push(self, **fields: str) -> Bubble:
        """Pushes fields as the platform would, and reads the answer."""
        return self.read(self.deliver("POST", *self.request(self.compose(fields))))

    def compose(self, fields: Mapping[str, str]) -> Fields:
        """The fields of one push, with whatever the platform adds to them."""
        message = {
            "ToUserName": self.account,
            "FromUserName": self.openid,
            "CreateTime": str(int(self.now().timestamp())),
            **fields,
        }
        if message.get("MsgType") != "event":
            message.setdefault("MsgId", str(next(self.ids)))
        return message

    def request(self, fields: Mapping[str, str]) -> tuple[str, bytes]:
        """The query string and the body of a push, in the mode of the settings."""
        xml = write_xml(fields)
        if self.settings.mode is WeChatMode.PLAIN:
            return self.query(), xml
        envelope = Envelope(self.settings.aes_key, self.settings.app_id)
        sealed = envelope.seal(xml, os.urandom(16))
        shown = fields if self.settings.mode is WeChatMode.COMPAT else {}
        body = write_xml({**shown, "ToUserName": fields["ToUserName"], "Encrypt": sealed})
        return self.query(sealed), body

    def query(self, sealed: str = "") -> str:
        """A signed query string; for a sealed push with its second signature."""
        moment, nonce = str(int(self.now().timestamp())), str(int.from_bytes(os.urandom(4), "big"))
        token = self.settings.token
        signed = {"signature": sign(token, moment, nonce), "timestamp": moment, "nonce": nonce}
        signed["openid"] = self.openid
        if sealed:
            signed["encrypt_type"] = "aes"
            signed["msg_signature"] = sign(token, moment, nonce, sealed)
        return urlencode(signed)

    def read(self, answer: Answer) -> Bubble:
        """An answer as the phone shows it; raises ``NotAnswered`` where it would show a fault."""
        if answer.status != 200:
            raise NotAnswered(answer)
        if answer.body in (SILENCE, b""):
            return Bubble("", (), silent=True)
        content = self.open(answer)["Content"]
        return Bubble(_TAP.sub(r"\2", content), tuple(tap[1] for tap in _TAP.finditer(content)))

    def open(self, answer: Answer) -> Fields:
        """The fields of a reply; raises ``NotAnswered`` for one not signed, or not for us."""
        try:
            fields = self._unseal(read_fields(answer.body))
        except Refused:
            raise NotAnswered(answer) from None
        parties = (fields.get("ToUserName"), fields.get("FromUserName"))
        if parties != (self.openid, self.account) or not fields.get("Content"):
            raise NotAnswered(answer)
        return fields

    def _unseal(self, fields: Fields) -> Fields:
        sealed = fields.get("Encrypt")
        if sealed:
            query = {
                "timestamp": fields.get("TimeStamp", ""),
                "nonce": fields.get("Nonce", ""),
                "msg_signature": fields.get("MsgSignature", ""),
            }
            check_sealed(query, self.settings.token, sealed)
            envelope = Envelope(self.settings.aes_key, self.settings.app_id)
            return read_fields(envelope.open(sealed))
        if self.settings.mode is WeChatMode.SAFE:
            raise Forbidden("a plain reply in safe mode")
        return fields


def write_xml(fields: Mapping[str, str]) -> bytes:
    """Fields as the platform writes them."""
    inside = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items())
    return f"<xml>{inside}</xml>".encode()
