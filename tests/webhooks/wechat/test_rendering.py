"""A reply as the text of one message."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.fitting import LIMIT, fit
from bot.reply import Choice, Reply
from webhooks.wechat.rendering import clean, cut, render

CHOICES = (Choice("我能领吗"), Choice("去哪里办", "潍坊去哪里办"))
LONG = "培训完拿了证，带上证书到县里人社窗口申请。" * 60
ANY = st.text(st.characters(), max_size=400)


def test_a_short_reply_is_its_text() -> None:
    assert render(Reply("一共最多3次。")) == "一共最多3次。"


def test_choices_are_numbered_taps_that_send_their_words() -> None:
    assert render(Reply("您想问哪样？", CHOICES)).splitlines() == [
        "您想问哪样？",
        '1 <a href="weixin://bizmsgmenu?msgmenucontent=我能领吗&msgmenuid=1">我能领吗</a>',
        '2 <a href="weixin://bizmsgmenu?msgmenucontent=潍坊去哪里办&msgmenuid=2">去哪里办</a>',
    ]


def test_choices_that_are_not_options_have_no_number() -> None:
    lines = render(Reply("说完了。", CHOICES, numbered=False)).splitlines()
    assert lines[1].startswith("<a ")


def test_words_that_a_link_cannot_carry_are_shown_plain() -> None:
    choices = (Choice('点"这里"', 'a"b'), Choice("5%"), Choice("a b"), Choice("A&B"))
    assert "<a" not in render(Reply("选一个。", choices))


def test_where_links_do_not_fit_the_labels_do() -> None:
    text = "好" * 570
    shown = render(Reply(text, CHOICES))
    assert shown == f"{text}\n1 我能领吗\n2 去哪里办"


def test_a_reply_that_nobody_fitted_ends_with_a_sentence() -> None:
    shown = render(Reply(LONG, CHOICES))
    assert "申请。……\n1 我能领吗\n2 去哪里办" in shown
    assert LIMIT - len(shown.encode()) < 100


@given(st.lists(st.sampled_from(["我能领吗", "怎么申请", "换一家"]), max_size=9))
def test_a_reply_that_the_assistant_fitted_keeps_its_words_and_its_links(says: list[str]) -> None:
    choices = tuple(Choice(text) for text in says)
    fitted = fit(Reply(LONG, choices), "回复“详细”看后面的")
    shown = render(Reply(fitted.text, choices))
    assert shown.startswith(fitted.text)
    assert shown.count("<a href=") == len(choices)
    assert "看后面的" in shown


def test_a_text_without_sentences_is_cut_between_characters() -> None:
    kept, rest = cut("好" * 1000, 100)
    assert (kept, rest) == ("好" * 33, "好" * 967)


def test_markup_in_a_text_is_no_markup() -> None:
    shown = render(Reply('您说的是：<a href="http://x.invalid">点</a>'))
    assert "<" not in shown
    assert "＜a" in shown


def test_control_characters_and_lone_surrogates_are_dropped() -> None:
    assert clean("一\x00二\x0b三\ud800四\ufffe五\r\n六\t七") == "一二三四五\n六 七"


@given(ANY, st.lists(st.tuples(ANY, ANY), max_size=40), st.booleans())
def test_any_reply_fits_and_is_valid_utf8(
    text: str, choices: list[tuple[str, str]], numbered: bool
) -> None:
    reply = Reply(text * 5, tuple(Choice(*choice) for choice in choices), numbered=numbered)
    shown = render(reply)
    assert len(shown.encode()) <= LIMIT
    left = re.sub(r'<a href="weixin://bizmsgmenu\?msgmenucontent=[^"<>]+">[^<>]*</a>', "", shown)
    assert "<" not in left


@given(st.text(st.characters(codec="utf-8")), st.integers(0, 200))
def test_nothing_but_white_space_is_lost_in_a_cut(text: str, budget: int) -> None:
    kept, rest = cut(text, budget)
    assert len(kept.encode()) <= budget
    assert "".join((kept + rest).split()) == "".join(text.split())
