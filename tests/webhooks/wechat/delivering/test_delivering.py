"""The outbox against the platform failing in each way: never twice, never lost, within the limits."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.sending import Sender
from bot.storage import outbox
from bot.storage.outbox import State
from tests.webhooks.wechat.delivering.posting import (
    NOW,
    SEND,
    Clock,
    due,
    person,
    post,
    received,
    states,
)  # fmt: skip
from tests.webhooks.wechat.platform import SILENT, Answer, StandIn, fault


def test_what_is_due_is_sent_once_in_order(
    engine: Engine, standing: StandIn, sender: Sender
) -> None:
    person(engine, "wang")
    post(engine, "wang", 3)
    post(engine, "wang", 3)
    assert sender.send_due() == 3
    assert sender.send_due() == 0
    assert received(standing) == [f"wang 第{n}条" for n in range(3)]
    assert states(engine) == {State.SENT: 3}
    assert due(engine, "wang") == []


@pytest.mark.parametrize(
    ("kind", "ago", "sent"),
    [
        ("text", 0, 5),
        ("text", 47 * 3600, 5),
        ("text", 49 * 3600, 0),
        ("scan", 30, 3),
        ("follow", 90, 0),
    ],
)
def test_no_more_is_sent_than_the_window_allows_and_the_rest_is_told_later(
    engine: Engine, standing: StandIn, sender: Sender, kind: str, ago: float, sent: int
) -> None:
    person(engine, "wang", kind, ago=ago)
    post(engine, "wang", 7)
    sender.send_due()
    assert len(received(standing)) == sent
    assert due(engine, "wang") == [f"wang 第{n}条" for n in range(sent, 7)]
    assert due(engine, "wang") == []


def test_who_writes_on_the_page_is_told_at_the_next_message(
    engine: Engine, standing: StandIn, sender: Sender
) -> None:
    person(engine, "wang", channel="page")
    post(engine, "wang")
    sender.send_due()
    assert not received(standing)
    assert due(engine, "wang") == ["wang 第0条"]


def test_what_was_told_in_an_answer_is_not_sent(
    engine: Engine, standing: StandIn, sender: Sender
) -> None:
    person(engine, "wang")
    post(engine, "wang")
    assert due(engine, "wang") == ["wang 第0条"]
    assert sender.send_due() == 0
    assert not received(standing)


@pytest.mark.parametrize("code", [45015, 45047, 48001, 45002, 99999])
def test_what_the_platform_will_not_take_is_told_at_the_next_message(
    engine: Engine, standing: StandIn, sender: Sender, code: int
) -> None:
    person(engine, "wang")
    post(engine, "wang")
    standing.always[SEND] = fault(code)
    sender.send_due()
    assert standing.calls[SEND] == 1
    assert due(engine, "wang") == ["wang 第0条"]


@pytest.mark.parametrize("code", [43004, 40003, 43019])
def test_who_left_is_not_written_to(
    engine: Engine, standing: StandIn, sender: Sender, code: int
) -> None:
    person(engine, "wang")
    post(engine, "wang")
    standing.always[SEND] = fault(code)
    sender.send_due()
    assert states(engine) == {State.DROPPED: 1}


@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_a_stale_token_is_renewed_and_the_message_sent_once(
    engine: Engine, standing: StandIn, sender: Sender, code: int
) -> None:
    person(engine, "wang")
    post(engine, "wang", 2)
    sender.send_one()
    standing.revoke()
    standing.next[SEND].append(fault(code))
    sender.send_due()
    assert standing.calls["stable_token"] == 2
    assert standing.calls[SEND] == 3
    assert states(engine) == {State.SENT: 2}


@pytest.mark.parametrize(
    ("answer", "rest"),
    [
        (fault(-1), timedelta(minutes=1)),
        (fault(45011), timedelta(seconds=60)),
        (fault(40164), timedelta(minutes=10)),
        (fault(45009), timedelta(hours=8)),
    ],
    ids=["busy", "minute's quota", "address not listed", "day's quota"],
)
def test_what_surely_was_not_sent_is_sent_later_once(
    engine: Engine, standing: StandIn, sender: Sender, clock: Clock, answer: Answer, rest: timedelta
) -> None:
    person(engine, "wang")
    post(engine, "wang")
    standing.always[SEND] = answer
    sender.send_due()
    calls = standing.calls[SEND]
    clock.moment += rest - timedelta(seconds=2)
    sender.send_due()
    assert standing.calls[SEND] == calls, "it rests"
    del standing.always[SEND]
    clock.moment += timedelta(seconds=4)
    sender.send_due()
    assert standing.calls[SEND] == calls + 1
    assert states(engine) == {State.SENT: 1}


@pytest.mark.parametrize("answer", [SILENT, 502, b"<html>"], ids=["silence", "502", "no JSON"])
def test_an_unknown_outcome_is_never_tried_again_and_told_as_such(
    engine: Engine,
    standing: StandIn,
    sender: Sender,
    answer: Answer,
) -> None:
    sender.post._platform.timeout = (0.5, 0.5)  # type: ignore[attr-defined]
    person(engine, "wang")
    post(engine, "wang")
    standing.always[SEND] = answer
    sender.send_due()
    sender.send_due()
    assert standing.calls[SEND] == 1
    with engine.begin() as connection:
        found = outbox.tell_due(connection, "wang", NOW)
    assert [(one.text, one.unsure) for one in found] == [("wang 第0条", True)]


def test_without_a_token_nothing_was_sent_and_it_is_tried_again(
    engine: Engine, standing: StandIn, sender: Sender, clock: Clock
) -> None:
    person(engine, "wang")
    post(engine, "wang")
    standing.next["stable_token"].append(502)
    sender.send_due()
    assert states(engine) == {State.READY: 1}
    clock.moment += timedelta(minutes=1, seconds=1)
    sender.send_due()
    assert received(standing) == ["wang 第0条"]


def test_what_is_undone_with_its_cause_is_not_sent(
    engine: Engine, standing: StandIn, sender: Sender
) -> None:
    person(engine, "wang")
    with pytest.raises(RuntimeError), engine.begin() as connection:
        outbox.post(connection, "wang", "cause", "不该发", NOW)
        raise RuntimeError("the cause fails")
    assert sender.send_due() == 0
    assert not received(standing)
