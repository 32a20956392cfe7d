"""The state of a conversation: of whom we speak, what is known, what is asked. Immutable; stored as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta

import orjson

from bot.reply import Choice
from knowledge.facts import FactId, Facts, Value

FACTS_KEPT = timedelta(days=90)
QUESTION_OPEN = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Asking:
    """The question that is open."""

    question: str
    """The id of the question in ``wording/questions.yaml``."""
    misses: int = 0
    """How many answers to it were not understood."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One person spoken of, and what is known of them."""

    facts: Facts = Facts()
    unsure: frozenset[FactId] = frozenset()
    """Facts that the worker does not know; unknown, but not asked again."""
    skipped: frozenset[str] = frozenset()
    """Questions that were passed over."""
    outcomes: Mapping[str, str] = field(default_factory=dict)
    """The outcome of each programme when it was last told."""
    answered: tuple[str, ...] = ()
    """The questions answered, in order, for 返回."""
    called: str = ""
    """How the sender calls the person (孙子, 姐), where that can be said back."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything that outlives a turn."""

    people: Mapping[str, Subject] = field(default_factory=dict)
    about: str = "self"
    """Of whom we speak."""
    asking: Asking | None = None
    digressions: int = 0
    """Side questions in a row while a question is open."""
    goal: str = ""
    """The programme that the worker asked about, or nothing for all that matter."""
    checking: bool = False
    """Whether an eligibility check is under way or was told."""
    offered: tuple[Choice, ...] = ()
    """What the last reply offered, so that 2 or 第二个 can be read."""
    last: str = ""
    """The last reply's text, for 再说一遍."""
    more: str = ""
    """What 详细 tells."""
    topic: str = ""
    """The intent last answered, for 依据 and for what follows from it."""
    courses: tuple[str, ...] = ()
    """Ids of the courses last shown, in order."""
    draft: Mapping[str, Value] = field(default_factory=dict)
    """An order being made: what is filled in so far."""
    quiz: Mapping[str, Value] = field(default_factory=dict)
    """What was answered in the quiz 不知道学啥, and ``about`` whom."""
    scene: str = ""
    """The outreach code that brought the worker here."""
    ended_told: bool = False
    """Whether it was said that the plan ended, so that it need not be said in full again."""
    updated_at: datetime | None = None

    @property
    def subject(self) -> Subject:
        """The person spoken of."""
        return self.people.get(self.about, Subject())

    @property
    def last_spoken_of(self) -> Subject | None:
        """The person spoken of last, as stored; ``None`` where nobody was yet."""
        return list(self.people.values())[-1] if self.people else None

    @property
    def facts(self) -> Facts:
        """What is known of the person spoken of."""
        return self.subject.facts

    def with_subject(self, subject: Subject) -> "Conversation":
        """The conversation with the person spoken of replaced, and last in the order of speaking."""
        others = {who: each for who, each in self.people.items() if who != self.about}
        return replace(self, people={**others, self.about: subject})

    def at(self, now: datetime) -> "Conversation":
        """The conversation as it stands at a moment: old facts and old questions are gone."""
        if self.updated_at is None:
            return self
        age = now - self.updated_at
        if age > FACTS_KEPT:
            return Conversation(scene=self.scene)
        if age > QUESTION_OPEN:
            return replace(
                self,
                asking=None,
                digressions=0,
                offered=(),
                draft={},
                quiz={},
                ended_told=False,
            )
        return self


def dumps(conversation: Conversation) -> str:
    """A conversation as JSON; what is empty is left out."""
    state = {name: value for name in _FIELDS if (value := getattr(conversation, name))}
    return orjson.dumps(state, default=_plain).decode()


def _plain(value: object) -> object:
    """What JSON does not know: mappings that are no dict, and sets."""
    return dict(value) if isinstance(value, Mapping) else sorted(value)  # type: ignore[call-overload]


def loads(stored: str) -> Conversation:
    """A stored conversation as it was."""
    state = orjson.loads(stored)
    state["people"] = {who: _person(person) for who, person in state.get("people", {}).items()}
    if state.get("asking"):
        state["asking"] = Asking(**state["asking"])
    state["offered"] = tuple(Choice(**choice) for choice in state.get("offered", ()))
    state["courses"] = tuple(state.get("courses", ()))
    if state.get("updated_at"):
        state["updated_at"] = datetime.fromisoformat(state["updated_at"])
    return Conversation(**state)


def _person(state: dict[str, object]) -> Subject:
    data: dict[str, object] = dict(state)
    return Subject(
        Facts(data["facts"]),  # type: ignore[arg-type]
        frozenset(data["unsure"]),  # type: ignore[call-overload]
        frozenset(data["skipped"]),  # type: ignore[call-overload]
        dict(data["outcomes"]),  # type: ignore[call-overload]
        tuple(data["answered"]),  # type: ignore[arg-type]
        str(data.get("called", "")),
    )


_FIELDS = tuple(each.name for each in fields(Conversation))
