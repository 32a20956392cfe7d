"""The composition root: only here are knowledge, database, clock and channel put together."""

from dataclasses import dataclass

from intents.understander import Understander, load_understander

from bot.assistant import Assistant
from bot.clock import Clock
from bot.settings import Settings
from bot.storage.migrating import migrate
from bot.storage.sealing import Seal
from bot.storage.turns import Turns
from bot.wording import Wording, load_wording
from knowledge.database import make_engine
from knowledge.library import Library, load_library


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is read from files: large, immutable, the same for every process."""

    library: Library
    wording: Wording
    understander: Understander


def load_knowledge(settings: Settings) -> Knowledge:
    """The knowledge as the files have it now; raises ``BadKnowledge``."""
    library = load_library()
    return Knowledge(library, load_wording(), load_understander(library, settings.data))


def make_turns(settings: Settings) -> Turns:
    """The store of turns on the database of the settings."""
    return Turns(make_engine(settings.database_url), Seal(settings.data_key))


def make_assistant(settings: Settings, knowledge: Knowledge, turns: Turns) -> Assistant:
    """The assistant on a store of turns, with the clock of the settings."""
    clock = Clock(settings.policy_date)
    return Assistant(knowledge.library, knowledge.understander, knowledge.wording, turns, clock)


def assemble(settings: Settings) -> Assistant:
    """An assistant ready to answer, its database brought up to date."""
    engine = make_engine(settings.database_url)
    migrate(engine)
    engine.dispose()
    return make_assistant(settings, load_knowledge(settings), make_turns(settings))
