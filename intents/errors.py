"""The errors of the intents package: the class is the cause, the attributes are the facts."""

from pathlib import Path


class IntentsError(Exception):
    """Root of all errors that the intents package raises."""


class BadLine(IntentsError):
    """A labelled line that cannot be read."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        self.path = path
        self.line = line
        self.problem = problem
        super().__init__(f"{path}:{line}: {problem}")


class TrainingFailed(IntentsError):
    """The classifier could not be fitted; the server must not start without it."""

    def __init__(self, code: int, said: str) -> None:
        self.code = code
        self.said = said
        super().__init__(f"training ended with code {code}: {said or 'it said nothing'}")
