"""What a list of classes says of the money: all that is open, and why not where it is no."""

from collections.abc import Callable

from tests.bot.conftest import Talk

Workers = Callable[[str], Talk]


def test_everything_that_is_open_is_named_as_the_judge_has_it(workers: Workers) -> None:
    text = workers("wang").say("我想学养猪，有没有班").reply.text
    for word in ("一共领过几次", "领没领养老金", "在企业上班"):
        assert word in text
    assert "还差一样" not in text


def test_one_thing_is_named_where_one_is_open(workers: Workers) -> None:
    talk = workers("wang")
    talk.say("我在厂里上班，从来没领过补贴")
    text = talk.say("我想学养猪，有没有班").reply.text
    assert "还差一样没说：领没领养老金" in text


def test_a_class_outside_the_directory_is_refused_for_that_reason(workers: Workers) -> None:
    text = workers("wang").say("我想学叉车，有班吗").reply.text
    assert "没列入补贴目录" in text
    assert "照您说的" not in text


def test_what_the_worker_told_is_the_reason_where_it_rules_the_money_out(workers: Workers) -> None:
    talk = workers("wang")
    talk.say("我按月领养老金")
    text = talk.say("我想学养猪，有没有班").reply.text
    assert "领不了补贴（按月领养老金）" in text


def test_other_classes_than_asked_for_are_said_to_be_others(workers: Workers) -> None:
    text = workers("wang").say("我想学大货车，有吗").reply.text
    assert "货车司机眼下没查到" in text
    assert "叉车司机" in text.splitlines()[0]
