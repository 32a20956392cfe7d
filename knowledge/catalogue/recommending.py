"""不知道学啥: four questions, three occupations, each with one line of what the work is really like."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from knowledge.occupations import Occupation, Occupations


class Question(StrEnum):
    """The four questions, in the order of asking."""

    HANDS = "hands"
    """干过啥手上的活?"""
    STRENGTH = "strength"
    """身体吃得消吗?"""
    AWAY = "away"
    """能不能离家?"""
    OWN = "own"
    """想不想自己干?"""


class Strength(StrEnum):
    """What a body can bear."""

    HEAVY = "heavy"
    MEDIUM = "medium"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Told:
    """What is answered; ``None`` or empty where a question is open or skipped."""

    done: tuple[str, ...] = ()
    """Official names of work done before."""
    hands: bool | None = None
    """Whether work of the hands is liked."""
    strength: Strength | None = None
    away: bool | None = None
    own: bool | None = None
    literacy: str = ""
    """``basic``, ``middle`` or ``high``, where it is known."""


class Suggestion(NamedTuple):
    """An occupation that suits."""

    occupation: str
    field: str
    reality: str
    entry: str
    because: tuple[str, ...]
    """What speaks for it: ``done``, ``related``, ``field``, ``strength``, ``home``, ``own``, ``taught``."""
    score: int


_BEARS = ("light", "medium", "heavy")
_READS = ("basic", "middle", "high")


def open_questions(told: Told) -> tuple[Question, ...]:
    """The questions that are not answered yet."""
    answered = {
        Question.HANDS: told.hands is not None or bool(told.done),
        Question.STRENGTH: told.strength is not None,
        Question.AWAY: told.away is not None,
        Question.OWN: told.own is not None,
    }
    return tuple(question for question, known in answered.items() if not known)


def recommend(
    occupations: Occupations, told: Told, taught: Mapping[str, int], limit: int = 3
) -> tuple[Suggestion, ...]:
    """The occupations that suit, best first, from different fields where that is possible.

    ``taught``: how many open courses near there are of each occupation; what is not taught can still be
    named, last.
    """
    known = {occupation.name: occupation for occupation in occupations.occupations}
    past = [known[name] for name in told.done if name in known]
    scored = [
        _suggestion(occupation, told, past, taught.get(occupation.name, 0))
        for occupation in occupations.occupations
        if occupation.reality and occupation.name not in told.done and _bearable(occupation, told)
    ]
    # Occupations stand in the file from the usual to the rare: that order settles equals.
    scored.sort(key=lambda suggestion: -suggestion.score)
    return _varied(scored, limit)


def _bearable(occupation: Occupation, told: Told) -> bool:
    suits = occupation.suits
    if told.strength and _BEARS.index(suits.physical) > _BEARS.index(told.strength):
        return False
    if told.literacy in _READS and _READS.index(suits.literacy) > _READS.index(told.literacy):
        return False
    return told.away is not False or suits.home_based or not _far(occupation)


def _far(occupation: Occupation) -> bool:
    """Whether the work usually takes people away from home: on sites, at sea, on the road, down the pit."""
    return (
        occupation.field in ("建筑施工", "采矿冶金", "新能源", "车辆驾驶")
        or "船" in occupation.name
    )


def _suggestion(
    occupation: Occupation, told: Told, past: Iterable[Occupation], taught: int
) -> Suggestion:
    suits = occupation.suits
    marks = {
        "related": 4 * any(_related(occupation, one) for one in past),
        "field": 2 * any(occupation.field == one.field for one in past),
        "hands": told.hands is not None and suits.hands == told.hands,
        "strength": told.strength is not None and suits.physical == told.strength,
        "home": 2 * (told.away is False and suits.home_based),
        "own": 2 * (told.own is True and suits.can_start_business),
        "employed": told.own is False and not suits.can_start_business,
        "taught": 3 * (taught > 0),
    }
    because = tuple(name for name, mark in marks.items() if mark)
    score = sum(int(mark) for mark in marks.values())
    return Suggestion(
        occupation.name, occupation.field, occupation.reality, occupation.entry, because, score
    )


def _related(one: Occupation, other: Occupation) -> bool:
    return one.name in other.related or other.name in one.related


def _varied(scored: Iterable[Suggestion], limit: int) -> tuple[Suggestion, ...]:
    """The best of each field first; a second of a field only where the fields run out."""
    first: dict[str, Suggestion] = {}
    rest: list[Suggestion] = []
    for suggestion in scored:
        if suggestion.field in first:
            rest.append(suggestion)
        else:
            first[suggestion.field] = suggestion
    return (*first.values(), *rest)[:limit]
