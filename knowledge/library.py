"""The library: every pack, place, occupation and fact, loaded once, checked against itself, immutable."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from knowledge import consistency
from knowledge.answers import Answer, filled, placeholders
from knowledge.errors import BadFile, BadKnowledge, UnknownParameter
from knowledge.facts import FactId, FactSpec
from knowledge.loading import Document, parse, validate
from knowledge.occupations import Occupations
from knowledge.packs import Pack, read_pack
from knowledge.places import Places
from knowledge.policy import Citation, Parameter, at
from knowledge.programmes import Condition, Expected, Programme, ProgrammeSpec, Test, reads

ROOT = Path(__file__).parent


@dataclass(frozen=True)
class Library:
    """All that is known. Nothing in it changes; a new one is loaded beside it and swapped in whole."""

    facts: Mapping[FactId, FactSpec]
    packs: Mapping[str, Pack]
    places: Places
    occupations: Occupations
    digest: str
    """A hash of the files read: answers and stored turns name it."""

    def __hash__(self) -> int:
        return hash(self.digest)

    def parameter(self, name: str, on: date) -> Parameter:
        """A figure as it stands on a day; raises ``UnknownParameter``."""
        for pack in self.packs.values():
            if name in pack.parameters:
                spec = pack.parameters[name]
                dated = at(spec.values, on)
                source = dated.source or pack.spec.source
                return Parameter(
                    name, dated.value, spec.unit, dated.since, dated.until, dated.clause, source
                )
        raise UnknownParameter(name)

    def programmes(self, on: date) -> tuple[Programme, ...]:
        """Every programme with its bounds resolved for a day, in the order of the packs."""
        return _programmes(self, on)

    def answers(self, intent: str, on: date, city: str | None = None) -> tuple[Answer, ...]:
        """What the packs say to an intent on a day: those in force first, then by their order.

        A pack of a city speaks only where that city is asked about; a later rule is not told on an
        earlier day, unless nothing else is known.
        """
        return _answers(self, intent, on, city)

    def figure(self, name: str, on: date) -> str:
        """A parameter as it is written in a sentence: its value and its unit."""
        parameter = self.parameter(name, on)
        return f"{parameter.value}{parameter.unit}"


@lru_cache(maxsize=4096)
def _answers(library: Library, intent: str, on: date, city: str | None) -> tuple[Answer, ...]:
    found = []
    speaking = [
        pack
        for pack in library.packs.values()
        if intent in pack.answers and pack.spec.place in ("", city)
    ]
    begun = [pack for pack in speaking if pack.spec.begun(on)]
    for pack in begun or speaking[:1]:
        spec = pack.answers[intent]
        in_force = spec.timeless or pack.spec.on(on)
        text = spec.text if in_force or not spec.past else spec.past
        figures = {name: library.figure(name, on) for name in placeholders(text + spec.more)}
        found.append(
            Answer(
                intent,
                pack.spec.id,
                filled(text, figures).strip(),
                filled(spec.more, figures).strip(),
                tuple(Citation(pack.spec.id, clause) for clause in spec.clauses),
                spec.next,
                in_force,
            )
        )
    return tuple(sorted(found, key=lambda a: (not a.in_force, library.packs[a.pack].spec.order)))


@lru_cache(maxsize=64)
def _programmes(library: Library, on: date) -> tuple[Programme, ...]:
    return tuple(
        _resolved(library, pack, name, spec, on)
        for pack in library.packs.values()
        for name, spec in pack.programmes.items()
    )


def _resolved(library: Library, pack: Pack, name: str, spec: ProgrammeSpec, on: date) -> Programme:
    branches = spec.one_of.any if spec.one_of else ()
    requires = _conditions(library, spec.requires, on)
    alternatives = tuple(_conditions(library, branch, on) for branch in branches)
    return Programme(
        name,
        pack.spec.id,
        spec,
        requires,
        alternatives,
        pack.spec.on(on),
        reads(requires, alternatives),
    )


def _conditions(
    library: Library, wanted: Mapping[FactId, Expected], on: date
) -> tuple[Condition, ...]:
    return tuple(
        Condition(fact, Test(expected.kind, _operand(library, expected, on)))
        for fact, expected in wanted.items()
    )


def _operand(library: Library, expected: Expected, on: date) -> bool | int | str | tuple[str, ...]:
    operand: bool | int | str | tuple[str, ...] = expected.operand
    if expected.kind in ("below", "at_least", "at_most") and isinstance(operand, str):
        return int(library.parameter(operand, on).value)
    return operand


def load_library(root: Path = ROOT) -> Library:
    """The library under a folder; raises ``BadKnowledge`` with every fault found in it."""
    faults: list[BadFile] = []
    facts = _facts(parse(root / "data" / "facts.yaml"))
    places = validate(parse(root / "data" / "places.yaml"), Places)
    occupations = validate(parse(root / "data" / "occupations.yaml"), Occupations)
    packs: dict[str, Pack] = {}
    for folder in sorted(path.parent for path in (root / "packs").glob("*/pack.yaml")):
        try:
            pack = read_pack(folder)
            packs[folder.name] = pack
            if pack.spec.id != folder.name:
                problem = f"the pack is called {pack.spec.id}, its folder {folder.name}"
                mend = "give both the same name"
                faults.append(BadFile(folder / "pack.yaml", 1, "id", problem, mend))
        except BadKnowledge as bad:
            faults.extend(bad.faults)
    ordered = dict(sorted(packs.items(), key=lambda item: item[1].spec.order))
    if not faults:
        faults.extend(consistency.faults(ordered, facts, places, occupations))
    if faults:
        raise BadKnowledge(tuple(faults))
    return Library(facts, ordered, places, occupations, _digest(root))


def _facts(document: Document) -> dict[FactId, FactSpec]:
    return {name: validate(document, FactSpec, (name,)) for name in document.data}


def _digest(root: Path) -> str:
    total = hashlib.sha256()
    for path in _files(root):
        total.update(str(path.relative_to(root)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def _files(root: Path) -> Iterator[Path]:
    yield from sorted((root / "data").glob("*.yaml"))
    yield from sorted((root / "packs").glob("*/*.yaml"))
