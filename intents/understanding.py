"""The values between a message and what is done about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.facts import FactId, Value


class Command(StrEnum):
    """The words that work in every state (菜单 返回 重来 跳过 不知道 再说一遍 人工), and those that open more."""

    MENU = "menu"
    BACK = "back"
    RESTART = "restart"
    SKIP = "skip"
    UNSURE = "unsure"
    REPEAT = "repeat"
    HUMAN = "human"
    MORE = "more"
    SOURCE = "source"
    WHY_ASK = "why_ask"
    REMEMBER = "remember"
    FORGET = "forget"


class Warning(StrEnum):
    """What must be answered before anything else."""

    HARM = "harm"
    """Words of despair or danger to life (轻生)."""
    SCAM = "scam"
    """Fees up front, 包过, 挂靠, codes asked for."""


@dataclass(frozen=True, slots=True)
class Pending:
    """The question that is open while a message is read."""

    fact: FactId | None = None
    """The fact asked about, if the question is about a fact."""
    options: tuple[str, ...] = ()
    """The numbered options shown, as they may be typed or tapped."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the message and what was read from it."""

    start: int
    end: int
    text: str
    reading: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure stated or supposed in the message (一年能领五次): a number, its unit, the words around it."""

    value: float
    unit: str
    near: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """What the message names, whether or not it is a fact of a person."""

    city: str | None = None
    county: str | None = None
    ambiguous_places: tuple[str, ...] = ()
    """The candidates where the place named could be several (市中区: 济南, 枣庄)."""
    occupation: str | None = None
    """The official name of the occupation."""
    ambiguous_occupation: str | None = None
    """The everyday name that several occupations share."""
    level: str | None = None
    programme: str | None = None
    year: int | None = None
    wishes: tuple[str, ...] = ()
    """Wishes for a course: evening, weekend, online, free, nearby, soon."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What one message means, as far as the words tell."""

    text: str
    """The message, folded."""
    intent: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()
    facts: Mapping[FactId, Value] = field(default_factory=dict)
    """Facts stated of the person asked about."""
    retracted: frozenset[FactId] = frozenset()
    """Facts taken back without a new value."""
    about: str | None = None
    """The person asked about (self, wife, father, workers …); ``None`` where the words do not say."""
    mentions: Mentions = Mentions()
    command: Command | None = None
    choice: int | None = None
    """The index of the pending option that was chosen."""
    warning: Warning | None = None
    theme: str | None = None
    """The named out-of-scope theme (wages, injury, medical …)."""
    claims: tuple[Claim, ...] = ()
    asks: bool = False
    """Whether the message asks something (so that a side question is not taken for an answer)."""
    spans: tuple[Span, ...] = ()
    tokens: tuple[str, ...] = ()
