"""From a wish to a class, and from a wish without a class to a demand, said as workers say it."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select

from bot.accepting import keep_time
from bot.orders import State
from bot.storage import orders, roles
from bot.storage.order_tables import OrderRow
from bot.storage.orders import Order
from knowledge.catalogue.models import InstitutionRow
from tests.bot.conftest import MORNING, Talk
from tests.bot.orders.teaching import ledger

Workers = Callable[[str], Talk]
NUMBER = re.compile(r"T-\d{4,}")


def all_orders(engine: Engine) -> tuple[Order, ...]:
    with engine.connect() as connection:
        return orders.orders_where(connection)


def invite(engine: Engine, code: str, role: str, **about: object) -> None:
    with engine.begin() as connection:
        row = {"role": role, "name": "某单位", "city": "临沂", **about}
        roles.invite(connection, code.replace("-", ""), row, MORNING)


def chosen(talk: Talk) -> str:
    """Chooses the first welding class near 沂水; its number."""
    talk.say("想学电焊，在沂水，晚上有空")
    talk.say("第1个")
    talk.say("报名")
    found = NUMBER.search(talk.say("确认报名").reply.text)
    assert found
    return found[0]


def test_a_wish_gets_three_courses_with_reasons_marked_as_samples(workers: Workers) -> None:
    reply = workers("wang").say("想学电焊，在沂水，晚上有空").reply
    assert len(reply.courses) == 3
    first = reply.courses[0]
    assert (first["occupation"], first["county"], first["evening"]) == ("焊工", "371323", True)
    assert {"same_county", "evening"} <= set(first["reasons"])
    assert all(course["sample"] for course in reply.courses)
    assert reply.text.count("【样例】") >= 3


def test_a_class_is_chosen_in_two_taps_and_withdrawn_with_one_word(
    workers: Workers, engine: Engine
) -> None:
    talk = workers("wang")
    number = chosen(talk)
    told = talk.say("我的单到哪了").reply.text
    assert number in told
    assert "11月23日" in told, "since when"
    assert "11月26日" in told, "until when the institution has to answer"
    assert number in talk.say("取消").reply.text
    assert [order.state for order in all_orders(engine)] == [State.WITHDRAWN]


def test_nothing_is_chosen_without_a_yes(workers: Workers, engine: Engine) -> None:
    talk = workers("wang")
    talk.say("想学电焊，在沂水")
    talk.say("我要报第一个")
    talk.say("不报了")
    assert not all_orders(engine)
    talk.say("我要报第一个")
    talk.say("好的")
    assert len(all_orders(engine)) == 1


def test_the_same_again_is_refused_with_the_number_of_the_first(
    workers: Workers, engine: Engine
) -> None:
    talk = workers("wang")
    number = chosen(talk)
    talk.say("想学电焊，在沂水，晚上有空")
    assert number in talk.say("报第1个").reply.text
    assert len(all_orders(engine)) == 1


def test_a_used_up_quota_is_refused_and_an_unknown_one_only_warned_of(
    workers: Workers, engine: Engine
) -> None:
    rich = workers("rich")
    rich.say("我一共领过3次培训补贴")
    rich.say("想学电焊，在沂水，晚上有空")
    assert "3次" in rich.say("报第1个").reply.text
    assert not all_orders(engine)
    chosen(workers("wang"))
    assert len(all_orders(engine)) == 1


def test_a_demand_takes_three_questions_and_no_name(workers: Workers, engine: Engine) -> None:
    talk = workers("wang")
    talk.say("没有想学的课，登记一下")
    talk.say("扎染")
    asked = talk.say("沂水").reply
    assert asked.choices
    told = talk.say("2").reply.text
    assert "扎染" in told
    assert "沂水" in told
    assert "晚上" in told, "the whole demand in one line"
    assert not all_orders(engine), "nothing is registered without a yes"
    assert NUMBER.search(talk.say("登记吧").reply.text)
    (order,) = all_orders(engine)
    assert (order.occupation, order.county, order.times) == ("扎染", "371323", "evening")
    assert "扎染" in talk.say("我的单到哪了").reply.text


@pytest.mark.parametrize("says", ["不是很清楚", "没想好", "啥都行", "随便吧"])
def test_who_does_not_know_what_to_learn_demands_nothing(
    workers: Workers, engine: Engine, says: str
) -> None:
    talk = workers("wang")
    talk.say("没有想学的课，登记一下")
    talk.say(says)
    talk.say("沂水")
    assert says not in talk.say("2").reply.text
    assert not [order for order in all_orders(engine) if order.occupation == says]


def test_neighbours_hear_how_many_they_are_but_not_when_they_are_few(workers: Workers) -> None:
    for n in range(5):
        talk = workers(f"p{n}")
        talk.say("目录里没有我想学的，登记一下，想学扎染")
        talk.say("沂水")
        talk.say("4")
        last = talk.say("是").reply.text
        assert ("5/30" in last) == (n == 4)


def test_where_there_is_no_class_the_demand_is_offered(workers: Workers, engine: Engine) -> None:
    talk = workers("wang")
    talk.say("想学剪纸，在蒙阴")
    talk.say("登记一下")
    talk.say("1")
    talk.say("登记吧")
    assert [order.state for order in all_orders(engine)] == [State.DEMANDED]


def test_another_question_in_between_is_answered_and_the_order_goes_on(
    workers: Workers, engine: Engine
) -> None:
    talk = workers("wang")
    talk.say("没有想学的课，登记一下，想学扎染")
    assert talk.say("培训要交钱吗").reply.citations
    talk.say("沂水")
    talk.say("4")
    talk.say("登记吧")
    assert len(all_orders(engine)) == 1


def test_nobody_sees_or_moves_anothers_order(workers: Workers, engine: Engine) -> None:
    number = chosen(workers("wang"))
    li = workers("li")
    assert "沂水" not in li.say(f"{number} 到哪了").reply.text
    li.say(f"取消 {number}")
    assert [order.state for order in all_orders(engine)] == [State.SELECTED]


def test_a_number_with_a_slip_is_noticed(workers: Workers) -> None:
    talk = workers("wang")
    number = chosen(talk)
    slip = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert "对一对" in talk.say(f"{slip} 到哪了").reply.text


def _bind_school(engine: Engine, school: Talk) -> None:
    with engine.connect() as connection:
        wanted = select(InstitutionRow.id).where(InstitutionRow.name.contains("临沂巧匠"))
        number = connection.execute(wanted).scalar_one()
    invite(engine, "AAAA-2222-BBBB", "institution", institution_id=number)
    school.say("邀请码 aaaa-2222-bbbb")


def test_an_institution_accepts_in_the_chat_and_the_worker_hears_it_first_thing(
    workers: Workers, engine: Engine
) -> None:
    wang, school = workers("wang"), workers("school")
    number = chosen(wang)
    _bind_school(engine, school)
    assert (
        number in school.say("有啥单子要接").reply.text or number in school.say("接单").reply.text
    )
    school.say(f"接 {number}")
    assert [order.state for order in all_orders(engine)] == [State.ACCEPTED]
    hello = wang.say("你好").reply.text
    assert hello.startswith(number)
    assert number not in wang.say("你好").reply.text, "told once"


@pytest.mark.parametrize(
    "asks",
    [
        "企业要组织员工培训，想提单",
        "我们学校想接单",
        "给我个宣讲用的二维码",
        "宣讲活动的数据怎么看",
    ],
)
def test_who_is_not_bound_gets_a_clear_no(workers: Workers, engine: Engine, asks: str) -> None:
    reply = workers("wang").say(asks).reply.text
    assert "邀请码" in reply
    assert not all_orders(engine)


def test_an_enterprise_demands_for_its_people(workers: Workers, engine: Engine) -> None:
    invite(engine, "AAAA-2222-BBBB", "enterprise")
    factory = workers("factory")
    factory.say("邀请码 AAAA-2222-BBBB")
    factory.say("厂里有焊工要培训，企业提单")
    factory.say("沂水县")
    factory.say("40人")
    assert not all_orders(engine)
    factory.say("登记吧")
    (order,) = all_orders(engine)
    assert (order.party, order.heads, order.occupation) == ("enterprise", 40, "焊工")


def test_how_the_list_was_ordered_is_told(workers: Workers) -> None:
    talk = workers("wang")
    talk.say("想学电焊，在沂水")
    assert re.search(r"\d分", talk.say("怎么排的").reply.text)
    assert talk.say("按时间排").reply.courses


def test_institutions_are_told_with_their_standing(workers: Workers) -> None:
    reply = workers("wang").say("临沂有哪些培训机构").reply.text
    assert "在机构目录里" in reply
    assert "【样例】" in reply


def test_without_a_database_it_says_so_kindly(workers: Workers, engine: Engine) -> None:
    talk = workers("wang")
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE turns")
    assert "12333" in talk.say("我的单到哪了").reply.text


def test_deleting_withdraws_and_leaves_no_owner(workers: Workers, engine: Engine) -> None:
    talk = workers("wang")
    chosen(talk)
    talk.say("删除我的信息")
    (order,) = all_orders(engine)
    assert (order.state, order.person_key) == (State.WITHDRAWN, None)
    with engine.connect() as connection:
        assert not connection.execute(
            select(OrderRow.id).where(OrderRow.person_key.is_not(None))
        ).all()
    assert "还没有单子" in talk.say("我的单到哪了").reply.text


def test_a_failing_handler_leaves_no_half_order(
    workers: Workers, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    talk = workers("wang")
    talk.say("想学电焊，在沂水，晚上有空")
    talk.say("报第1个")
    monkeypatch.setattr("bot.handlers.orders.day_in_words", broken)
    assert talk.say("确认报名").outcome == "failed"
    assert not all_orders(engine)


def test_every_hop_is_visible_to_the_worker(workers: Workers, engine: Engine) -> None:
    talk = workers("wang")
    number = chosen(talk)
    with engine.begin() as connection:
        keep_time(ledger(connection, days=4))
    told = talk.say("我的单到哪了").reply.text
    assert told.count(number) >= 2, "the news, then the standing"
