"""Choosing a class, seeing how an order stands, withdrawing it."""

from bot.choosing import Choice, choose, objection, withdraw
from bot.handlers import classes
from bot.handlers.course import detail, find_again, find_course, fitting, narrowed, shown_offers
from bot.handlers.drafts import (
    ask,
    day_in_words,
    desk,
    official,
    ordinal,
    picked,
    pointed,
    say,
    step,
    tapped,
    wanted,
)
from bot.handlers.standing import order_in_words, refused
from bot.numbers import names_order, order_id, order_number
from bot.orders import OPEN, State, StepRefused
from bot.quota import quota_in_force
from bot.storage import orders, seats
from bot.turn import Handled, Turn
from knowledge.catalogue.offers import Offer, state_of
from knowledge.catalogue.offers import State as ClassState

_MOST_TOLD = 3


def enrol(turn: Turn) -> Handled:
    """The class that is meant, to be confirmed; where none is, the way to one."""
    offers = shown_offers(turn)
    what = official(turn, wanted(turn))
    if not offers or (what and what not in {offer.occupation for offer in offers}):
        return find_course(turn)
    at = pointed(turn, len(offers))
    if at is None:
        at = ordinal(turn)
    fit = fitting(turn) if at is None else None
    if fit is not None:
        return confirm(turn, offers[fit[0]]) if len(fit) == 1 else narrowed(turn, fit)
    if at is None and "at" in turn.conversation.draft:
        at = int(turn.conversation.draft["at"])
    if at is None and len(offers) == 1:
        at = 0
    if at is None or at >= len(offers):
        labels = tuple(classes.line(turn, offer) for offer in offers)
        return ask(turn, turn.say("pick_one"), labels, step="pick")
    return confirm(turn, offers[at])


def detail_answered(turn: Turn) -> Handled | None:
    """What follows from the details of a class: choosing it, or back to the others."""
    another = pointed(turn, len(turn.conversation.courses))
    if another is not None and turn.understanding.intent != "enrol":
        return detail(turn, another)
    at = tapped(turn)
    if at == 0:
        return confirm(turn, shown_offers(turn)[int(turn.conversation.draft["at"])])
    if at == 1:
        return find_again(turn)
    return None


def pick_answered(turn: Turn) -> Handled | None:
    """The class to be confirmed, once it is said which."""
    at, offers = picked(turn), shown_offers(turn)
    if at is not None and at < len(offers):
        return confirm(turn, offers[at])
    fit = None if turn.understanding.asks else fitting(turn)
    if fit is None:
        return None
    return confirm(turn, offers[fit[0]]) if len(fit) == 1 else narrowed(turn, fit)


def confirm(turn: Turn, offer: Offer) -> Handled:
    """Says what would be chosen and on what terms, and asks; or says why it cannot be."""
    here = desk(turn)
    state = state_of(offer, here.ledger.today)
    if offer.session_id is None or state is ClassState.UNDATED:
        labels = (turn.say("tap_demand"), turn.say("tap_not_now"))
        return ask(turn, turn.say("undated"), labels, step="offer_demand", what=offer.occupation)
    choice = _choice(turn, offer.session_id)
    refusal = objection(here.ledger, choice, offer)
    if refusal is not None:
        return say(turn, refused(turn, refusal))
    lines = [turn.say("confirm", what=classes.line(turn, offer))]
    if state is ClassState.FULL:
        before = seats.waiting(here.connection, offer.session_id)
        lines.append(turn.say("confirm_full", before=before))
    lines += [*_quota_note(turn, choice, offer), turn.say("confirm_withdraw")]
    labels = (turn.say("tap_confirm"), turn.say("tap_no"))
    return ask(turn, "\n".join(lines), labels, step="confirm", session=offer.session_id)


def _choice(turn: Turn, session_id: int) -> Choice:
    facts = turn.conversation.facts
    return Choice(
        desk(turn).key,
        turn.conversation.about,
        session_id,
        quota_in_force(turn.library, turn.day, facts),
        facts.get("same_level_subsidised") is True,
        turn.conversation.scene,
    )


