"""The examples of each intent: ``data/{talk,policy,check,course,staff}.yaml``, one list an intent."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from knowledge.errors import BadFile, BadKnowledge
from knowledge.loading import Document, parse

DATA = Path(__file__).parent / "data"
KINDS = ("talk", "policy", "check", "course", "staff")
OUT_OF_SCOPE = "out_of_scope"


class Example(NamedTuple):
    """One line that a person might write, and what it means."""

    text: str
    intent: str


class Examples(NamedTuple):
    """All examples, and the kind of each intent."""

    lines: tuple[Example, ...]
    kinds: Mapping[str, str]
    """Intent to the file it stands in."""


def load_examples(folder: Path = DATA) -> Examples:
    """The examples under a folder; raises ``BadKnowledge`` with every fault found in them."""
    faults: list[BadFile] = []
    seen: dict[str, str] = {}
    lines: list[Example] = []
    kinds: dict[str, str] = {}
    for kind in KINDS:
        document = parse(folder / f"{kind}.yaml")
        faults.extend(_misshapen(document))
        for intent, text, fault in _lines(document, seen):
            kinds[intent] = kind
            lines.append(Example(text, intent))
            faults.extend(fault)
    if faults:
        raise BadKnowledge(tuple(faults))
    return Examples(tuple(lines), kinds)


def _misshapen(document: Document) -> Iterator[BadFile]:
    if not isinstance(document.data, dict):
        yield document.fault((), "not a table of intents", "write intent: and a list below it")
        return
    for intent, texts in document.data.items():
        if not isinstance(texts, list) or not texts:
            yield document.fault((intent,), "no list of examples", "write each on a line with -")


def _lines(
    document: Document, seen: dict[str, str]
) -> Iterator[tuple[str, str, tuple[BadFile, ...]]]:
    table = document.data if isinstance(document.data, dict) else {}
    for intent, texts in table.items():
        for i, text in enumerate(texts if isinstance(texts, list) else ()):
            problem = _problem(text, intent, seen)
            fault = (document.fault((intent, i), *problem),) if problem else ()
            yield intent, str(text), fault


def _problem(text: object, intent: str, seen: dict[str, str]) -> tuple[str, str] | None:
    if not isinstance(text, str) or not text.strip():
        return f"not a text: {text!r}", "put it in quotes"
    if seen.setdefault(text, intent) != intent:
        return f"also an example of {seen[text]}", "keep one of the two"
    return None


def unambiguous(texts: Iterable[str], lines: Iterable[Example]) -> dict[str, str]:
    """Text to intent, without texts that mean several; ``texts`` are those of the lines, normalised."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for plain, (_, intent) in zip(texts, lines, strict=True):
        if found.setdefault(plain, intent) != intent:
            twice.add(plain)
    return {text: intent for text, intent in found.items() if text not in twice}
