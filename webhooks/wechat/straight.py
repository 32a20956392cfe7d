"""Pushes answered before Flask: its request and its routing would take as long as the rest of the protocol.

Whatever is not plainly a push of ordinary size goes on to the application, whose routes mean the same.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

from webhooks.refusing import broken
from webhooks.wechat.callback import LARGEST, Account, headers_of, make_blueprint, refused
from webhooks.wechat.errors import Refused
from webhooks.wechat.signing import read_query

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


PATH = "/wechat"
"""The path that the platform calls."""


def connect(app: Flask, account: Account | None) -> None:
    """Makes an application answer the platform; without an account it says that it is switched off."""
    app.register_blueprint(make_blueprint(account), url_prefix=PATH)
    if account is not None:
        app.wsgi_app = Straight(app.wsgi_app, account)  # type: ignore[method-assign]


class Straight:
    """A WSGI application around another one that answers the platform's pushes itself."""

    def __init__(self, behind: "WSGIApplication", account: Account) -> None:
        self._behind = behind
        self._account = account

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """The answer to one request."""
        length = _length(environ)
        if length is None:
            return self._behind(environ, start_response)
        body: bytes = environ["wsgi.input"].read(length)
        try:
            answer = self._account.answer(read_query(environ.get("QUERY_STRING", "")), body)
        except Refused as error:
            return refused(error)(environ, start_response)
        except Exception as error:
            return broken(f"POST {PATH}", error)(environ, start_response)
        start_response("200 OK", [*headers_of(answer), ("Content-Length", str(len(answer)))])
        return (answer,)


def _length(environ: dict[str, Any]) -> int | None:
    """The bytes of a push; ``None`` for whatever else is asked."""
    if environ["REQUEST_METHOD"] != "POST" or environ["PATH_INFO"] != PATH:
        return None
    length = environ.get("CONTENT_LENGTH") or ""
    return int(length) if length.isdecimal() and int(length) <= LARGEST else None
