"""The statements that every turn takes, and what they read and write of a person and a message."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Dialect,
    String,
    Text,
    and_,
    bindparam,
    insert,
    literal,
    or_,
    select,
    type_coerce,
    update,
)

from bot.conversation import Conversation, loads
from bot.message import Message
from bot.reply import Reply
from bot.response import Response
from bot.response import loads as load_response
from bot.storage.outbox import UNTOLD
from bot.storage.outbox_tables import OutboxRow
from bot.storage.prepared import Prepared
from bot.storage.sealing import seal_of
from bot.storage.tables import PersonRow, TurnRow

_sender = select(bindparam("key", type_=String).label("key")).subquery()
_untold = or_(*(OutboxRow.state == each for each in UNTOLD))
_waiting = (
    select(literal(1))
    .where(OutboxRow.person_key == _sender.c.key, _untold)
    .correlate(_sender)
    .exists()
)
_as_stored = type_coerce(PersonRow.conversation, Text)
_SELECT = select(
    _as_stored.label("stored"), TurnRow.response, TurnRow.at, _waiting.label("waiting")
).select_from(
    _sender.outerjoin(PersonRow, PersonRow.key == _sender.c.key).outerjoin(
        TurnRow,
        and_(
            TurnRow.person_key == _sender.c.key,
            TurnRow.message_key == bindparam("message_key"),
        ),
    )
)
_UPDATE_PERSON = update(PersonRow).where(PersonRow.key == bindparam("person"))
_answered = select(literal(1)).where(
    TurnRow.person_key == bindparam("person"), TurnRow.message_key == bindparam("message_key")
)
_told = select(literal(1)).where(OutboxRow.person_key == bindparam("person"), _untold)
_UPDATE_UNCHANGED = _UPDATE_PERSON.where(
    _as_stored == bindparam("before", type_=Text), ~_answered.exists(), ~_told.exists()
)
_STATE = ("conversation", "updated_at")
_PERSON = ("key", "channel", "sender", *_STATE)
_TURN = (
    *("person_key", "message_key", "at", "kind", "text"),
    *("intent", "outcome", "response", "library"),
)


class Stored(NamedTuple):
    """What is stored of a person when a message of theirs comes."""

    text: str | None
    """The conversation as its column has it; ``None`` for somebody new."""
    conversation: Conversation
    answered: Response | None
    """The response that the message already had."""
    waiting: bool
    """Whether the outbox holds something that the person was not told yet."""


NOTHING = Stored(None, Conversation(), None, waiting=False)


class Statements:
    """The statements that every turn takes, ready for one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._select = Prepared(_SELECT, dialect, ("key", "message_key"))
        self.insert_person = Prepared(insert(PersonRow), dialect, _PERSON)
        self.update_person = Prepared(_UPDATE_PERSON, dialect, ("person", *_STATE))
        self.update_unchanged = Prepared(
            _UPDATE_UNCHANGED, dialect, ("person", "message_key", "before", *_STATE)
        )
        """Only where the person has that very text, no response to the message, and nothing to be told."""
        self.insert_turn = Prepared(insert(TurnRow), dialect, _TURN)

    def read(self, cursor: Any, key: str, message: Message) -> Stored:
        """What is stored of a person and of a message of theirs."""
        text, response, at, waiting = self._select.one(
            cursor, {"key": key, "message_key": message.id}
        )
        conversation = loads(seal_of(self._dialect).open(text)) if text else Conversation()
        return Stored(text, conversation, _response(response, at), bool(waiting))


def turn_values(
    key: str, message: Message, words: str, response: Response, library: str
) -> dict[str, Any]:
    """The row of an answered turn."""
    return {
        "person_key": key,
        "message_key": message.id,
        "at": response.at,
        "kind": message.kind.value,
        "text": words,
        "intent": response.intent,
        "outcome": response.outcome,
        "response": response.dumps(),
        "library": library,
    }


def _response(stored: str | None, at: datetime | None) -> Response | None:
    """The response that a message already had; one whose words were erased stays unanswered."""
    if at is None:
        return None
    return load_response(stored) if stored else Response(Reply("", silent=True), at)
