"""What is said of the classes shown: another trade, other times, a nearer one, the money of one of them."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.demanding import CLASS_OF
from bot.pointing import times_in
from bot.response import Response
from tests.bot.conftest import Talk
from tests.bot.orders.test_in_the_chat import all_orders

Workers = Callable[[str], Talk]
SENDERS = count()


def heard(workers: Workers, *says: str) -> Response:
    """What somebody new hears at last."""
    talk = workers(f"wang{next(SENDERS)}")
    return [talk.say(text) for text in says][-1]


def occupations(told: Response) -> set[Any]:
    return {course["occupation"] for course in told.reply.courses}


@pytest.mark.parametrize(
    ("says", "listed"),
    [
        (("叉车班有吗", "不学叉车了，有电工吗"), "电工"),
        (("我想学会计", "不想学会计了，想学育婴"), "育婴员"),
        (("我想学会计", "我是会计专业，不是说我想学会计，我想学育婴"), "育婴员"),
        (("车床我干够了，想学个别的，比如厨师",), "中式烹调师"),
        (("我是电工，想学叉车",), "叉车司机"),
        (("不是电工，是焊工，有班吗",), "焊工"),
        (("叉车班有吗", "电工的班，晚上的，莱山"), "电工"),
        (("想学电工，在济南", "第2个", "报名", "换成叉车吧"), "叉车司机"),
        (("想学电工，在济南", "报第2个", "不报电工了，报叉车"), "叉车司机"),
        (("网上能学的无人机有吗",), "无人机驾驶员"),
    ],
)
def test_what_is_wanted_now_is_listed(workers: Workers, says: tuple[str, ...], listed: str) -> None:
    assert occupations(heard(workers, *says)) == {listed}


def test_the_first_one_is_of_the_list_last_shown(workers: Workers, engine: Engine) -> None:
    heard(workers, "叉车班有吗", "电工的班，晚上的，莱山", "给我报第一个", "确认报名")
    (order,) = all_orders(engine)
    assert order.occupation == "电工"


@pytest.mark.parametrize("no", ["叉车不想学了", "不学叉车了", "别给我报叉车"])
def test_what_was_turned_down_is_neither_listed_nor_ordered(
    workers: Workers, engine: Engine, no: str
) -> None:
    talk = workers("wang")
    for says in ("我想学叉车", no, "给我报第一个", "给我找个班"):
        told = talk.say(says)
        if says != "我想学叉车":
            assert "叉车司机" not in told.reply.text
    assert not all_orders(engine)


@pytest.mark.parametrize(
    "says",
    [
        ("我想报焊工，潍坊，只能白天学，晚上不行",),
        ("那我要报电焊的班，晚上不行，孩子没人看",),
        ("那我要报电焊的班，晚上不行，孩子没人看", "济南有吗，白天的"),
        ("想学焊工，在济南", "有没有白天的，晚上不行"),
    ],
)
def test_no_class_is_listed_at_a_time_that_does_not_suit(
    workers: Workers, says: tuple[str, ...]
) -> None:
    told = heard(workers, *says)
    assert told.reply.courses
    assert not any(course["evening"] for course in told.reply.courses)
    assert "不是晚上" not in told.reply.text


def test_it_is_said_where_the_city_has_none(workers: Workers) -> None:
    told = heard(workers, "失业证办了，在德州，想学无人机，有班没")
    assert all(course["city"] != "德州" for course in told.reply.courses)
    assert "德州眼下没查到" in told.reply.text
    assert told.reply.text.count("外市") == len(told.reply.courses)
    here = heard(workers, "想学焊工，在济南")
    assert "没查到" not in here.reply.text


def test_online_is_searched_for_the_trade_asked_before(workers: Workers) -> None:
    told = heard(workers, "在德州，想学无人机", "要是没有近的就算了，换成网课的也行")
    assert occupations(told) == {"无人机驾驶员"}
    assert all(course["online"] for course in told.reply.courses)


@pytest.mark.parametrize("asks", ["第1个 能补吗", "第1个能补吗", "第1个有补贴不"])
def test_whether_one_class_is_paid_for_is_said_with_the_reason(workers: Workers, asks: str) -> None:
    told = heard(workers, "叉车班有吗", asks).reply.text
    assert "领不了补贴" in told
    assert "没列入补贴目录" in told


def test_a_class_that_clashes_is_named_and_the_one_that_suits_offered(workers: Workers) -> None:
    talk = workers("wang")
    shown = talk.say("想学电工，在济南").reply.courses
    by_day = next(at for at, one in enumerate(shown, 1) if not one["evening"])
    told = talk.say(f"第{by_day}个，不过我白天要跑单，行不行").reply.text
    assert "对不上" in told
    for one in shown:
        name = str(one["institution"]).removeprefix("【样例】")
        assert (name in told) == bool(one["evening"] or one["weekend"])


def test_nearer_is_a_class_or_that_there_is_none(workers: Workers) -> None:
    told = heard(
        workers, "請問我在曹縣，想學烘焙，有班嗎", "第1個，太遠了能換個近點的嗎"
    ).reply.text
    assert "没查到更近的" in told
    talk = workers("wang")
    talk.say("想学焊工，在潍坊")
    assert "哪个县" in talk.say("太远了，换个近点的").reply.text
    assert talk.say("寿光").reply.courses[0]["county"] == "370783"


def test_a_place_that_is_too_far_is_not_the_place(workers: Workers) -> None:
    told = heard(workers, "他在兖州想学叉车", "那有没有平常下午的班，梁山太远他在兖州")
    assert occupations(told) == {"叉车司机"}
    assert not any(course["evening"] for course in told.reply.courses)


def test_a_place_is_told_once(workers: Workers) -> None:
    assert "曹县曹县" not in heard(workers, "我在曹县，想学叉车", "1").reply.text


def test_how_many_make_a_class_is_answered_and_the_question_stays(workers: Workers) -> None:
    talk = workers("wang")
    talk.say("想学大姜栽培，给我们登记开个课")
    told = talk.say("要几个人才能开").reply.text
    assert f"{CLASS_OF}人" in told
    assert "哪个县" in told
    assert "啥时候" in talk.say("沂水").reply.text


@pytest.mark.parametrize(
    ("says", "wanted", "unfit"),
    [
        ("只能白天学，晚上不行", {"daytime"}, {"evening"}),
        ("晚上行不行", {"evening"}, set()),
        ("白天的行不", {"daytime"}, set()),
        ("晚上不上班", {"evening"}, set()),
        ("晚上孩子没人看", set(), {"evening"}),
        ("周末有不要钱的吗", {"weekend"}, set()),
        ("不要网课", set(), {"online"}),
    ],
)
def test_a_denied_time_is_no_wish(says: str, wanted: set[str], unfit: set[str]) -> None:
    times = times_in(says)
    assert (set(times.wanted), set(times.unfit)) == (wanted, unfit)
