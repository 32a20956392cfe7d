"""``ask`` and ``chat``: a message in, the answer out, through the same turn as every channel."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import uuid4

from bot.assistant import Assistant
from bot.clock import Clock
from bot.commands.explaining import explain
from bot.commands.lines import answer_lines
from bot.composition import assemble, load_knowledge
from bot.errors import BadRequest
from bot.message import Channel, Message
from bot.settings import Settings
from bot.showing import as_text


def ask(arguments: Namespace, settings: Settings) -> int:
    """One message, or one JSON object a line from standard input."""
    if arguments.explain:
        print(
            explain(
                load_knowledge(settings), arguments.text or "", arguments.on or _today(settings)
            )
        )
        return 0
    assistant = assemble(settings)
    if arguments.stdin:
        return answer_lines(sys.stdin, partial(_answered, assistant))
    if arguments.text is None:
        raise BadRequest("ask", "没有说要问啥；写成 python -m bot ask 一年能领几次")
    response = assistant.respond(_message(arguments.text, arguments.user, arguments.on))
    shown = as_text(response.reply)
    public = response.public(shown)
    print(json.dumps(public, ensure_ascii=False, default=str) if arguments.json else shown)
    return 0


def _today(settings: Settings) -> date:
    clock = Clock(settings.policy_date)
    return clock.today(clock.now())


def chat(arguments: Namespace, settings: Settings) -> int:
    """A conversation in the terminal, until an empty end of input."""
    assistant = assemble(settings)
    user = arguments.user or f"chat-{uuid4().hex[:8]}"
    print("小匠：您想问啥，直接说。按 Ctrl+D 结束。")
    for line in _typed():
        response = assistant.respond(_message(line, user, arguments.on))
        print(f"小匠：{as_text(response.reply)}\n")
    print("\n小匠：您忙，再会。")
    return 0


def _typed() -> Iterator[str]:
    while True:
        try:
            yield input("您：")
        except (EOFError, KeyboardInterrupt):
            return


def _answered(assistant: Assistant, number: int, request: dict[str, Any]) -> dict[str, Any]:
    text = request.get("text")
    if not isinstance(text, str):
        raise BadRequest(f"第{number}行", '要写成 {"text": "…"}')
    on = _day(number, request.get("on"))
    response = assistant.respond(_message(text, request.get("user"), on))
    return response.public(as_text(response.reply))


def _day(number: int, text: object) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise BadRequest(f"第{number}行 on", f"{text} 不是日期，写成 2020-06-15 这样") from None


def _message(text: str, user: str | None, on: date | None) -> Message:
    sender = user or f"once-{uuid4().hex}"
    return Message(uuid4().hex, Channel.TERMINAL, sender, text, datetime.now(UTC), on=on)
