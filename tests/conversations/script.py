"""A conversation as a test: who says what, when, and what must come of it. Meaning, not wording."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from bot.message import Kind
from knowledge.loading import Strict, parse, validate

Status = Literal["eligible", "ineligible", "unknown"]
Told = dict[str, bool | int | str]
NOTHING = "nothing"
"""In ``asks``: no question is open."""


class Line(Strict):
    """One message and what is true after it. What is not named is not tested, apart from every promise."""

    says: str = ""
    kind: Kind = Field(Kind.TEXT, strict=False)
    scene: str = ""
    on: date | None = None
    """From here on, another day to judge on."""
    wait: dict[Literal["minutes", "hours", "days"], int] = {}
    """Time that passes before the message."""
    intent: str = ""
    learns: Told | None = None
    """Exactly the facts that this message told or changed, of the person then spoken of."""
    knows: Told = {}
    """Facts known afterwards, among others."""
    unknown: tuple[str, ...] = Field((), strict=False)
    """Facts not known afterwards."""
    about: str = ""
    asks: str = ""
    """The question open afterwards; ``nothing`` where none is."""
    outcome: str = ""
    status: dict[str, Status] = {}
    in_force: dict[str, bool] = {}
    cites: tuple[str, ...] = Field((), strict=False)
    """Packs that the reply rests on."""
    tells: tuple[str, ...] = Field((), strict=False)
    """Words without which the meaning would be missing: a name, a number, a telephone."""
    forbids: tuple[str, ...] = Field((), strict=False)
    """Words that would make it false."""
    offers: tuple[str, ...] = Field((), strict=False)


class Script(Strict):
    """A conversation of one sender."""

    on: date | None = None
    """The day that rules are judged on; today where left out."""
    turns: tuple[Line, ...] = Field(min_length=1, strict=False)

    @model_validator(mode="after")
    def _expects(self) -> "Script":
        """A conversation that expects nothing cannot fail, and is no test."""
        inputs = {"says", "kind", "scene", "on", "wait"}
        if not any(line.model_fields_set - inputs for line in self.turns):
            raise ValueError("nothing is expected of any turn")
        return self


def scripts(folder: Path) -> Iterator[tuple[str, Script]]:
    """Every conversation of every file in a folder, by ``file: title``."""
    for path in sorted(folder.glob("*.yaml")):
        document = parse(path)
        for title in document.data:
            yield f"{path.stem}: {title}", validate(document, Script, (title,))
