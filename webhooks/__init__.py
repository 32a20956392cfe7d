"""Everything that answers HTTP: the chat page and its API, the WeChat callback, health."""

from flask import Flask

from bot.settings import Settings
from webhooks import chat, health, refusing
from webhooks.metrics import Metrics
from webhooks.wechat import Account, connect
from webhooks.wiring import Parts, assemble

BODY_LIMIT = 64 * 1024
"""The longest request body that is read, in bytes."""


def create_app(settings: Settings) -> Flask:
    """The application of one installation, with the real clock, database and knowledge."""
    return make_app(assemble(settings))


def make_app(parts: Parts) -> Flask:
    """The application around parts that are already chosen."""
    app = Flask("webhooks", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    metrics = Metrics(parts.metrics)
    assistant = metrics.measured(parts.assistant)
    app.register_blueprint(chat.make_blueprint(assistant, parts.wording, parts.clock))
    wechat = parts.settings.wechat
    account = Account(assistant, wechat, parts.clock) if wechat else None
    connect(app, account)
    app.register_blueprint(health.make_blueprint(parts, metrics))
    refusing.install(app)
    return app
