"""选单: seats, waiting lists, withdrawal; refused by word, and by the database where the word was not asked."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError

from bot.accepting import accept
from bot.choosing import choose, withdraw
from bot.numbers import order_number
from bot.orders import State, Step, StepRefused, Why
from bot.roles import Role
from bot.settling import record_settled
from bot.storage import orders, outbox
from bot.storage.orders import Taken
from bot.storage.outbox_tables import OutboxRow
from bot.storage.seats import offer_of
from tests.bot.orders.teaching import NOW, TODAY, ledger, quota, teach, wants


def free(engine: Engine, session: int) -> int | None:
    with engine.connect() as connection:
        offer = offer_of(connection, session)
        return offer.free_seats if offer else None


def why(engine: Engine, session: int, **about: Any) -> Why:
    with engine.begin() as connection, pytest.raises(StepRefused) as caught:
        choose(ledger(connection), wants(session, **about))
    return caught.value.refusal.why


def test_a_choice_takes_a_seat_and_a_withdrawal_gives_it_back(engine: Engine) -> None:
    with engine.begin() as connection:
        session = teach(connection, seats=2)
        order = choose(ledger(connection), wants(session))
        assert order.state is State.SELECTED
    assert free(engine, session) == 1
    with engine.begin() as connection:
        assert withdraw(ledger(connection), order.id, "wang").state is State.WITHDRAWN
    assert free(engine, session) == 2


def test_a_full_class_has_a_waiting_list_and_a_free_seat_goes_to_its_first(engine: Engine) -> None:
    with engine.begin() as connection:
        session = teach(connection, seats=1)
        first = choose(ledger(connection), wants(session, "wang"))
        second = choose(ledger(connection), wants(session, "li"))
        third = choose(ledger(connection), wants(session, "zhao"))
        assert (second.state, third.state) == (State.WAITING, State.WAITING)
        withdraw(ledger(connection), first.id, "wang")
        states = [orders.find(connection, order.id).state for order in (second, third)]  # type: ignore[union-attr]
        assert states == [State.SELECTED, State.WAITING]
        told = connection.execute(select(OutboxRow.person_key, OutboxRow.text)).all()
        assert [row.person_key for row in told] == ["li"]
        assert order_number(second.id) in told[0].text
    assert free(engine, session) == 0


def test_whoever_leaves_the_waiting_list_frees_no_seat(engine: Engine) -> None:
    with engine.begin() as connection:
        session = teach(connection, seats=1)
        choose(ledger(connection), wants(session, "wang"))
        waits = choose(ledger(connection), wants(session, "li"))
        withdraw(ledger(connection), waits.id, "li")
    assert free(engine, session) == 0


def test_an_order_is_withdrawn_by_its_owner_and_before_the_class_begins(engine: Engine) -> None:
    with engine.begin() as connection:
        session = teach(connection, starts_on=TODAY + timedelta(days=3))
        order = choose(ledger(connection), wants(session))
        with pytest.raises(StepRefused) as stranger:
            withdraw(ledger(connection), order.id, "li")
        with pytest.raises(StepRefused) as late:
            withdraw(ledger(connection, days=3), order.id, "wang")
    assert stranger.value.refusal.why is Why.NOT_YOUR_ORDER
    assert late.value.refusal.why is Why.BEGUN


def test_the_same_occupation_and_level_is_chosen_once(engine: Engine) -> None:
    with engine.begin() as connection:
        first, other = teach(connection), teach(connection)
        higher = teach(connection, level="intermediate")
        choose(ledger(connection), wants(first))
    assert why(engine, other) is Why.SAME_LEVEL
    with engine.begin() as connection:
        assert choose(ledger(connection), wants(higher)).state is State.SELECTED
        assert choose(ledger(connection), wants(other, about="wife")).state is State.SELECTED


def test_what_was_paid_is_not_chosen_again_but_what_was_withdrawn_is(engine: Engine) -> None:
    with engine.begin() as connection:
        session, again = teach(connection), teach(connection)
        order = choose(ledger(connection), wants(session))
        withdraw(ledger(connection), order.id, "wang")
        order = choose(ledger(connection), wants(session))
        accept(ledger(connection), order.id, order.institution_id or 0)
        record_settled(ledger(connection), order.id, "")
    assert why(engine, again) is Why.SAME_LEVEL
    assert why(engine, again, person="li", paid_before=True) is Why.PAID_BEFORE


def test_a_used_up_quota_refuses_and_an_unknown_one_does_not(engine: Engine) -> None:
    with engine.begin() as connection:
        session = teach(connection)
        unpaid = teach(connection, occupation="茶艺师", subsidised=False)
    assert why(engine, session, quota=quota(3, 3)) is Why.QUOTA
    with engine.begin() as connection:
        assert choose(ledger(connection), wants(unpaid, quota=quota(3, 3))).state is State.SELECTED
        order = choose(ledger(connection), wants(session, quota=quota(3, None)))
        assert order.state is State.SELECTED


def test_open_orders_count_against_the_quota(engine: Engine) -> None:
    with engine.begin() as connection:
        one, two = teach(connection), teach(connection, occupation="电工")
        order = choose(ledger(connection), wants(one, quota=quota(3, 2)))
    assert why(engine, two, quota=quota(3, 2)) is Why.QUOTA
    with engine.begin() as connection:
        withdraw(ledger(connection), order.id, "wang")
        choose(ledger(connection), wants(two, quota=quota(3, 2)))


def _raw(person: str, **about: object) -> dict[str, object]:
    row = {
        "party": "worker", "person_key": person, "about": "self", "state": State.SELECTED,
        "occupation": "焊工", "level": "junior",
    }  # fmt: skip
    return row | about


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({"state": State.SETTLED}, {"state": State.WAITING}),
        (
            {"quota_scope": "2026", "quota_limit": 3, "quota_place": 0},
            {"level": "senior", "quota_scope": "2026", "quota_limit": 3, "quota_place": 0},
        ),
        ({"level": "x"}, {"quota_limit": 3, "quota_used": 3, "quota_place": 0}),
        ({"state": State.DEMANDED, "city": "临沂"}, {"state": State.LISTED, "city": "临沂"}),
    ],
    ids=[
        "open twice",
        "paid and open",
        "one place in the quota twice",
        "quota used up",
        "demanded twice",
    ],
)
def test_the_database_forbids_it_whoever_asks(
    engine: Engine, first: dict[str, object], second: dict[str, object]
) -> None:
    taken = Taken(Step.ENROL, Role.WORKER)
    with engine.begin() as connection:
        orders.make(connection, _raw("wang", **first), NOW, taken)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        orders.make(connection, _raw("wang", **second), NOW, taken)
    with engine.begin() as connection:
        orders.make(connection, _raw("li", **first), NOW, taken)


def test_a_refusal_by_the_database_is_a_refusal_in_words(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.choosing.objection", lambda *_: None)
    with engine.begin() as connection:
        first, other = teach(connection), teach(connection)
        choose(ledger(connection), wants(first))
        before = orders.orders_of(connection, "wang")
        with pytest.raises(StepRefused) as caught:
            choose(ledger(connection), wants(other))
        assert caught.value.refusal.why is Why.SAME_LEVEL
        assert orders.orders_of(connection, "wang") == before
    assert free(engine, other) == 30
    assert why(engine, other, person="li", quota=quota(3, 3)) is Why.QUOTA


def test_a_demand_becomes_the_choice_that_answers_it(engine: Engine) -> None:
    with engine.begin() as connection:
        row = _raw("wang", state=State.LISTED, level="", city="临沂")
        demand = orders.make(connection, row, NOW, Taken(Step.SUBMIT_DEMAND, Role.WORKER))
        order = choose(ledger(connection), wants(teach(connection)))
        assert (order.id, order.state) == (demand.id, State.SELECTED)
        steps = [step.step for step in orders.steps_of(connection, order.id)]
        assert steps == [Step.SUBMIT_DEMAND, Step.ENROL]


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ({"starts_on": TODAY}, Why.BEGUN),
        ({"starts_on": TODAY - timedelta(days=1)}, Why.BEGUN),
        ({"confirmed_on": TODAY - timedelta(days=20)}, Why.NOT_OPEN),
    ],
)
def test_a_class_that_is_not_open_is_not_chosen(
    engine: Engine, about: dict[str, object], expected: Why
) -> None:
    with engine.begin() as connection:
        session = teach(connection, **about)
    assert why(engine, session) is expected


def test_what_fails_afterwards_takes_the_choice_with_it(engine: Engine) -> None:
    with pytest.raises(RuntimeError), engine.begin() as connection:
        session = teach(connection)
        choose(ledger(connection), wants(session))
        raise RuntimeError("after the choice")
    with engine.connect() as connection:
        assert not orders.orders_of(connection, "wang")
        assert connection.execute(select(func.count()).select_from(OutboxRow)).scalar_one() == 0
        assert outbox.count_by_state(connection) == {}
