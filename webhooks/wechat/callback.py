"""The address that the platform calls: the URL check, and every push."""

import logging
from dataclasses import dataclass

from flask import Blueprint, request
from flask import Response as HttpResponse

from bot.clock import TellsTime
from bot.message import Kind
from bot.settings import WeChatMode, WeChatSettings
from webhooks.metrics import Responder
from webhooks.wechat.crypto import Envelope
from webhooks.wechat.errors import Forbidden, Malformed, Refused
from webhooks.wechat.inbound import read_message
from webhooks.wechat.outbound import SILENCE, seal_reply, write_reply
from webhooks.wechat.reading import read_fields
from webhooks.wechat.signing import Query, check, check_sealed, read_query

LARGEST = 64 * 1024
"""Bytes of a push; in compatible mode the platform's are under 10,000."""
_PLAIN = [
    ("Content-Type", "text/plain; charset=utf-8"),
    # an echostr is whatever the caller sent: no browser may take it for a page
    ("X-Content-Type-Options", "nosniff"),
]
_XML = [("Content-Type", "application/xml; charset=utf-8")]
_LOG = logging.getLogger(__name__)
_SWITCHED_OFF = "公众号没有接上：请设置 WECHAT_TOKEN，再重新启动。"


@dataclass(frozen=True, slots=True)
class Push:
    """One push, verified: its fields, and whether it came sealed."""

    fields: dict[str, str]
    sealed: bool


class Account:
    """One official account's side of the conversation with the platform."""

    def __init__(self, assistant: Responder, settings: WeChatSettings, clock: TellsTime) -> None:
        self._assistant = assistant
        self._settings = settings
        self._clock = clock
        plain = settings.mode is WeChatMode.PLAIN
        self._envelope = None if plain else Envelope(settings.aes_key, settings.app_id)

    def verify(self, query: Query) -> bytes:
        """What the URL check wants to hear."""
        check(query, self._settings.token, self._clock.now().timestamp())
        if "echostr" not in query:
            raise Malformed("no echostr")
        return query["echostr"].encode("latin-1", "replace")

    def answer(self, query: Query, body: bytes) -> bytes:
        """The bytes that answer a push."""
        check(query, self._settings.token, self._clock.now().timestamp())
        push = self._open(query, read_fields(body))
        message = read_message(push.fields)
        if message is None:
            return SILENCE
        response = self._assistant.respond(message)
        if message.kind is Kind.UNFOLLOW:
            return SILENCE  # whoever left cannot be written to
        xml = write_reply(response, message, push.fields["ToUserName"])
        if push.sealed and self._envelope:
            return seal_reply(xml, response, message, (self._envelope, self._settings.token))
        return xml

    def _open(self, query: Query, fields: dict[str, str]) -> Push:
        """The push in the mode that the settings pin, whatever the request says of its mode."""
        sealed = fields.get("Encrypt")
        if self._envelope is None:
            if sealed and "MsgType" not in fields:
                raise Malformed("a sealed push, and WECHAT_MODE is plain")
            return Push(fields, sealed=False)
        if sealed:
            check_sealed(query, self._settings.token, sealed)
            return Push(read_fields(self._envelope.open(sealed)), sealed=True)
        if self._settings.mode is WeChatMode.SAFE:
            raise Forbidden("a plain push, and WECHAT_MODE is safe")
        return Push(fields, sealed=False)


def make_blueprint(account: Account | None) -> Blueprint:
    """The routes of the callback; without an account they tell that it is switched off."""
    blueprint = Blueprint("wechat", __name__)
    if account is None:
        blueprint.add_url_rule("", "off", _off, methods=["GET", "POST"])
        return blueprint

    def url_check() -> HttpResponse:
        return _plain(account.verify(_query()))

    def push() -> HttpResponse:
        request.max_content_length = LARGEST
        answer = account.answer(_query(), request.get_data(cache=False))
        return HttpResponse(answer, 200, headers_of(answer))

    blueprint.add_url_rule("", "url_check", url_check, methods=["GET"])
    blueprint.add_url_rule("", "push", push, methods=["POST"])
    blueprint.register_error_handler(Refused, refused)
    return blueprint


def headers_of(answer: bytes) -> list[tuple[str, str]]:
    """The headers with which a push is answered."""
    return _PLAIN if answer == SILENCE else _XML


def refused(error: Refused) -> HttpResponse:
    """What answers a request that is refused; the reason is logged."""
    _LOG.warning("a request to the callback was refused with %d: %s", error.status, error.reason)
    return _plain(f"{error.status} {error.reason}".encode(), error.status)


def _query() -> Query:
    return read_query(request.environ.get("QUERY_STRING", ""))


def _plain(body: bytes, status: int = 200) -> HttpResponse:
    return HttpResponse(body, status, _PLAIN)


def _off() -> HttpResponse:
    return _plain(_SWITCHED_OFF.encode(), 503)
