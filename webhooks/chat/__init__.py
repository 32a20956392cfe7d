"""The page for any browser, and the JSON API that it speaks to."""

from flask import Blueprint

from bot.clock import TellsTime
from bot.wording import Wording
from webhooks.chat import api, page
from webhooks.metrics import Responder


def make_blueprint(assistant: Responder, wording: Wording, clock: TellsTime) -> Blueprint:
    """The chat page at ``/`` and its API at ``/api/messages``."""
    blueprint = Blueprint(
        "chat",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/chat",
    )
    page.install(blueprint, wording)
    api.install(blueprint, api.Desk(assistant, clock))
    return blueprint
