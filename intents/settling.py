"""Where rules and classifier differ: a few plain rules, the first that applies decides."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from intents.examples import OUT_OF_SCOPE
from intents.matching import Match
from intents.numerals import NUM
from intents.reading import Reading
from intents.rules import SAID_OF_ANYONE
from intents.understanding import Command, Pending, Warning

STATED = "check_eligibility"
"""Whoever only tells of their situation wants to know what it gives them."""
CLASS = "find_course"
REPLIES = frozenset({"affirm", "deny", "unsure"})
_CURT = 6
"""So short an answer says yes or no and tells nothing beside it."""
GROUPS = frozenset(
    {
        "veteran",
        "pension_age",
        "sme",
        "technician",
        "certificate_types",
        "new_hire",
        "unemployed",
        "returnee",
    }
)
"""Intents about a kind of people, firms or papers, which whoever belongs there names too."""
BY_COMMAND: Mapping[Command, str] = MappingProxyType(
    {
        Command.MENU: "capabilities",
        Command.BACK: "back",
        Command.RESTART: "restart",
        Command.UNSURE: "unsure",
        Command.SKIP: "unsure",
        Command.HUMAN: "human",
        Command.SOURCE: "why",
        Command.FORGET: "privacy",
        Command.REMEMBER: "privacy",
        Command.WHY_ASK: "why",
    }
)
RULE = 0.97
"""How sure the rules on whole messages are."""
CUE = 0.9
"""How sure a cue inside a message is: it yields to a classifier that is surer."""
OURS = 0.8
"""From this confidence on the classifier is believed that something of ours is asked, whatever is named."""
STRAY = 0.15
"""From this share on the classifier holds it possible that a message which names such a theme is not ours."""
NOTHING_FITS = 0.3
"""Below this confidence no intent fits: a message that looks a little out of scope then counts as such."""
A_LITTLE = 0.05


COURSES = frozenset(
    {"find_course", "recommend_course", "course_detail", "find_institution", "enrol", "my_orders"}
    | {"cancel_order", "submit_demand"}
)
CASES = COURSES | {STATED, "why", "next_steps"}
"""Intents of somebody with a case of their own; the others may ask about a matter that touches nobody."""
OFFICE = frozenset(
    {"institution_accept", "enterprise_support", "school_support", "training_base"}
    | {"private_provider", "team_qr", "team_report", "fraud_report", "progress"}
)
"""Intents of a school, a firm or a team on its own account, which are no matter of its people's."""
A_GUESS = 0.6
"""How sure a rule is that overrules the classifier by a word or two."""
WORTH = 0.05
"""From this confidence on a second meaning is looked at."""
_NOT_OF_CLASSES = frozenset({"free"})
"""A wish that whoever asks for a subsidy has too."""
_NUMBER = re.compile(NUM)
"""A number alone answers nothing that was not asked."""
_LEARNS = re.compile("学|教|培训|班|课|科(?=$|[，。])")
_LEARNS_SOMETHING = re.compile("(?:能|想|可以|该|去哪)学(?:个|点|些|一点)?什么")
_OF_OURS = re.compile("补贴|补助|培训")
_CRAFT = re.compile("(学|换|找|有|会)(个|门|点|样|一门)?(手艺|技术|技能|本事)")


class Verdict(NamedTuple):
    """The intent settled on, and how sure it is."""

    intent: str
    confidence: float


Rule = Callable[[Reading, Match, Pending | None], Verdict | None]


def settle(reading: Reading, match: Match, pending: Pending | None) -> Verdict:
    """The intent of a message that was read and matched."""
    for rule in RULES:
        verdict = rule(reading, match, pending)
        if verdict is not None:
            return verdict
    return Verdict(match.intent, match.confidence)


def _harm(reading: Reading, _: Match, __: Pending | None) -> Verdict | None:
    """Words of despair or danger are answered for themselves, whatever else is asked."""
    return Verdict(OUT_OF_SCOPE, RULE) if reading.warning is Warning.HARM else None


def _command(reading: Reading, _: Match, __: Pending | None) -> Verdict | None:
    """A word that works in every state."""
    intent = BY_COMMAND.get(reading.command) if reading.command else None
    return Verdict(intent, RULE) if intent else None


def _reply(reading: Reading, match: Match, pending: Pending | None) -> Verdict | None:
    """An answer to the open question; a question is never taken for one."""
    if pending is None or reading.asks:
        return None
    told = reading.choice is not None or pending.fact in reading.facts
    asked = pending.fact is not None  # else something was only offered
    if not told and (not asked or not reading.facts or _is_of_courses(reading, match)):
        return None
    return Verdict(_plain_reply(reading, match, pending) or STATED, RULE)


def _plain_reply(reading: Reading, match: Match, pending: Pending) -> str | None:
    """Yes, no or not known, where nothing more is said than that."""
    if match.intent not in REPLIES and len(reading.text) > _CURT:
        return None
    value = reading.facts.get(pending.fact) if pending.fact else None
    if value is True:
        return "affirm"
    if value is False or (value == 0 and "没" in reading.text):
        return "deny"
    return match.intent if match.intent in REPLIES and value is None else None


