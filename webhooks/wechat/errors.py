"""The errors of the official account: the class is the cause, the attributes are the facts."""

from webhooks.errors import WebhookError
from webhooks.wechat.codes import Remedy


class WeChatError(WebhookError):
    """Root of all errors that concern the official account."""


class Refused(WeChatError):
    """A request that is not answered: the HTTP status, and in a few words why."""

    status = 400

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Malformed(Refused):
    """A body that is not a message of the platform."""


class Forbidden(Refused):
    """A request that the platform did not sign, or not for us."""

    status = 403


class PlatformError(WeChatError):
    """A call of the platform that brought no result: what happened and how to mend it."""

    def __init__(self, problem: str, mend: str, code: int | None = None) -> None:
        self.code = code
        self.problem = problem
        self.mend = mend
        super().__init__(f"{problem}；{mend}" if mend else problem)


class Unreachable(PlatformError):
    """No answer in time, or none that can be read: whether the call had an effect is not known."""


class PlatformRefused(PlatformError):
    """The platform answered with an error code."""

    def __init__(self, code: int, message: str, remedy: Remedy) -> None:
        self.remedy = remedy
        super().__init__(f"平台报错 {code}（{message}）", remedy.mend, code)


class BadMenu(WeChatError):
    """A menu that the platform would not take: which entry, and what is wrong with it."""

    def __init__(self, entry: str, problem: str) -> None:
        self.entry = entry
        self.problem = problem
        super().__init__(f"菜单“{entry}”：{problem}")
