"""Courses: the three that fit best, each with its reasons; the details of one; how they are ordered."""

from dataclasses import replace

from bot.handlers import classes
from bot.handlers.drafts import ask, city_of, desk, official, ordinal, picked, tapped, wanted
from bot.handlers.timing import when
from bot.payable import judge_by
from bot.pointing import suits, times_in
from bot.reply import Choice, Reply
from bot.storage.seats import offer_of
from bot.turn import Handled, Turn, preceded
from knowledge.catalogue.offers import Offer, offers_of
from knowledge.catalogue.searching import TIMES, Found, search
from knowledge.catalogue.wishing import By, Wish, wish_for
from knowledge.eligibility import Outcome

_SHOWN = ("tap_first", "tap_second", "tap_third")


def find_course(turn: Turn) -> Handled:
    """The courses that fit; where nothing is said of what to learn, the question."""
    shared = _ambiguous(turn)
    if shared is not None:
        return shared
    what = wanted(turn) or str(turn.conversation.facts.get("occupation") or "")
    what = official(turn, what)
    if not what:
        return ask(turn, turn.say("ask_what"), step="find")
    return show(turn, what, named_county(turn))


def _ambiguous(turn: Turn) -> Handled | None:
    """The question that tells occupations of one everyday name apart."""
    name = turn.understanding.mentions.ambiguous_occupation
    known = turn.library.occupations.ambiguous
    found = next((one for one in known if one.name == name), None)
    if found is None:
        return None
    return ask(turn, found.ask, found.candidates, step="find")


def named_county(turn: Turn) -> str:
    """The county that was named: now, or with the last search."""
    mentions = turn.understanding.mentions
    if mentions.county or mentions.city:
        return mentions.county or ""
    return str(turn.conversation.draft.get("county", ""))


def show(turn: Turn, what: str, county: str = "", by: By = By.ALL) -> Handled:
    """The best courses for an occupation, or the offer to note a demand."""
    found = found_for(turn, what, county, by)
    return listed(turn, what, county, by, found) if found else _none(turn, what, county)


def _none(turn: Turn, what: str, county: str) -> Handled:
    """That there is no such class, and the offer to note a demand."""
    labels = (turn.say("tap_demand"), turn.say("tap_not_now"))
    name = what or turn.say("found_place")
    strict = when(turn).strict
    none = turn.say("found_none_then", what=name) if strict else turn.say("found_none", what=name)
    draft = {"step": "offer_demand", "what": what, "county": county}
    return ask(turn.with_conversation(courses=()), none, labels, **draft)


def listed(turn: Turn, what: str, county: str, by: By, found: tuple[Found, ...]) -> Handled:
    """Classes found, told and kept in mind."""
    lines = [classes.head(turn, wish(turn, what, county, by), found)]
    lines += [classes.told(turn, number, one) for number, one in enumerate(found, 1)]
    lines += _notes(turn, found)
    taps = (*_SHOWN[: len(found)], "tap_how")
    choices = tuple(Choice(turn.say(tap)) for tap in taps)
    kept = {"by": by.value, **when(turn).kept()}
    shown = tuple(f"{one.offer.course_id}:{one.offer.session_id or 0}" for one in found)
    changed = turn.with_conversation(
        courses=shown,
        offered=choices,
        asking=None,
        draft={"step": "shown", "what": what, "county": county, **kept},
    )
    objects = tuple(classes.as_object(one) for one in found)
    reply = Reply("\n".join(lines), choices, numbered=False, courses=objects)
    return reply, changed.conversation


def found_for(turn: Turn, what: str, county: str, by: By) -> tuple[Found, ...]:
    """The classes that fit best."""
    facts = turn.conversation.facts
    judge = judge_by(turn.library, turn.day, facts)
    found = desk(turn)
    return search(found.connection, wish(turn, what, county, by), found.ledger.today, judge)


def wish(turn: Turn, what: str, county: str, by: By = By.ALL) -> Wish:
    """What is wished, out of the message and what is known."""
    library, facts = turn.library, turn.conversation.facts
    named = (what,) if what else ()
    city = city_of(turn)
    basic = wish_for(library.places, library.occupations, named, city, county)
    said = turn.understanding.mentions
    level = said.level or facts.get("target_level") or ""
    times, free = when(turn), "free" in said.wishes
    daytime, evening, weekend, online = (name in times.wanted for name in TIMES)
    wished = replace(basic, daytime=daytime, evening=evening, weekend=weekend, online=online)
    limits = replace(wished, only=times.only, unfit=times.unfit)
    return replace(limits, free=free, level=str(level), by=by)


def _notes(turn: Turn, found: tuple[Found, ...]) -> list[str]:
    """What else must be said: which fact decides about the money, where to say more, what is a sample."""
    undecided = any(one.outcome is Outcome.UNKNOWN for one in found)
    notes = classes.asks_for_facts(turn) if undecided else []
    if not city_of(turn):
        notes.append(turn.say("found_where"))
    if any(one.offer.is_sample for one in found):
        notes.append(turn.say("sample_note"))
    return [*notes, turn.say("found_tail")]


