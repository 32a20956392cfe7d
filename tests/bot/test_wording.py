"""All wording is used, known and plain."""

import re
from pathlib import Path

import pytest

from bot.handlers import HANDLERS, POLICY_INTENTS
from bot.kinds import BY_KIND
from bot.message import Kind
from bot.wording import Wording, load_wording
from knowledge.library import Library, load_library

BOT = Path(__file__).parent.parent.parent / "bot"
BUILT = {
    "short_", "past_", "line_eligible_", "next_", "bound_", "eligible_",
    "level_", "time_", "class_", "because_", "pays_", "standing_", "rec_", "refused_", "state_",
    "acts_", "role_", "can_", "not_bound_", "still_unbound_", "visit_", "code_", "notice_", "tap_role_",
    "taken_up_", "suppose_more_",
}  # fmt: skip
"""Phrases whose names are put together from an outcome, a comparison or a way."""


@pytest.fixture(scope="module")
def wording() -> Wording:
    return load_wording()


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def spoken() -> set[str]:
    names: set[str] = set()
    for path in BOT.rglob("*.py"):
        text = path.read_text("utf-8")
        names |= set(re.findall(r'(?:say|phrase)\(\s*"([a-z_]+)"', text))
        names |= set(re.findall(r'"((?:step|tap)_[a-z]+)"', text))
    return names


def test_every_phrase_that_is_said_exists(wording: Wording) -> None:
    assert not spoken() - wording.phrases.keys()


def test_every_phrase_that_exists_is_said(wording: Wording) -> None:
    conditional = {"id", "phone", "card", "unknown", "ineligible", "hello", "hello_again",
                   "hello_visit", "short_unknown", "retry", "last_question", *BY_KIND.values()}  # fmt: skip
    unsaid = wording.phrases.keys() - spoken() - conditional
    left = {name for name in unsaid if not any(name.startswith(part) for part in BUILT)}
    assert not left


def test_every_intent_has_a_handler_and_a_label(wording: Wording) -> None:
    assert len(HANDLERS) == 77
    assert HANDLERS.keys() == wording.labels.keys()
    assert len(POLICY_INTENTS) == 48


def test_every_kind_of_message_is_met() -> None:
    elsewhere = {
        Kind.TEXT,
        Kind.VOICE,
        Kind.LOCATION,
        Kind.FOLLOW,
        Kind.SCAN,
        Kind.TAP,
        Kind.UNFOLLOW,
    }
    assert set(Kind) == elsewhere | BY_KIND.keys()


def test_questions_ask_for_facts_that_exist(wording: Wording, library: Library) -> None:
    for name, question in wording.questions.items():
        for fact in question.facts:
            assert fact in library.facts, name
        for option in question.options:
            for fact, value in option.sets.items():
                assert library.facts[fact].allows(value), f"{name}: {option.label}"


def test_every_fact_that_a_rule_reads_is_asked_for(wording: Wording, library: Library) -> None:
    asked = {fact for question in wording.questions.values() for fact in question.facts}
    read = {
        fact
        for pack in library.packs.values()
        for p in pack.programmes.values()
        for fact in p.requires
    }
    read |= {
        fact
        for pack in library.packs.values()
        for p in pack.programmes.values()
        for branch in (p.one_of.any if p.one_of else ())
        for fact in branch
    }
    assert not read - asked


def test_questions_are_short(wording: Wording) -> None:
    for name, question in wording.questions.items():
        assert len(question.asks.format(who="您")) <= 25, name
        assert len(question.options) <= 4 or question.many, name


@pytest.mark.parametrize("never", ["一定能领", "您符合资格", "保证", "包您"])
def test_nothing_is_promised(wording: Wording, never: str) -> None:
    assert not [name for name, text in wording.phrases.items() if never in text]