def _theme(reading: Reading, match: Match, _: Pending | None) -> Verdict | None:
    """A named theme that is not ours, unless the classifier sees something of ours asked beside it."""
    doubted = match.confidence < OURS and match.share(OUT_OF_SCOPE) >= STRAY
    unsure = doubted or match.intent == OUT_OF_SCOPE
    if reading.theme is None or not unsure or _LEARNS_SOMETHING.search(reading.text):
        return None
    return Verdict(OUT_OF_SCOPE, max(CUE, match.share(OUT_OF_SCOPE)))


def _scam(reading: Reading, match: Match, _: Pending | None) -> Verdict | None:
    """Signs of a swindle, unless the classifier is sure of something else."""
    if reading.warning is not Warning.SCAM or match.confidence >= CUE:
        return None
    return Verdict("fraud_report", CUE)


def _wish(reading: Reading, match: Match, _: Pending | None) -> Verdict | None:
    """Who names a trade and when it would suit, and no money, is looking for a class."""
    when = set(reading.mentions.wishes) - _NOT_OF_CLASSES
    named = when and reading.mentions.occupation
    if not named or match.intent != STATED or any(word in reading.text for word in "补领钱"):
        return None
    return Verdict(CLASS, CUE)


def _is_of_courses(reading: Reading, match: Match) -> bool:
    """Whether the message is about a class, a school or an order, whatever question is open."""
    return match.intent in COURSES or _wish(reading, match, None) is not None


def _ours(reading: Reading, match: Match, _: Pending | None) -> Verdict | None:
    """Who speaks of learning a trade is at the right address, whatever else the words sound like."""
    lost = match.intent == OUT_OF_SCOPE or match.confidence < NOTHING_FITS
    wishes = _LEARNS_SOMETHING.search(reading.text)
    if not lost or reading.warning or (reading.theme and not wishes):
        return None
    if wishes:
        return Verdict("recommend_course", A_GUESS)
    trade = reading.facts.get("occupation")
    if trade and (_LEARNS.search(reading.text) or trade == reading.text):
        return Verdict(CLASS, A_GUESS)
    return Verdict("recommend_course", A_GUESS) if _CRAFT.search(reading.text) else None


def _situation(reading: Reading, match: Match, _: Pending | None) -> Verdict | None:
    """A message that states one's situation and asks nothing."""
    if reading.asks or not reading.facts:
        return None
    if match.settled and not _tells_of_oneself(reading, match) and not _is_lost(reading, match):
        return None
    if _names_only_a_course(reading) and match.share(CLASS) >= match.share(STATED):
        return Verdict(CLASS, A_GUESS)
    return Verdict(STATED, max(0.6, match.share(STATED)))


def _is_lost(reading: Reading, match: Match) -> bool:
    """Whether the classifier takes somebody's situation for none of ours, and is not sure of it."""
    told = reading.facts.keys() - SAID_OF_ANYONE
    return bool(told) and match.intent == OUT_OF_SCOPE and match.confidence < OURS


def _names_only_a_course(reading: Reading) -> bool:
    """Whether a trade to be learned, and at most a place and a level beside it, is all that is told."""
    only_named = not reading.facts.keys() - SAID_OF_ANYONE
    return only_named and "occupation" in reading.facts and bool(_LEARNS.search(reading.text))


def _own_case(reading: Reading, match: Match, _: Pending | None) -> Verdict | None:
    """Who tells of a case and asks whether it fits wants a judgement, though a group is named."""
    told = reading.facts.keys() - SAID_OF_ANYONE
    lost = _is_lost(reading, match) and _OF_OURS.search(reading.text)
    if not told or not reading.asks or not (lost or match.intent in GROUPS):
        return None
    share = match.share(STATED)
    return Verdict(STATED, max(A_GUESS, share)) if lost or share >= WORTH else None


def _tells_of_oneself(reading: Reading, match: Match) -> bool:
    """Whether a message says what someone is, though it sounds like a question about such people."""
    return match.intent in GROUPS and len(reading.facts) > 1 and "想" not in reading.text


def _nothing(reading: Reading, match: Match, __: Pending | None) -> Verdict | None:
    """No intent fits. The confidence stays small, so that the sender is asked back."""
    outside = match.share(OUT_OF_SCOPE)
    fits = match.confidence >= NOTHING_FITS and not _NUMBER.fullmatch(reading.text)
    if fits or outside < A_LITTLE:
        return None
    return Verdict(OUT_OF_SCOPE, outside)


RULES: tuple[Rule, ...] = (
    _harm,
    _command,
    _reply,
    _theme,
    _scam,
    _ours,
    _wish,
    _situation,
    _own_case,
    _nothing,
)
"""In the order of their rank."""
