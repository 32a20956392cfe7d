"""Where rules and classifier differ, rank decides: danger, commands, answers, themes, swindles."""

import pytest

from intents.matching import Match
from intents.reading import Reading
from intents.settling import settle
from intents.understanding import Command, Pending, Warning

SURE = Match("subsidy_amount", 0.97, (("out_of_scope", 0.01),), ())
TORN = Match("subsidy_amount", 0.4, (("subsidy_limit", 0.38), ("out_of_scope", 0.1)), ())
LOST = Match("progress", 0.2, (("out_of_scope", 0.15),), ())
ASKED = Pending("veteran")


def test_a_sure_classifier_stands() -> None:
    assert settle(Reading("x"), SURE, None) == ("subsidy_amount", 0.97)


def test_danger_goes_before_everything() -> None:
    reading = Reading("x", warning=Warning.HARM, command=Command.HUMAN, facts={"age": 50})
    assert settle(reading, SURE, ASKED).intent == "out_of_scope"


@pytest.mark.parametrize(
    ("command", "intent"), [("human", "human"), ("menu", "capabilities"), ("skip", "unsure")]
)
def test_a_command_goes_before_the_classifier(command: str, intent: str) -> None:
    assert settle(Reading("x", command=Command(command)), SURE, None).intent == intent


def test_a_stated_value_answers_the_open_question() -> None:
    reading = Reading("在部队待过五年，零八年回来的", facts={"veteran": True})
    assert settle(reading, SURE, ASKED).intent == "check_eligibility"


@pytest.mark.parametrize("reply", ["affirm", "deny"])
def test_a_bare_reply_to_the_open_question_stays_one(reply: str) -> None:
    reading = Reading("有", facts={"veteran": reply == "affirm"})
    assert settle(reading, Match(reply, 0.5, (), ()), ASKED).intent == reply


def test_a_tapped_option_is_an_answer() -> None:
    assert settle(Reading("2", choice=1), LOST, ASKED).intent == "check_eligibility"


def test_a_question_is_never_taken_for_an_answer() -> None:
    reading = Reading("当过兵补多少？", facts={"veteran": True}, asks=True)
    assert settle(reading, SURE, ASKED).intent == "subsidy_amount"


def test_a_foreign_theme_yields_to_a_classifier_that_is_sure_or_sees_nothing_foreign() -> None:
    reading = Reading("x", theme="medical", asks=True)
    strange = TORN._replace(alternatives=(("subsidy_limit", 0.38), ("out_of_scope", 0.2)))
    assert settle(reading, strange, None).intent == "out_of_scope"
    assert settle(reading, TORN, None).intent == TORN.intent
    assert settle(reading, SURE, None).intent == "subsidy_amount"


def test_signs_of_a_swindle_decide_where_the_classifier_is_torn() -> None:
    reading = Reading("x", warning=Warning.SCAM, asks=True)
    assert settle(reading, TORN, None).intent == "fraud_report"
    assert settle(reading, SURE, None).intent == "subsidy_amount"


def test_a_situation_told_without_a_question_wants_to_be_judged() -> None:
    told = Reading("x", facts={"age": 50})
    assert settle(told, TORN, None).intent == "check_eligibility"
    assert settle(Reading("x", facts={"age": 50}, asks=True), TORN, None).intent == TORN.intent


def test_where_nothing_fits_it_is_out_of_scope_and_stays_unsure() -> None:
    verdict = settle(Reading("x", asks=True), LOST, None)
    assert verdict.intent == "out_of_scope"
    assert verdict.confidence < 0.3


@pytest.mark.parametrize(
    ("text", "intent"),
    [("想开个网店，有没有补贴", "check_eligibility"), ("想开个网店，进货找谁", "out_of_scope")],
)
def test_a_case_with_a_question_of_ours_is_not_lost(text: str, intent: str) -> None:
    strayed = Match("out_of_scope", 0.5, (("startup_loan", 0.3),), ())
    reading = Reading(text, facts={"wants_startup": True}, asks=True)
    assert settle(reading, strayed, None).intent == intent
