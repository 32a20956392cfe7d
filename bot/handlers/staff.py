"""What institutions, enterprises, officers and teams do in the chat; everybody else hears how to be bound."""

import re
from collections.abc import Callable

from bot.accepting import accept, decline, to_accept
from bot.demanding import CLASS_OF, LEAST_SHOWN, pooled
from bot.handlers import demands
from bot.handlers.drafts import day_in_words, desk, place_name, say
from bot.handlers.invitations import bound_to, code_asked, invited, refer
from bot.handlers.standing import refused
from bot.numbers import names_order, order_id, order_number
from bot.orders import Party, StepRefused
from bot.roles import Act, Role
from bot.storage.orders import Order
from bot.turn import Handled, Turn

_NO = re.compile(r"不接|拒")
_MOST_TOLD = 6


def enterprise_demand(turn: Turn) -> Handled:
    """The enterprise's demand; for anybody else, how an enterprise is bound."""
    if bound_to(turn, Act.DEMAND_FOR_STAFF) is None:
        return refer(turn, Role.ENTERPRISE, "five_orders")
    return demands.enterprise_demand(turn)


def institution_accept(turn: Turn) -> Handled:
    """What waits for the institution; for anybody else, how one is listed and bound."""
    bound = bound_to(turn, Act.ACCEPT_ORDERS)
    if bound is None or bound.institution_id is None:
        return refer(turn, Role.INSTITUTION, "private_provider")
    if names_order(turn.message.text):
        return _answer_order(turn, bound.institution_id)
    waiting = to_accept(desk(turn).ledger, bound.institution_id, bound.city)
    if not waiting:
        return say(turn, turn.say("accept_none"))
    lines = [turn.say("accept_head"), *(_to_accept(turn, one) for one in waiting[:_MOST_TOLD])]
    return say(turn, "\n".join([*lines, turn.say("accept_tail")]))


def _to_accept(turn: Turn, order: Order) -> str:
    if order.party is Party.ENTERPRISE:
        due = turn.say("accept_any", heads=order.heads)
    else:
        due = turn.say("accept_by", due=day_in_words(order.due_on)) if order.due_on else ""
    where = place_name(turn, order.city, order.county)
    number = order_number(order.id)
    return turn.say("accept_line", number=number, what=order.occupation, where=where, due=due)


def _answer_order(turn: Turn, institution_id: int) -> Handled:
    ledger, number = desk(turn).ledger, order_id(turn.message.text)
    if number is None:
        return say(turn, turn.say("refused_bad_number"))
    no = _NO.search(turn.message.text) is not None
    try:
        order = (decline if no else accept)(ledger, number, institution_id)
    except StepRefused as error:
        return say(turn, refused(turn, error.refusal))
    shown = order_number(order.id)
    phrase = turn.say("declined", number=shown) if no else ""
    return say(turn, phrase or turn.say("accepted", number=shown, what=order.occupation))


def accepting_words(turn: Turn) -> Handled | None:
    """接 T-0232, 不接 T-0232: said by an institution, whatever else the words resemble."""
    text = turn.message.text.strip()
    says_so = re.match(r"^(?:不?接单?|拒)", text) is not None
    if not says_so or bound_to(turn, Act.ACCEPT_ORDERS) is None:
        return None
    return institution_accept(turn)


def demands_words(turn: Turn) -> Handled | None:
    """需求: what is demanded most, for institutions and officers; small counts are hidden."""
    if turn.message.text.strip() not in ("需求", "看看需求", "看需求"):
        return None
    bound = bound_to(turn, Act.SEE_DEMANDS)
    if bound is None:
        return None
    found = pooled(desk(turn).ledger, bound.city)
    if not found:
        return say(turn, turn.say("demands_none"))
    lines = [turn.say("demands_head")]
    for one in found[:_MOST_TOLD]:
        few = turn.say("demands_few", least=LEAST_SHOWN)
        count = (
            few
            if one.people is None
            else turn.say("demands_count", count=one.people, needed=CLASS_OF)
        )
        where = place_name(turn, one.city, one.county)
        lines.append(turn.say("demands_line", where=where, what=one.occupation, count=count))
    return say(turn, "\n".join(lines))


WORDS: tuple[Callable[[Turn], Handled | None], ...] = (
    invited,
    code_asked,
    accepting_words,
    demands_words,
)
"""What is known by its very words, before anything is guessed."""
