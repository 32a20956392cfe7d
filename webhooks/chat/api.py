"""The page's API: a message as JSON in, the answer object out."""

import json
import re
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.clock import TellsTime
from bot.message import Channel, Kind, Message
from bot.reply import Reply
from webhooks.chat import session
from webhooks.errors import BadBody
from webhooks.metrics import Responder

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MORE = "详细"
_UNSTORABLE = dict.fromkeys((0, *range(0xD800, 0xE000)))
"""Characters that no database takes: NUL, and halves of characters."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where messages from browsers are taken in."""

    assistant: Responder
    clock: TellsTime


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: the words, the id that makes a repeat known, the day to judge on."""

    text: str
    id: str
    on: date | None
    scene: str = ""
    """The code by which the page was opened, where it was just scanned."""


def install(blueprint: Blueprint, desk: Desk) -> None:
    """Puts the API at ``/api/messages``."""

    @blueprint.post("/api/messages")
    def answer() -> Response:
        asked = read(request.get_data())
        name = session.sender(request)
        now = desk.clock.now()
        kind = Kind.SCAN if asked.scene else Kind.TEXT
        message = Message(
            asked.id, Channel.PAGE, name, asked.text, now, kind, asked.scene, asked.on
        )
        given = desk.assistant.respond(message)
        response = jsonify(given.public() | {"buttons": _buttons(given.reply)})
        response.headers["Cache-Control"] = "no-store"
        session.remember(response, request, name)
        return response


def read(body: bytes) -> Asked:
    """The message in a request's body; raises ``BadBody``."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise BadBody('消息要写成 JSON，比如 {"text": "一年能领几次"}。') from None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise BadBody("消息里要有 text，写您想问的话。")
    return Asked(
        data["text"].translate(_UNSTORABLE),
        _id(data.get("id")),
        _day(data.get("on")),
        _scene(data.get("scene")),
    )


def _id(given: object) -> str:
    if given is None:
        return secrets.token_urlsafe(16)
    if not isinstance(given, str) or not _ID.fullmatch(given):
        raise BadBody("id 要用 1 到 64 个字母、数字、- 或 _。")
    return given


def _scene(given: object) -> str:
    if given is None or given == "":
        return ""
    if not isinstance(given, str) or not _ID.fullmatch(given):
        raise BadBody("scene 要用 1 到 64 个字母、数字、- 或 _。")
    return given


def _day(given: object) -> date | None:
    if given is None or given == "":
        return None
    try:
        return date.fromisoformat(given)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise BadBody("on 要写成 2020-06-15 这样的日期。") from None


def _buttons(reply: Reply) -> list[dict[str, Any]]:
    """What the page lets one tap: the choices, numbered where they may be typed as numbers; 详细 last."""
    shown: list[dict[str, Any]] = [
        {"label": choice.label, "says": choice.text} for choice in reply.choices
    ]
    if reply.numbered:
        shown = [button | {"number": number} for number, button in enumerate(shown, 1)]
    if reply.more and all(button["says"] != _MORE for button in shown):
        shown.append({"label": _MORE, "says": _MORE})
    return shown
