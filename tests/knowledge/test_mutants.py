"""The cases of the packs notice nearly every change of a rule: a bound, a date, a quota, a condition."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from knowledge.cases import days, run
from knowledge.library import Library, load_library
from knowledge.packs import Pack
from knowledge.policy import Dated
from knowledge.programmes import Expected, Group, ProgrammeSpec

DAY = timedelta(days=1)
OTHER_KINDS = {"below": "at_most", "at_most": "below", "at_least": "below"}


def mutants(library: Library) -> Iterator[tuple[str, Library]]:
    """Every rule changed in one place, with the change in words."""
    used = _parameters_of_rules(library)
    for name, pack in library.packs.items():
        if pack.programmes:
            for words, changed in (*_windows(pack), *_figures(pack, used), *_rules(library, pack)):
                packs = {**library.packs, name: changed}
                title = f"{name}: {words}"
                yield title, replace(library, packs=packs, digest=title)


def _windows(pack: Pack) -> Iterator[tuple[str, Pack]]:
    for i, window in enumerate(pack.spec.in_force):
        for words, moved in _moved(window):
            windows = (*pack.spec.in_force[:i], moved, *pack.spec.in_force[i + 1 :])
            spec = pack.spec.model_copy(update={"in_force": windows})
            yield f"in force {words}", replace(pack, spec=spec)


def _moved(window: Any) -> Iterator[tuple[str, Any]]:
    for end in ("since", "until"):
        at: date | None = getattr(window, end)
        for step in (-DAY, DAY) if at else ():
            assert at is not None
            yield f"{end} {at + step}", window.model_copy(update={end: at + step})


def _parameters_of_rules(library: Library) -> set[str]:
    return {
        expected.operand
        for pack in library.packs.values()
        for spec in pack.programmes.values()
        for _, expected in _conditions(spec)
        if isinstance(expected.operand, str) and expected.operand in _all_parameters(library)
    }


def _all_parameters(library: Library) -> set[str]:
    return {name for pack in library.packs.values() for name in pack.parameters}


def _conditions(spec: ProgrammeSpec) -> Iterator[tuple[str, Expected]]:
    yield from spec.requires.items()
    for branch in spec.one_of.any if spec.one_of else ():
        yield from branch.items()


def _figures(pack: Pack, used: set[str]) -> Iterator[tuple[str, Pack]]:
    for name in used & set(pack.parameters):
        spec = pack.parameters[name]
        for i, dated in enumerate(spec.values):
            for value in (int(dated.value) - 1, int(dated.value) + 1):
                yield f"{name} = {value}", _with_figure(pack, name, i, {"value": value})
            if i:
                for step in (-DAY, DAY):
                    until = {"until": dated.since - DAY + step}
                    earlier = _with_figure(pack, name, i - 1, until)
                    since = {"since": dated.since + step}
                    yield f"{name} {since}", _with_figure(earlier, name, i, since)


def _with_figure(pack: Pack, name: str, i: int, update: dict[str, Any]) -> Pack:
    values: list[Dated] = list(pack.parameters[name].values)
    values[i] = values[i].model_copy(update=update)
    spec = pack.parameters[name].model_copy(update={"values": tuple(values)})
    return replace(pack, parameters={**pack.parameters, name: spec})


def _rules(library: Library, pack: Pack) -> Iterator[tuple[str, Pack]]:
    for name, spec in pack.programmes.items():
        for fact, expected in spec.requires.items():
            left = {f: e for f, e in spec.requires.items() if f != fact}
            yield f"{name} without {fact}", _with_rule(pack, name, {"requires": left})
            for other in _others(library, fact, expected):
                changed = {"requires": {**spec.requires, fact: other}}
                yield (
                    f"{name}: {fact} {other.kind} {other.operand}",
                    _with_rule(pack, name, changed),
                )
        branches = spec.one_of.any if spec.one_of else ()
        for i, branch in enumerate(branches):
            kept = Group(any=(*branches[:i], *branches[i + 1 :]))
            yield f"{name} without {dict(branch)}", _with_rule(pack, name, {"one_of": kept})
            for fact, expected in branch.items():
                for other in _others(library, fact, expected):
                    swapped = Group(any=(*branches[:i], {fact: other}, *branches[i + 1 :]))
                    words = f"{name} or {fact} {other.kind} {other.operand}"
                    yield words, _with_rule(pack, name, {"one_of": swapped})


def _with_rule(pack: Pack, name: str, update: dict[str, Any]) -> Pack:
    spec = pack.programmes[name].model_copy(update=update)
    return replace(pack, programmes={**pack.programmes, name: spec})


def _others(library: Library, fact: str, expected: Expected) -> Iterator[Expected]:
    """The same condition with another comparison or another value."""
    values = list(library.facts[fact].values)
    if expected.kind in OTHER_KINDS:
        yield Expected.model_validate({OTHER_KINDS[expected.kind]: expected.operand})
    elif isinstance(expected.operand, bool):
        yield Expected.model_validate(not expected.operand)
    elif expected.kind == "one_of":
        for value in values:
            toggled = [v for v in values if (v in expected.operand) ^ (v == value)]
            yield Expected.model_validate(toggled)
    else:
        for value in values:
            if value != expected.operand:
                yield Expected.model_validate({expected.kind: value})


def survives(library: Library) -> bool:
    """Whether every case of every pack still holds."""
    for pack in library.packs.values():
        for key, table in pack.cases.items():
            programmes = {d: {p.id: p for p in library.programmes(d)} for d in days(table)}
            if next(run(key, table, programmes), None):
                return False
    return True


def test_the_cases_of_the_packs_kill_at_least_95_of_100_mutants() -> None:
    tried = 0
    survivors = []
    for words, library in mutants(load_library()):
        tried += 1
        if survives(library):
            survivors.append(words)
    print(f"{tried} mutants, {len(survivors)} survive:", *survivors, sep="\n  ")
    assert tried > 150
    assert len(survivors) <= 0.05 * tried, survivors
