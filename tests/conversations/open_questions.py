"""Every question, open: a conversation that an interview really reaches, put into the database."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.asking import EVERYTHING, Asked, needed, put, shown
from bot.conversation import Asking, Conversation, Subject
from bot.message import Channel, Message
from bot.reply import Choice, Reply
from bot.response import Response
from bot.storage.sealing import Seal
from bot.storage.turns import Turns
from bot.wording import Wording
from knowledge.eligibility import judge_all
from knowledge.facts import Facts
from knowledge.library import Library
from tests.benchmarks.interview import answers, drawn
from tests.conversations.playing import Stage

DAYS = (date(2020, 6, 15), date(2025, 6, 1))
BEFORE = "上一句"
"""What the assistant last said, in the state that is put into the database."""
UNREACHED = frozenset({"city"})
"""Asked by a policy answer, not by an interview."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that is open for somebody on a day."""

    name: str
    day: date
    asked: Asked
    conversation: Conversation


def open_questions(library: Library, wording: Wording) -> dict[str, OpenQuestion]:
    """For each question of an interview a state in which it is open, and other questions were answered."""
    found: dict[str, OpenQuestion] = {}
    for name, each in _met(library, wording):
        known = found.get(name)
        if known is None or len(known.conversation.facts) < len(each.conversation.facts):
            found[name] = each
    return found


def _met(library: Library, wording: Wording) -> Iterator[tuple[str, OpenQuestion]]:
    for day in DAYS:
        for goal in ("", EVERYTHING, "insurance_skill_subsidy"):
            for facts in drawn(40):
                yield from _walk(library, wording, day, goal, facts)


def _walk(
    library: Library, wording: Wording, day: date, goal: str, facts: Facts
) -> Iterator[tuple[str, OpenQuestion]]:
    programmes = shown(library, day, goal)
    before = Subject()
    for after, name, _ in answers(wording, programmes, facts, before):
        wanted = needed(judge_all(programmes, before.facts), before)
        asked = put(wording, name, before.facts, wanted)
        labels = (*asked.labels, wording.phrase("ask_choice_none"))
        conversation = Conversation(
            {"self": before},
            asking=Asking(name),
            goal=goal,
            checking=True,
            offered=tuple(Choice(label) for label in labels),
            last=BEFORE,
        )
        yield name, OpenQuestion(name, day, asked, conversation)
        before = replace(after, answered=(*before.answered, name))


def begin(stage: Stage, sender: str, state: Conversation, now: datetime) -> None:
    """Puts a conversation into the database, as a turn would have left it."""
    message = Message("before", Channel.PAGE, sender, "", now)
    with Turns(stage.engine, Seal(None)).open(message) as turn:
        kept = replace(state, updated_at=now)
        turn.keep(kept, Response(Reply(BEFORE), now), "test")
