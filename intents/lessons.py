"""Lines that show what is stated and of whom: ``data/stated.jsonl``, from which reading facts is learned.

One JSON object a line: ``text``; ``about``, the person asked about; ``facts``, each with its value and the words
that state it; ``passing``, the same for facts of somebody else; ``pending``, the fact that a short answer answers;
``intent``, where somebody said what the line means.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from intents.examples import DATA, Example
from intents.json_lines import parsed
from knowledge.facts import FactId, Value

_SHAPE = 'needs "text", "about", and "facts" as {id: [value, words of the text]}'
_SPEAKS_FOR_ITSELF = 4
LESSONS = DATA / "stated.jsonl"


class Shown(NamedTuple):
    """One fact that a line states, and the words that state it."""

    fact: FactId
    value: Value
    words: str


class Lesson(NamedTuple):
    """One line, and what it states."""

    text: str
    about: str
    facts: tuple[Shown, ...]
    passing: tuple[Shown, ...]
    """Facts stated of others than the person asked about."""
    pending: FactId | None
    intent: str | None = None


def load_lessons(path: Path = LESSONS) -> tuple[Lesson, ...]:
    """Every line of the file; raises ``BadLine``."""
    return tuple(_lessons(path))


def as_examples(lessons: Iterable[Lesson]) -> Iterator[Example]:
    """The lessons that also show an intent by themselves; an answer means nothing without its question.

    Whoever writes 两次 or 2 answers too, whether or not the line says so.
    """
    known = tuple(lessons)
    answers = {lesson.text for lesson in known if lesson.pending}
    for lesson in known:
        if lesson.intent and lesson.text not in answers and len(lesson.text) >= _SPEAKS_FOR_ITSELF:
            yield Example(lesson.text, lesson.intent)


def _lessons(path: Path) -> Iterator[Lesson]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        yield parsed(path, number, line, _lesson, _SHAPE)


def _lesson(row: dict[str, Any]) -> Lesson:
    facts = tuple(Shown(fact, value, words) for fact, (value, words) in row["facts"].items())
    passing = tuple(Shown(*one) for one in row.get("passing", ()))
    strange = next((one for one in (*facts, *passing) if one.words not in row["text"]), None)
    if strange is not None:
        raise ValueError(strange.words)
    return Lesson(row["text"], row["about"], facts, passing, row.get("pending"), row.get("intent"))
