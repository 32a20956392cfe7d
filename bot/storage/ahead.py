"""Answering ahead of SQLite's write lock: a draft on what was read before, kept where that still stands.

SQLite lets one turn at a time write. What is computed before the lock keeps nobody waiting; behind it remain an
update that finds nothing where anything changed meanwhile, and an insert.
"""

from contextlib import AbstractContextManager
from typing import Any, NamedTuple, NoReturn, cast

from sqlalchemy import Connection

from bot.conversation import Conversation, dumps
from bot.errors import NeedsTransaction
from bot.message import Message
from bot.response import Response
from bot.storage.kept import Kept
from bot.storage.statements import Statements, Stored, turn_values


class NoTransaction:
    """Stands in for the connection of a turn that is answered ahead: whoever touches it needs a real one."""

    def __getattr__(self, name: str) -> NoReturn:
        raise NeedsTransaction(name)


NO_TRANSACTION = cast(Connection, NoTransaction())


class Draft(NamedTuple):
    """What a turn can be answered on ahead: a message, its sender's key, and what was read of both."""

    message: Message
    key: str
    stored: Stored

    @property
    def can_be_kept(self) -> bool:
        """Whether no transaction is needed for who is new, or has something to be told."""
        return self.stored.text is not None and not self.stored.waiting


class Ahead:
    """Reads before the write lock, and keeps behind it what nothing changed under."""

    def __init__(
        self, statements: Statements, kept: Kept, gate: AbstractContextManager[None]
    ) -> None:
        self._statements = statements
        self._kept = kept
        self._gate = gate

    def read(self, message: Message, key: str) -> Draft:
        """What is stored at this moment."""
        cursor = self._driver_connection().cursor()
        return Draft(message, key, self._statements.read(cursor, key, message))

    def keep(
        self, draft: Draft, conversation: Conversation, response: Response, library: str
    ) -> bool:
        """Stores conversation and turn where all that the draft rests on still stands; whether it does."""
        message, key, stored = draft
        names = {"person": key, "message_key": message.id, "before": stored.text}
        state = {"conversation": dumps(conversation), "updated_at": response.at}
        turn = turn_values(key, message, message.text, response, library)
        change = self._statements.update_unchanged.bound({**names, **state})
        addition = self._statements.insert_turn.bound(turn)
        connection = self._driver_connection()
        cursor = connection.cursor()
        with self._gate:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                kept: bool = cursor.execute(*change).rowcount == 1
                if kept:
                    cursor.execute(*addition)
                connection.commit()
            except BaseException:
                connection.rollback()
                raise
        return kept

    def _driver_connection(self) -> Any:
        return self._kept.connection().connection.driver_connection
