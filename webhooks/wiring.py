"""What an application is made of: the assistant with the real clock, database and knowledge."""

from dataclasses import dataclass
from pathlib import Path

from bot.clock import Clock, TellsTime
from bot.composition import Knowledge, load_knowledge, make_assistant, make_turns
from bot.settings import Settings
from bot.storage.turns import Turns
from bot.wording import Wording
from knowledge.library import Library
from webhooks.metrics import Responder


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an application, chosen."""

    settings: Settings
    library: Library
    wording: Wording
    turns: Turns
    assistant: Responder
    clock: TellsTime
    metrics: Path | None = None
    """The folder in which processes share their counters."""


def assemble(settings: Settings, knowledge: Knowledge | None = None) -> Parts:
    """The parts that settings ask for; knowledge that is already in memory is used as it is."""
    known = knowledge or load_knowledge(settings)
    turns = make_turns(settings)
    assistant = make_assistant(settings, known, turns)
    clock = Clock(settings.policy_date)
    return Parts(settings, known.library, known.wording, turns, assistant, clock)
