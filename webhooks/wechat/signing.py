"""The platform's signatures: who sent this, and lately."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from urllib.parse import unquote_plus

from webhooks.wechat.errors import Forbidden, Malformed

FRESH = 300
"""Seconds by which a timestamp may differ from now; the platform's own repeats span 15."""
_TIMESTAMP = re.compile(r"[0-9]{10}")
_MOST_FIELDS = 20

Query = Mapping[str, str]


def read_query(query: str) -> Query:
    """The parameters of a request as WSGI gives them, one character a byte."""
    parts = query.split("&")
    if len(parts) > _MOST_FIELDS:
        raise Malformed("too many parameters")
    plain = _decoded if "%" in query or "+" in query else str
    pairs = (part.partition("=") for part in parts)
    return {plain(name): plain(value) for name, _, value in pairs if value}


def _decoded(part: str) -> str:
    return unquote_plus(part, "latin-1")


def sign(*parts: str) -> str:
    """The signature over a token and what it protects."""
    joined = "".join(sorted(parts)).encode("latin-1", "replace")
    return hashlib.sha1(joined, usedforsecurity=False).hexdigest()


def check(query: Query, token: str, now: float) -> None:
    """Refuses a request that is not signed with the token, or not lately.

    The nonce is not remembered: the platform repeats a push with the same one. The timestamp must
    be ten digits, or one could be moved between it and the nonce under the same signature.
    """
    timestamp = query.get("timestamp", "")
    expected = sign(token, timestamp, query.get("nonce", ""))
    if not _same(expected, query.get("signature", "")):
        raise Forbidden("wrong signature")
    if not _TIMESTAMP.fullmatch(timestamp) or abs(int(timestamp) - now) > FRESH:
        raise Forbidden("timestamp not of now")


def check_sealed(query: Query, token: str, sealed: str) -> None:
    """Refuses a ciphertext that is not signed with the token."""
    expected = sign(token, query.get("timestamp", ""), query.get("nonce", ""), sealed)
    if not _same(expected, query.get("msg_signature", "")):
        raise Forbidden("wrong msg_signature")


def _same(expected: str, given: str) -> bool:
    # on bytes: compare_digest raises TypeError for a str that is not ASCII
    return hmac.compare_digest(expected.encode(), given.encode("latin-1", "replace"))
