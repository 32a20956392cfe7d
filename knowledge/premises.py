"""What is supposed in a question, held against the packs: confirmed, or put right."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Protocol

from knowledge.answers import CLAIMED, PremiseSpec, filled, placeholders
from knowledge.library import Library


class Said(Protocol):
    """A number in a question, with its unit and the words around it."""

    @property
    def value(self) -> float:
        """The number."""

    @property
    def unit(self) -> str:
        """The unit behind it."""

    @property
    def near(self) -> str:
        """The words around it."""


def put_right(
    library: Library, on: date, intent: str, text: str, numbers: Iterable[Said] = ()
) -> tuple[str, ...]:
    """The sentences about what a question supposes, those of policies in force first.

    A number that some premise confirms is not held against the others: 85% is the rate of one rule
    and no mistake about another.
    """
    known = _premises(library, on, intent)
    found = [
        _told(library, on, premise.wrong, "")
        for premise in known
        if any(phrase in text for phrase in premise.phrases)
    ]
    for number in numbers:
        meant = [premise for premise in known if _about(premise, number)]
        confirmed = [premise for premise in meant if _true(library, on, premise, number)]
        for premise in (confirmed or meant)[:1]:
            said = premise.right if confirmed else premise.wrong
            found.append(_told(library, on, said, f"{number.value:g}"))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1024)
def _premises(library: Library, on: date, intent: str) -> tuple[PremiseSpec, ...]:
    packs = [p for p in library.packs.values() if p.spec.begun(on) and not p.spec.place]
    packs.sort(key=lambda pack: not pack.spec.on(on))
    return tuple(p for pack in packs for p in pack.premises.values() if intent in p.intents)


def _about(premise: PremiseSpec, number: Said) -> bool:
    cued = not premise.cues or any(cue in number.near for cue in premise.cues)
    return premise.unit == number.unit and cued


def _true(library: Library, on: date, premise: PremiseSpec, number: Said) -> bool:
    if not premise.parameter:
        return False
    return float(library.parameter(premise.parameter, on).value) == number.value


def _told(library: Library, on: date, text: str, claimed: str) -> str:
    written: Iterator[str] = (name for name in placeholders(text) if name != CLAIMED)
    figures = {name: library.figure(name, on) for name in written}
    return filled(text, figures | {CLAIMED: claimed})
