"""The platform's HTTP interface: wechatpy's client without its traps (docs/decisions/0003)."""

import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from requests import RequestException
from sqlalchemy import Engine
from wechatpy.client import WeChatClient
from wechatpy.exceptions import WeChatClientException

from bot.clock import TellsTime
from bot.fitting import LIMIT
from bot.settings import WeChatSettings
from webhooks.wechat.codes import Action, remedy_for
from webhooks.wechat.errors import PlatformRefused, Unreachable
from webhooks.wechat.pauses import Pauses
from webhooks.wechat.rendering import clean, cut
from webhooks.wechat.tokens import Tokens

TIMEOUT = (3.05, 5.0)
"""Seconds to connect, and to wait for an answer."""
_EARLY = timedelta(seconds=60)
"""How long before its end a token is fetched anew; the platform renews it five minutes ahead."""
_BUSY_TRIES = 3
_FIRST_REST = 0.4
_TOKEN_CALL = "stable_token"  # noqa: S105 (the name of a call)
_BASE_URL = "核对 WECHAT_API_BASE_URL"


class QrCode(NamedTuple):
    """A parametric code: what it encodes, and the ticket by which the platform draws it."""

    ticket: str
    url: str


class Platform(WeChatClient):
    """The platform, called by one account. Every call is bounded in time and number.

    Raises ``PlatformRefused`` with the code and what to do, or ``Unreachable`` where the outcome is
    not known. Not used while a worker waits.
    """

    menu: Any
    message: Any
    qrcode: Any

    def __init__(
        self,
        settings: WeChatSettings,
        engine: Engine,
        clock: TellsTime,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(  # type: ignore[no-untyped-call]
            settings.app_id, settings.secret, timeout=TIMEOUT, auto_retry=False
        )
        self.API_BASE_URL = f"{settings.api_base_url}/cgi-bin/"
        self._tokens = Tokens(engine, settings.app_id)
        self._clock = clock
        self._sleep = sleep
        self._pauses = Pauses()

    def create_menu(self, menu: Mapping[str, Any]) -> None:
        """Makes a menu the account's own."""
        self.menu.create(dict(menu))

    def create_qr(self, scene: str, seconds: int | None = None) -> QrCode:
        """A code for a scene of 1 to 64 characters: permanent, or for up to 30 days."""
        code: dict[str, Any] = {"action_info": {"scene": {"scene_str": scene}}}
        if seconds is None:
            code["action_name"] = "QR_LIMIT_STR_SCENE"
        else:
            code.update(action_name="QR_STR_SCENE", expire_seconds=min(seconds, 2_592_000))
        made = self.qrcode.create(code)
        return QrCode(_part(made, "ticket"), _part(made, "url"))

    def send_text(self, openid: str, text: str) -> None:
        """Sends a customer message, no longer than a reply may be. Never sent twice on its own."""
        self.message.send_text(openid, cut(clean(text), LIMIT)[0])

    def callback_addresses(self) -> tuple[str, ...]:
        """The addresses that the platform pushes from; they change, so they guard nothing."""
        return tuple(_part(self._request("get", "getcallbackip"), "ip_list"))

    def fetch_access_token(self) -> dict[str, Any]:
        """Fetches the stable token, which is the same for every process, and stores it."""
        self._pauses.check(_TOKEN_CALL, self._clock.now())
        asked = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}
        result = self._call("post", _TOKEN_CALL, params=(), json=asked)
        token, lifetime = _part(result, "access_token"), int(_part(result, "expires_in"))
        self._tokens.keep(token, self._clock.now() + timedelta(seconds=lifetime))
        return {"access_token": token, "expires_in": lifetime}

    @property
    def access_token(self) -> str:
        """The stored token, or a new one."""
        stored = self._tokens.get(self._clock.now() + _EARLY)
        return stored or str(self.fetch_access_token()["access_token"])

    def _request(self, method: str, url_or_endpoint: str, **kwargs: Any) -> Any:
        """One call of wechatpy: with the shared token, and again at most once with a newer one."""
        call = url_or_endpoint.removeprefix(self.API_BASE_URL)
        self._pauses.check(call, self._clock.now())
        params = dict(kwargs.pop("params", None) or {})
        token = self.access_token
        try:
            return self._call(method, call, params={**params, "access_token": token}, **kwargs)
        except PlatformRefused as error:
            if error.remedy.action is not Action.REFRESH:
                raise
            self._tokens.drop(token)
            newer = self.access_token
            if newer == token:
                raise
        return self._call(method, call, params={**params, "access_token": newer}, **kwargs)

    def _call(self, method: str, call: str, **kwargs: Any) -> Any:
        """One call, and again while the platform says that it is busy."""
        for attempt in range(_BUSY_TRIES):
            try:
                return self._once(method, call, **kwargs)
            except PlatformRefused as error:
                self._pauses.note(call, error, self._clock.now())
                last = attempt == _BUSY_TRIES - 1
                if error.remedy.action is not Action.RETRY or last:
                    raise
                self._sleep(_FIRST_REST * 2**attempt)
        raise AssertionError("the last try returns or raises")

    def _once(self, method: str, call: str, **kwargs: Any) -> Any:
        try:
            result = super()._request(  # type: ignore[no-untyped-call]
                method, call, allow_redirects=False, **kwargs
            )
        except WeChatClientException as error:
            code = error.errcode
            if code is None:
                raise Unreachable("平台没有正常答复", "过一会儿再试") from None
            code = _token_code(call, code)
            raise PlatformRefused(code, str(error.errmsg), remedy_for(code)) from None
        except (RequestException, ValueError, TypeError) as error:
            problem = f"连不上平台（{type(error).__name__}）"
            raise Unreachable(problem, f"检查网络，{_BASE_URL}") from error
        if isinstance(result, dict | list):
            return result
        raise Unreachable("平台的答复不是 JSON", _BASE_URL)


def _part(answer: Any, name: str) -> Any:
    if not isinstance(answer, dict) or not answer.get(name):
        raise Unreachable(f"平台的答复里没有 {name}", _BASE_URL)
    return answer[name]


def _token_code(call: str, code: int) -> int:
    """The code as it is meant: 40001 on the token call is a wrong secret, no stale token."""
    return 40125 if call == _TOKEN_CALL and code == 40001 else code
