"""A pack: one policy in a folder of YAML files, as a value.

The folders beside this module are the packs; ``pack.yaml`` is required in each, the other files as needed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.answers import AnswerSpec, PremiseSpec
from knowledge.cases import CaseTable
from knowledge.errors import BadFile, BadKnowledge
from knowledge.loading import Document, M, load, parse, validate
from knowledge.policy import Clause, PackSpec, ParameterSpec
from knowledge.programmes import ProgrammeSpec


@dataclass(frozen=True, slots=True)
class Pack:
    """One policy with all that it says."""

    folder: Path
    spec: PackSpec
    clauses: Mapping[str, Clause]
    parameters: Mapping[str, ParameterSpec]
    programmes: Mapping[str, ProgrammeSpec]
    answers: Mapping[str, AnswerSpec]
    premises: Mapping[str, PremiseSpec]
    cases: Mapping[str, CaseTable]
    documents: Mapping[str, Document] = field(repr=False)
    """The parsed files by name, for the line of a fault found later."""


def read_pack(folder: Path) -> Pack:
    """The pack in a folder; raises ``BadKnowledge`` with every fault found in its files."""
    faults: list[BadFile] = []
    documents: dict[str, Document] = {}

    def entries(name: str, model: type[M]) -> dict[str, M]:
        path = folder / f"{name}.yaml"
        if not path.exists():
            return {}
        found: dict[str, M] = {}
        try:
            document = documents[name] = parse(path)
            for key in document.data or {}:
                try:
                    found[str(key)] = validate(document, model, (key,))
                except BadKnowledge as bad:
                    faults.extend(bad.faults)
        except BadKnowledge as bad:
            faults.extend(bad.faults)
        return found

    spec = load(folder / "pack.yaml", PackSpec)
    pack = Pack(
        folder,
        spec,
        entries("clauses", Clause),
        entries("parameters", ParameterSpec),
        entries("programmes", ProgrammeSpec),
        entries("answers", AnswerSpec),
        entries("premises", PremiseSpec),
        entries("cases", CaseTable),
        documents,
    )
    _no_strangers(folder, faults)
    if faults:
        raise BadKnowledge(tuple(faults))
    return pack


_FILES = ("pack", "clauses", "parameters", "programmes", "answers", "premises", "cases")


def _no_strangers(folder: Path, faults: list[BadFile]) -> None:
    for path in sorted(folder.glob("*.y*ml")):
        if path.stem not in _FILES or path.suffix != ".yaml":
            mend = "rename it to one of " + ", ".join(f"{name}.yaml" for name in _FILES)
            faults.append(BadFile(path, 1, "", "no such file in a pack", mend))
