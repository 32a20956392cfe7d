"""Everyone can read and work the page: narrow or wide, by finger, keyboard or screen reader, light or dark."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.webhooks.chat.scripted import ScriptedAssistant

pytestmark = pytest.mark.browser

SIZES = [(320, 568), (360, 740), (768, 1024), (1280, 800), (640, 320)]
LOOKING = (Path(__file__).parent / "looking.js").read_text("utf-8")


def converse(page: Page) -> None:
    """A screen with everything on it: replies, sources, links, choices old and new, a failure."""
    for words in ("一年能领几次", "选一个"):
        page.get_by_label("您想问什么").fill(words)
        page.get_by_label("您想问什么").press("Enter")
        expect(page.locator(".waiting")).to_have_count(0)
    page.get_by_text("假装今天是").click()
    page.get_by_label("看哪天的政策").fill("2020-06-15")
    page.route("**/api/messages", lambda route: route.abort())
    page.get_by_label("您想问什么").fill("x" * 300)
    page.get_by_label("您想问什么").press("Enter")
    expect(page.get_by_role("button", name="再发一次")).to_be_visible()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_is_wider_than_the_window(
    visit: Callable[..., Page], address: str, size: tuple[int, int]
) -> None:
    page = visit(address, size)
    converse(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_last_reply_is_not_hidden_behind_the_box(
    visit: Callable[..., Page], address: str, size: tuple[int, int]
) -> None:
    page = visit(address, size)
    page.get_by_label("您想问什么").fill("选一个")
    page.get_by_label("您想问什么").press("Enter")
    last = page.get_by_role("button", name="都不是")
    expect(last).to_be_in_viewport(ratio=1)
    last.click(trial=True)


def test_letters_are_at_least_20_pixels(page: Page) -> None:
    converse(page)
    seen = page.evaluate(LOOKING)
    assert len(seen) > 10
    assert not [each for each in seen if each["size"] < 20]


def test_letters_grow_with_the_browsers_own_setting(page: Page) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('.bubble p')).fontSize)"
    before = page.evaluate(size)
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    assert page.evaluate(size) == pytest.approx(before * 2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough_for_weak_eyes(
    visit: Callable[..., Page], address: str, scheme: str
) -> None:
    page = visit(address, color_scheme=scheme)
    converse(page)
    seen = page.evaluate(LOOKING)
    assert len(seen) > 10
    assert not [each for each in seen if each["contrast"] < 4.5]


def test_what_is_tapped_is_at_least_44_pixels(page: Page) -> None:
    converse(page)
    script = """() => [...document.querySelectorAll("button:enabled, textarea, input, summary")]
      .filter((e) => e.checkVisibility()).map((e) => [e.offsetHeight, e.offsetWidth, e.id])"""
    found = page.evaluate(script)
    assert len(found) >= 5
    assert not [each for each in found if min(each[:2]) < 44]


def test_everything_can_be_done_with_the_keyboard(page: Page, assistant: ScriptedAssistant) -> None:
    page.get_by_label("您想问什么").fill("选一个")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="都不是")).to_be_visible()
    for _ in range(10):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent") == "3都不是":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("您说的是：都不是")
    assert assistant.asked[-1].text == "都不是"


def test_focus_goes_on_to_the_reply_when_the_tapped_choice_retires(page: Page) -> None:
    page.get_by_role("button", name="我能领补贴吗").focus()
    page.keyboard.press("Enter")
    expect(page.locator("article.from-assistant").last).to_be_focused()


def test_what_has_the_focus_is_seen(page: Page) -> None:
    page.keyboard.press("Tab")
    for _ in range(6):
        style = page.evaluate(
            "(({outlineStyle, outlineWidth}) => [outlineStyle, parseFloat(outlineWidth)])"
            "(getComputedStyle(document.activeElement))"
        )
        assert style == ["solid", 3]
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break


def test_a_screen_reader_hears_who_speaks_and_is_told_of_replies(page: Page) -> None:
    page.get_by_label("您想问什么").fill("你好")
    page.keyboard.press("Enter")
    expect(page.locator("article.from-assistant")).to_have_count(2)
    log = page.get_by_role("log", name="对话")
    expect(log).to_have_attribute("aria-live", "polite")
    assert "您说：" in log.inner_text()
    assert "鲁小匠说：" in log.inner_text()
    expect(page.get_by_role("heading", level=1)).to_have_text("鲁小匠")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
