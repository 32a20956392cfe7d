"""Checks a connection to the platform from end to end: one plain line each, and how to mend it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple
from urllib.parse import urlsplit

from requests import RequestException
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import TellsTime
from bot.settings import WeChatMode, WeChatSettings
from bot.storage.migrating import newest, revision
from webhooks.wechat.client import Platform
from webhooks.wechat.codes import Action
from webhooks.wechat.errors import PlatformError, PlatformRefused
from webhooks.wechat.simulator import NotAnswered, Simulator, over_http

_PORTS = {"http": 80, "https": 443}
_RESTART = "核对 .env，再重启服务"
_HEARD = {46003, 40003, 45015, 45047, 43004}
"""Codes that only an account with the permission is told: no menu yet, no such person."""


class State(Enum):
    """How a finding stands."""

    GOOD = "好"
    NOTE = "注意"
    FAULT = "不好"


class Finding(NamedTuple):
    """One thing checked."""

    state: State
    line: str


@dataclass(frozen=True, slots=True)
class Case:
    """What is examined: the settings, the address of the callback, the database."""

    settings: WeChatSettings | None
    url: str
    engine: Engine
    clock: TellsTime


def run_doctor(case: Case) -> tuple[list[str], int]:
    """What to tell the operator, a line for each thing checked; 1 where one of them is a fault."""
    findings = list(examine(case))
    lines = [f"[{finding.state.value}] {finding.line}" for finding in findings]
    return lines, int(any(finding.state is State.FAULT for finding in findings))


def examine(case: Case) -> Iterator[Finding]:
    """The findings, from the database outwards; nothing that rests on a fault is examined."""
    yield _database(case.engine)
    settings = case.settings
    if settings is None:
        yield _fault("没有设置 WECHAT_TOKEN，公众号是关着的；照公众平台“基本配置”填到 .env")
        return
    yield _good(f"设置读得懂，模式是 {settings.mode.value}；公众平台的加解密方式要选同一种")
    yield _address(case.url)
    yield from _callback(settings, case)
    yield from _platform(settings, case)


def _database(engine: Engine) -> Finding:
    try:
        with engine.connect() as connection:
            current = revision(connection)
    except SQLAlchemyError as error:
        return _fault(f"数据库连不上（{type(error).__name__}）；核对 DATABASE_URL")
    if current != newest():
        return _fault("数据库的表不是最新的；先运行一次 python -m bot serve")
    return _good("数据库连得上，表是最新的")


def _address(url: str) -> Finding:
    parts = urlsplit(url)
    port = parts.port or _PORTS.get(parts.scheme)
    if port in _PORTS.values():
        return _good(f"网址 {url} 用的端口平台认")
    mend = "前面加反向代理，把 80 或 443 转过来"
    return Finding(State.NOTE, f"网址 {url} 的端口是 {port}，平台只认 80 和 443；{mend}")


def _callback(settings: WeChatSettings, case: Case) -> Iterator[Finding]:
    reached = _reach(case.url)
    yield reached
    if reached.state is State.FAULT:
        return
    simulator = Simulator(settings, over_http(case.url), case.clock.now)
    yield _attempt("Token 验证", lambda: _check_url(simulator))
    yield _attempt("模式和密钥（推一条事件）", lambda: _push(simulator))
    if settings.mode is WeChatMode.SAFE:
        yield _attempt("明文消息挡在门外", lambda: _downgrade(simulator))


def _reach(url: str) -> Finding:
    try:
        status = over_http(url)("GET", "", b"").status
    except RequestException as error:
        mend = "看服务开着没有、端口和防火墙对不对"
        return _fault(f"网址 {url} 连不上（{type(error).__name__}）；{mend}")
    if status == 403:
        return _good("网址通，没签名的请求被拒")
    mends = {
        404: "路径不对；路径应是 /wechat",
        503: f"服务没有读到 WECHAT_TOKEN；{_RESTART}",
    }
    return _fault(f"网址答 {status}，应是 403：{mends.get(status, '前面的代理或别的程序在答话')}")


def _check_url(simulator: Simulator) -> str:
    """What is wrong with the URL check; nothing where it is passed."""
    return "" if simulator.check_url() else f"服务用的不是这个 WECHAT_TOKEN；{_RESTART}"


def _push(simulator: Simulator) -> str:
    """What is wrong with a push in the mode of the settings. The event makes no turn."""
    try:
        simulator.happen("VIEW", "https://doctor.invalid/")
    except NotAnswered as error:
        mend = {
            400: "服务用的不是这个 WECHAT_AES_KEY 或 WECHAT_MODE",
            403: "服务用的不是这个 WECHAT_MODE 或 WECHAT_APP_ID",
        }.get(error.answer.status, "看服务的日志")
        return f"服务答 {error.answer.status}，{mend}；{_RESTART}"
    return ""


def _downgrade(simulator: Simulator) -> str:
    """What is wrong where a plain push is not refused in safe mode."""
    plain = replace(simulator, settings=replace(simulator.settings, mode=WeChatMode.PLAIN))
    status = plain.deliver("POST", *plain.request(plain.compose({"MsgType": "event"}))).status
    return "" if status == 403 else f"服务答 {status}，应是 403；WECHAT_MODE 填 safe，再重启服务"


def _attempt(what: str, check: Callable[[], str]) -> Finding:
    try:
        problem = check()
    except RequestException as error:
        problem = f"没等到答复（{type(error).__name__}）；看服务的日志"
    return _fault(f"{what}：{problem}") if problem else _good(f"{what}：通过")


def _platform(settings: WeChatSettings, case: Case) -> Iterator[Finding]:
    if not (settings.app_id and settings.secret):
        line = "没有填 WECHAT_APP_ID 和 WECHAT_SECRET：菜单、二维码、主动消息不开，自动回复照常"
        yield Finding(State.NOTE, line)
        return
    platform = Platform(settings, case.engine, case.clock)
    try:
        platform.fetch_access_token()
        count = len(platform.callback_addresses())
    except (PlatformError, SQLAlchemyError) as error:
        yield _fault(f"平台接口：{error}")
        return
    yield _good(f"平台接口：拿到令牌，平台有 {count} 个推送地址")
    yield _permission("自定义菜单", platform.menu.get)
    yield _permission("带参数二维码", lambda: platform.create_qr("doctor", 60))
    yield _permission("主动发消息", lambda: platform.send_text("doctor", "试"))


def _permission(what: str, probe: Callable[[], object]) -> Finding:
    """Whether the account may do something, by a call that changes nothing for anybody."""
    try:
        probe()
    except PlatformRefused as error:
        if error.remedy.action is Action.SWITCH_OFF:
            return Finding(State.NOTE, f"{what}：账号没有权限；认证后才有，自动回复照常")
        if error.code not in _HEARD:
            return _fault(f"{what}：{error}")
    except PlatformError as error:
        return _fault(f"{what}：{error}")
    return _good(f"{what}：有权限")


def _good(line: str) -> Finding:
    return Finding(State.GOOD, line)


def _fault(line: str) -> Finding:
    return Finding(State.FAULT, line)
