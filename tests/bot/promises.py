"""What must be true of every reply, whatever was said."""

import re
from collections.abc import Iterator

from bot.fitting import LIMIT
from bot.reply import Reply
from bot.showing import as_text
from webhooks.wechat.rendering import render

PROMISE = re.compile(
    r"(?:一定|肯定|必定|绝对|保证|百分之百|包您)能?(?:领|拿|补|过|到账|通过)|您符合资格|包您|稳拿"
)
MONEY = re.compile(r"\d+(?:\.\d+)?(?:万|亿)?(?:多)?[元块]")
_MARK = re.compile(r"^？ ", re.MULTILINE)
_QUOTED = re.compile(r"“[^”]*”")


def breaches(reply: Reply) -> Iterator[str]:
    """What is wrong with a reply; nothing where all is well."""
    if reply.silent:
        return
    text = reply.text
    if not text.strip():
        yield "it says nothing"
    if len(as_text(reply).encode()) > LIMIT or len(render(reply).encode()) > LIMIT:
        yield f"longer than {LIMIT} bytes"
    if PROMISE.search(text):
        yield f"a promise: {PROMISE.search(text)}"
    if MONEY.search(text) and not reply.citations:
        yield f"an amount without a source: {MONEY.search(text)}"
    if questions(text) > 1:
        yield f"{questions(text)} questions in one message"
    if re.search(r"[{}]|None|True|False", text):
        yield "a part that was not filled in"


def questions(text: str) -> int:
    """How many questions a text asks; the mark of what is unknown and quoted words are none."""
    return len(re.findall(r"[？?]", _QUOTED.sub("", _MARK.sub("", text))))
