"""不知道学啥: four questions by taps, then three occupations with what the work is really like."""

from dataclasses import replace

from sqlalchemy import func, select

from bot.handlers.course import named_county, show
from bot.handlers.drafts import ask, city_of, desk, picked, say
from bot.turn import Handled, Turn
from knowledge.catalogue.models import CourseRow
from knowledge.catalogue.recommending import Strength, Told, recommend

_QUESTIONS = ("hands", "strength", "away", "own")
_OPTIONS = {"hands": "ab", "strength": "abc", "away": "ab", "own": "ab"}
_STRENGTHS = (Strength.HEAVY, Strength.MEDIUM, Strength.LIGHT)
_OPEN = -1
"""Answered with “I do not know”."""


def recommend_course(turn: Turn) -> Handled:
    """The first of the four questions."""
    return _ask(turn, {})


def _ask(turn: Turn, answers: dict[str, int]) -> Handled:
    """The next question, or what suits."""
    left = [name for name in _QUESTIONS if name not in answers]
    if not left:
        return _suggested(turn, answers)
    name = left[0]
    labels = tuple(turn.say(f"rec_{name}_{option}") for option in _OPTIONS[name])
    words = turn.say(f"rec_{name}") + "\n" + turn.say("rec_left", left=len(left))
    return ask(turn, words, labels, step="recommend", **answers)


def recommend_answered(turn: Turn) -> Handled | None:
    """The next question, where the message answers the last."""
    draft = turn.conversation.draft
    answers = {name: int(draft[name]) for name in _QUESTIONS if name in draft}
    open_ = next(name for name in _QUESTIONS if name not in answers)
    at = picked(turn)
    if at is not None and at < len(_OPTIONS[open_]):
        return _ask(turn, answers | {open_: at})
    if turn.understanding.intent == "unsure":
        return _ask(turn, answers | {open_: _OPEN})
    return None


def unsure_answered(turn: Turn) -> Handled | None:
    """“I do not know” is an answer to each of the four questions."""
    if turn.conversation.draft.get("step") != "recommend":
        return None
    draft = turn.conversation.draft
    answers = {name: int(draft[name]) for name in _QUESTIONS if name in draft}
    open_ = next(name for name in _QUESTIONS if name not in answers)
    return _ask(turn, answers | {open_: _OPEN})


def _suggested(turn: Turn, answers: dict[str, int]) -> Handled:
    known = {name: at for name, at in answers.items() if at != _OPEN}
    strength = known.get("strength")
    told = Told(
        hands=_first(known, "hands"),
        strength=_STRENGTHS[strength] if strength is not None else None,
        away=_first(known, "away"),
        own=_first(known, "own"),
    )
    found = recommend(turn.library.occupations, told, _taught(turn))
    if not found:
        return say(turn, turn.say("rec_none"))
    lines = [turn.say("rec_head")]
    for number, one in enumerate(found, 1):
        lines.append(turn.say("rec_line", n=number, occupation=one.occupation, reality=one.reality))
    lines.append(turn.say("rec_tail"))
    labels = tuple(one.occupation for one in found)
    reply, conversation = ask(turn, "\n".join(lines), labels, step="recommended")
    return replace(reply, numbered=False), conversation


def _first(known: dict[str, int], name: str) -> bool | None:
    return known[name] == 0 if name in known else None


def recommended_answered(turn: Turn) -> Handled | None:
    """The courses of the occupation that was picked."""
    at, offered = picked(turn), turn.conversation.offered
    if at is None or at >= len(offered):
        return None
    return show(turn, offered[at].text, named_county(turn))


def _taught(turn: Turn) -> dict[str, int]:
    wanted = select(CourseRow.occupation, func.count()).where(CourseRow.withdrawn_on.is_(None))
    city = city_of(turn)
    if city:
        wanted = wanted.where(CourseRow.city == city)
    rows = desk(turn).connection.execute(wanted.group_by(CourseRow.occupation))
    return {name: int(count) for name, count in rows}
