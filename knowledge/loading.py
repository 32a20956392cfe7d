"""Strict YAML: no duplicate, missing, unknown or wrongly typed key; every error names file, line and key.

Only ``true`` and ``false`` are booleans here (YAML 1.1 also reads ``on`` and ``no`` as such, which has
cost many an official an evening), dates are ISO dates, everything else is what it looks like.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process

from knowledge.errors import BadFile, BadKnowledge

Location = tuple[str | int, ...]
M = TypeVar("M", bound="Strict")


class Strict(BaseModel):
    """A value read from a file: frozen, exactly typed, no key that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class _Loader(yaml.CSafeLoader):
    """PyYAML's C loader with the implicit types of YAML 1.2."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?[0-9]+\.[0-9]+$", "-+0123456789"),
    ("timestamp", r"^\d{4}-\d{2}-\d{2}$", "0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed file: plain data, and the line on which each key or item stands."""

    path: Path
    data: Any
    lines: dict[Location, int]

    def line(self, location: Location) -> int:
        """The line of a location, or of its nearest enclosing one."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def fault(self, location: Location, problem: str, mend: str = "") -> BadFile:
        """A fault at a location of this file."""
        return BadFile(self.path, self.line(location), ".".join(map(str, location)), problem, mend)


def parse(path: Path) -> Document:
    """The plain data of a YAML file; raises ``BadKnowledge`` where it is not readable YAML."""
    try:
        text = path.read_text("utf-8")
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            lines: dict[Location, int] = {}
            faults: list[BadFile] = []
            data = _build(loader, node, (), lines, _Faults(path, faults)) if node else None
        finally:
            loader.dispose()
    except FileNotFoundError:
        raise BadKnowledge((BadFile(path, 1, "", "no such file", "create it"),)) from None
    except UnicodeDecodeError:
        raise BadKnowledge((BadFile(path, 1, "", "not UTF-8", "save it as UTF-8"),)) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        fault = BadFile(path, line, "", f"not readable as YAML: {error.problem}", "check indents")
        raise BadKnowledge((fault,)) from None
    if faults:
        raise BadKnowledge(tuple(faults))
    return Document(path, data, lines)


@dataclass(frozen=True, slots=True)
class _Faults:
    path: Path
    found: list[BadFile]

    def add(self, node: yaml.Node, location: Location, problem: str, mend: str) -> None:
        line = node.start_mark.line + 1
        self.found.append(BadFile(self.path, line, ".".join(map(str, location)), problem, mend))


def _build(
    loader: _Loader, node: yaml.Node, at: Location, lines: dict[Location, int], faults: _Faults
) -> Any:
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = loader.construct_object(key_node)
            here = (*at, key)
            lines[here] = key_node.start_mark.line + 1
            if key in result:
                faults.add(key_node, here, "the key stands twice", "keep one of the two")
            result[key] = _build(loader, value_node, here, lines, faults)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_build(loader, item, (*at, i), lines, faults) for i, item in enumerate(node.value)]
    return loader.construct_object(node)


def validate(document: Document, model: type[M], at: Location = ()) -> M:
    """The part of a document at a location as a model; raises ``BadKnowledge`` with every fault."""
    data = document.data
    for step in at:
        data = data[step]
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise BadKnowledge(tuple(_faults(document, model, error, at))) from None


def load(path: Path, model: type[M]) -> M:
    """A whole file as a model."""
    return validate(parse(path), model)


def _faults(
    document: Document, model: type[BaseModel], error: ValidationError, at: Location
) -> Iterator[BadFile]:
    for detail in error.errors():
        location = (*at, *_real(document.data, at, detail["loc"]))
        problem, mend = _words(detail, model, location)
        yield document.fault(location, problem, mend)


def _real(data: Any, at: Location, loc: Location) -> Location:
    """A pydantic location without the names of union branches, which stand in no file."""
    for step in at:
        data = data[step]
    kept: list[str | int] = []
    for step in loc:
        inside = isinstance(data, dict | list)
        known = inside and (step in data if isinstance(data, dict) else isinstance(step, int))
        if known:
            data = data[step]
            kept.append(step)
        elif step == loc[-1] and isinstance(data, dict):
            kept.append(step)
    return tuple(kept)


def _words(detail: ErrorDetails, model: type[BaseModel], location: Location) -> tuple[str, str]:
    kind = detail["type"]
    if kind == "missing":
        return "the key is missing", "add it"
    if kind == "extra_forbidden":
        names = sorted(_names(model))
        near = process.extractOne(str(location[-1]), names, score_cutoff=60)
        return "no such key", f"did you mean {near[0]}?" if near else "remove it"
    return f"{_lowered(detail['msg'])}, found {detail['input']!r}", "correct the value"


def _lowered(sentence: str) -> str:
    """The sentence without its capital; the values that it names stay as they are."""
    return sentence[:1].lower() + sentence[1:]


def _names(model: type[BaseModel]) -> set[str]:
    """Every key that a model or a model inside it knows."""
    found: set[str] = set()
    waiting: list[Any] = [model]
    seen: set[Any] = set()
    while waiting:
        part = waiting.pop()
        if part in seen or part is None:
            continue
        seen.add(part)
        if isinstance(part, type) and issubclass(part, BaseModel):
            for name, field in part.model_fields.items():
                found.add(field.alias or name)
                waiting.append(field.annotation)
        waiting.extend(a for a in getattr(part, "__args__", ()) if a not in seen)
    return found
