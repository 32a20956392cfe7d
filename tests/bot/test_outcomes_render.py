"""Every outcome of every programme can be told: short enough, plain enough, calibrated, of whomever one asks."""

from datetime import UTC, date, datetime

import pytest

from bot.conversation import Conversation, Subject
from bot.fitting import fit
from bot.handlers.check import check
from bot.handlers.reasons import next_steps, why
from bot.message import Channel, Message
from bot.reply import Reply
from bot.turn import Handled, Turn
from bot.wording import Wording
from intents.understanding import Understanding
from knowledge.eligibility import Outcome, judge
from knowledge.facts import Facts, Value
from knowledge.library import Library
from knowledge.programmes import Programme
from knowledge.readability import long_pieces
from tests.bot.promises import breaches
from tests.eligibility.grid import grid, values
from tests.eligibility.naive import PROGRAMMES

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
DAYS = (date(2018, 6, 1), date(2020, 6, 15), date(2025, 6, 1), date(2026, 11, 23))
MOST = 60
"""So many persons for each outcome of a programme, spread over all of them."""


def outcomes(library: Library, rule: Programme) -> dict[Outcome, list[Facts]]:
    """Persons with each outcome of a programme, spread over everything that it reads."""
    choices: dict[str, tuple[Value, ...]] = {
        fact: values(fact, library.facts[fact])[:3] for fact in rule.reads
    }
    met: dict[Outcome, list[Facts]] = {outcome: [] for outcome in Outcome}
    for person in grid(choices):
        facts = Facts(person)
        met[judge(rule, facts).outcome].append(facts)
    return {outcome: found[:: max(1, len(found) // MOST)] for outcome, found in met.items()}


def turn(library: Library, wording: Wording, on: date, goal: str, who: str, facts: Facts) -> Turn:
    """A turn in which everything that may be asked has been asked of one person."""
    subject = Subject(facts, skipped=frozenset(wording.questions))
    conversation = Conversation({who: subject}, who, goal=goal, checking=True)
    message = Message("1", Channel.PAGE, "wang", "", NOW)
    heard = Understanding("", "check_eligibility", 1.0)
    return Turn(message, heard, conversation, library, wording, NOW, on)


def told(
    library: Library, wording: Wording, on: date, goal: str, who: str, facts: Facts
) -> list[Handled]:
    """The outcome, its reasons, what to do next, and the whole list."""
    asked = turn(library, wording, on, goal, who, facts)
    first = check(asked)
    after = Turn(*_fields(asked)[:2], first[1], *_fields(asked)[3:])
    return [first, why(after), next_steps(after), (Reply(first[0].more), first[1])]


def _fields(one: Turn) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in Turn.__slots__)


def faults(reply: Reply, wording: Wording) -> list[str]:
    """What is wrong with a reply as it would be sent."""
    text = fit(reply, wording.phrase("more_tail")).text
    sent = Reply(text, reply.choices, reply.citations, numbered=reply.numbered)
    return [*breaches(sent), *(f"too long a breath: {piece}" for piece in long_pieces(text))]


@pytest.mark.parametrize("who", ["self", "wife", "workers", "other"])
@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("name", PROGRAMMES)
def test_every_outcome_is_told_plainly(
    library: Library, wording: Wording, name: str, on: date, who: str
) -> None:
    rule = next(p for p in library.programmes(on) if p.id == name)
    for outcome, people in outcomes(library, rule).items():
        assert people, outcome
        for facts in people[:: 1 if who == "self" else 6]:
            for reply, _ in told(library, wording, on, name, who, facts):
                assert not faults(reply, wording), (facts, reply.text)


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("name", PROGRAMMES)
def test_the_outcome_names_programme_clause_and_day(
    library: Library, wording: Wording, name: str, on: date
) -> None:
    rule = next(p for p in library.programmes(on) if p.id == name)
    for people in outcomes(library, rule).values():
        reply = told(library, wording, on, name, "self", people[0])[0][0]
        assert rule.spec.title in reply.text
        assert rule.spec.clause in reply.text
        assert f"{on.year}年{on.month}月{on.day}日" in reply.text
        assert (rule.pack, rule.spec.clause) in reply.citations


@pytest.mark.parametrize("name", PROGRAMMES)
def test_outside_its_days_nothing_is_offered(library: Library, wording: Wording, name: str) -> None:
    for on in DAYS:
        rule = next(p for p in library.programmes(on) if p.id == name)
        facts = outcomes(library, rule)[Outcome.ELIGIBLE][0]
        line = told(library, wording, on, name, "self", facts)[0][0].text
        line = next(part for part in line.splitlines() if rule.spec.title in part)
        offered = [
            w for n, w in wording.phrases.items() if n.startswith("line_eligible_") and w in line
        ]
        assert bool(offered) is rule.in_force


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_no_says_because_of_what(library: Library, wording: Wording, name: str) -> None:
    on = date(2020, 6, 15)
    rule = next(p for p in library.programmes(on) if p.id == name)
    for facts in outcomes(library, rule)[Outcome.INELIGIBLE]:
        line = told(library, wording, on, name, "self", facts)[0][0].text
        because = judge(rule, facts).because
        reasons = [library.facts[fact].said(facts[fact]) for fact in because]
        assert any(reason in line for reason in reasons), (facts, line)
