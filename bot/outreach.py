"""三进三送: visits, and the codes by which it is seen what came of them. Pure."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from bot.numbers import ALPHABET, is_code, with_check

CODE_LENGTH = 6
CODE_LASTS = timedelta(days=60)
"""Posters stay up after the visit; what they say is checked again by then."""
LEAST_SHOWN = 5
"""A count from one to below this is not told."""


class Venue(StrEnum):
    """三进: where a visit goes."""

    ENTERPRISE = "enterprise"
    SCHOOL = "school"
    VILLAGE = "village"


class Offering(StrEnum):
    """三送: what a visit brings."""

    POLICY = "policy"
    SKILLS = "skills"
    SERVICE = "service"


class Visit(NamedTuple):
    """One visit with its code."""

    id: int
    code: str
    team: str
    venue: Venue
    offering: Offering
    place: str
    city: str
    county: str
    day: date
    office: str
    phone: str
    expires_on: date
    revoked_at: datetime | None
    link: str


class Standing(StrEnum):
    """Whether a code is genuine, and still holds."""

    GENUINE = "genuine"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class Counts(NamedTuple):
    """What came of visits."""

    scans: int
    new: int
    """Scans that made a new follower."""
    questions: int
    verdicts: int
    demands: int
    choices: int


class Platform(Protocol):
    """What draws a code that opens the official account; the account's client is one."""

    def create_qr(self, scene: str, seconds: int | None = None) -> "Drawn":
        """A code for a scene: permanent, or for so many seconds."""
        ...


class Drawn(Protocol):
    """A code drawn by the platform."""

    @property
    def url(self) -> str:
        """What the code encodes."""
        ...


def new_code(pick: Callable[[str], str]) -> str:
    """A code for a visit; ``pick`` draws one of several characters (``secrets.choice``)."""
    return with_check("".join(pick(ALPHABET) for _ in range(CODE_LENGTH)))


def read_code(text: str) -> str | None:
    """The code in a text, capitals or not, if its check character fits."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in text).upper().split()
    return next((word for word in words if len(word) == CODE_LENGTH + 1 and is_code(word)), None)


def standing(visit: Visit | None, today: date) -> Standing:
    """Whether a visit's code holds on a day."""
    if visit is None:
        return Standing.UNKNOWN
    if visit.revoked_at is not None:
        return Standing.REVOKED
    return Standing.EXPIRED if today > visit.expires_on else Standing.GENUINE


def shown(count: int) -> int | None:
    """A count as it may be told; ``None`` where people might be known by it."""
    return None if 0 < count < LEAST_SHOWN else count


def page_link(base: str, code: str) -> str:
    """What a code encodes where no account is connected: the chat page with the visit's scene."""
    return f"{base.rstrip('/')}/?scene={code}"


def platform_link(platform: Platform, code: str) -> str:
    """What a code encodes where an account is connected; permanent, so that an old poster says it expired."""
    return platform.create_qr(code).url
