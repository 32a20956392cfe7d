"""Commands of the command line that need the web."""

import sys
from argparse import Namespace

from requests import RequestException
from sqlalchemy import Engine

from bot.clock import Clock
from bot.settings import Settings
from bot.storage.sealing import Seal, bind_seal
from knowledge.database import make_engine
from webhooks.errors import WebhookError


def serve(_arguments: Namespace, settings: Settings) -> int:
    """Serves until it is told to stop."""
    from webhooks.serving import serve as run

    try:
        run(settings)
    except WebhookError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def publish_menu(_arguments: Namespace, settings: Settings) -> int:
    """Makes the menu of ``bot/wording/menu.yaml`` the account's."""
    from webhooks.wechat.client import Platform
    from webhooks.wechat.menu import load_menu, publish_menu

    account = settings.wechat
    if account is None or not (account.app_id and account.secret):
        print(
            "没有设置 WECHAT_TOKEN、WECHAT_APP_ID、WECHAT_SECRET；照公众平台“基本配置”填",
            file=sys.stderr,
        )
        return 2
    platform = Platform(account, _engine(settings), Clock())
    lines, code = publish_menu(load_menu(), platform)
    print("\n".join(lines))
    return code


def doctor(arguments: Namespace, settings: Settings) -> int:
    """Checks the connection to the platform, from the database outwards."""
    from webhooks.wechat.doctor import Case, run_doctor

    url = arguments.url or _callback(settings)
    lines, code = run_doctor(Case(settings.wechat, url, _engine(settings), Clock()))
    print("\n".join(lines))
    return code


def simulate(arguments: Namespace, settings: Settings) -> int:
    """Speaks to a running server as WeChat would, a line of standard input a message."""
    from webhooks.wechat.rehearsing import HOW, rehearse
    from webhooks.wechat.simulator import NotAnswered, Simulator, over_http

    if settings.wechat is None:
        print("没有设置 WECHAT_TOKEN；随便填一个字母数字的，和服务用同一个", file=sys.stderr)
        return 2
    deliver = over_http(arguments.url or _callback(settings))
    simulator = Simulator(settings.wechat, deliver, Clock().now, openid=arguments.user)
    print(HOW, file=sys.stderr)
    try:
        for exchange in rehearse(sys.stdin, simulator):
            print(exchange.shown, flush=True)
    except NotAnswered as error:
        print(f"手机上会显示“该公众号提供的服务出现故障”：{error}", file=sys.stderr)
        return 1
    except RequestException as error:
        print(f"服务连不上（{type(error).__name__}）；先运行 make run", file=sys.stderr)
        return 1
    return 0


def poster(arguments: Namespace, settings: Settings) -> int:
    """Writes a visit's poster and card; the code is the account's own where one is connected."""
    from bot.commands.outreach import poster as write
    from webhooks.wechat.client import Platform

    account = settings.wechat
    connected = account is not None and account.app_id and account.secret
    platform = Platform(account, _engine(settings), Clock()) if account and connected else None
    return write(arguments, settings, platform)


def _callback(settings: Settings) -> str:
    return f"http://{settings.host}:{settings.port}/wechat"


def _engine(settings: Settings) -> Engine:
    """The database, ready for the token that all processes share."""
    engine = make_engine(settings.database_url)
    bind_seal(engine.dialect, Seal(settings.data_key))
    return engine
