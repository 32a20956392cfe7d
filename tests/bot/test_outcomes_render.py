"""Every outcome of every programme can be told: short, plain, calibrated, of whomever one asks."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache

import pytest

from bot.conversation import Conversation, Subject
from bot.fitting import fit
from bot.handlers.check import check
from bot.handlers.reasons import next_steps, why
from bot.message import Channel, Message
from bot.reply import Reply
from bot.turn import Turn
from bot.wording import Wording
from intents.understanding import Understanding
from knowledge.eligibility import Outcome, judge
from knowledge.facts import Facts, Value
from knowledge.library import Library
from knowledge.programmes import Programme
from knowledge.readability import long_pieces
from tests.bot.promises import breaches
from tests.eligibility.grid import TWO_SIDES, grid, values
from tests.eligibility.naive import PROGRAMMES

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
DAYS = (date(2018, 6, 1), date(2020, 6, 15), date(2025, 6, 1), date(2026, 11, 23))
MOST = 60
"""So many persons for each outcome of a programme, spread over all of them."""


@lru_cache(maxsize=128)
def outcomes(library: Library, name: str, on: date) -> dict[Outcome, list[Facts]]:
    """Persons with each outcome of a programme, spread over everything that it reads."""
    rule = programme(library, name, on)
    choices: dict[str, tuple[Value, ...]] = {
        fact: TWO_SIDES.get(fact) or values(fact, library.facts[fact]) for fact in rule.reads
    }
    met: dict[Outcome, list[Facts]] = {outcome: [] for outcome in Outcome}
    for person in grid(choices):
        facts = Facts(person)
        met[judge(rule, facts).outcome].append(facts)
    return {outcome: found[:: max(1, len(found) // MOST)] for outcome, found in met.items()}


def programme(library: Library, name: str, on: date) -> Programme:
    return next(p for p in library.programmes(on) if p.id == name)


@dataclass(frozen=True)
class Teller:
    """Tells somebody the outcome when everything that may be asked has been asked."""

    library: Library
    wording: Wording

    def turn(self, goal: str, on: date, facts: Facts, who: str) -> Turn:
        subject = Subject(facts, skipped=frozenset(self.wording.questions))
        conversation = Conversation({who: subject}, who, goal=goal, checking=True)
        message = Message("1", Channel.PAGE, "wang", "", NOW)
        heard = Understanding("", "check_eligibility", 1.0)
        return Turn(message, heard, conversation, self.library, self.wording, NOW, on)

    def outcome(self, goal: str, on: date, facts: Facts) -> Reply:
        return check(self.turn(goal, on, facts, "self"))[0]

    def everything(self, goal: str, on: date, facts: Facts, who: str) -> list[Reply]:
        """The outcome, its reasons, what to do next, and the whole list."""
        asked = self.turn(goal, on, facts, who)
        first, conversation = check(asked)
        after = replace(asked, conversation=conversation)
        return [first, why(after)[0], next_steps(after)[0], Reply(first.more)]


@pytest.fixture(scope="module")
def teller(library: Library, wording: Wording) -> Teller:
    return Teller(library, wording)


def faults(reply: Reply, wording: Wording) -> list[str]:
    """What is wrong with a reply as it would be sent."""
    text = fit(reply, wording.phrase("more_tail")).text
    sent = Reply(text, reply.choices, reply.citations, numbered=reply.numbered)
    return [*breaches(sent), *(f"too long a breath: {piece}" for piece in long_pieces(text))]


@pytest.mark.parametrize("who", ["self", "wife", "workers", "other"])
@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("name", PROGRAMMES)
def test_every_outcome_is_told_plainly(teller: Teller, name: str, on: date, who: str) -> None:
    for outcome, people in outcomes(teller.library, name, on).items():
        assert people, outcome
        for facts in people[:: 1 if who == "self" else 6]:
            for reply in teller.everything(name, on, facts, who):
                assert not faults(reply, teller.wording), (facts, reply.text)


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("name", PROGRAMMES)
def test_the_outcome_names_programme_clause_and_day(teller: Teller, name: str, on: date) -> None:
    rule = programme(teller.library, name, on)
    for people in outcomes(teller.library, name, on).values():
        reply = teller.outcome(name, on, people[0])
        assert rule.spec.title in reply.text
        assert rule.spec.clause in reply.text
        assert f"{on.year}年{on.month}月{on.day}日" in reply.text
        assert (rule.pack, rule.spec.clause) in reply.citations


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("name", PROGRAMMES)
def test_outside_its_days_nothing_is_offered(teller: Teller, name: str, on: date) -> None:
    rule = programme(teller.library, name, on)
    facts = outcomes(teller.library, name, on)[Outcome.ELIGIBLE][0]
    text = teller.outcome(name, on, facts).text
    line = next(part for part in text.splitlines() if rule.spec.title in part)
    phrases = teller.wording.phrases.items()
    offered = [w for n, w in phrases if n.startswith("line_eligible_") and w in line]
    assert bool(offered) is rule.in_force


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_no_says_because_of_what(teller: Teller, name: str, on: date) -> None:
    rule = programme(teller.library, name, on)
    for facts in outcomes(teller.library, name, on)[Outcome.INELIGIBLE]:
        text = teller.outcome(name, on, facts).text
        specs = teller.library.facts
        reasons = [specs[fact].said(facts[fact]) for fact in judge(rule, facts).because]
        assert any(reason in text for reason in reasons), (facts, text)
