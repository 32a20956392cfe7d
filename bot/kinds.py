"""Messages that are no words, or none that can be read: pictures, scans, locations, an empty line."""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation import Conversation
from bot.handlers.talk import greet
from bot.handlers.visits import scanned
from bot.message import Kind
from bot.reply import Reply
from bot.turn import Handled, Turn

BY_KIND: Mapping[Kind, str] = {
    Kind.IMAGE: "image",
    Kind.VIDEO: "video",
    Kind.FILE: "file",
    Kind.LINK: "link",
    Kind.OTHER: "sticker",
}
"""What is said to a kind of message that is not read."""


def by_kind(turn: Turn) -> Handled | None:
    """The answer to such a message; ``None`` where its words are to be understood."""
    message = turn.message
    if message.kind is Kind.UNFOLLOW:
        return Reply("", silent=True), Conversation()
    if message.kind in (Kind.FOLLOW, Kind.SCAN):
        visit = scanned(turn)
        if visit is not None:
            return visit
        name = "hello_visit" if message.scene else "hello"
        greeting, conversation = greet(turn)
        conversation = replace(conversation, scene=message.scene or conversation.scene)
        return replace(greeting, text=turn.say(name)), conversation
    if message.kind is Kind.VOICE and not message.text:
        return Reply(turn.say("voice"), numbered=False), turn.conversation
    if message.kind is Kind.LOCATION and turn.understanding.mentions.city is None:
        return Reply(turn.say("location"), numbered=False), turn.conversation
    if message.kind in BY_KIND:
        return Reply(turn.say(BY_KIND[message.kind]), numbered=False), turn.conversation
    if not turn.understanding.text:
        return Reply(turn.say("empty"), numbered=False), turn.conversation
    return None