def shown_offers(turn: Turn) -> list[Offer]:
    """The classes last shown, as they stand now."""
    connection, offers = desk(turn).connection, []
    for shown in turn.conversation.courses:
        course, session = (int(part) for part in shown.split(":"))
        offer = offer_of(connection, session) if session else offers_of(connection, course)[0]
        if offer is not None:
            offers.append(offer)
    return offers


def course_detail(turn: Turn) -> Handled:
    """The details of the class that is meant."""
    what = official(turn, wanted(turn))
    offers = shown_offers(turn)
    same = [at for at, offer in enumerate(offers) if offer.occupation == what]
    if what and not same:
        reply, conversation = show(turn, what, named_county(turn))
        return reply, conversation
    at = ordinal(turn)
    if at is None:
        at = same[0] if same else int(turn.conversation.draft.get("at", 0))
    if not offers:
        return ask(turn, turn.say("ask_what"), step="find")
    return detail(turn, min(at, len(offers) - 1))


def detail(turn: Turn, at: int) -> Handled:
    """The details of one of the classes shown, and the way to choose it."""
    offer = shown_offers(turn)[at]
    draft = {**turn.conversation.draft, "step": "detail", "at": at}
    labels = (turn.say("tap_enrol"), turn.say("tap_others"))
    reply, conversation = ask(turn, classes.detail(turn, offer), labels, **draft)
    return replace(reply, numbered=False), conversation


def find_answered(turn: Turn) -> Handled | None:
    """The search once it is said what to learn."""
    offered = turn.conversation.offered
    at = picked(turn)
    if at is not None and at < len(offered):
        return show(turn, offered[at].text, named_county(turn))
    return find_course(turn) if wanted(turn) else None


def shown_answered(turn: Turn) -> Handled | None:
    """What follows from the list: one of it, another order, or how it was ordered."""
    draft, text = turn.conversation.draft, turn.message.text.strip()
    what, county = str(draft.get("what", "")), named_county(turn)
    if text == turn.say("tap_how") or "怎么排" in text:
        return _how(turn, what, county)
    order = {turn.say("tap_distance"): By.DISTANCE, turn.say("tap_start"): By.START}.get(text)
    if order is not None:
        return show(turn, what, county, order)
    only_place = turn.understanding.mentions.city and not wanted(turn)
    if only_place and len(text) <= 8 and not turn.understanding.asks:
        return show(turn, what, county, By(str(draft.get("by", By.ALL.value))))
    if turn.understanding.intent == "enrol" and tapped(turn) is None:
        return None
    at = picked(turn)
    if at is not None and at < len(turn.conversation.courses):
        return detail(turn, at)
    fit = None if turn.understanding.asks else fitting(turn)
    if fit is None:
        return None
    return detail(turn, fit[0]) if len(fit) == 1 else narrowed(turn, fit)


def narrowed(turn: Turn, fit: list[int]) -> Handled:
    """Those of the classes shown that suit the times named; where none does, others, or that there are none."""
    draft = turn.conversation.draft
    if not fit:
        return _others_then(turn)
    offers = shown_offers(turn)
    lines = [turn.say("found_time", count=len(fit))]
    lines += [f"{n} {classes.line(turn, offers[at])}" for n, at in enumerate(fit, 1)]
    courses = tuple(turn.conversation.courses[at] for at in fit)
    labels = tuple(turn.say(tap) for tap in _SHOWN[: len(fit)])
    text = "\n".join([*lines, turn.say("found_tail")])
    reply, conversation = ask(turn, text, labels, **{**draft, **when(turn).kept(), "step": "shown"})
    return replace(reply, numbered=False), replace(conversation, courses=courses)


def _others_then(turn: Turn) -> Handled:
    """Other classes than those shown, at the times named alone."""
    draft = turn.conversation.draft
    what, county = str(draft.get("what", "")), named_county(turn)
    strict = turn.with_conversation(draft={**draft, "only": True})
    return preceded(show(strict, what, county), turn.say("found_no_time"))


def fitting(turn: Turn) -> list[int] | None:
    """Which of the classes shown suit the times that the message names; ``None`` where it names none."""
    times = times_in(turn.understanding.text)
    if not (times.wanted or times.unfit):
        return None
    taught = [
        frozenset(name for name in TIMES if getattr(offer, name)) for offer in shown_offers(turn)
    ]
    return [at for at, when in enumerate(taught) if suits(times, when)]


def find_again(turn: Turn) -> Handled:
    """The list that was shown before."""
    return show(turn, str(turn.conversation.draft.get("what", "")), named_county(turn))


def _how(turn: Turn, what: str, county: str) -> Handled:
    by = By(str(turn.conversation.draft.get("by", By.ALL.value)))
    lines = [turn.say("found_how")]
    for number, one in enumerate(found_for(turn, what, county, by), 1):
        named = "、".join(
            turn.say(f"because_{i.reason.value}") + f"{i.points}" for i in one.rank.inputs
        )
        lines.append(turn.say("found_points", n=number, points=one.rank.points, inputs=named))
    labels = tuple(turn.say(tap) for tap in ("tap_distance", "tap_start"))
    reply, conversation = ask(turn, "\n".join(lines), labels, **turn.conversation.draft)
    return replace(reply, numbered=False), conversation
