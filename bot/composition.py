"""The composition root: only here are knowledge, database, clock and channel put together."""

from dataclasses import dataclass

from bot.assistant import Assistant
from bot.clock import BEIJING, Clock
from bot.settings import Settings
from bot.storage.migrating import migrate
from bot.storage.sealing import Seal, bind_seal
from bot.storage.turns import Turns
from bot.wording import Wording, load_wording
from intents.understander import Understander, load_understander
from knowledge.catalogue.importing import Names
from knowledge.catalogue.sampling import load_sample
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


def prepare_database(settings: Settings, library: Library) -> None:
    """Brings the database up to date; where it has no catalogue of its own, it gets the sample."""
    engine = make_engine(settings.database_url)
    bind_seal(engine.dialect, Seal(settings.data_key))
    migrate(engine)
    clock = Clock(settings.policy_date)
    names = Names.of(library.places, library.occupations)
    with engine.begin() as connection:
        load_sample(connection, names, clock.now().astimezone(BEIJING).date())
    engine.dispose()


def assemble(settings: Settings) -> Assistant:
    """An assistant ready to answer, its database brought up to date."""
    knowledge = load_knowledge(settings)
    prepare_database(settings, knowledge.library)
    return make_assistant(settings, knowledge, make_turns(settings))
