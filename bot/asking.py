"""Which question next: the one whose answer settles most, and how many may remain.

A question is worth asking only while one of its facts is still needed by a programme that is shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.conversation import Subject
from bot.wording import Option, Question, Wording
from knowledge.eligibility import Outcome, Verdict, judge, judge_all
from knowledge.facts import FactId, Facts, Value
from knowledge.library import Library
from knowledge.programmes import Programme

MOST_OPTIONS = 4
_WEIGHT_OF_MONEY = 3
"""A programme that pays the worker weighs as much as three that offer a course."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is put to one person now: only options that still matter."""

    id: str
    question: Question
    options: tuple[Option, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The options as they are shown, “none of these” last."""
        none = (self.question.none,) if self.question.many else ()
        return tuple(option.label for option in self.options) + none

    def sets(self, index: int) -> Mapping[FactId, Value]:
        """What choosing an option tells."""
        if index < len(self.options):
            return self.options[index].sets
        return {fact: False for option in self.options for fact in option.sets}


@dataclass(frozen=True, slots=True)
class Next:
    """The question to put, and an upper bound of how many may follow, it included."""

    asked: Asked
    at_most: int


EVERYTHING = "*"
"""The goal of one who wants to hear of every programme, not only of those that pay."""


def shown(library: Library, on: date, goal: str) -> tuple[Programme, ...]:
    """The programmes that an interview is about on a day.

    With no goal: those that everybody is asked about and that are in force, or, on a day on which
    none is, the latest that was. With a goal: that programme, in force or not.
    """
    programmes = library.programmes(on)
    if goal == EVERYTHING:
        return tuple(p for p in programmes if p.in_force)
    if goal:
        return tuple(p for p in programmes if p.id == goal)
    always = [p for p in programmes if p.spec.interview == "always"]
    in_force = tuple(p for p in always if p.in_force)
    return in_force or tuple(always[:1])


def put(wording: Wording, name: str, facts: Facts, needed: frozenset[FactId]) -> Asked:
    """A question with those of its options that can still tell something needed."""
    question = wording.questions[name]
    if not question.many:
        return Asked(name, question, question.options)
    open_options = [o for o in question.options if not _told(o, facts, needed)]
    return Asked(name, question, tuple(open_options[:MOST_OPTIONS]))


def _told(option: Option, facts: Facts, needed: frozenset[FactId]) -> bool:
    return any(fact in facts or fact not in needed for fact in option.sets)


def needed(verdicts: tuple[Verdict, ...], subject: Subject) -> frozenset[FactId]:
    """The facts that can still change one of the verdicts and that the worker may know."""
    return frozenset(
        fact for verdict in verdicts for fact in verdict.needs if fact not in subject.unsure
    )


def next_question(
    wording: Wording, programmes: tuple[Programme, ...], subject: Subject
) -> Next | None:
    """The most decisive question for the programmes shown; ``None`` when nothing is left to ask."""
    verdicts = tuple(judge(programme, subject.facts) for programme in programmes)
    undecided = tuple(v.programme for v in verdicts if v.outcome is Outcome.UNKNOWN)
    wanted = needed(verdicts, subject)
    candidates = [
        put(wording, name, subject.facts, wanted)
        for name, question in wording.questions.items()
        if name not in subject.skipped
        and not question.follow_up
        and _useful(question, wanted)
        and not _covered(name, wording, wanted)
    ]
    if not candidates:
        return None
    ready = [a for a in candidates if a.question.after not in wanted] or candidates
    best = max(ready, key=lambda asked: _worth(asked, undecided, subject.facts, wanted))
    return Next(best, _bound(candidates, wording, undecided, subject, wanted))


def _useful(question: Question, wanted: frozenset[FactId]) -> bool:
    """Whether a question can tell something wanted; a broad one, at least two such things."""
    broad = len(question.facts) > 1 and not question.many
    return sum(fact in wanted for fact in question.facts) > broad


def _covered(name: str, wording: Wording, wanted: frozenset[FactId]) -> bool:
    """Whether a broader question, worth asking, leads to this one by itself."""
    return any(
        option.then == name
        and len(other.facts) > 1
        and _useful(other, wanted)
        and all(fact in wanted for fact in wording.questions[name].facts)
        for other in wording.questions.values()
        for option in other.options
    )


def _bound(
    candidates: list[Asked],
    wording: Wording,
    undecided: tuple[Programme, ...],
    subject: Subject,
    wanted: frozenset[FactId],
) -> int:
    """At most so many questions, whatever is answered: it holds for every way on, and so only falls."""
    total = 0
    for asked in candidates:
        left = frozenset(fact for fact in asked.question.facts if fact in wanted)
        if asked.question.many:
            total += _pages(left, undecided, subject.facts)
        else:
            total += max((_turns(option, wording, left) for option in asked.options), default=1)
    return total


def _pages(left: frozenset[FactId], undecided: tuple[Programme, ...], facts: Facts) -> int:
    """How often a list may be shown: by the page where one yes is enough, else once for each yes."""
    for fact in left:
        verdicts = judge_all(undecided, facts.learn({fact: True}))
        if any(left & set(verdict.needs) for verdict in verdicts):
            return len(left)
    return -(-len(left) // MOST_OPTIONS)


def _turns(option: Option, wording: Wording, left: frozenset[FactId]) -> int:
    """The question, the one that the option leads to, and one for each fact still open after both."""
    follow_up = frozenset(wording.questions[option.then].facts) if option.then else frozenset()
    return 1 + bool(option.then) + len(left - option.sets.keys() - follow_up)


def _worth(
    asked: Asked, undecided: tuple[Programme, ...], facts: Facts, wanted: frozenset[FactId]
) -> tuple[float, float]:
    """The expected weight of programmes settled by an answer; ties go to the one that is needed most."""
    trials = tuple(_trials(asked))
    touched = [p for p in undecided if any(f in asked.question.facts for f in p.reads)]
    settled = sum(
        likely * _weight(programme)
        for told, likely in trials
        for programme in touched
        if judge(programme, facts.learn(told)).outcome is not Outcome.UNKNOWN
    )
    useful = sum(_weight(p) for p in touched)
    return settled / max(sum(likely for _, likely in trials), 1e-9), float(useful)


def _trials(asked: Asked) -> Iterator[tuple[Mapping[FactId, Value], float]]:
    """The answers there may be, each with how likely it is beside the others."""
    fact = asked.question.facts[0]
    for index in range(len(asked.labels)):
        told = asked.sets(index)
        likely = asked.options[index].likely if index < len(asked.options) else 1.0
        if told:
            yield told, likely
    for sample in asked.question.samples:
        yield {fact: sample}, 1.0


def _weight(programme: Programme) -> int:
    return _WEIGHT_OF_MONEY if programme.spec.pays == "money" else 1
