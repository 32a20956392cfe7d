"""The cue phrases of ``data/cues.yaml``, as they are written there."""

import re
from functools import cache
from typing import Annotated

from pydantic import AfterValidator

from intents.dialect import DATA
from intents.phrases import first_chars
from knowledge.facts import FactId
from knowledge.loading import Strict, load

GAP = "[^，。！？；、?!]{0,6}?"


def _readable(phrase: str) -> str:
    """The phrase, if it can be looked for; raises ``ValueError``."""
    try:
        first_chars(regular(phrase))
    except re.error as error:
        raise ValueError(f"{phrase} cannot be read: {error.msg}") from None
    except ValueError:
        raise ValueError(f"{phrase} must begin with plain characters") from None
    return phrase


Phrases = list[str]
Patterns = list[Annotated[str, AfterValidator(_readable)]]
"""Phrases in which … and (甲|乙) may stand."""


class Topic(Strict):
    """A fact that is read from a topic and how its clause speaks of it."""

    word: Phrases
    affirm: Phrases
    deny: Phrases
    block: Phrases
    """Words with which the clause asks, wishes or tells of rules."""


class CueFile(Strict):
    """The file as an official writes it."""

    facts: dict[FactId, dict[str, Patterns]]
    """Yes-or-no facts: ``yes``, ``no`` and ``never`` (what does not count)."""
    values: dict[FactId, dict[str, Patterns]]
    """Facts with several values: phrases for each value, and ``never``."""
    persons: dict[str, Phrases]
    my: dict[str, Phrases]
    """Names of persons that count only after 我, 他, 她 or 家."""
    warnings: dict[str, Patterns]
    themes: dict[str, Patterns]
    topics: dict[FactId, Topic]
    """Coarser readings, used where no phrase of ``facts`` was found."""
    commands: dict[str, Phrases]
    elsewhere: Phrases
    """Places outside the province."""


@cache
def cue_file() -> CueFile:
    """The cues, read once."""
    return load(DATA / "cues.yaml", CueFile)


def regular(phrase: str) -> str:
    """A phrase of the file as a regular expression."""
    return phrase.replace("(", "(?:").replace("(?:?!", "(?!").replace("…", GAP)
