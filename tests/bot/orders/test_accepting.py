"""接单: accepted in time, or on to the next institution, or told that there is none; the worker sees every hop."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, Engine, select

from bot.accepting import accept, decline, keep_time, to_accept
from bot.choosing import choose
from bot.orders import Party, State, Step, StepRefused, Why
from bot.roles import Role
from bot.storage import orders, roles
from bot.storage.forgetting import forget_orders
from bot.storage.orders import Order, Taken
from bot.storage.outbox_tables import OutboxRow
from bot.storage.seats import offer_of
from bot.workdays import is_working_day, working_days_after
from tests.bot.orders.teaching import NOW, TODAY, ledger, teach, wants


def now_of(connection: Connection, order: Order) -> Order:
    found = orders.find(connection, order.id)
    assert found is not None
    return found


def told(connection: Connection, person: str = "wang") -> list[str]:
    wanted = select(OutboxRow.text).where(OutboxRow.person_key == person).order_by(OutboxRow.id)
    return list(connection.execute(wanted).scalars())


def taken_seats(connection: Connection, session: int) -> int:
    offer = offer_of(connection, session)
    assert offer is not None
    return offer.taken


def test_an_institution_accepts_what_is_put_to_it_once_and_in_time(engine: Engine) -> None:
    with engine.begin() as connection:
        session = teach(connection)
        order = choose(ledger(connection), wants(session))
        school = order.institution_id or 0
        assert to_accept(ledger(connection), school, "临沂") == (order,)
        with pytest.raises(StepRefused) as stranger:
            accept(ledger(connection), order.id, school + 1)
        with pytest.raises(StepRefused) as late:
            accept(ledger(connection, days=4), order.id, school)
        assert accept(ledger(connection), order.id, school).state is State.ACCEPTED
        with pytest.raises(StepRefused) as twice:
            accept(ledger(connection), order.id, school)
        assert len(told(connection)) == 1
    refused = [caught.value.refusal.why for caught in (stranger, late, twice)]
    assert refused == [Why.NOT_YOUR_ORDER, Why.TOO_LATE, Why.WRONG_STATE]


def test_the_deadline_counts_working_days() -> None:
    friday = date(2026, 9, 25)
    assert working_days_after(friday, 1) == date(2026, 9, 28)
    before_national_day = date(2026, 9, 30)
    assert working_days_after(before_national_day, 1) == date(2026, 10, 8)
    assert is_working_day(date(2026, 2, 14)), "a Saturday worked in exchange (调休)"
    assert not is_working_day(date(2026, 2, 17)), "Spring Festival"


def test_a_year_without_a_published_calendar_has_its_fixed_holidays() -> None:
    assert not is_working_day(date(2090, 10, 2))
    assert not is_working_day(date(2090, 9, 30)), "a Saturday"
    assert is_working_day(date(2090, 9, 29))


def test_silence_moves_the_order_to_the_next_institution(engine: Engine) -> None:
    with engine.begin() as connection:
        first, second = teach(connection), teach(connection)
        order = choose(ledger(connection), wants(first))
        assert keep_time(ledger(connection, days=3)) == 0, "the last day is still in time"
        assert keep_time(ledger(connection, days=4)) == 1
        moved = now_of(connection, order)
        assert (moved.state, moved.session_id) == (State.SELECTED, second)
        assert moved.due_on == working_days_after(TODAY + timedelta(days=4), 3)
        assert (taken_seats(connection, first), taken_seats(connection, second)) == (0, 1)
        assert len(told(connection)) == 1
        assert Step.MOVE_ON in [step.step for step in orders.steps_of(connection, order.id)]


def test_after_the_last_institution_the_order_lapses_and_the_worker_hears_of_it(
    engine: Engine,
) -> None:
    with engine.begin() as connection:
        only = teach(connection)
        teach(connection, level="senior")
        teach(connection, city="济南")
        order = choose(ledger(connection), wants(only))
        keep_time(ledger(connection, days=4))
        assert now_of(connection, order).state is State.LAPSED
        assert taken_seats(connection, only) == 0
        assert len(told(connection)) == 1
        assert keep_time(ledger(connection, days=30)) == 0


def test_an_order_does_not_come_back_to_who_let_it_lapse(engine: Engine) -> None:
    with engine.begin() as connection:
        first, second = teach(connection), teach(connection)
        order = choose(ledger(connection), wants(first))
        keep_time(ledger(connection, days=4))
        assert now_of(connection, order).session_id == second
        keep_time(ledger(connection, days=12))
        assert now_of(connection, order).state is State.LAPSED


def test_a_no_frees_the_seat_for_who_waits_and_a_full_class_is_passed_over(engine: Engine) -> None:
    with engine.begin() as connection:
        small = teach(connection, seats=1)
        teach(connection, seats=1, taken=1)
        order = choose(ledger(connection), wants(small))
        waits = choose(ledger(connection), wants(small, "li"))
        refused = decline(ledger(connection), order.id, order.institution_id or 0)
        assert refused.state is State.REFUSED
        assert now_of(connection, waits).state is State.SELECTED
        assert len(told(connection)) == len(told(connection, "li")) == 1


def test_the_officers_of_the_city_hear_of_silence(engine: Engine) -> None:
    with engine.begin() as connection:
        for code, city in (("A", "临沂"), ("B", "济南")):
            roles.invite(connection, code, {"role": "officer", "name": "局", "city": city}, NOW)
            roles.bind(connection, code, f"officer-{city}", NOW)
        choose(ledger(connection), wants(teach(connection)))
        keep_time(ledger(connection, days=4))
        assert len(told(connection, "officer-临沂")) == 1
        assert not told(connection, "officer-济南")


def test_waiting_ends_when_the_class_begins(engine: Engine) -> None:
    with engine.begin() as connection:
        session = teach(connection, seats=1, starts_on=TODAY + timedelta(days=2))
        choose(ledger(connection), wants(session))
        waits = choose(ledger(connection), wants(session, "li"))
        keep_time(ledger(connection, days=2))
        assert now_of(connection, waits).state is State.LAPSED


def test_an_enterprises_demand_is_accepted_by_who_teaches_it(engine: Engine) -> None:
    row = {
        "party": Party.ENTERPRISE, "person_key": "factory", "state": State.LISTED,
        "occupation": "焊工", "city": "临沂", "heads": 40,
    }  # fmt: skip
    with engine.begin() as connection:
        session = teach(connection)
        offer = offer_of(connection, session)
        assert offer is not None
        order = orders.make(connection, row, NOW, Taken(Step.LIST_COURSE, Role.OFFICER))
        here = ledger(connection)
        assert to_accept(here, offer.institution_id, "临沂") == (order,)
        assert to_accept(here, offer.institution_id, "济南") == ()
        assert accept(here, order.id, offer.institution_id).state is State.ACCEPTED


def test_who_is_forgotten_leaves_the_seat_to_who_waits(engine: Engine) -> None:
    with engine.begin() as connection:
        session = teach(connection, seats=1)
        choose(ledger(connection), wants(session, "wang"))
        waits = choose(ledger(connection), wants(session, "li"))
        forget_orders(connection, "wang", NOW)
        assert not orders.orders_of(connection, "wang")
        keep_time(ledger(connection))
        assert now_of(connection, waits).state is State.SELECTED
        assert taken_seats(connection, session) == 1
