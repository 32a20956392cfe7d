"""Which calls of the platform rest for a while, after it said that they are of no use."""

from datetime import datetime, timedelta

from bot.clock import BEIJING
from webhooks.wechat.codes import Action
from webhooks.wechat.errors import PlatformRefused

_EVERYTHING = ""
_HALT = timedelta(minutes=10)
_WAIT = timedelta(seconds=60)


class Pauses:
    """The calls that rest in this process, and why. A call is known by its endpoint."""

    def __init__(self) -> None:
        self._resting: dict[str, tuple[datetime | None, PlatformRefused]] = {}

    def check(self, call: str, now: datetime) -> None:
        """Raises the error for which a call rests, without asking the platform again."""
        for key in (_EVERYTHING, call):
            until, error = self._resting.get(key, (now, None))
            if error is not None and (until is None or now < until):
                raise error

    def note(self, call: str, error: PlatformRefused, now: datetime) -> None:
        """Lets rest what the error says is of no use: for a time, or until the process ends."""
        match error.remedy.action:
            case Action.SWITCH_OFF:
                self._resting[call] = (None, error)
            case Action.HALT:
                self._resting[_EVERYTHING] = (now + _HALT, error)
            case Action.WAIT:
                self._resting[call] = (now + _WAIT, error)
            case Action.UNTIL_MIDNIGHT:
                day = now.astimezone(BEIJING) + timedelta(days=1)
                self._resting[call] = (day.replace(hour=0, minute=0, second=0), error)
            case _:
                pass
