"""An assistant that follows a script: for what the page does, whatever the real one would say."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.message import Message
from bot.reply import Choice, Reply
from bot.response import Response
from knowledge.policy import Citation

LONG = "\n".join(f"第{n}条：培训完拿了证，带上证书到县里人社窗口申请。" for n in range(1, 25))
CHOICES = (Choice("我能领吗"), Choice("去哪里办", "潍坊去哪里办"), Choice("都不是"))


def scripted(message: Message) -> Reply:
    """The script."""
    if message.text == "选一个":
        return Reply("您想问哪一样？", CHOICES)
    if message.text == "电话":
        return Reply("补120元。急事打110或120，也可打0536-8234567，或12345。")
    if message.text == "长的":
        return Reply(LONG)
    if message.text == "<b>粗</b>":
        return Reply("您说的是 <img src=x onerror=alert(1)>")
    if "几次" in message.text:
        return Reply(
            "不是一年五次，是一共最多3次。\n拿不准就打12333问。\n依据：财政部办法 第六条",
            (Choice("我能领吗"), Choice("怎么申请")),
            (Citation("national-fund-2023", "六"),),
        )
    return Reply(f"您说的是：{message.text}")


@dataclass
class ScriptedAssistant:
    """Answers by the script, remembers what it was asked, and knows repeats as the real one does."""

    script: Callable[[Message], Reply] = scripted
    asked: list[Message] = field(default_factory=list)
    answered: dict[tuple[str, str], Response] = field(default_factory=dict)
    open: threading.Event = field(default_factory=threading.Event)
    """Set while it answers at once; cleared, it waits."""

    def __post_init__(self) -> None:
        self.open.set()

    def respond(self, message: Message) -> Response:
        """The scripted response; the same one to a repeat."""
        self.asked.append(message)
        self.open.wait(5)
        key = (message.sender, message.id)
        if key not in self.answered:
            self.answered[key] = Response(self.script(message), message.sent_at, "subsidy_limit")
        return self.answered[key]
