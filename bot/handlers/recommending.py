"""What suits who answered the quiz: three occupations, with what the work is really like."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import func, select

from bot.handlers.course import named_county, show
from bot.handlers.drafts import ask, city_of, desk, picked, say
from bot.quiz import EITHER, HEARD, QUESTIONS
from bot.turn import Handled, Turn
from knowledge.catalogue.models import CourseRow
from knowledge.catalogue.recommending import Strength, Told, recommend
from knowledge.facts import Value

_STRENGTHS = (Strength.HEAVY, Strength.MEDIUM, Strength.LIGHT)
_LITERACY = ("basic", "middle", "high")


def suggested(turn: Turn, answers: Mapping[str, Value]) -> Handled:
    """Three occupations that suit, to be picked from."""
    found = recommend(turn.library.occupations, told_by(answers), _taught(turn))
    if not found:
        return say(turn, turn.say("rec_none"))
    lines = [turn.say("rec_head")]
    for number, one in enumerate(found, 1):
        lines.append(turn.say("rec_line", n=number, occupation=one.occupation, reality=one.reality))
    lines.append(turn.say("rec_tail"))
    labels = tuple(one.occupation for one in found)
    reply, conversation = ask(turn, "\n".join(lines), labels, step="recommended")
    return replace(reply, numbered=False), conversation


def told_by(answers: Mapping[str, Value]) -> Told:
    """What the answers say of the person."""
    known = {name: int(answers[name]) for name in (*QUESTIONS, HEARD) if name in answers}
    known = {name: at for name, at in known.items() if at != EITHER}
    return Told(
        hands=_first(known, "hands"),
        strength=_STRENGTHS[known["strength"]] if "strength" in known else None,
        away=_first(known, "away"),
        own=_first(known, "own"),
        literacy=_LITERACY[known[HEARD]] if HEARD in known else "",
    )


def _first(known: Mapping[str, int], name: str) -> bool | None:
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
