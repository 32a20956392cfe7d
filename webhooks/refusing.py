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

    @app.errorhandler(StorageUnavailable)
    def unavailable(error: StorageUnavailable) -> Response:
        _log.error("the database does not answer: %s", error)
        return _refusal(503)

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        response = _refusal(error.code or 500)
        for name, value in error.get_headers():
            if name not in ("Content-Type", "Content-Length"):
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        _log.exception("%s %s failed", request.method, request.path, exc_info=error)
        return _refusal(500)


def _refusal(status: int, line: str | None = None) -> Response:
    said = line or _LINES.get(status, _FAILED)
    if request.path.startswith("/api/"):
        response = jsonify(error=said)
    else:
        response = Response(said + "\n", content_type="text/plain; charset=utf-8")
    response.status_code = status
    return response
