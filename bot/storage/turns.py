"""One turn as one transaction: who wrote, whether we answered this already, and what is kept of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, delete, literal, select, text, update
from sqlalchemy.exc import DBAPIError

from bot.conversation import Conversation, dumps
from bot.errors import StorageUnavailable
from bot.message import Message
from bot.response import Response
from bot.storage.ahead import Ahead, Draft
from bot.storage.forgetting import forget_orders
from bot.storage.gate import gate_for
from bot.storage.kept import Kept
from bot.storage.sealing import Seal, bind_seal
from bot.storage.statements import Statements, turn_values
from bot.storage.tables import PersonRow, TurnRow

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
_EMPTY_TURNS = update(TurnRow).values(text="", response="")


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
        self.stored = statements.read(self._cursor, key, message)

    def keep(self, conversation: Conversation, response: Response, library: str) -> None:
        """Stores the conversation as it now stands and the turn."""
        state = {"conversation": dumps(conversation), "updated_at": response.at}
        if self.stored.text is not None:
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
        turn = turn_values(self._key, self._message, words, response, library)
        self._statements.insert_turn.run(self._cursor, turn)


class Answering:
    """A ``with`` block in which an error of the database is told as ``StorageUnavailable``."""

    def __init__(self, error: type[Exception]) -> None:
        self._error = error

    def __enter__(self) -> None:
        """Nothing is to be done."""

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, DBAPIError):
            raise StorageUnavailable(str(error.orig)) from error
        if isinstance(error, self._error):
            raise StorageUnavailable(str(error)) from error


class Turns:
    """The store of turns."""

    def __init__(self, engine: Engine, seal: Seal) -> None:
        bind_seal(engine.dialect, seal)
        self._engine = engine
        self._kept = Kept(engine)
        self._gate = gate_for(engine)
        self._statements = Statements(engine.dialect)
        self._seal = seal
        self._answering = Answering(engine.dialect.loaded_dbapi.Error)
        self._ahead = Ahead(self._statements, self._kept, self._gate)

    @contextmanager
    def open(self, message: Message) -> Iterator[OpenTurn]:
        """A turn that is committed at the end, or not at all.

        A second turn of the same sender waits until the first is done, in whatever process it runs.
        Raises ``StorageUnavailable`` where the database does not answer.
        """
        key = self._key(message)
        with self._answering, self._gate, self._transaction() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(_LOCK, {"key": key})
            yield OpenTurn(connection, message, key, self._statements)

    def draft(self, message: Message) -> Draft | None:
        """What a message can be answered on ahead of its transaction; ``None`` where turns do not wait for others.

        Raises ``StorageUnavailable`` where the database does not answer.
        """
        if self._engine.dialect.name != "sqlite":
            return None
        with self._answering:
            return self._ahead.read(message, self._key(message))

    def keep(
        self, draft: Draft, conversation: Conversation, response: Response, library: str
    ) -> bool:
        """Stores what was answered ahead, unless anything changed since; whether it did.

        Raises ``StorageUnavailable`` where the database does not answer.
        """
        with self._answering:
            return self._ahead.keep(draft, conversation, response, library)

    def reachable(self) -> bool:
        """Whether the database answers now."""
        try:
            with self._engine.connect().execution_options(sqlite_begin="DEFERRED") as connection:
                connection.execute(select(literal(1)))
        except DBAPIError:
            return False
        return True

    def _key(self, message: Message) -> str:
        return self._seal.fingerprint(message.channel.value, message.sender)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """A transaction; on SQLite over the thread's kept connection."""
        if self._engine.dialect.name != "sqlite":
            with self._engine.begin() as connection:
                yield connection
            return
        connection = self._kept.connection()
        with connection.begin():
            yield connection
