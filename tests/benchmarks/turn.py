"""A turn inside the process: its time, where it goes, and that it does not grow with the people stored."""

import json
import resource
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from uuid import uuid4

from sqlalchemy import insert

from bot.assistant import Assistant
from bot.composition import load_knowledge, make_assistant, make_turns, prepare_database
from bot.message import Channel, Message
from bot.settings import Settings
from bot.storage.tables import PersonRow
from knowledge.database import make_engine

UTTERANCES = Path(__file__).parent.parent / "utterances" / "intents_dev.jsonl"
TURNS = 2000
SENDERS = 200
STORED = (10_000, 1_000_000)


def texts() -> list[str]:
    """What is said: the development set, which other people wrote."""
    return [json.loads(line)["text"] for line in UTTERANCES.read_text("utf-8").splitlines()]


def timed(assistant: Assistant, said: list[str], turns: int) -> list[float]:
    """The CPU time of each of so many turns, in microseconds, least first."""
    taken = []
    for number in range(turns):
        sender = f"sender-{number % SENDERS}"
        text = said[number % len(said)]
        message = Message(uuid4().hex, Channel.WECHAT, sender, text, datetime.now(UTC))
        began = time.process_time()
        assistant.respond(message)
        taken.append((time.process_time() - began) * 1e6)
    return sorted(taken)


def fill(url: str, people: int, stored: int) -> None:
    """Adds people until so many are stored."""
    engine = make_engine(url)
    moment = datetime.now(UTC)
    with engine.begin() as connection:
        for first in range(stored, people, 50_000):
            rows = [
                {"key": f"k{n:039d}", "channel": "wechat", "sender": f"s{n}", "conversation": "{}",
                 "updated_at": moment}
                for n in range(first, min(first + 50_000, people))
            ]  # fmt: skip
            connection.execute(insert(PersonRow), rows)
    engine.dispose()


def main() -> None:
    """Prints the figures."""
    said = texts()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(f"sqlite:///{folder}/bench.db", None, None, None, None)
        knowledge = load_knowledge(settings)
        prepare_database(settings, knowledge.library)
        assistant = make_assistant(settings, knowledge, make_turns(settings))
        timed(assistant, said, 500)
        stored = 0
        for people in (SENDERS, *STORED):
            fill(settings.database_url, people, stored)
            stored = people
            taken = timed(assistant, said, TURNS)
            p99 = taken[int(len(taken) * 0.99)]
            print(
                f"{people:>9,} people stored: a turn takes {median(taken):.0f} µs of CPU, p99 {p99:.0f} µs"
            )
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory of the process at most {most:.0f} MB")


if __name__ == "__main__":
    main()
