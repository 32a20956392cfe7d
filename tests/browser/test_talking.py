"""What a person does on the chat page, in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.webhooks.chat.scripted import ScriptedAssistant

pytestmark = pytest.mark.browser


def say(page: Page, words: str) -> None:
    page.get_by_label("您想问什么").fill(words)
    page.get_by_role("button", name="发送").click()


def replies(page: Page) -> Locator:
    return page.locator("article.from-assistant")


def test_a_question_is_answered_in_the_log(page: Page) -> None:
    say(page, "一年能领几次")
    log = page.get_by_role("log")
    expect(log).to_contain_text("一年能领几次")
    expect(log).to_contain_text("一共最多3次")
    expect(page.get_by_label("您想问什么")).to_have_value("")


def test_where_it_rests_is_told_more_quietly(page: Page) -> None:
    say(page, "一年能领几次")
    source = page.get_by_text("依据：财政部办法")
    expect(source).to_have_class("source")


def test_telephone_numbers_can_be_called_and_sums_of_money_cannot(page: Page) -> None:
    say(page, "电话")
    links = replies(page).last.get_by_role("link")
    expect(links).to_have_text(["110", "120", "0536-8234567", "12345"])
    expect(links.nth(2)).to_have_attribute("href", "tel:05368234567")


def test_a_tap_on_a_choice_says_its_words(page: Page, assistant: ScriptedAssistant) -> None:
    say(page, "选一个")
    page.get_by_role("button", name="去哪里办").click()
    expect(replies(page).last).to_contain_text("您说的是：潍坊去哪里办")
    assert assistant.asked[-1].text == "潍坊去哪里办"


def test_choices_of_an_earlier_reply_can_no_longer_be_tapped(page: Page) -> None:
    say(page, "选一个")
    old = replies(page).nth(1).get_by_role("button")
    expect(old).to_have_count(3)
    page.get_by_role("button", name="都不是").click()
    expect(replies(page)).to_have_count(3)
    for number in range(3):
        expect(old.nth(number)).to_be_disabled()


def test_enter_sends_and_shift_enter_begins_a_line(
    page: Page, assistant: ScriptedAssistant
) -> None:
    box = page.get_by_label("您想问什么")
    box.press_sequentially("第一行")
    box.press("Shift+Enter")
    box.press_sequentially("第二行")
    box.press("Enter")
    expect(replies(page)).to_have_count(2)
    assert assistant.asked[0].text == "第一行\n第二行"


def test_enter_that_chooses_a_character_does_not_send(
    page: Page, assistant: ScriptedAssistant
) -> None:
    box = page.get_by_label("您想问什么")
    box.fill("pei")
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    page.wait_for_timeout(100)
    assert not assistant.asked
    expect(box).to_have_value("pei")


def test_an_empty_message_is_not_sent(page: Page, assistant: ScriptedAssistant) -> None:
    say(page, "  ")
    page.wait_for_timeout(100)
    assert not assistant.asked


def test_markup_is_text(page: Page) -> None:
    say(page, "<b>粗</b>")
    expect(replies(page).last).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("#log img, #log b").count() == 0


def test_while_it_waits_the_page_says_so_and_sends_nothing_twice(
    page: Page, assistant: ScriptedAssistant
) -> None:
    assistant.open.clear()
    say(page, "你好")
    expect(page.locator("#announcer")).to_have_text("正在查")
    expect(page.locator(".waiting")).to_be_visible()
    page.get_by_label("您想问什么").fill("还有")
    page.get_by_label("您想问什么").press("Enter")
    assistant.open.set()
    expect(replies(page)).to_have_count(2)
    expect(page.locator(".waiting")).to_have_count(0)
    assert [message.text for message in assistant.asked] == ["你好"]
    expect(page.get_by_label("您想问什么")).to_have_value("还有")


def test_a_message_that_did_not_get_out_is_kept_and_can_be_sent_again(
    page: Page, assistant: ScriptedAssistant
) -> None:
    def lose_the_reply(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/messages", lose_the_reply)
    say(page, "一年能领几次")
    again = page.get_by_role("button", name="再发一次")
    expect(again).to_be_visible()
    expect(page.get_by_role("log")).to_contain_text("一年能领几次")
    page.unroute("**/api/messages")
    again.click()
    expect(replies(page).last).to_contain_text("一共最多3次")
    expect(again).to_have_count(0)
    assert len({(message.sender, message.id) for message in assistant.asked}) == 1
    assert len(assistant.answered) == 1


def test_what_the_server_refuses_is_told_in_its_words(page: Page) -> None:
    refusal = '{"error": "记录暂时存不上，请过一会儿再发。"}'
    page.route("**/api/messages", lambda route: route.fulfill(status=503, body=refusal))
    say(page, "你好")
    expect(page.get_by_role("log")).to_contain_text("记录暂时存不上")
    expect(page.get_by_role("button", name="再发一次")).to_be_visible()


def test_without_a_network_the_page_says_so(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    say(page, "你好")
    expect(page.get_by_role("log")).to_contain_text("没有网，您的话还在")
    page.context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden()
    page.get_by_role("button", name="再发一次").click()
    expect(replies(page).last).to_contain_text("您说的是：你好")


def test_another_day_is_sent_and_shown_until_it_is_taken_back(
    page: Page, assistant: ScriptedAssistant
) -> None:
    page.get_by_text("假装今天是").click()
    page.get_by_label("看哪天的政策").fill("2020-06-15")
    expect(page.locator("#pretending")).to_contain_text("演示：2020年6月15日")
    say(page, "还有效吗")
    expect(replies(page).last).to_contain_text("演示：按2020年6月15日答")
    page.get_by_role("button", name="回到今天").click()
    expect(page.locator("#pretending")).to_be_hidden()
    say(page, "现在呢")
    expect(replies(page)).to_have_count(3)
    expect(replies(page).last).not_to_contain_text("演示")
    assert [str(message.on) for message in assistant.asked] == ["2020-06-15", "None"]


def test_a_reply_longer_than_the_window_is_shown_from_its_beginning(page: Page) -> None:
    say(page, "长的")
    first = page.get_by_text("第1条：")
    expect(first).to_be_in_viewport()


def test_a_conversation_is_one_persons_also_after_a_reload(
    page: Page, assistant: ScriptedAssistant
) -> None:
    say(page, "你好")
    expect(replies(page)).to_have_count(2)
    page.reload()
    say(page, "还是我")
    expect(replies(page)).to_have_count(2)
    assert len({message.sender for message in assistant.asked}) == 1


def test_without_javascript_the_page_says_that_it_needs_it(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(address, java_script_enabled=False)
    expect(page.get_by_text(re.compile("要开着 JavaScript"))).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)
    expect(page.get_by_role("button")).to_have_count(0)
