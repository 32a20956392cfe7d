"""The account's menu: every entry sends words that the assistant understands."""

from pathlib import Path
from typing import Any

from bot import wording
from knowledge.loading import Strict, load
from webhooks.wechat.client import Platform
from webhooks.wechat.errors import BadMenu, PlatformError

MENU = Path(wording.__file__).parent / "menu.yaml"
_MOST_BUTTONS = 3
_MOST_ENTRIES = 5
_BUTTON_BYTES = 16
_ENTRY_BYTES = 60
_KEY_BYTES = 128


class Menu(Strict):
    """The menu as written: a name for each button, and under it what each entry says."""

    buttons: dict[str, dict[str, str]]

    def check(self) -> None:
        """Raises ``BadMenu`` for what the platform would not take."""
        if not 1 <= len(self.buttons) <= _MOST_BUTTONS:
            raise BadMenu("", f"要有 1 到 {_MOST_BUTTONS} 栏，现在是 {len(self.buttons)} 栏")
        for name, entries in self.buttons.items():
            _check_size(name, name, _BUTTON_BYTES)
            if not 1 <= len(entries) <= _MOST_ENTRIES:
                raise BadMenu(name, f"要有 1 到 {_MOST_ENTRIES} 条，现在是 {len(entries)} 条")
            for entry, says in entries.items():
                _check_size(entry, entry, _ENTRY_BYTES)
                _check_size(entry, says, _KEY_BYTES)

    def as_request(self) -> dict[str, Any]:
        """The menu as the platform takes it."""
        return {
            "button": [
                {"name": name, "sub_button": [_entry(*entry) for entry in entries.items()]}
                for name, entries in self.buttons.items()
            ]
        }


def load_menu(path: Path = MENU) -> Menu:
    """The menu in a file; raises ``BadKnowledge`` or ``BadMenu`` where it cannot be used."""
    menu = load(path, Menu)
    menu.check()
    return menu


def publish_menu(menu: Menu, platform: Platform) -> tuple[list[str], int]:
    """Makes the menu the account's; what to tell the operator, and the exit code."""
    try:
        platform.create_menu(menu.as_request())
    except PlatformError as error:
        return [f"菜单没有发出去：{error}。"], 1
    lines = [f"{name}：{'、'.join(entries)}" for name, entries in menu.buttons.items()]
    return ["菜单发好了，手机上最多过 5 分钟看到。", *lines], 0


def _entry(name: str, says: str) -> dict[str, str]:
    return {"type": "click", "name": name, "key": says}


def _check_size(entry: str, text: str, most: int) -> None:
    if not 1 <= len(text.encode()) <= most:
        raise BadMenu(entry, f"“{text}”要在 1 到 {most} 字节，现在是 {len(text.encode())}")
