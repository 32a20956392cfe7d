"""``work``: the process that sends what stands in the outbox, through the account where one is connected."""

from argparse import Namespace

from bot.clock import Clock
from bot.commands.opening import open_engine
from bot.commands.orders import run_worker, stop_on_signals, work_without_account
from bot.settings import Settings
from webhooks.wechat.client import Platform
from webhooks.wechat.delivering import CustomerMessages


def work(arguments: Namespace, settings: Settings) -> int:
    """Sends and keeps time until the process is told to end."""
    if settings.wechat is None or not settings.wechat.secret:
        return work_without_account(arguments, settings)
    engine = open_engine(settings)
    clock = Clock(settings.policy_date)
    platform = Platform(settings.wechat, engine, clock)
    run_worker(settings, engine, CustomerMessages(platform, clock), stop_on_signals())
    engine.dispose()
    return 0
