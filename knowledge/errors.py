"""The errors of the knowledge package: the class is the cause, the attributes are the facts."""

from pathlib import Path


class KnowledgeError(Exception):
    """Root of all errors that the knowledge package raises."""


class BadFile(KnowledgeError):
    """One fault in one knowledge file: where it is, what is wrong and how to mend it."""

    def __init__(self, path: Path, line: int, key: str, problem: str, mend: str = "") -> None:
        self.path = path
        self.line = line
        self.key = key
        self.problem = problem
        self.mend = mend
        super().__init__(str(self))

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}"
        named = f" {self.key}:" if self.key else ""
        return f"{where}:{named} {self.problem}" + (f"; {self.mend}" if self.mend else "")


class BadKnowledge(KnowledgeError):
    """Every fault found in one loading of the knowledge; nothing of it is used."""

    def __init__(self, faults: tuple[BadFile, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class UnknownFact(KnowledgeError):
    """A fact id, or a value of a fact, that the contract does not have."""

    def __init__(self, fact: str, value: object = None, problem: str = "no such fact") -> None:
        self.fact = fact
        self.value = value
        self.problem = problem
        super().__init__(f"{fact}: {problem}" + ("" if value is None else f": {value!r}"))


class UnknownParameter(KnowledgeError):
    """A parameter id that no pack defines."""

    def __init__(self, parameter: str) -> None:
        self.parameter = parameter
        super().__init__(f"{parameter}: no pack defines such a parameter")
