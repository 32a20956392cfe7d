"""Identical and near-identical messages take their example's intent; an unsure match says that it is."""

import pytest

from intents.cached import Fitted
from intents.matching import Matcher, is_sure
from intents.normalising import normalised


@pytest.fixture(scope="module")
def matcher(fitted: Fitted) -> Matcher:
    return fitted.matcher


def test_an_example_as_it_stands_is_certain(matcher: Matcher) -> None:
    match = matcher.match("从头再来一遍吧")
    assert match.intent == "restart"
    assert match.confidence > 0.9
    assert match.settled


@pytest.mark.parametrize("text", ["", "？？？", "🙏🙏", "zxcvbnm"])
def test_a_message_without_any_known_feature_is_unsettled_or_out_of_scope(
    matcher: Matcher, text: str
) -> None:
    match = matcher.match(text)
    assert match.intent == "out_of_scope" or not match.settled


def test_confidence_and_alternatives_are_ranked_shares(matcher: Matcher) -> None:
    match = matcher.match("那个啥，补贴的事")
    shares = [match.confidence, *(share for _, share in match.alternatives)]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1.001


def test_dialect_and_traditional_characters_mean_the_same(matcher: Matcher) -> None:
    plain, dialect = matcher.match("一年能领几次"), matcher.match("一年能領幾次")
    assert normalised("一年能領幾次") == normalised("一年能领几次")
    assert plain == dialect


def test_sure_needs_both_the_threshold_and_the_margin() -> None:
    assert is_sure(0.9, (("other", 0.05),))
    assert not is_sure(0.4, (("other", 0.05),))
    assert not is_sure(0.5, (("other", 0.45),))