def _quota_note(turn: Turn, choice: Choice, offer: Offer) -> list[str]:
    if offer.subsidised is False:
        return []
    quota = choice.quota
    if quota is None:
        return [turn.say("confirm_no_rule")]
    if quota.used is None:
        return [turn.say("confirm_unknown_quota")]
    left = quota.limit - quota.used
    return [turn.say("confirm_left", rule=quota.short, left=left)]


def confirm_answered(turn: Turn) -> Handled | None:
    """The order itself, once it is confirmed; or nothing, once it is not."""
    at, intent = tapped(turn), turn.understanding.intent
    another = pointed(turn, len(turn.conversation.courses))
    if at is None and another is not None:
        return confirm(turn, shown_offers(turn)[another])
    if at == 1 or intent in ("deny", "cancel_order"):
        return say(turn, turn.say("not_enrolled"))
    if at == 0 or intent in ("affirm", "enrol"):
        return _chosen(turn, int(turn.conversation.draft["session"]))
    return None


def _chosen(turn: Turn, session_id: int) -> Handled:
    here = desk(turn)
    try:
        order = choose(here.ledger, _choice(turn, session_id))
    except StepRefused as error:
        return say(turn, refused(turn, error.refusal))
    number = order_number(order.id)
    if order.state is State.WAITING:
        place = seats.waiting(here.connection, session_id)
        return say(turn, turn.say("queued", number=number, place=place), *_after(turn))
    due = day_in_words(order.due_on) if order.due_on else ""
    return say(turn, turn.say("enrolled", number=number, due=due), *_after(turn))


def _after(turn: Turn) -> tuple[str, ...]:
    return (turn.wording.labels["my_orders"], turn.wording.labels["next_steps"])


def my_orders(turn: Turn) -> Handled:
    """State, since when, who acts next and what if it is late: of one order, or of all."""
    here = desk(turn)
    if names_order(turn.message.text):
        return one_order(turn)
    mine = orders.orders_of(here.connection, here.key)
    still = [order for order in mine if order.state in OPEN]
    told = still or mine[-1:]
    if not told:
        return say(turn, turn.say("orders_none"), turn.wording.labels["find_course"])
    lines = [order_in_words(turn, order) for order in told[-_MOST_TOLD:]]
    return say(turn, "\n".join(lines))


def one_order(turn: Turn) -> Handled:
    """The order whose number is named, to its owner alone."""
    here, number = desk(turn), order_id(turn.message.text)
    if number is None:
        return say(turn, turn.say("refused_bad_number"))
    order = orders.find(here.connection, number)
    if order is None:
        return say(turn, turn.say("refused_no_such_order"))
    if order.person_key != here.key:
        return say(turn, turn.say("refused_not_your_order"))
    return say(turn, order_in_words(turn, order))


def cancel_order(turn: Turn) -> Handled:
    """The order withdrawn; where several could be meant, the question."""
    if step(turn) == "confirm":
        return say(turn, turn.say("not_enrolled"))
    here = desk(turn)
    if names_order(turn.message.text):
        number = order_id(turn.message.text)
        if number is None:
            return say(turn, turn.say("refused_bad_number"))
        return _withdrawn(turn, number)
    mine = orders.orders_of(here.connection, here.key, only_open=True)
    what = official(turn, wanted(turn))
    mine = tuple(order for order in mine if order.occupation == what) or mine
    if not mine:
        return say(turn, turn.say("nothing_to_withdraw"))
    if len(mine) == 1:
        return _withdrawn(turn, mine[0].id)
    labels = tuple(f"{order_number(order.id)} {order.occupation}" for order in mine[:_MOST_TOLD])
    return ask(turn, turn.say("which_order"), labels, step="withdraw")


def withdraw_answered(turn: Turn) -> Handled | None:
    """The order withdrawn, once it is said which."""
    at, offered = picked(turn), turn.conversation.offered
    if at is None or at >= len(offered):
        return None
    number = order_id(offered[at].text)
    return _withdrawn(turn, number) if number is not None else None


def _withdrawn(turn: Turn, number: int) -> Handled:
    here = desk(turn)
    try:
        withdraw(here.ledger, number, here.key)
    except StepRefused as error:
        return say(turn, refused(turn, error.refusal))
    return say(turn, turn.say("withdrawn", number=order_number(number)))
