"""What is under way between messages: an order being made, a list shown, an answer that was asked for."""

from collections.abc import Callable, Mapping

from bot.asking import Asked
from bot.handlers import (
    course,
    demand_reading,
    demands,
    invitations,
    looking,
    orders,
    quizzing,
    recommending,
    schools,
    staff,
    visits,
)
from bot.handlers.drafts import say, step
from bot.message import Kind
from bot.numbers import names_order
from bot.reply import Reply
from bot.turn import Handled, Turn

Answered = Callable[[Turn], Handled | None]

_STEPS: Mapping[str, Answered] = {
    "find": course.find_answered,
    "shown": course.shown_answered,
    "detail": orders.detail_answered,
    "pick": orders.pick_answered,
    "confirm": orders.confirm_answered,
    "withdraw": orders.withdraw_answered,
    "offer_demand": demands.offer_answered,
    **dict.fromkeys(demand_reading.STEPS, demands.demand_answered),
    invitations.STEP: invitations.role_answered,
    demands.CONFIRM: demands.confirm_answered,
    quizzing.STEP: quizzing.recommend_answered,
    "recommended": recommending.recommended_answered,
    "visit_venue": visits.visit_answered,
    "visit_place": visits.visit_answered,
}
_SURE = 0.5
_TO_FRIENDS = frozenset({"转给工友", "转给老乡", "转发给工友"})
_WITHDRAWS = frozenset({"取消", "退了", "不去了", "撤了", "取消报名"})


def continued(turn: Turn) -> Handled | None:
    """The answer where a message goes on with what is under way or is known by its words, else ``None``.

    The words that work in every state come before; only 不知道, 跳过 and 返回 may be answers here.
    """
    if turn.connection is None or turn.message.kind not in (Kind.TEXT, Kind.VOICE):
        return None
    command = turn.understanding.command
    if command is not None:
        return quizzing.passed_over(turn, command)
    if turn.conversation.asking is not None:
        return _by_words(turn) or quizzing.answered_in_between(turn)
    return _by_words(turn) or _by_step(turn)


def wants_course(turn: Turn, asked: Asked) -> bool:
    """Whether a message wants a course or an order, and does not answer the question that is open."""
    understood = turn.understanding
    wants = understood.intent in _INTENTS and understood.confidence >= _SURE
    if understood.intent == "submit_demand" and not demand_reading.asked_for(turn):
        return False
    return wants and not set(turn.learned) & set(asked.question.facts)


def _by_words(turn: Turn) -> Handled | None:
    for known in (*staff.WORDS, visits.verified, quizzing.chosen_anew, demands.how_many):
        handled = known(turn)
        if handled is not None:
            return handled
    if turn.message.text.strip() in _TO_FRIENDS:
        return say(turn, turn.say("to_friends"))
    if turn.message.text.strip() in _WITHDRAWS:
        return orders.cancel_order(turn)
    if names_order(turn.message.text):
        withdraws = turn.understanding.intent == "cancel_order"
        return orders.cancel_order(turn) if withdraws else orders.one_order(turn)
    return None


def _by_step(turn: Turn) -> Handled | None:
    handled = looking.followed(turn)
    answered = _STEPS.get(step(turn))
    return answered(turn) if handled is None and answered else handled


def _with_database(handler: Callable[[Turn], Handled]) -> Callable[[Turn], Handled]:
    """The handler where the database answers; where it does not, a kind word."""

    def handled(turn: Turn) -> Handled:
        if turn.connection is None:
            return Reply(turn.say("orders_down"), numbered=False), turn.conversation
        return handler(turn)

    return handled


_INTENTS: Mapping[str, Callable[[Turn], Handled]] = {
    "find_course": course.find_course,
    "recommend_course": quizzing.recommend_course,
    "course_detail": course.course_detail,
    "find_institution": schools.find_institution,
    "enrol": orders.enrol,
    "my_orders": orders.my_orders,
    "cancel_order": orders.cancel_order,
    "submit_demand": demands.submit_demand,
    "enterprise_demand": staff.enterprise_demand,
    "institution_accept": staff.institution_accept,
    "team_qr": visits.team_qr,
    "team_report": visits.team_report,
}
HANDLERS = {intent: _with_database(handler) for intent, handler in _INTENTS.items()}
"""The intents of the groups course and staff."""
