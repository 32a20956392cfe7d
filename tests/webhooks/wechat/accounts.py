"""An account in each mode, an application around a scripted assistant, and phones to speak to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from flask import Flask

from bot.clock import FixedClock
from bot.message import Message
from bot.reply import Reply
from bot.settings import WeChatMode, WeChatSettings
from tests.webhooks.chat.scripted import ScriptedAssistant
from webhooks.wechat import Account, connect
from webhooks.wechat.simulator import Simulator, inside

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
CLOCK = FixedClock(NOW)
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
SAFE = WeChatSettings(
    token="testToken",
    app_id="wx0123456789abcdef",
    secret="testSecret",
    aes_key=KEY,
    mode=WeChatMode.SAFE,
    api_base_url="http://127.0.0.1:9",
)
COMPAT = replace(SAFE, mode=WeChatMode.COMPAT)
PLAIN = replace(SAFE, mode=WeChatMode.PLAIN, aes_key="")
MODES = (PLAIN, COMPAT, SAFE)
TEXT = {"MsgType": "text", "Content": "一年能领几次"}


def echo(message: Message) -> Reply:
    """Says what came in."""
    return Reply(f"{message.kind.value}|{message.text}|{message.scene}")


def make_app(assistant: ScriptedAssistant, settings: WeChatSettings | None) -> Flask:
    """An application with nothing but the callback."""
    app = Flask(__name__)
    connect(app, Account(assistant, settings, CLOCK) if settings else None)
    return app


def phone(
    settings: WeChatSettings, script: Callable[[Message], Reply] = echo
) -> tuple[Simulator, ScriptedAssistant]:
    """A phone that speaks to an application in this process, and the assistant behind it."""
    assistant = ScriptedAssistant(script)
    return Simulator(settings, inside(make_app(assistant, settings)), CLOCK.now), assistant


def status_of(simulator: Simulator, query: str, body: bytes, method: str = "POST") -> int:
    """The HTTP status that one request gets."""
    return simulator.deliver(method, query, body).status
