"""Customer messages as the outbox sends them: what the platform's codes mean for one message."""

from datetime import datetime, timedelta

from requests import ConnectTimeout

from bot.clock import BEIJING, TellsTime
from bot.message import Channel
from bot.sending import Delivery, Outcome
from webhooks.wechat.client import Platform
from webhooks.wechat.codes import Action
from webhooks.wechat.errors import PlatformRefused, Unreachable

_HALT = timedelta(minutes=10)
_WAIT = timedelta(seconds=60)
_OUTCOMES = {
    Action.KEEP: Outcome.CLOSED,
    Action.DROP: Outcome.GONE,
    Action.SWITCH_OFF: Outcome.CLOSED,
    Action.REPORT: Outcome.CLOSED,
    Action.RETRY: Outcome.BUSY,
    Action.REFRESH: Outcome.BUSY,
}


class CustomerMessages:
    """Sends messages through the official account."""

    channel = Channel.WECHAT.value

    def __init__(self, platform: Platform, clock: TellsTime) -> None:
        self._platform = platform
        self._clock = clock

    def deliver(self, sender: str, text: str) -> Delivery:
        """Sends one message, once. A time-out after sending leaves the outcome unknown."""
        try:
            _ = self._platform.access_token
        except PlatformRefused as error:
            return self._refused(error)
        except Unreachable:
            return Delivery(Outcome.BUSY)
        try:
            self._platform.send_text(sender, text)
        except PlatformRefused as error:
            return self._refused(error)
        except Unreachable as error:
            never_left = isinstance(error.__cause__, ConnectTimeout)
            return Delivery(Outcome.BUSY if never_left else Outcome.UNSURE)
        return Delivery(Outcome.SENT)

    def _refused(self, error: PlatformRefused) -> Delivery:
        action = error.remedy.action
        until = self._until(action)
        if until is not None:
            return Delivery(Outcome.REST, until, error.code)
        return Delivery(_OUTCOMES[action], None, error.code)

    def _until(self, action: Action) -> datetime | None:
        now = self._clock.now()
        if action is Action.HALT:
            return now + _HALT
        if action is Action.WAIT:
            return now + _WAIT
        if action is Action.UNTIL_MIDNIGHT:
            midnight = (now.astimezone(BEIJING) + timedelta(days=1)).replace(
                hour=0, minute=0, second=0, microsecond=0
            )
            return midnight
        return None
