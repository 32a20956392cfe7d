"""What must hold between the files of the knowledge: every id that is named exists."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from rapidfuzz import process

from knowledge.answers import CLAIMED, POLICY_INTENTS, placeholders
from knowledge.errors import BadFile
from knowledge.facts import FactId, FactSpec
from knowledge.occupations import Occupations
from knowledge.packs import Pack
from knowledge.places import Places
from knowledge.programmes import Expected, ProgrammeSpec

Check = Callable[[Pack], Iterator[BadFile]]


def faults(
    packs: Mapping[str, Pack],
    facts: Mapping[FactId, FactSpec],
    places: Places,
    occupations: Occupations,
) -> Iterator[BadFile]:
    """Every reference that leads nowhere, with its file and line."""
    parameters = {name for pack in packs.values() for name in pack.parameters}
    programmes = {name for pack in packs.values() for name in pack.programmes}
    cities = {city.name for city in places.cities}
    for pack in packs.values():
        yield from _clauses(pack)
        yield from _figures(pack, parameters)
        yield from _intents(pack)
        yield from _place(pack, cities)
        for name, spec in pack.programmes.items():
            yield from _conditions(pack, name, spec, facts, parameters)
            if spec.successor and spec.successor not in programmes:
                here, problem = (name, "successor"), f"no such programme: {spec.successor}"
                mend = near(spec.successor, programmes)
                yield pack.documents["programmes"].fault(here, problem, mend)
        yield from _cases(pack, programmes, facts)
    yield from _twice(packs)
    yield from _occupations(packs, occupations)


def near(name: str, known: Iterable[str]) -> str:
    """The mend for a name that does not exist: the nearest that does."""
    found = process.extractOne(name, sorted(known), score_cutoff=60)
    return f"did you mean {found[0]}?" if found else "use one that exists"


def _clauses(pack: Pack) -> Iterator[BadFile]:
    named: list[tuple[str, tuple[str | int, ...], str]] = []
    for key, parameter in pack.parameters.items():
        for i, value in enumerate(parameter.values):
            named.append(("parameters", (key, "values", i, "clause"), value.clause))
    for key, programme in pack.programmes.items():
        named.append(("programmes", (key, "clause"), programme.clause))
    for key, answer in pack.answers.items():
        for i, clause in enumerate(answer.clauses):
            named.append(("answers", (key, "clauses", i), clause))
    for file, location, clause in named:
        if clause not in pack.clauses:
            mend = near(clause, pack.clauses)
            yield pack.documents[file].fault(location, f"no such clause: {clause}", mend)


def _figures(pack: Pack, parameters: set[str]) -> Iterator[BadFile]:
    named: list[tuple[str, tuple[str | int, ...], str]] = []
    for key, answer in pack.answers.items():
        for part in ("text", "past", "more"):
            found = placeholders(getattr(answer, part))
            named += [("answers", (key, part), name) for name in found]
    for key, premise in pack.premises.items():
        for part in ("right", "wrong"):
            found = placeholders(getattr(premise, part))
            named += [("premises", (key, part), name) for name in found if name != CLAIMED]
        if premise.parameter:
            named.append(("premises", (key, "parameter"), premise.parameter))
    for file, location, name in named:
        if name not in parameters:
            problem = f"no such parameter: {name}"
            yield pack.documents[file].fault(location, problem, near(name, parameters))


def _intents(pack: Pack) -> Iterator[BadFile]:
    named: list[tuple[str, tuple[str | int, ...], str, tuple[str, ...]]] = [
        ("answers", (key,), key, POLICY_INTENTS) for key in pack.answers
    ]
    topics = {key: spec.topic for key, spec in pack.programmes.items() if spec.topic}
    named += [
        ("programmes", (key, "topic"), topic, POLICY_INTENTS) for key, topic in topics.items()
    ]
    for key, premise in pack.premises.items():
        asked = enumerate(premise.intents)
        known = (*POLICY_INTENTS, "check_eligibility")
        named += [("premises", (key, "intents", i), intent, known) for i, intent in asked]
    for file, location, intent, known in named:
        if intent not in known:
            problem = f"no such intent: {intent}"
            yield pack.documents[file].fault(location, problem, near(intent, known))


def _place(pack: Pack, cities: set[str]) -> Iterator[BadFile]:
    if pack.spec.place and pack.spec.place not in cities:
        problem = f"no such city: {pack.spec.place}"
        yield BadFile(pack.folder / "pack.yaml", 1, "place", problem, near(pack.spec.place, cities))
    for key, answer in pack.answers.items():
        for i, text in enumerate(answer.next):
            elsewhere = [city for city in cities if city in text and city != pack.spec.place]
            if elsewhere:
                problem = f"offers {elsewhere[0]} to everybody"
                mend = "offer it in the pack of that city"
                yield pack.documents["answers"].fault((key, "next", i), problem, mend)


def _conditions(
    pack: Pack,
    name: str,
    spec: ProgrammeSpec,
    facts: Mapping[FactId, FactSpec],
    parameters: set[str],
) -> Iterator[BadFile]:
    document = pack.documents["programmes"]
    branches = enumerate(spec.one_of.any if spec.one_of else ())
    wanted: list[tuple[tuple[str | int, ...], Mapping[FactId, Expected]]]
    wanted = [((name, "requires"), spec.requires)]
    wanted += [((name, "one_of", "any", i), branch) for i, branch in branches]
    for location, conditions in wanted:
        for fact, expected in conditions.items():
            here = (*location, fact)
            if fact not in facts:
                yield document.fault(here, "no such fact", near(fact, facts))
            else:
                problem = _misfit(facts[fact], expected, parameters)
                if problem:
                    yield document.fault(here, *problem)


def _misfit(spec: FactSpec, expected: Expected, parameters: set[str]) -> tuple[str, str] | None:
    operand = expected.operand
    if expected.kind in ("below", "at_least", "at_most"):
        if spec.type != "int":
            return f"a bound on a fact of type {spec.type}", "compare with a value"
        if isinstance(operand, str) and operand not in parameters:
            return f"no such parameter: {operand}", near(operand, parameters)
        return None
    values = operand if isinstance(operand, tuple) else (operand,)
    wrong = [value for value in values if not spec.allows(value)]
    if wrong:
        legal = spec.values or (["true", "false"] if spec.type == "bool" else [spec.type])
        return f"not a value of this fact: {wrong[0]!r}", f"use one of {', '.join(legal)}"
    return None


def _cases(pack: Pack, programmes: set[str], facts: Mapping[FactId, FactSpec]) -> Iterator[BadFile]:
    for key, table in pack.cases.items():
        document = pack.documents["cases"]
        if table.programme not in programmes:
            problem = f"no such programme: {table.programme}"
            yield document.fault((key, "programme"), problem, near(table.programme, programmes))
        stated: list[tuple[tuple[str, ...], Mapping[FactId, bool | int | str]]]
        stated = [((key, "base"), table.base)]
        stated += [((key, "cases", t, "change"), c.change) for t, c in table.cases.items()]
        for location, known in stated:
            for fact, value in known.items():
                if fact not in facts:
                    yield document.fault((*location, fact), "no such fact", near(fact, facts))
                elif not facts[fact].allows(value):
                    yield document.fault((*location, fact), f"not a value: {value!r}", "correct it")


def _twice(packs: Mapping[str, Pack]) -> Iterator[BadFile]:
    for part in ("parameters", "programmes"):
        owner: dict[str, str] = {}
        for pack in packs.values():
            for name in getattr(pack, part):
                if name in owner:
                    problem = f"also defined in {owner[name]}"
                    yield pack.documents[part].fault((name,), problem, "give it a name of its own")
                owner.setdefault(name, pack.spec.id)


def _occupations(packs: Mapping[str, Pack], occupations: Occupations) -> Iterator[BadFile]:
    """Every related or ambiguous name is an occupation; no everyday name means two."""
    if not packs:
        return
    path = next(iter(packs.values())).folder.parent.parent / "data" / "occupations.yaml"
    known = {occupation.name for occupation in occupations.occupations}
    owner: dict[str, str] = {}
    for name, official in occupations.names():
        if owner.setdefault(name, official) != official:
            yield BadFile(path, 1, name, f"means {owner[name]} and {official}", "keep one")
    named = [(o.name, r) for o in occupations.occupations for r in o.related]
    named += [(a.name, c) for a in occupations.ambiguous for c in a.candidates]
    for key, name in named:
        if name not in known:
            yield BadFile(path, 1, key, f"no such occupation: {name}", near(name, known))
