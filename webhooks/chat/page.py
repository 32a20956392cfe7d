"""The chat page itself: one document, one style sheet, one script, all from this host."""

import hashlib
from pathlib import Path

from flask import Blueprint, Response, make_response, render_template, request

from bot.wording import Wording
from webhooks.chat import session

_STATIC = Path(__file__).parent / "static"
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
OPENINGS = ("check_eligibility", "subsidy_limit", "how_to_apply", "recommend_course")
"""The intents that the page offers before anything is said."""
_YEAR = 365 * 24 * 3600


def install(blueprint: Blueprint, wording: Wording) -> None:
    """Puts the page at ``/``, and the protecting headers on everything the blueprint answers."""
    version = _digest()
    hello = wording.phrase("hello")
    openings = [wording.labels[intent] for intent in OPENINGS]

    @blueprint.get("/")
    def show() -> Response:
        page = render_template("chat.html", version=version, hello=hello, openings=openings)
        response = make_response(page)
        response.headers["Cache-Control"] = "no-store"
        session.remember(response, request, session.sender(request))
        return response

    @blueprint.after_request
    def protect(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers[name] = value
        if request.args.get("v") == version:  # a new version has a new address
            response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
        return response


def _digest() -> str:
    total = hashlib.sha256()
    for path in sorted(_STATIC.iterdir()):
        total.update(path.read_bytes())
    return total.hexdigest()[:12]
