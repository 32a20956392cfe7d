"""The outcome of an eligibility check, once nothing is left to ask."""

from dataclasses import replace

from bot import supposing, telling
from bot.assessing import assessment
from bot.conversation import Conversation
from bot.crowd import CROWDS, MANY
from bot.handlers.attending import apart
from bot.reply import Choice, Reply
from bot.turn import Handled, Turn
from knowledge.eligibility import Outcome, Verdict, judge_all
from knowledge.policy import Citation

MOST_LINES = 5


def remember(conversation: Conversation, verdicts: tuple[Verdict, ...]) -> Conversation:
    """The conversation that knows what outcomes were told."""
    outcomes = {v.programme.id: v.outcome.value for v in verdicts}
    return conversation.with_subject(replace(conversation.subject, outcomes=outcomes))


def tell(turn: Turn, verdicts: tuple[Verdict, ...], opening: list[str]) -> Handled:
    """The outcome, once nothing is left to ask."""
    matter = [v for v in verdicts if _matters(turn, v)] + _besides(turn, verdicts)
    if turn.conversation.about in CROWDS:
        matter = [v for v in matter if v.outcome is not Outcome.UNKNOWN or _asked_for(turn, v)]
    # What waits for a certificate comes last, so that what to do about it stands below it.
    matter = sorted(matter[:MOST_LINES], key=lambda verdict: supposing.waits(turn, verdict))
    lines = _in_words(turn, matter)
    head = turn.say("judged_on", of_whom=_of_whom(turn), day=telling.day_in_words(turn.day))
    words = [*opening]
    words += [head, *lines] if lines else [turn.say("nothing_open")]
    instead, more = _instead(turn, matter, opening)
    words += instead
    if any(_may_be_had(turn, v) for v in matter):
        words.append(turn.say("who_decides"))
    citations = tuple(dict.fromkeys([*(telling.citation(v) for v in matter or verdicts), *more]))
    sources = telling.sources_in_words(turn.library, turn.day, citations)
    words.append(turn.say("sources", sources=sources))
    reply = Reply(
        "\n".join(words),
        _taps(turn, matter),
        citations,
        more=full_list(turn),
        numbered=False,
        assessment=assessment(turn),
    )
    conversation = replace(
        remember(turn.conversation, verdicts), asking=None, offered=(), more=reply.more
    )
    return reply, conversation


def _in_words(turn: Turn, matter: list[Verdict]) -> list[str]:
    """The verdicts; of many people, in place of an open one, what the rules ask of each."""
    lines = []
    many = turn.conversation.about in CROWDS
    for verdict in matter:
        open_to_many = many and verdict.outcome is Outcome.UNKNOWN
        told = supposing.for_many if open_to_many else _one_line
        lines += told(turn, verdict)
    lines += supposing.not_yet(turn, matter)
    if len(matter) == 1:
        lines += telling.grounds(turn, matter[0])
    lines += telling.same_level(turn, [v for v in matter if _may_be_had(turn, v)])
    lines += apart(turn, [v for v in matter if not supposing.waits(turn, v)])
    if many and any(_may_be_had(turn, verdict) for verdict in matter):
        lines.append(turn.say("many_each"))
    return lines


def _one_line(turn: Turn, verdict: Verdict) -> list[str]:
    return [supposing.verdict_line(turn, verdict)]


def _of_whom(turn: Turn) -> str:
    """Of whom it is judged, where that is not the sender, nor people whom nobody named."""
    about = turn.conversation.about
    unnamed = about == MANY and not turn.conversation.subject.called
    return "" if about == "self" or unnamed else f"（{turn.who}）"


def _instead(
    turn: Turn, told: list[Verdict], opening: list[str]
) -> tuple[list[str], tuple[Citation, ...]]:
    """Of a programme asked for that is not in force: what holds in its place, or that it is not known."""
    past = [v.programme for v in told if not v.programme.in_force]
    if not past:
        return [], ()
    words, citations = telling.instead(turn, past[0])
    said_already = not citations and any("12333" in line for line in opening)
    return ([] if said_already else [words]), citations


def _may_be_had(turn: Turn, verdict: Verdict) -> bool:
    """Whether somebody has still to decide on it: now, or once there is a certificate."""
    supposed = supposing.with_certificate(turn, verdict) or verdict
    return verdict.programme.in_force and supposed.outcome is not Outcome.INELIGIBLE


def _taps(turn: Turn, verdicts: list[Verdict]) -> tuple[Choice, ...]:
    """What may be asked after an outcome; a class, for who wants to learn or has to learn first."""
    says = [turn.say(name) for name in ("tap_why", "tap_next", "tap_everything")]
    wanted = turn.conversation.facts.get("occupation")
    if wanted:
        says.append(turn.say("tap_class", occupation=wanted))
    elif any(supposing.with_certificate(turn, verdict) for verdict in verdicts):
        says.append(turn.wording.labels["find_course"])
    return tuple(Choice(text) for text in says)


def _matters(turn: Turn, verdict: Verdict) -> bool:
    """Whether a verdict is told at once: good news, open ones, and what pays or was asked for."""
    if verdict.outcome is not Outcome.INELIGIBLE:
        return True
    return _asked_for(turn, verdict)


def _asked_for(turn: Turn, verdict: Verdict) -> bool:
    programme = verdict.programme
    return programme.spec.pays == "money" or programme.id == turn.conversation.goal


def _besides(turn: Turn, verdicts: tuple[Verdict, ...]) -> list[Verdict]:
    """Good news beyond what was asked about: programmes in force that what is known already settles."""
    told = {verdict.programme.id for verdict in verdicts}
    others = [p for p in turn.library.programmes(turn.day) if p.in_force and p.id not in told]
    found = judge_all(others, turn.conversation.facts)
    return [verdict for verdict in found if verdict.outcome is Outcome.ELIGIBLE]


def full_list(turn: Turn) -> str:
    """Every programme of the day with its verdict, those in force first, the others by outcome."""
    verdicts = judge_all(turn.library.programmes(turn.day), turn.conversation.facts)
    lines = [turn.say("all_of_list")]
    lines += [supposing.verdict_line(turn, v) for v in verdicts if v.programme.in_force]
    past = [v for v in verdicts if not v.programme.in_force]
    if past:
        lines.append(turn.say("those_past"))
    for outcome in Outcome:
        titles = [v.programme.spec.title for v in past if v.outcome is outcome]
        if titles:
            # No mark: none of these can be had now.
            lines.append(f"{turn.say(f'short_{outcome.value}')}：{'、'.join(titles)}")
    return "\n".join(lines)
