"""What institutions, enterprises, officers and teams do in the chat; everybody else hears how to be bound."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.accepting import accept, decline, to_accept
from bot.demanding import CLASS_OF, LEAST_SHOWN, pooled
from bot.handlers import demands
from bot.handlers.drafts import day_in_words, desk, place_name, say
from bot.handlers.policy import answer
from bot.handlers.standing import refused
from bot.numbers import names_order, order_id, order_number
from bot.orders import Party, StepRefused
from bot.roles import Act, may
from bot.storage.orders import Order
from bot.storage.roles import Binding, bind, binding_of, unbind
from bot.turn import Handled, Turn

_CODE = re.compile(r"(?:邀请码|绑定)\s*[:：]?\s*([A-Za-z0-9]{4}-?[A-Za-z0-9]{4}-?[A-Za-z0-9]{4})|"
                   r"^\s*([A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4})\s*$")  # fmt: skip
_NO = re.compile(r"不接|拒")
_MOST_TOLD = 6


def binding(turn: Turn) -> Binding | None:
    """What the sender is bound to."""
    here = desk(turn)
    return binding_of(here.connection, here.key)


def bound_to(turn: Turn, act: Act) -> Binding | None:
    """What the sender is bound to, where that role may do something."""
    found = binding(turn)
    return found if found is not None and may(found.role, act) else None


def invited(turn: Turn) -> Handled | None:
    """The binding, where the message is an invitation's code; its undoing, where it says 解绑."""
    text = turn.message.text.strip()
    found = _CODE.search(text)
    if found is None and text != "解绑":
        return None
    here = desk(turn)
    if found is None:
        unbind(here.connection, here.key, turn.now)
        return say(turn, turn.say("unbound"))
    code = (found[1] or found[2]).upper().replace("-", "")
    bound = bind(here.connection, code, here.key, turn.now)
    if bound is None:
        return say(turn, turn.say("not_invited"))
    role, can = turn.say(f"role_{bound.role.value}"), turn.say(f"can_{bound.role.value}")
    return say(turn, turn.say("bound", name=bound.name, role=role, can=can))


def enterprise_demand(turn: Turn) -> Handled:
    """The enterprise's demand; for anybody else, how an enterprise is bound."""
    if bound_to(turn, Act.DEMAND_FOR_STAFF) is None:
        return _refer(turn, "not_bound_enterprise", "five_orders")
    return demands.enterprise_demand(turn)


def institution_accept(turn: Turn) -> Handled:
    """What waits for the institution; for anybody else, how one is listed and bound."""
    bound = bound_to(turn, Act.ACCEPT_ORDERS)
    if bound is None or bound.institution_id is None:
        return _refer(turn, "not_bound_institution", "private_provider")
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


def _refer(turn: Turn, phrase: str, intent: str) -> Handled:
    """What an unbound person hears: how to be bound, then what the policy says."""
    reply, conversation = answer(turn, intent)
    text = f"{turn.say(phrase)}\n{reply.text}"
    return replace(reply, text=text), replace(conversation, draft={}, offered=())


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


WORDS: tuple[Callable[[Turn], Handled | None], ...] = (invited, accepting_words, demands_words)
"""What is known by its very words, before anything is guessed."""
