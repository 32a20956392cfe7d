"""One turn as one transaction: who wrote, whether we answered this already, and what is kept of it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    String,
    and_,
    bindparam,
    delete,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError

from bot.conversation import Conversation, dumps, loads
from bot.errors import StorageUnavailable
from bot.message import Message
from bot.reply import Reply
from bot.response import Response
from bot.response import loads as load_response
from bot.storage.forgetting import forget_orders
from bot.storage.gate import gate_for
from bot.storage.outbox import UNTOLD
from bot.storage.outbox_tables import OutboxRow
from bot.storage.prepared import Prepared
from bot.storage.sealing import Seal, bind_seal
from bot.storage.tables import PersonRow, TurnRow

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
_sender = select(bindparam("key", type_=String).label("key")).subquery()
_waiting = (
    select(literal(1))
    .where(
        OutboxRow.person_key == _sender.c.key, or_(*(OutboxRow.state == each for each in UNTOLD))
    )
    .correlate(_sender)
    .exists()
)
_SELECT = select(
    PersonRow.conversation, TurnRow.response, TurnRow.at, _waiting.label("waiting")
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
_EMPTY_TURNS = update(TurnRow).values(text="", response="")
_STATE = ("conversation", "updated_at")
_PERSON = ("key", "channel", "sender", *_STATE)
_TURN = (
    *("person_key", "message_key", "at", "kind", "text"),
    *("intent", "outcome", "response", "library"),
)


class Statements:
    """The statements that every turn takes, ready for one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self.select = Prepared(_SELECT, dialect, ("key", "message_key"))
        self.insert_person = Prepared(insert(PersonRow), dialect, _PERSON)
        self.update_person = Prepared(_UPDATE_PERSON, dialect, ("person", *_STATE))
        self.insert_turn = Prepared(insert(TurnRow), dialect, _TURN)


class OpenTurn:
    """A turn in its transaction; whatever is not kept is as if it had not been."""

    def __init__(
        self, connection: Connection, message: Message, key: str, statements: Statements
    ) -> None:
        self.connection = connection
        self._cursor = connection.connection.cursor()
        self._statements = statements
        self._message = message
        self._key = key
        stored, response, at, waiting = statements.select.one(
            self._cursor, {"key": key, "message_key": message.id}
        )
        self._known = stored is not None
        self.conversation = loads(stored) if stored else Conversation()
        self.answered = _answered(response, at)
        self.waiting = bool(waiting)
        """Whether the outbox holds something that the person was not told yet."""

    def keep(self, conversation: Conversation, response: Response, library: str) -> None:
        """Stores the conversation as it now stands and the turn."""
        state = {"conversation": dumps(conversation), "updated_at": response.at}
        if self._known:
            self._statements.update_person.run(self._cursor, {"person": self._key, **state})
        else:
            channel, sender = self._message.channel.value, self._message.sender
            person = {"key": self._key, "channel": channel, "sender": sender, **state}
            self._statements.insert_person.run(self._cursor, person)
        self._insert(self._message.text, response, library)

    def erase(self, response: Response, library: str) -> None:
        """Forgets the person: facts, conversation, the words of every turn. Counts remain."""
        forget_orders(self.connection, self._key, response.at)
        self.connection.execute(_EMPTY_TURNS.where(TurnRow.person_key == self._key))
        self.connection.execute(delete(PersonRow).where(PersonRow.key == self._key))
        self._insert("", response, library)

    def _insert(self, words: str, response: Response, library: str) -> None:
        turn = {
            "person_key": self._key,
            "message_key": self._message.id,
            "at": response.at,
            "kind": self._message.kind.value,
            "text": words,
            "intent": response.intent,
            "outcome": response.outcome,
            "response": response.dumps(),
            "library": library,
        }
        self._statements.insert_turn.run(self._cursor, turn)


class Turns:
    """The store of turns."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        bind_seal(engine.dialect, seal)
        self._engine = engine
        self._kept = threading.local()
        self._gate = gate_for(engine)
        self._statements = Statements(engine.dialect)
        self._seal = seal

    @contextmanager
    def open(self, message: Message) -> Iterator[OpenTurn]:
        """A turn that is committed at the end, or not at all.

        A second turn of the same sender waits until the first is done, in whatever process it runs.
        Raises ``StorageUnavailable`` where the database does not answer.
        """
        key = self._seal.fingerprint(message.channel.value, message.sender)
        try:
            with self._gate.held(), self._transaction() as connection:
                if connection.dialect.name == "postgresql":
                    connection.execute(_LOCK, {"key": key})
                yield OpenTurn(connection, message, key, self._statements)
        except DBAPIError as error:
            raise StorageUnavailable(str(error.orig)) from error
        except self._engine.dialect.loaded_dbapi.Error as error:
            raise StorageUnavailable(str(error)) from error

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """A transaction; on SQLite over a connection that each thread keeps, as there is no server to lose it."""
        if self._engine.dialect.name != "sqlite":
            with self._engine.begin() as connection:
                yield connection
            return
        if not hasattr(self._kept, "connection"):
            self._kept.connection = self._engine.connect()
        with self._kept.connection.begin():
            yield self._kept.connection

    def reachable(self) -> bool:
        """Whether the database answers now."""
        try:
            with self._engine.connect().execution_options(sqlite_begin="DEFERRED") as connection:
                connection.execute(select(literal(1)))
        except DBAPIError:
            return False
        return True


def _answered(stored: str | None, at: object) -> Response | None:
    """The response that a message already had; one whose words were erased stays unanswered."""
    if at is None:
        return None
    return load_response(stored) if stored else Response(Reply("", silent=True), at)  # type: ignore[arg-type]
