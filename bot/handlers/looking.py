"""What is said of the classes shown beside picking one: another trade, a nearer one, the money, the time."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.handlers import classes
from bot.handlers.course import (
    detail,
    fitting,
    listed,
    named_county,
    narrowed,
    show,
    shown_offers,
    wish,
)
from bot.handlers.drafts import ask, city_of, desk, official, step, tapped, wanted
from bot.payable import judge_by
from bot.pointing import by_place, suits, times_in
from bot.storage.orders import orders_of
from bot.turn import Handled, Turn, preceded
from intents.settling import COURSES
from knowledge.catalogue.offers import Offer, State
from knowledge.catalogue.ranking import borders_to
from knowledge.catalogue.searching import TIMES, Found, search
from knowledge.catalogue.wishing import By, Wish
from knowledge.eligibility import Outcome

LOOKING = frozenset({"shown", "detail", "pick", "confirm"})
_BEFORE_ONE_IS_CHOSEN = LOOKING | {"find", "offer_demand"}
_SEARCHES = frozenset({"find_course", "course_detail", "enrol", "affirm", "deny"})
_REFUSES = frozenset({"find_course", "course_detail", "enrol", "deny", "out_of_scope"})
_NEARER = re.compile(
    "[太忒]远|(?:换|找|有没有|(?<!没)有)(?:个|家)?(?:更|再|离家|离我)?近|近一?[点些](?:儿)?的"
)
_PAYS = re.compile("[能可给有](?:以)?(?:领|补|报销)|补(?:贴|吗|不|钱)|领(?:钱|补)")
_OTHERS = re.compile("换|改成|别的|还有|有没有|有没|有吗|有不|有[^，。]{1,6}[吗么没不]$")
_WOULD_DO = re.compile("行不|[行中]吗|能|可以|合适|赶得上|咋办|怎么办")
_SCHOOLS = re.compile("学校|机构|技校|学院")
_DOUBTFUL = 0.5
_GONE = frozenset({State.CLOSED, State.CANCELLED})


def followed(turn: Turn) -> Handled | None:
    """The answer where a message says such a thing of what is shown, else ``None``."""
    if step(turn) not in _BEFORE_ONE_IS_CHOSEN or tapped(turn) is not None:
        return None
    ways: tuple[Callable[[Turn], Handled | None], ...] = (_turned_down, _another)
    if step(turn) in LOOKING and turn.conversation.courses:
        ways = (*ways, _pays, _at_its_time, _at_other_times, _nearer)
    return next((handled for way in ways if (handled := way(turn)) is not None), None)


def _turned_down(turn: Turn) -> Handled | None:
    """A trade that is not wanted any more, and no other named: what else."""
    said = turn.understanding
    refused = "occupation" in said.retracted and not wanted(turn) and said.intent in _REFUSES
    if not refused and not _lets_go(turn):
        return None
    subject = turn.conversation.subject
    known = replace(subject, facts=subject.facts.forget("occupation"))
    turn = replace(turn, conversation=turn.conversation.with_subject(known))
    return ask(turn.with_conversation(courses=()), turn.say("ask_what_else"), step="find")


def _lets_go(turn: Turn) -> bool:
    """Whether somebody who has ordered nothing gives up the trade of what is shown."""
    what = official(turn, wanted(turn))
    if turn.understanding.intent != "cancel_order" or not what or step(turn) == "confirm":
        return False
    here = desk(turn)
    same = what == turn.conversation.draft.get("what")
    return same and not orders_of(here.connection, here.key, only_open=True)


def _another(turn: Turn) -> Handled | None:
    """The classes of another trade than of what is shown."""
    what = official(turn, wanted(turn))
    same = what == turn.conversation.draft.get("what")
    if not what or same or what in {offer.occupation for offer in shown_offers(turn)}:
        return None
    if turn.understanding.intent not in _SEARCHES or _pointed(turn) is not None:
        return None
    return show(turn, what, named_county(turn))


def _pointed(turn: Turn) -> int | None:
    return by_place(turn.understanding.text, len(turn.conversation.courses))


def _which(turn: Turn) -> int | None:
    """The class that is spoken of: pointed at, or the one whose details were told."""
    at = _pointed(turn)
    if at is None and step(turn) == "detail":
        return int(turn.conversation.draft.get("at", 0))
    return at


def _pays(turn: Turn) -> Handled | None:
    """Whether the class spoken of can be paid for, and why not."""
    at, text = _pointed(turn), turn.understanding.text
    if at is None and re.search("这个班?|这班", text):
        at = _which(turn)
    if at is None or not turn.understanding.asks or not _PAYS.search(text):
        return None
    offer = shown_offers(turn)[at]
    facts = turn.conversation.facts
    outcome = judge_by(turn.library, turn.day, facts)(classes.kind(offer))
    pays = classes.pays(turn, offer, outcome)
    lines = [turn.say("pays_of", n=at + 1, title=classes.title(turn, offer), pays=pays)]
    if outcome is Outcome.UNKNOWN:
        lines += classes.asks_for_facts(turn) or [turn.say("pays_unpublished")]
    labels = (turn.say("tap_enrol"), turn.say("tap_others"))
    draft = {**turn.conversation.draft, "step": "detail", "at": at}
    reply, conversation = ask(turn, "\n".join(lines), labels, **draft)
    return replace(reply, numbered=False), conversation


def _at_its_time(turn: Turn) -> Handled | None:
    """A class pointed at and a time named: whether they go together; where not, the classes that do."""
    at, text = _pointed(turn), turn.understanding.text
    times, asks = times_in(text), turn.understanding.asks
    if at is None and asks and _WOULD_DO.search(text) and not _OTHERS.search(text):
        at = _which(turn)
    if at is None or not any(times) or "还是" in text:
        return None
    offer = shown_offers(turn)[at]
    taught = frozenset(name for name in TIMES if getattr(offer, name))
    words = {
        "n": at + 1,
        "times": "、".join(turn.say(f"time_{name}") for name in TIMES if name in taught),
    }
    if not taught:
        return None
    if not suits(times, taught):
        return preceded(narrowed(turn, fitting(turn) or []), turn.say("class_not_then", **words))
    return preceded(detail(turn, at), turn.say("class_then", **words)) if asks else None


def _at_other_times(turn: Turn) -> Handled | None:
    """The trade shown, at other times or in another place, searched for anew."""
    said = turn.understanding
    if not any(times_in(said.text)) or _SCHOOLS.search(said.text):
        return None
    doubtful = said.intent not in COURSES or said.intent == "find_institution"
    if doubtful and said.confidence >= _DOUBTFUL:
        return None
    if not (said.mentions.city or _OTHERS.search(said.text)):
        return None
    draft = turn.conversation.draft
    turn = turn.with_conversation(draft={**draft, "only": True})
    return show(turn, str(draft.get("what", "")), named_county(turn))


def _nearer(turn: Turn) -> Handled | None:
    """A class nearer than the one spoken of, or that there is none."""
    if not _NEARER.search(turn.understanding.text):
        return None
    draft = turn.conversation.draft
    what, county = str(draft.get("what", "")), named_county(turn)
    wished = wish(turn, what, county, By.DISTANCE)
    at = _which(turn)
    offers = shown_offers(turn)
    looked_at: list[Offer] = offers if at is None else [offers[at]]
    least = min(borders_to(offer, wished) for offer in looked_at)
    if not city_of(turn) or (least == 0 and not wished.county):
        kept = {**draft, "step": "shown", "by": By.DISTANCE.value}
        return ask(turn, turn.say("nearer_where"), (), **kept)
    found = _nearest(turn, wished)
    near = tuple(one for one in found if one.rank.borders < least and one.state not in _GONE)
    if near:
        return listed(turn, what, county, By.DISTANCE, near)
    labels = (turn.say("tap_demand"), turn.say("tap_not_now"))
    draft = {"step": "offer_demand", "what": what, "county": county}
    return ask(turn, turn.say("nearer_none"), labels, **draft)


def _nearest(turn: Turn, wished: Wish) -> list[Found]:
    """The nearest classes, whether or not they can be paid for, each with what is known of that."""
    here, facts = desk(turn), turn.conversation.facts
    judge = judge_by(turn.library, turn.day, facts)
    found = search(here.connection, wished, here.ledger.today)
    return [one._replace(outcome=judge(classes.kind(one.offer))) for one in found]
