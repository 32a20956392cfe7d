"""The menu: within the platform's limits, and published or told why not."""

from pathlib import Path

import pytest

from knowledge.errors import BadKnowledge
from tests.webhooks.wechat.platform import StandIn, fault
from webhooks.wechat.client import Platform
from webhooks.wechat.errors import BadMenu
from webhooks.wechat.menu import load_menu, publish_menu


def test_our_menu_is_within_the_platforms_limits_and_short_enough_to_read() -> None:
    menu = load_menu()
    assert 1 <= len(menu.buttons) <= 3
    for name, entries in menu.buttons.items():
        assert len(name) <= 4
        assert 1 <= len(entries) <= 5
        assert all(len(entry) <= 8 for entry in entries)
        assert all(len(says.encode()) <= 128 for says in entries.values())


def test_every_entry_says_something_of_its_own() -> None:
    said = [says for entries in load_menu().buttons.values() for says in entries.values()]
    assert len(said) == len(set(said))


def test_every_entry_is_a_click_whose_key_is_what_it_says() -> None:
    menu = load_menu()
    request = menu.as_request()
    keys = [entry["key"] for button in request["button"] for entry in button["sub_button"]]
    assert keys == [says for entries in menu.buttons.values() for says in entries.values()]
    assert {entry["type"] for button in request["button"] for entry in button["sub_button"]} == {
        "click"
    }


@pytest.mark.parametrize(
    "lines",
    [
        "buttons: {}",
        "buttons: {a: {x: 说}, b: {x: 说}, c: {x: 说}, d: {x: 说}}",
        "buttons: {a: {}}",
        "buttons: {a: {a1: 说, a2: 说, a3: 说, a4: 说, a5: 说, a6: 说}}",
        "buttons: {六个字的栏名: {x: 说}}",
        f"buttons: {{a: {{{'长' * 21}: 说}}}}",
        f"buttons: {{a: {{x: {'长' * 43}}}}}",
        "buttons: {a: {x: ''}}",
    ],
)
def test_a_menu_beyond_the_limits_is_refused(tmp_path: Path, lines: str) -> None:
    path = tmp_path / "menu.yaml"
    path.write_text(lines, "utf-8")
    with pytest.raises(BadMenu):
        load_menu(path)


@pytest.mark.parametrize("lines", ["", "button: {}", "buttons: [a]", "buttons: {a: x}"])
def test_a_file_that_is_no_menu_is_refused_with_its_line(tmp_path: Path, lines: str) -> None:
    path = tmp_path / "menu.yaml"
    path.write_text(lines, "utf-8")
    with pytest.raises(BadKnowledge, match=r"menu\.yaml"):
        load_menu(path)


def test_publishing_sends_the_menu_and_says_what_is_in_it(
    platform: Platform, standing: StandIn
) -> None:
    lines, code = publish_menu(load_menu(), platform)
    assert code == 0
    assert standing.bodies["menu/create"] == [load_menu().as_request()]
    assert all(name in "\n".join(lines) for name in load_menu().buttons)


def test_an_account_without_permission_is_told_so(platform: Platform, standing: StandIn) -> None:
    standing.always["menu/create"] = fault(48001)
    lines, code = publish_menu(load_menu(), platform)
    assert code == 1
    assert "48001" in lines[0]
    assert "认证" in lines[0]
