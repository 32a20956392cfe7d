"""Dialogues that another writer made without seeing the program: nothing false is said, most is understood.

``looked_at``: mistakes were looked at while building. ``reported``: run at the end, figures only, but for the
one falsehood found there and mended.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.assistant import Assistant
from bot.clock import FixedClock
from bot.message import Channel, Message
from bot.response import Response
from bot.showing import as_text
from bot.storage.migrating import migrate
from bot.storage.sealing import Seal
from bot.storage.turns import Turns
from bot.wording import Wording
from intents.understander import Understander
from knowledge.database import make_engine
from knowledge.library import Library

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.yaml"))
NOW = FixedClock(datetime(2026, 11, 23, 2, tzinfo=UTC))
LEAST = {"never": 1.0, "answered": 1.0, "facts": 0.95, "unknown": 0.98, "status": 0.95}
LEAST |= {"intent": 0.85, "must_say": 0.85}
"""What share of the expectations of a kind must hold over all dialogues."""


@pytest.fixture(scope="module")
def assistant(
    library: Library,
    understander: Understander,
    wording: Wording,
    tmp_path_factory: pytest.TempPathFactory,
) -> Assistant:
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('dialogues')}/d.db")
    migrate(engine)
    return Assistant(library, understander, wording, Turns(engine, Seal(None)), NOW)


def played(assistant: Assistant, path: Path) -> Iterator[tuple[dict[str, Any], Response]]:
    dialogue = yaml.safe_load(path.read_text("utf-8"))
    on = dialogue["on"] if isinstance(dialogue["on"], date) else date.fromisoformat(dialogue["on"])
    for number, turn in enumerate(dialogue["turns"]):
        message = Message(
            f"{path.stem}-{number}",
            Channel.TERMINAL,
            str(path),
            str(turn["says"]),
            NOW.now(),
            on=on,
        )
        yield turn, assistant.respond(message)


def held(turn: dict[str, Any], response: Response) -> Iterator[tuple[str, bool]]:
    """Each expectation of a turn by its kind, and whether it holds."""
    text = as_text(response.reply)
    yield "answered", response.outcome != "failed"
    if wanted := turn.get("intent"):
        yield "intent", response.intent in ([wanted] if isinstance(wanted, str) else wanted)
    for fact, value in (turn.get("facts") or {}).items():
        yield "facts", response.facts.get(fact) == value
    for fact in turn.get("unknown") or ():
        yield "unknown", fact not in response.facts
    if response.reply.assessment:
        found = response.reply.assessment["programmes"]
        for programme, status in (turn.get("status") or {}).items():
            yield "status", found[programme]["status"] == status
    for words in turn.get("must_say") or ():
        said = [words] if isinstance(words, str) else words
        yield "must_say", any(str(one) in text for one in said)
    for words in turn.get("never") or ():
        yield "never", str(words) not in text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_false_is_said(assistant: Assistant, path: Path) -> None:
    for turn, response in played(assistant, path):
        text = as_text(response.reply)
        assert not [words for words in turn.get("never") or () if str(words) in text], text
        assert response.outcome != "failed"


def test_most_is_understood(assistant: Assistant) -> None:
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for path in FILES:
        for turn, response in played(assistant, path):
            for kind, holds in held(turn, response):
                right[kind] += holds
                all_[kind] += 1
    shares = {kind: right[kind] / all_[kind] for kind in all_}
    assert not {kind: share for kind, share in shares.items() if share < LEAST[kind]}, shares
