"""提单, 列单, 凑班: neighbours are counted, few are hidden, everybody concerned is told once."""

from datetime import date

import pytest
from sqlalchemy import Connection, Engine, select

from bot.choosing import withdraw
from bot.demanding import Demand, Pooled, list_demands, pool_of, pooled, submit, tell_of_openings
from bot.orders import Party, State, StepRefused, Why
from bot.quota import quota_in_force
from bot.settling import record_settled, settlement, shown
from bot.storage import orders
from bot.storage.outbox_tables import OutboxRow
from knowledge.facts import Facts
from knowledge.library import Library
from tests.bot.orders.teaching import TODAY, ledger, teach

YISHUI = "371323"


def demand(connection: Connection, person: str, **about: object) -> orders.Order:
    given = {"occupation": "焊工", "city": "临沂", "county": YISHUI} | about
    return submit(ledger(connection), Demand(person, "self", **given))  # type: ignore[arg-type]


def told(connection: Connection, person: str) -> list[str]:
    wanted = select(OutboxRow.text).where(OutboxRow.person_key == person).order_by(OutboxRow.id)
    return list(connection.execute(wanted).scalars())


def test_neighbours_are_counted_and_small_groups_hidden(engine: Engine) -> None:
    with engine.begin() as connection:
        for n in range(18):
            last = demand(connection, f"yishui{n}")
        for n in range(4):
            few = demand(connection, f"mengyin{n}", county="371328")
        demand(connection, "factory", party=Party.ENTERPRISE, heads=40)
        here = ledger(connection)
        assert pooled(here) == (
            Pooled("焊工", "临沂", YISHUI, 18),
            Pooled("焊工", "临沂", "371328", None),
        )
        assert pooled(here, "济南") == ()
        assert (pool_of(here, last), pool_of(here, few)) == (18, None)


def test_the_same_demand_counts_once_and_again_after_it_was_withdrawn(engine: Engine) -> None:
    with engine.begin() as connection:
        first = demand(connection, "wang")
        with pytest.raises(StepRefused) as caught:
            demand(connection, "wang")
        assert caught.value.refusal.why is Why.SAME_DEMAND
        demand(connection, "wang", occupation="电工")
        withdraw(ledger(connection), first.id, "wang")
        demand(connection, "wang")


def test_listing_moves_every_demand_once_and_tells_each(engine: Engine) -> None:
    with engine.begin() as connection:
        mine = demand(connection, "wang")
        demand(connection, "li", city="济南", county="")
        assert list_demands(ledger(connection), "临沂") == 1
        assert list_demands(ledger(connection), "临沂") == 0
        found = orders.find(connection, mine.id)
        assert found is not None
        assert found.state is State.LISTED
        assert len(told(connection, "wang")) == 1
        assert not told(connection, "li")


def test_who_demanded_hears_once_that_a_class_is_open(engine: Engine) -> None:
    with engine.begin() as connection:
        demand(connection, "wang")
        demand(connection, "zhao", occupation="电工")
        demand(connection, "qian", city="济南", county="")
        demand(connection, "sun", times="evening")
        teach(connection)
        tell_of_openings(ledger(connection))
        tell_of_openings(ledger(connection))
        assert len(told(connection, "wang")) == 1
        assert not told(connection, "zhao") + told(connection, "qian") + told(connection, "sun")


def test_a_full_class_is_no_opening(engine: Engine) -> None:
    with engine.begin() as connection:
        demand(connection, "wang")
        teach(connection, seats=1, taken=1)
        tell_of_openings(ledger(connection))
        assert not told(connection, "wang")


def test_the_quota_is_that_of_the_rule_in_force(library: Library) -> None:
    then = quota_in_force(library, date(2020, 6, 15), Facts({"subsidies_this_year": 2}))
    assert then is not None
    assert (then.limit, then.scope, then.used) == (3, "2020", 2)
    now = quota_in_force(library, TODAY, Facts({"subsidies_this_year": 2}))
    assert now is not None
    assert (now.limit, now.scope, now.used) == (3, "ever", None)
    assert quota_in_force(library, date(2022, 6, 1), Facts()) is None


def test_the_settlement_is_shown_with_its_arithmetic(library: Library) -> None:
    found = settlement(library, date(2020, 6, 15), 100_000, 40, 34)
    assert (int(found.advance), int(found.rate), found.is_full) == (60_000, 85, True)
    text = shown(found)
    assert "60000元" in text
    assert "40000元" in text


def test_below_the_threshold_nothing_is_worked_out(library: Library) -> None:
    found = settlement(library, date(2020, 6, 15), 100_000, 20_000, 16_999)
    assert not found.is_full
    text = shown(found)
    assert "文件没写" in text
    assert "84.99%" in text, "84.995 is not rounded to what would be enough"
    assert "40000" not in text
    assert "84995" not in text


def test_out_of_force_is_said(library: Library) -> None:
    assert "到2021年12月31日为止" in shown(settlement(library, TODAY, 1000, 10, 9))


@pytest.mark.parametrize("figures", [(1000, 0, 0), (1000, 10, 11), (-1, 10, 9)])
def test_figures_that_cannot_be_are_refused(
    library: Library, figures: tuple[int, int, int]
) -> None:
    with pytest.raises(ValueError, match="对不上"):
        settlement(library, TODAY, *figures)


def test_an_order_is_settled_only_after_it_was_accepted(engine: Engine) -> None:
    with engine.begin() as connection:
        order = demand(connection, "wang")
        with pytest.raises(StepRefused):
            record_settled(ledger(connection), order.id, "")
