"""What a handler may see, and what it gives back."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from bot.conversation import Conversation
from bot.message import Message
from bot.reply import Reply
from bot.wording import Wording
from intents.understanding import Understanding
from knowledge.facts import FactId, Facts
from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class Turn:
    """One message with everything that bears on it."""

    message: Message
    understanding: Understanding
    conversation: Conversation
    library: Library
    wording: Wording
    now: datetime
    day: date
    """The day that rules are judged on."""
    learned: tuple[FactId, ...] = ()
    """The facts that this message told or changed."""
    before: Facts = Facts()
    """What was known of the person spoken of before this message."""
    waiting: bool = False
    """Whether the outbox holds something that the person was not told yet."""
    two: tuple[tuple[str, str], ...] = ()
    """The two people of whom the message tells, each with how the sender calls them."""
    connection: Connection | None = None
    """The turn's transaction; ``None`` where the database does not answer."""

    @property
    def who(self) -> str:
        """How the person spoken of is called: 您, 您媳妇, 您孙子."""
        return self.wording.person(self.conversation.about, self.conversation.subject.called)

    def say(self, phrase: str, /, **parts: object) -> str:
        """A phrase of the wording."""
        return self.wording.phrase(phrase, **parts)

    def with_conversation(self, **changes: object) -> "Turn":
        """The turn with its conversation changed."""
        return replace(self, conversation=replace(self.conversation, **changes))  # type: ignore[arg-type]


Handled = tuple[Reply, Conversation]


def preceded(handled: Handled, first: str) -> Handled:
    """What a handler says, with a sentence before it."""
    reply, conversation = handled
    return replace(reply, text=f"{first}\n{reply.text}"), conversation
