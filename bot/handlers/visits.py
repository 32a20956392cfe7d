"""Outreach in the chat: the greeting after a scan, whether a code is genuine, a team's codes and figures."""

import re
import secrets
from datetime import date

from bot.clock import BEIJING
from bot.handlers.drafts import ask, day_in_words, desk, own_words, picked, say, step
from bot.handlers.invitations import bound_to, refer
from bot.handlers.talk import menu
from bot.message import Kind
from bot.outreach import (
    CODE_LASTS,
    LEAST_SHOWN,
    Counts,
    Offering,
    Standing,
    Venue,
    Visit,
    new_code,
    read_code,
    shown,
    standing,
)
from bot.roles import Act, Role
from bot.storage import outreach
from bot.storage.outreach_tables import VisitRow
from bot.storage.roles import Binding
from bot.turn import Handled, Turn

_VENUES = (Venue.VILLAGE, Venue.ENTERPRISE, Venue.SCHOOL)
_VERIFY = re.compile(r"验真|真的?假|是不是真|真码|假码")
_MOST_TOLD = 4


def scanned(turn: Turn) -> Handled | None:
    """The greeting of the visit whose code was scanned, by a new or an old follower."""
    message = turn.message
    if turn.connection is None or not message.scene:
        return None
    here, code = desk(turn), read_code(message.scene)
    visit = outreach.visit_of(here.connection, code) if code else None
    held = standing(visit, here.ledger.today)
    if visit is None or held is not Standing.GENUINE:
        return say(turn, _verdict(turn, visit, held))
    is_new = message.kind is Kind.FOLLOW
    outreach.add_scan(here.connection, visit, here.key, turn.now, is_new=is_new)
    text = turn.say("greet_visit", seen=_seen(turn), **_parts(visit))
    labels = tuple(choice.text for choice in menu(turn))
    return say(turn.with_conversation(scene=visit.code), text, *labels)


def _parts(visit: Visit) -> dict[str, str]:
    return {
        "office": visit.office,
        "day": day_in_words(visit.day),
        "place": visit.place,
        "phone": visit.phone,
        "until": day_in_words(visit.expires_on),
    }


def _seen(turn: Turn) -> str:
    """The day to which the policies were held against their sources."""
    return day_in_words(min(pack.spec.source.seen for pack in turn.library.packs.values()))


def _verdict(turn: Turn, visit: Visit | None, held: Standing) -> str:
    parts = _parts(visit) if visit else {}
    return turn.say(f"code_{held.value}", **parts)


def verified(turn: Turn) -> Handled | None:
    """验真: whether a code in the message is ours and holds."""
    text = turn.message.text
    code = read_code(text)
    asks = _VERIFY.search(text) is not None
    if code is None and not (asks and ("码" in text or "验真" in text)):
        return None
    here = desk(turn)
    if code is None:
        typed = re.search(r"[A-Za-z0-9]{6,8}", text)
        if typed:
            return say(turn, turn.say("code_unknown"))
        return say(turn, turn.say("verify_how", example=new_code(_first)))
    visit = outreach.visit_of(here.connection, code)
    return say(turn, _verdict(turn, visit, standing(visit, here.ledger.today)))


def _first(characters: str) -> str:
    return characters[0]


def team_qr(turn: Turn) -> Handled:
    """A team's codes that still hold, or the questions for a new one."""
    bound = bound_to(turn, Act.MAKE_VISITS)
    if bound is None:
        return refer(turn, Role.TEAM)
    today = desk(turn).ledger.today
    mine = [v for v in _visits(turn, bound) if standing(v, today) is Standing.GENUINE]
    if not mine or "新" in turn.message.text:
        labels = tuple(turn.say(f"visit_{venue.value}") for venue in _VENUES)
        return ask(turn, turn.say("visit_where"), labels, step="visit_venue")
    lines = [turn.say("visit_have"), *(_line(turn, v) for v in mine[:_MOST_TOLD])]
    return say(turn, "\n".join([*lines, turn.say("visit_new")]), turn.say("tap_visit"))


def _line(turn: Turn, visit: Visit) -> str:
    day = day_in_words(visit.day)
    line = turn.say("visit_line", code=visit.code, place=visit.place, day=day)
    return f"{line} {visit.link}" if visit.link else line


def _visits(turn: Turn, bound: Binding) -> tuple[Visit, ...]:
    connection = desk(turn).connection
    return outreach.visits_of(connection, VisitRow.team == bound.name)


def visit_answered(turn: Turn) -> Handled | None:
    """The next question for a new visit, or its code."""
    bound = bound_to(turn, Act.MAKE_VISITS)
    if bound is None:
        return None
    if step(turn) == "visit_venue":
        at = picked(turn)
        if at is None or at >= len(_VENUES):
            return None
        return ask(turn, turn.say("visit_place"), step="visit_place", venue=_VENUES[at].value)
    place = own_words(turn)
    return _made(turn, bound, place) if place else None


def _made(turn: Turn, bound: Binding, place: str) -> Handled:
    here = desk(turn)
    venue = Venue(str(turn.conversation.draft["venue"]))
    today = turn.now.astimezone(BEIJING).date()
    visit = new_visit(bound, venue, place, today)
    outreach.add_visit(here.connection, visit, turn.now)
    text = turn.say("visit_made", code=visit.code, **_some(visit, "place", "day", "until"))
    return say(turn, f"{text}\n{turn.say('visit_print')}")


def _some(visit: Visit, *names: str) -> dict[str, str]:
    return {name: text for name, text in _parts(visit).items() if name in names}


def new_visit(bound: Binding, venue: Venue, place: str, day: date) -> Visit:
    """A visit of a team on a day, with a code of its own."""
    return Visit(
        0, new_code(secrets.choice), bound.name, venue, Offering.POLICY, place, bound.city,
        bound.county, day, bound.name, bound.phone or "12333", day + CODE_LASTS, None, "",
    )  # fmt: skip


def team_report(turn: Turn) -> Handled:
    """What came of a team's visits; an officer sees all of the city's."""
    bound = bound_to(turn, Act.SEE_OWN_VISITS)
    if bound is None:
        return refer(turn, Role.TEAM)
    connection, who = desk(turn).connection, bound.name
    visits = _visits(turn, bound)
    if bound_to(turn, Act.SEE_ALL_VISITS):
        where = [VisitRow.city == bound.city]
        if bound.county:
            where.append(VisitRow.county == bound.county)
        visits = outreach.visits_of(connection, *where)
    if not visits:
        return say(turn, turn.say("report_none"))
    lines = [
        turn.say("report_head", who=who),
        counts_in_words(turn, outreach.counts(connection, visits)),
    ]
    return say(turn, "\n".join([*lines, turn.say("report_note", least=LEAST_SHOWN)]))


def counts_in_words(turn: Turn, counts: Counts) -> str:
    """The figures, small ones hidden."""
    few = turn.say("report_few", least=LEAST_SHOWN)
    told = {name: few if shown(n) is None else str(n) for name, n in counts._asdict().items()}
    return turn.say("report_line", **told)
