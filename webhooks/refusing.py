"""What is said where a request cannot be served: one plain line, never a traceback."""

import logging

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from bot.errors import StorageUnavailable
from webhooks.errors import BadBody

_log = logging.getLogger(__name__)
_LINES = {
    400: "这条消息没读懂，请再发一次。",
    404: "没有这个页面。",
    405: "这里不能这样访问。",
    413: "消息太长了，请分几次说。",
    503: "记录暂时存不上，请过一会儿再发。着急请打12333。",
}
_FAILED = "出了点毛病，请过一会儿再试。着急请打12333。"


def install(app: Flask) -> None:
    """Makes an application refuse in plain words; what was unexpected is logged in full."""

    @app.errorhandler(BadBody)
    def bad_body(error: BadBody) -> Response:
        return _refusal(400, str(error))

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        response = _refusal(error.code or 500)
        for name, value in error.get_headers():
            if name not in ("Content-Type", "Content-Length"):
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        return broken(f"{request.method} {request.path}", error, _is_api())


def broken(what: str, error: Exception, api: bool = False) -> Response:
    """What is said where the database or something that nobody expected failed; it is logged in full."""
    if isinstance(error, StorageUnavailable):
        _log.error("the database does not answer: %s", error)
        return _worded(503, _LINES[503], api)
    _log.error("%s failed", what, exc_info=error)
    return _worded(500, _FAILED, api)


def _is_api() -> bool:
    return request.path.startswith("/api/")


def _refusal(status: int, line: str | None = None) -> Response:
    return _worded(status, line or _LINES.get(status, _FAILED), _is_api())


def _worded(status: int, line: str, api: bool) -> Response:
    response = (
        jsonify(error=line)
        if api
        else Response(f"{line}\n", content_type="text/plain; charset=utf-8")
    )
    response.status_code = status
    return response
