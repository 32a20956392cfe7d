"""One turn, from a message to a response, in one transaction."""

import logging
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import Connection

from bot import learning, routing
from bot.asking import Asked
from bot.clock import TellsTime
from bot.conversation import Conversation
from bot.correcting import as_count
from bot.crowd import as_crowd
from bot.doubting import as_doubt
from bot.errors import HandlerFailed, NeedsTransaction, StorageUnavailable
from bot.fitting import fit
from bot.handlers import POLICY_INTENTS
from bot.message import Message
from bot.outbox import due_first
from bot.pairs import as_one_of_two, pair, without_mixture
from bot.redacting import redact
from bot.reply import Reply
from bot.response import Response
from bot.storage.ahead import NO_TRANSACTION
from bot.storage.statements import NOTHING, Stored
from bot.storage.turns import OpenTurn, Turns
from bot.turn import Handled, Turn
from bot.wanting import as_meant
from bot.wording import Wording
from intents.understander import Understander
from intents.understanding import Understanding
from knowledge.library import Library

log = logging.getLogger(__name__)
MOST_CHARACTERS = routing.MOST_CHARACTERS
POLICIES = frozenset(POLICY_INTENTS)


class Assistant:
    """Answers messages. Holds nothing that a message changes; everything of that kind is in the database."""

    def __init__(
        self,
        library: Library,
        understander: Understander,
        wording: Wording,
        turns: Turns,
        clock: TellsTime,
    ) -> None:
        self.library = library
        self.wording = wording
        self._understand = lru_cache(maxsize=256)(understander.understand)
        self._turns = turns
        self._clock = clock

    def respond(self, message: Message) -> Response:
        """The response to a message; to a repeat of one, the response that it had before."""
        text, numbers = redact(message.text)
        message = replace(message, text=text) if numbers else message
        now = self._clock.now()
        try:
            return self._kept(message, numbers, now)
        except StorageUnavailable as error:
            log.error("the database does not answer: %s", error)
            response, _ = self._answer(message, numbers, NOTHING, None, now)
            note = self.wording.phrase("storage_down")
            reply = replace(response.reply, text=f"{response.reply.text}\n{note}")
            return replace(response, reply=reply)

    def _kept(self, message: Message, numbers: tuple[str, ...], now: datetime) -> Response:
        """The turn, kept whole or not at all; one that failed is kept as that, without its effects."""
        try:
            return self._ahead(message, numbers, now) or self._in_transaction(message, numbers, now)
        except HandlerFailed as failed:
            with self._turns.open(message) as turn:
                if turn.stored.answered:
                    return turn.stored.answered
                reply = Reply(self.wording.phrase("failed"), numbered=False)
                response = Response(reply, now, failed.intent, outcome="failed")
                turn.keep(turn.stored.conversation.at(now), response, self.library.digest)
                return response

    def _ahead(self, message: Message, numbers: tuple[str, ...], now: datetime) -> Response | None:
        """The turn, answered before the write lock; ``None`` where it needs a transaction of its own."""
        draft = self._turns.draft(message)
        if draft is None:
            return None
        if draft.stored.answered or not draft.can_be_kept:
            return draft.stored.answered
        try:
            response, conversation = self._answer(
                message, numbers, draft.stored, NO_TRANSACTION, now
            )
        except NeedsTransaction:
            return None
        if response.outcome == routing.ERASED:
            return None
        kept = self._turns.keep(draft, conversation, response, self.library.digest)
        return response if kept else None

    def _in_transaction(
        self, message: Message, numbers: tuple[str, ...], now: datetime
    ) -> Response:
        with self._turns.open(message) as turn:
            if turn.stored.answered:
                return turn.stored.answered
            response, conversation = self._answer(
                message, numbers, turn.stored, turn.connection, now
            )
            self._keep(turn, conversation, response)
            return response

    def _answer(
        self,
        message: Message,
        numbers: tuple[str, ...],
        stored: Stored,
        connection: Connection | None,
        now: datetime,
    ) -> tuple[Response, Conversation]:
        conversation = stored.conversation.at(now)
        day = message.on or self._clock.today(now)
        asked = learning.open_question(conversation, self.library, self.wording, day)
        understood = self._read(message.text[:MOST_CHARACTERS], conversation, asked, day)
        two = pair(understood, self.wording)
        understood = without_mixture(understood) if two else understood
        learned = learning.learn(conversation, understood, asked, self.wording)
        turn = Turn(
            message,
            understood,
            learned.conversation,
            self.library,
            self.wording,
            now,
            day,
            learned.told,
            learned.before,
            stored.waiting,
            tuple(two.items()),
            connection,
        )
        (reply, conversation), outcome = self._handled(turn, learned, asked, numbers)
        fitted = fit(reply, turn.say("more_tail"))
        reply = replace(reply, text=fitted.text) if fitted.rest else reply
        more = "\n".join(part for part in (fitted.rest, conversation.more) if part)
        conversation = replace(conversation, last=reply.text, more=more, updated_at=now)
        response = Response(
            reply,
            now,
            understood.intent,
            understood.confidence,
            understood.alternatives,
            dict(conversation.facts),
            outcome,
        )
        return response, conversation

    def _read(
        self, text: str, conversation: Conversation, asked: Asked | None, day: date
    ) -> Understanding:
        """What the message means in this conversation."""
        pending = learning.pending(conversation, asked)
        understood = self._understand(text, pending, day)
        understood = learning.as_tapped(understood, conversation, self.wording)
        understood = learning.as_follow_up(understood, conversation, POLICIES)
        understood = learning.as_turned_to(understood, conversation)
        understood = as_count(understood, conversation)
        library = self.library
        understood = as_meant(understood, library.occupations.official, library.places)
        understood = as_doubt(understood, self.wording)
        understood = as_crowd(understood, conversation)
        return as_one_of_two(understood, conversation, self.wording)

    def _handled(
        self,
        turn: Turn,
        learned: learning.Learned,
        asked: Asked | None,
        numbers: tuple[str, ...],
    ) -> tuple[Handled, str]:
        """What the handler says; raises ``HandlerFailed`` for its unexpected failure."""
        try:
            reply, conversation = routing.route(turn, learned, asked)
        except NeedsTransaction:
            raise
        except Exception as error:
            log.exception("a handler failed: intent %s", turn.understanding.intent)
            raise HandlerFailed(turn.understanding.intent) from error
        if numbers:
            kinds = "、".join(turn.say(kind) for kind in numbers)
            masked = turn.say("numbers_masked", kinds=kinds)
            reply = replace(reply, text=f"{masked}\n{reply.text}")
        if not reply.silent and (due := due_first(turn)):
            reply = replace(reply, text="\n".join([*due, reply.text]))
        outcome = "silent" if reply.silent else "asked" if conversation.asking else "answered"
        return (reply, conversation), routing.ERASED if routing.erases(turn) else outcome

    def _keep(self, turn: OpenTurn, conversation: Conversation, response: Response) -> None:
        if response.outcome == routing.ERASED:
            turn.erase(response, self.library.digest)
        else:
            turn.keep(conversation, response, self.library.digest)
