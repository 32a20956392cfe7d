"""Orders on the command line: what is demanded, what is settled, and the worker process of the outbox."""

import signal
import threading
from argparse import Namespace
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NoReturn

from sqlalchemy import Engine

from bot.accepting import keep_time
from bot.clock import Clock
from bot.commands.opening import open_engine, transaction
from bot.demanding import CLASS_OF, LEAST_SHOWN, Pooled, list_demands, pooled, tell_of_openings
from bot.errors import BadRequest
from bot.ledger import Ledger
from bot.numbers import order_id
from bot.orders import StepRefused
from bot.sending import Delivery, Outcome, Post, Sender, work
from bot.settings import Settings
from bot.settling import Settlement, record_advance, record_settled, settlement, shown
from bot.wording import Wording, load_wording
from knowledge.library import load_library
from knowledge.places import Places

TIDY_EVERY = timedelta(minutes=1)


def demands(arguments: Namespace, settings: Settings) -> int:
    """What is demanded, by occupation and county, small counts hidden; with ``publish``, listed (列单)."""
    library, clock = load_library(), Clock(settings.policy_date)
    now = clock.now()
    with transaction(settings) as connection:
        ledger = Ledger(connection, load_wording(), now, clock.today(now))
        city = arguments.city or ""
        for found in pooled(ledger, city):
            print(_line(library.places, found))
        if arguments.publish:
            print(f"列单 {list_demands(ledger, city)} 件，已告诉提单的人。")
    return 0


def _line(places: Places, found: Pooled) -> str:
    city = places.city(found.city)
    counties = city.counties if city else ()
    county = next((c.name for c in counties if c.code == found.county), "")
    few = found.people is None
    count = f"不到{LEAST_SHOWN}人" if few else f"{found.people}/{CLASS_OF}人"
    return f"{found.city}{county}\t{found.occupation}\t{count}"


def settle(arguments: Namespace, settings: Settings) -> int:
    """The arithmetic of a settlement, and its record in the ledger (买单)."""
    number = order_id(arguments.number)
    if number is None:
        raise BadRequest("settle", f"单号 {arguments.number} 不对，单号像 T-0232 这样")
    clock = Clock(settings.policy_date)
    now = clock.now()
    found = _settlement(arguments, clock, now)
    if found is not None:
        print(shown(found))
    with transaction(settings) as connection:
        ledger = Ledger(connection, load_wording(), now, clock.today(now))
        full = found is None or (found.is_full and not arguments.advance)
        note = f"{arguments.amount}元 {arguments.trained}人 {arguments.employed}人" if found else ""
        try:
            (record_settled if full else record_advance)(ledger, number, note)
        except StepRefused as error:
            _cannot(error)
    print("记为已买单。" if full else "记为已先行拨付；全额还没有拨付。")
    return 0


def _settlement(arguments: Namespace, clock: Clock, now: datetime) -> Settlement | None:
    if arguments.amount is None:
        return None
    figures = (arguments.amount, arguments.trained or 0, arguments.employed or 0)
    try:
        return settlement(load_library(), clock.today(now), *figures)
    except ValueError as error:
        raise BadRequest("settle", str(error)) from None


def _cannot(error: StepRefused) -> NoReturn:
    state = error.refusal.state
    raise BadRequest("settle", f"这一单记不了：{error.refusal.why.value}（{state}）") from None


class NoAccount:
    """Where no account is connected: everything is told at the person's next message."""

    channel = "none"

    def deliver(self, sender: str, text: str) -> Delivery:
        """Sends nothing."""
        return Delivery(Outcome.CLOSED)


@dataclass
class Tidy:
    """Deadlines, waiting lists and openings, looked at once a minute."""

    engine: Engine
    wording: Wording
    clock: Clock
    last: datetime | None = field(default=None)

    def __call__(self) -> None:
        """Does what time has made due, if a minute has passed."""
        now = self.clock.now()
        if self.last is not None and now < self.last + TIDY_EVERY:
            return
        self.last = now
        with self.engine.begin() as connection:
            ledger = Ledger(connection, self.wording, now, self.clock.today(now))
            keep_time(ledger)
            tell_of_openings(ledger)


def run_worker(settings: Settings, engine: Engine, post: Post, stop: threading.Event) -> None:
    """Sends what stands in the outbox and keeps time, until told to stop."""
    clock = Clock(settings.policy_date)
    work(Sender(engine, post, clock), Tidy(engine, load_wording(), clock), stop)


def stop_on_signals() -> threading.Event:
    """An event that is set when the process is asked to end."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def work_without_account(_arguments: Namespace, settings: Settings) -> int:
    """The worker where no account is connected: deadlines, waiting lists, and messages kept for later."""
    engine = open_engine(settings)
    run_worker(settings, engine, NoAccount(), stop_on_signals())
    engine.dispose()
    return 0
