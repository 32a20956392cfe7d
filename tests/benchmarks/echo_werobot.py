"""The other yardstick: WeRoBot with its default session storage in SQLite, counting a person's messages."""

import os
from typing import Any

from werobot import WeRoBot
from werobot.session.sqlitestorage import SQLiteStorage

robot = WeRoBot(
    token=os.environ.get("WECHAT_TOKEN", ""),
    app_id=os.environ.get("WECHAT_APP_ID", ""),
    encoding_aes_key=os.environ.get("WECHAT_AES_KEY", ""),
    session_storage=SQLiteStorage(os.environ.get("WEROBOT_SESSIONS", ":memory:")),
)


def echo(message: Any, session: dict[str, Any]) -> str:
    session["count"] = session.get("count", 0) + 1
    return str(message.content)


robot.add_handler(echo, type="text")
app = robot.wsgi
