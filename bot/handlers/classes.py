"""Classes in words and as objects: what, where, when, for how much, and why this one."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot import supposing
from bot.handlers.drafts import day_in_words, desk, place_name
from bot.payable import open_for, refusal
from bot.telling import reason_in_words
from bot.turn import Turn
from knowledge.catalogue.offers import Offer, State, state_of
from knowledge.catalogue.searching import Found, Kind, taught_there
from knowledge.catalogue.wishing import Wish
from knowledge.eligibility import Outcome

_TIMES = ("daytime", "evening", "weekend", "online")
_LEAST_TOLD = 3


def title(turn: Turn, offer: Offer) -> str:
    """焊工（初级工）, marked where it is a sample."""
    level = turn.say(f"level_{offer.level}") if offer.level else ""
    mark = turn.say("sample") if offer.is_sample else ""
    return f"{mark}{offer.occupation}" + (f"（{level}）" if level else "")


def line(turn: Turn, offer: Offer) -> str:
    """One class in one line."""
    parts = [title(turn, offer), institution(turn, offer), *_when_and_where(turn, offer)]
    return "，".join([*parts, price(turn, offer)])


def institution(turn: Turn, offer: Offer) -> str:
    """The institution's name; the mark of a sample stands with the course."""
    return (
        offer.institution.replace(turn.say("sample"), "") if offer.is_sample else offer.institution
    )


def _when_and_where(turn: Turn, offer: Offer) -> list[str]:
    place = place_name(turn, offer.city, offer.county)
    found = [place, when(turn, offer)]
    if state_of(offer, desk(turn).ledger.today) is State.OPEN:
        found.append(seats(turn, offer))
    return [part for part in found if part]


def when(turn: Turn, offer: Offer) -> str:
    """When a class is, or that it is not certain."""
    state = state_of(offer, desk(turn).ledger.today)
    if state not in (State.OPEN, State.FULL):
        return turn.say(f"class_{state.value}")
    start = turn.say("starts", day=day_in_words(offer.starts_on)) if offer.starts_on else ""
    times = "、".join(turn.say(f"time_{name}") for name in _TIMES if getattr(offer, name))
    full = turn.say("seats_full") if state is State.FULL else ""
    return "，".join(part for part in (start, times, full) if part)


def seats(turn: Turn, offer: Offer) -> str:
    """How many seats are left."""
    free = offer.free_seats
    if free is None:
        return turn.say("seats_unknown")
    return turn.say("seats_left", count=free) if free else turn.say("seats_full")


def price(turn: Turn, offer: Offer) -> str:
    """What the worker pays."""
    if offer.price is None:
        return turn.say("price_unknown")
    return turn.say("price_paid", price=offer.price) if offer.price else turn.say("price_free")


def told(turn: Turn, number: int, found: Found) -> str:
    """One of the best classes: what it is, and why it is named."""
    return f"{number} {line(turn, found.offer)}\n  {reasons(turn, found)}"


def reasons(turn: Turn, found: Found) -> str:
    """Why a class is named, and whether it can be paid for."""
    named = [turn.say(f"because_{reason.value}") for reason in found.reasons if reason != "sample"]
    return "，".join([pays(turn, found.offer, found.outcome), *named[:_LEAST_TOLD]])


def pays(turn: Turn, offer: Offer, outcome: Outcome) -> str:
    """Whether a class can be paid for; why not, where it cannot."""
    if outcome is not Outcome.INELIGIBLE:
        return turn.say(f"pays_{outcome.value}")
    refused = refusal(turn.library, turn.day, turn.conversation.facts, kind(offer))
    if refused is None:
        return turn.say("pays_unlisted")
    failing = [finding for finding in refused.findings if finding.holds is False]
    return turn.say("pays_ineligible", reason=reason_in_words(turn, failing))


def asks_for_facts(turn: Turn) -> list[str]:
    """Which fact decides about the money, and where to say more; nothing where none does."""
    undecided = open_for(turn.library, turn.day, turn.conversation.facts)
    if undecided is None:
        return []
    missing = supposing.missing_in_words(turn, undecided)
    needs, one = "、".join(missing), len(missing) == 1
    asks = turn.say("found_asks", needs=needs) if one else turn.say("found_asks_more", needs=needs)
    own = turn.conversation.about == "self"
    return [asks + (turn.say("found_check") if own else "")]


def kind(offer: Offer) -> Kind:
    """What decides whether a class can be paid for."""
    return Kind(offer.occupation, offer.level, offer.certificate, offer.subsidised)


def head(turn: Turn, wish: Wish, found: Sequence[Found]) -> str:
    """What is listed: classes of what was asked for, or of what comes near it; and where, if only elsewhere."""
    what = next(iter(wish.occupations), "")
    away = bool(wish.city) and all(one.offer.city != wish.city for one in found)
    if any(one.offer.occupation == what for one in found) or not what:
        name = what or turn.say("found_place")
        here = desk(turn)
        if away and what and not taught_there(here.connection, wish, here.ledger.today):
            then = turn.say("found_then") if wish.unfit or wish.only else ""
            parts = {"city": wish.city, "what": then + what, "count": len(found)}
            return turn.say("found_elsewhere", **parts)
        return turn.say("found_head", what=name, count=len(found))
    near = "、".join(dict.fromkeys(one.offer.occupation for one in found))
    near += turn.say("found_near_elsewhere") if away else ""
    return turn.say("found_near", what=what, near=near, count=len(found))


def as_object(found: Found) -> Mapping[str, Any]:
    """A class as the outside sees it."""
    offer = found.offer
    names = (
        "course_id", "session_id", "institution", "occupation", "title", "level", "certificate",
        "hours", "price", "subsidised", "city", "county", "place", "evening", "weekend", "online",
    )  # fmt: skip
    return {
        **{name: getattr(offer, name) for name in names},
        "starts_on": offer.starts_on.isoformat() if offer.starts_on else None,
        "seats_left": offer.free_seats,
        "state": found.state.value,
        "outcome": found.outcome.value,
        "reasons": [reason.value for reason in found.reasons],
        "sample": offer.is_sample,
    }


def detail(turn: Turn, offer: Offer) -> str:
    """Everything that is published of a class."""
    head = turn.say("detail_head", title=title(turn, offer), institution=institution(turn, offer))
    lines = [head, turn.say("detail_when", when=when(turn, offer))]
    named = place_name(turn, offer.city, offer.county)
    where = offer.place if offer.place.startswith(named) else named + offer.place
    lines.append(turn.say("detail_where", place=where))
    lines.append(turn.say("detail_price", price=price(turn, offer)))
    if offer.hours is not None:
        lines.append(turn.say("detail_hours", hours=offer.hours))
    lines += [*_certificate(turn, offer), *_entry(turn, offer)]
    lines.append(turn.say("detail_phone", phone=offer.telephone or "12333"))
    if offer.confirmed_on:
        lines.append(turn.say("detail_confirmed", day=day_in_words(offer.confirmed_on)))
    lines.append(turn.say("sample_note") if offer.is_sample else turn.say("detail_none"))
    return "\n".join(lines)


def _certificate(turn: Turn, offer: Offer) -> list[str]:
    named = turn.library.facts["certificate"].values.get(offer.certificate, "")
    name = offer.certificate_name or named
    return [turn.say("detail_certificate", certificate=name)] if name else []


def _entry(turn: Turn, offer: Offer) -> list[str]:
    known = turn.library.occupations.occupations
    entry = next((o.entry for o in known if o.name == offer.occupation), "")
    return [turn.say("detail_entry", entry=entry)] if entry else []
