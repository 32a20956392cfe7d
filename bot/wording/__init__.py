"""All that the assistant says apart from the knowledge: questions, phrases, themes. Data, loaded once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, field_validator

from bot.crowd import CROWDS
from bot.errors import BadWording
from intents.normalising import normalised
from knowledge.facts import FactId
from knowledge.loading import M, Strict, parse, validate

_FOLDER = Path(__file__).parent


class Option(Strict):
    """One answer that a question offers."""

    label: str
    sets: dict[FactId, bool | int | str] = {}
    likely: float = 1.0
    """How often people give this answer, beside the others."""
    then: str = ""
    """The question to be asked next where this answer is not yet enough."""


class Question(Strict):
    """A question as data. It is asked only while it can still change something shown."""

    facts: tuple[FactId, ...] = Field(strict=False)
    asks: str
    options: tuple[Option, ...] = Field((), strict=False)
    many: bool = False
    """Whether several options may hold at once; each sets one fact."""
    none: str = ""
    """How “none of these” is said where ``many``."""
    hint: str = ""
    samples: tuple[int, ...] = Field((), strict=False)
    """Numbers to try when weighing a question without options."""
    why: str
    tells: str
    """Who can tell, where the worker does not know."""
    after: FactId = ""
    """A fact that must be known first, for the question to make sense."""
    follow_up: bool = False
    """Asked only after the option that names it."""

    @property
    def single(self) -> bool:
        """Whether it asks for one fact, which may be said in free words or numbers."""
        return len(self.facts) == 1


class Theme(Strict):
    """Something that is not ours: what to say and whom to call."""

    says: str
    urgent: bool = False
    """Told before anything else."""


class Meaning(Strict):
    """Who counts as what a fact names, for those who ask."""

    words: tuple[str, ...] = Field(strict=False, min_length=1)
    says: str


class QuizChoice(Strict):
    """One choice of the quiz, and the words by which people mean it."""

    label: str
    words: tuple[str, ...] = Field(strict=False, min_length=1)

    @field_validator("words")
    @classmethod
    def _as_compared(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words as messages are compared with them."""
        return tuple(dict.fromkeys(form for word in words for form in (word, normalised(word))))


class QuizQuestion(Strict):
    """A question of the quiz 不知道学啥; without ``asks`` it is never put, only heard."""

    asks: str = ""
    graded: bool = False
    """Whether the choices stand from the most to the least, so that of several the first counts."""
    choices: tuple[QuizChoice, ...] = Field(strict=False, min_length=1)

    @property
    def labels(self) -> tuple[str, ...]:
        """The choices as they are shown."""
        return tuple(choice.label for choice in self.choices)


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """Everything that is worded; one wording is not another, whatever stands in it."""

    questions: Mapping[str, Question]
    phrases: Mapping[str, str]
    themes: Mapping[str, Theme]
    quiz: Mapping[str, QuizQuestion]
    labels: Mapping[str, str]
    """Each intent in a worker's words."""
    persons: Mapping[str, str]
    """How each person spoken of is called: self 您, wife 您媳妇."""
    called: frozenset[str]
    """Words for a person of the sender's that can be said after 您."""
    meanings: Mapping[FactId, Meaning]
    """Who counts as what a fact names."""
    crowds: Mapping[str, str]
    """Words for many people, each with how they are called from then on."""
    stated: Mapping[str, Mapping[FactId, bool | int | str]]
    """Options, as messages are compared, that state a fact by themselves, whatever was asked."""

    def person(self, about: str, called: str) -> str:
        """How a person is called: by the sender's own word, a single one with 您 before it."""
        if called:
            return called if about in CROWDS else self.persons["self"] + called
        return self.persons.get(about, self.persons["other"])

    def phrase(self, name: str, /, **parts: object) -> str:
        """A phrase with its parts filled in."""
        return self.phrases[name].format(**parts)


def load_wording(folder: Path = _FOLDER) -> Wording:
    """The wording in a folder; raises ``BadKnowledge`` for a fault in a file."""
    questions = _entries(folder / "questions.yaml", Question)
    for name, question in questions.items():
        for option in question.options:
            if option.then and option.then not in questions:
                raise BadWording(f"questions.yaml: {name}: no such question: {option.then}")
    return Wording(
        questions,
        _texts(folder / "phrases.yaml") | _texts(folder / "course.yaml"),
        _entries(folder / "themes.yaml", Theme),
        _entries(folder / "quiz.yaml", QuizQuestion),
        _texts(folder / "labels.yaml"),
        _texts(folder / "persons.yaml"),
        _called(_texts(folder / "called.yaml")),
        _entries(folder / "meanings.yaml", Meaning),
        _crowds(_texts(folder / "crowds.yaml")),
        _stated(questions),
    )


def _called(groups: Mapping[str, str]) -> frozenset[str]:
    return frozenset(word for group in groups.values() for word in group.split("、"))


def _crowds(groups: Mapping[str, str]) -> dict[str, str]:
    return {word: name for name, words in groups.items() for word in words.split("、")}


def _stated(questions: Mapping[str, Question]) -> dict[str, Mapping[FactId, bool | int | str]]:
    """The options that stand in one question alone and name what they state."""
    found: dict[str, list[Mapping[FactId, bool | int | str]]] = {}
    for question in questions.values():
        for option in question.options:
            if _speaks_for_itself(question, option):
                found.setdefault(normalised(option.label), []).append(option.sets)
    return {text: sets[0] for text, sets in found.items() if len(sets) == 1}


def _speaks_for_itself(question: Question, option: Option) -> bool:
    """Whether an option names what it states; 领了 and 参加了 do not."""
    named = question.many or not any(isinstance(value, bool) for value in option.sets.values())
    return bool(option.sets) and named


def _entries(path: Path, model: type[M]) -> dict[str, M]:
    document = parse(path)
    return {key: validate(document, model, (key,)) for key in document.data}


def _texts(path: Path) -> dict[str, str]:
    document = parse(path)
    for key, text in document.data.items():
        if not isinstance(text, str):
            raise BadWording(str(document.fault((key,), "not a text", "put it in quotes")))
    return {key: text.strip() for key, text in document.data.items()}
