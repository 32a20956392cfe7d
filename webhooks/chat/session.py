"""Who is writing from a browser: a random name in a cookie, and nothing else."""

import re
import secrets

from flask import Request, Response

COOKIE = "luxiaojiang"
KEPT = 90 * 24 * 3600
"""As long as facts are kept, in seconds."""
_NAME = re.compile(r"[A-Za-z0-9_-]{22}")


def sender(request: Request) -> str:
    """The name that a request's session goes by; a new one where it brings none that could be ours."""
    name = request.cookies.get(COOKIE, "")
    return name if _NAME.fullmatch(name) else secrets.token_urlsafe(16)


def remember(response: Response, request: Request, name: str) -> None:
    """Gives the browser its name, where it does not have it yet."""
    if request.cookies.get(COOKIE) != name:
        response.set_cookie(
            COOKIE,
            name,
            max_age=KEPT,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure,
        )
