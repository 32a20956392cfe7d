"""The last seat is given once, whatever arrives at once from how many processes."""

from __future__ import annotations

import multiprocessing
import threading
from multiprocessing.queues import Queue

from sqlalchemy import Engine

from bot.choosing import choose, withdraw
from bot.orders import State, StepRefused
from bot.storage import orders
from bot.storage.seats import offer_of
from knowledge.database import make_engine
from tests.bot.orders.teaching import ledger, quota, teach, wants

PROCESSES = 6
EACH = 5


def _choose(
    url: str, session: int, people: list[str], results: Queue[list[str]], ready: threading.Barrier
) -> None:
    engine = make_engine(url)
    with engine.connect():
        ready.wait(60)
    states = []
    for person in people:
        try:
            with engine.begin() as connection:
                states.append(choose(ledger(connection), wants(session, person)).state.value)
        except StepRefused as error:
            states.append(error.refusal.why.value)
    results.put(states)


def _at_once(url: str, session: int, people: list[list[str]]) -> list[str]:
    context = multiprocessing.get_context("spawn")
    results: Queue[list[str]] = context.Queue()
    ready = context.Barrier(len(people))
    workers = [
        context.Process(target=_choose, args=(url, session, names, results, ready))
        for names in people
    ]
    for worker in workers:
        worker.start()
    found = [state for _ in workers for state in results.get(timeout=120)]
    for worker in workers:
        worker.join(30)
    return found


def test_of_many_who_ask_at_once_one_gets_the_last_seat(database_url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        session = teach(connection, seats=30, taken=29)
    people = [[f"p{process}-{one}" for one in range(EACH)] for process in range(PROCESSES)]
    states = _at_once(database_url, session, people)
    assert sorted(states) == [State.SELECTED] + [State.WAITING] * (PROCESSES * EACH - 1)
    with engine.connect() as connection:
        offer = offer_of(connection, session)
        assert offer is not None
        assert offer.taken == 30


def test_one_person_who_asks_everywhere_at_once_gets_one_order(
    database_url: str, engine: Engine
) -> None:
    with engine.begin() as connection:
        session = teach(connection)
    states = _at_once(database_url, session, [["wang"]] * 4)
    assert sorted(states) == ["same_level"] * 3 + [State.SELECTED]
    with engine.connect() as connection:
        assert len(orders.orders_of(connection, "wang")) == 1


def test_seats_given_back_and_taken_at_once_are_neither_lost_nor_doubled(
    database_url: str, engine: Engine
) -> None:
    with engine.begin() as connection:
        session = teach(connection, seats=5)
        held = [choose(ledger(connection), wants(session, f"held{n}")) for n in range(5)]
    leaving = threading.Thread(target=_leave, args=(engine, [order.id for order in held]))
    leaving.start()
    _at_once(
        database_url, session, [[f"new{process}-{n}" for n in range(4)] for process in range(2)]
    )
    leaving.join(60)
    with engine.connect() as connection:
        people = [f"new{process}-{n}" for process in range(2) for n in range(4)]
        states = [orders.orders_of(connection, person)[0].state for person in people]
        offer = offer_of(connection, session)
        assert offer is not None
        assert states.count(State.SELECTED) == offer.taken == 5
        assert states.count(State.WAITING) == 3


def _leave(engine: Engine, numbers: list[int]) -> None:
    for at, number in enumerate(numbers):
        with engine.begin() as connection:
            withdraw(ledger(connection), number, f"held{at}")


def test_two_orders_at_once_do_not_share_the_last_subsidy(engine: Engine) -> None:
    with engine.begin() as connection:
        welding = teach(connection)
        wiring = teach(connection, occupation="电工")
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def take(session: int) -> None:
        ready.wait(10)
        try:
            with engine.begin() as connection:
                choose(ledger(connection), wants(session, quota=quota(3, 2)))
            outcomes.append("selected")
        except StepRefused as error:
            outcomes.append(error.refusal.why.value)

    threads = [threading.Thread(target=take, args=(one,)) for one in (welding, wiring)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["quota", "selected"]
