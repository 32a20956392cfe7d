"""What may be known of a person: the fact ids of the contract, and a partial map of their values."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from pydantic import model_validator

from knowledge.errors import UnknownFact
from knowledge.loading import Strict

FactId = str
Value = bool | int | str


class FactSpec(Strict):
    """One fact: its type, its legal values and what it means, in the contract's words."""

    type: Literal["enum", "int", "bool", "str"]
    means: str
    asks_for: str
    """What is missing while the fact is unknown, as a worker would put it (领过几次)."""
    values: dict[str, str] = {}
    """For an enum: each legal value with its name in plain Chinese."""
    range: tuple[int, int] | None = None
    """For an int: the least and the greatest legal value."""
    unit: str = ""
    says: str = ""
    """How a value is said of a person, with ``{}`` for it; where empty, the value alone."""
    zero: str = ""
    """For an int: how nought is said."""
    yes: str = ""
    """For a bool: how it is said of a person that it holds (退役军人)."""
    no: str = ""
    """For a bool: how it is said that it does not hold."""

    @model_validator(mode="before")
    @classmethod
    def _pair(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("range"), list):
            return data | {"range": tuple(data["range"])}
        return data

    @model_validator(mode="after")
    def _complete(self) -> "FactSpec":
        if (self.type == "enum") != bool(self.values):
            raise ValueError("an enum, and nothing else, lists its values")
        if (self.type == "int") != (self.range is not None):
            raise ValueError("an int, and nothing else, has a range")
        return self

    def allows(self, value: object) -> bool:
        """Whether a value is legal for this fact."""
        if self.type == "bool":
            return isinstance(value, bool)
        if self.type == "int":
            low, high = self.range or (0, 0)
            return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        if self.type == "enum":
            return isinstance(value, str) and value in self.values
        return isinstance(value, str) and 0 < len(value) <= 40

    def said(self, value: Value) -> str:
        """A value of this fact as a person would say it."""
        if isinstance(value, bool):
            return self.yes if value else self.no
        if value == 0 and self.zero:
            return self.zero
        named = self.values.get(str(value), str(value) if self.says else f"{value}{self.unit}")
        whole = not self.says or value == "none"  # nothing is said by its own words
        return named if whole else self.says.replace("{}", named)


class Facts(Mapping[FactId, Value]):
    """What is known of one person. Read-only; a fact that is absent is unknown."""

    __slots__ = ("_known",)

    def __init__(self, known: Mapping[FactId, Value] | None = None) -> None:
        self._known: dict[FactId, Value] = dict(known or {})

    def __getitem__(self, fact: FactId) -> Value:
        return self._known[fact]

    def get(self, fact: FactId, default: Any = None) -> Any:
        """The value of a fact, or the default where it is unknown."""
        return self._known.get(fact, default)

    def __iter__(self) -> Iterator[FactId]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def __repr__(self) -> str:
        return f"Facts({self._known!r})"

    def __hash__(self) -> int:
        return hash(frozenset(self._known.items()))

    def learn(self, new: Mapping[FactId, Value]) -> "Facts":
        """These facts with new ones added; a new value replaces an old one."""
        return Facts({**self._known, **new}) if new else self

    def forget(self, *facts: FactId) -> "Facts":
        """These facts without the named ones."""
        return Facts({k: v for k, v in self._known.items() if k not in facts})

    def unknown(self, facts: Iterable[FactId]) -> tuple[FactId, ...]:
        """Those of the given facts that are not known, in the order given."""
        return tuple(fact for fact in facts if fact not in self._known)


def checked(specs: Mapping[FactId, FactSpec], facts: Mapping[str, object]) -> Facts:
    """Facts from outside the program; raises ``UnknownFact`` for an id or value that is not legal."""
    for fact, value in facts.items():
        if fact not in specs:
            raise UnknownFact(fact)
        if not specs[fact].allows(value):
            raise UnknownFact(fact, value, "not a legal value")
    return Facts({fact: value for fact, value in facts.items() if isinstance(value, Value)})
