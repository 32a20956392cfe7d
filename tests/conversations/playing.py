"""Plays a conversation through the real assistant on a real database, and says what did not come true."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Engine, select

from bot.assistant import Assistant
from bot.conversation import Conversation, loads
from bot.response import Response
from bot.storage.sealing import Seal
from bot.storage.tables import PersonRow
from bot.storage.turns import Turns
from bot.wording import Wording
from intents.understander import Understander
from knowledge.library import Library
from tests.bot.conftest import MovableClock, Talk
from tests.bot.promises import breaches
from tests.conversations.script import NOTHING, Line, Script


@dataclass
class Stage:
    """The real parts, shared; each conversation has a sender and a clock of its own."""

    library: Library
    understander: Understander
    wording: Wording
    engine: Engine

    def talk(self, sender: str) -> Talk:
        """A conversation with a new sender."""
        clock = MovableClock()
        turns = Turns(self.engine, Seal(None))
        return Talk(
            Assistant(self.library, self.understander, self.wording, turns, clock), clock, sender
        )

    def stored(self, sender: str) -> Conversation:
        """The conversation as the database has it."""
        with self.engine.connect() as connection:
            found = connection.execute(
                select(PersonRow.conversation).where(PersonRow.sender == sender)
            ).scalar()
        return loads(found) if found else Conversation()


def play(stage: Stage, title: str, script: Script) -> Iterator[str]:
    """Everything that did not come true in a conversation."""
    talk, day = stage.talk(title), script.on
    for number, line in enumerate(script.turns, 1):
        day = line.on or day
        before = stage.stored(title)
        talk.wait(**line.wait)
        response = talk.say(line.says, day, line.kind, scene=line.scene)
        after = stage.stored(title)
        for fault in faults(stage.wording, line, response, before, after):
            yield f"{number}. {line.says!r}: {fault}\n     heard: {response.reply.text!r}"


def faults(
    wording: Wording, line: Line, response: Response, before: Conversation, after: Conversation
) -> Iterator[str]:
    """What is not so after one message."""
    yield from breaches(response.reply)
    if response.outcome == "failed":
        yield "the handler failed"
    yield from _understood(line, response, before, after)
    yield from _state(wording, line, response, after)
    yield from _judged(line, response)
    yield from _said(line, response)


def _understood(
    line: Line, response: Response, before: Conversation, after: Conversation
) -> Iterator[str]:
    if line.intent and response.intent != line.intent:
        yield f"intent {response.intent}, not {line.intent}"
    if line.learns is not None:
        old = before.people[after.about].facts if after.about in before.people else {}
        learned = {f: v for f, v in after.facts.items() if old.get(f) != v}
        if learned != line.learns:
            yield f"learned {learned}, not {line.learns}"
    for fact, value in line.knows.items():
        if after.facts.get(fact) != value:
            yield f"{fact} is {after.facts.get(fact)}, not {value}"
    for fact in line.unknown:
        if fact in after.facts:
            yield f"{fact} is known to be {after.facts[fact]}"


def _state(wording: Wording, line: Line, response: Response, after: Conversation) -> Iterator[str]:
    asked = after.asking.question if after.asking else NOTHING
    if line.asks and asked != line.asks:
        yield f"asks {asked}, not {line.asks}"
    if line.asks and line.asks != NOTHING:
        wanted = wording.questions[line.asks].asks
        if not all(part in response.reply.text for part in wanted.split("{who}")):
            yield f"does not put the question {wanted!r}"
    if line.about and after.about != line.about:
        yield f"speaks of {after.about}, not of {line.about}"
    if line.outcome and response.outcome != line.outcome:
        yield f"outcome {response.outcome}, not {line.outcome}"


def _judged(line: Line, response: Response) -> Iterator[str]:
    if not (line.status or line.in_force):
        return
    judged = (response.reply.assessment or {}).get("programmes", {})
    for name, status in line.status.items():
        found = judged.get(name, {}).get("status")
        if found != status:
            yield f"{name} is {found}, not {status}"
    for name, force in line.in_force.items():
        found = judged.get(name, {}).get("in_force")
        if found is not force:
            yield f"{name} in force: {found}, not {force}"


def _said(line: Line, response: Response) -> Iterator[str]:
    text, choices = response.reply.text, [choice.label for choice in response.reply.choices]
    yield from (f"does not tell {word!r}" for word in line.tells if word not in text)
    yield from (f"says {word!r}" for word in line.forbids if word in text)
    yield from (f"does not offer {word!r}" for word in line.offers if word not in choices)
    packs = {citation.pack for citation in response.reply.citations}
    yield from (f"does not rest on {pack}" for pack in line.cites if pack not in packs)
