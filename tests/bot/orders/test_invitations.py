"""邀请码: who asks what it is or where to get it is not sent in a circle."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from tests.bot.conftest import Talk
from tests.bot.orders.test_in_the_chat import invite

Workers = Callable[[str], Talk]


def test_an_enterprises_clerk_is_not_sent_in_a_circle(workers: Workers) -> None:
    talk = workers("clerk")
    first = talk.say("你好，我是淄博一家化工厂的人事，我们厂有三十来个员工想集体培训，怎么弄").reply
    what = talk.say("邀请码是啥？俺们也没有啊").reply
    again = talk.say("我是企业的，不是宣讲队的，我想给员工报安全培训").reply
    whence = talk.say("这个码上哪儿要，给个电话").reply
    told = [one.text for one in (first, what, again, whence)]
    assert len(set(told)) == 4, "nothing is said twice"
    assert not [text for text in told if "宣讲队" in text or "没写窗口" in text]
    assert "员工" in what.text
    assert "县人社局" in first.text
    assert "县人社局" in whence.text
    assert "12333" in whence.text
    assert all(one.choices for one in (first, what, again, whence))


def test_a_village_official_hears_what_to_do(workers: Workers) -> None:
    talk = workers("official")
    talk.say("我是村支书，想请你们来村里给老百姓讲讲政策")
    reply = talk.say("那二维码你们能给一个不？我贴到村委会门口").reply
    assert "管理员" not in reply.text
    assert "12333" in reply.text
    assert "转给老乡" in [choice.label for choice in reply.choices]
    assert "小匠" in talk.say("转给老乡").reply.text


@pytest.mark.parametrize(
    ("says", "word"), [("我是企业的", "员工"), ("学校", "接单"), ("我是宣讲队的", "活动二维码")]
)
def test_who_just_asks_for_the_code_is_asked_for_whom(
    workers: Workers, says: str, word: str
) -> None:
    talk = workers("wang")
    assert len(talk.say("邀请码是啥").reply.choices) == 3
    assert word in talk.say(says).reply.text


def test_an_invitation_binds_one_person_once(workers: Workers, engine: Engine) -> None:
    invite(engine, "AAAA-2222-BBBB", "team")
    first, second = workers("first"), workers("second")
    assert "某单位" in first.say("邀请码 AAAA-2222-BBBB").reply.text
    assert "某单位" not in second.say("邀请码 AAAA-2222-BBBB").reply.text
    assert "AAAA2222BBBB" not in _stored_codes(engine)


def _stored_codes(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.exec_driver_sql("SELECT code_hash FROM invitations").all())


def test_an_invitation_expires(workers: Workers, engine: Engine) -> None:
    invite(engine, "AAAA-2222-BBBB", "team")
    late = workers("late")
    late.wait(days=8)
    assert "某单位" not in late.say("邀请码 AAAA-2222-BBBB").reply.text
