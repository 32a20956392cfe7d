"""The lexicon of dialect words and slips: ``data/dialect.yaml``."""

from functools import cache
from pathlib import Path

from pydantic import Field

from knowledge.facts import FactId
from knowledge.loading import Strict, load

DATA = Path(__file__).parent / "data"


class Word(Strict):
    """One way of writing, what it is in plain words, and a sentence that shows it."""

    said: str
    plain: str
    example: str
    reads: dict[FactId, bool | int | str]
    """The facts that the example states; held by a test."""
    not_before: str = ""
    not_after: str = ""


class Dialect(Strict):
    """The whole lexicon."""

    words: tuple[Word, ...] = Field(strict=False)
    keep: tuple[str, ...] = Field(strict=False)
    """Words that sound like a term and mean themselves."""
    terms: tuple[str, ...] = Field(strict=False)
    """Terms that are often written with other characters of the same sound."""


@cache
def dialect() -> Dialect:
    """The lexicon, read once."""
    return load(DATA / "dialect.yaml", Dialect)
