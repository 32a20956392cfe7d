"""The load generator against a real server: it counts what it got, and stops by itself."""

import time

from tests.benchmarks.driving import Drive, drive
from tests.benchmarks.watching import cost, running
from tests.benchmarks.wechat_load import ACCOUNT, contenders, fill, prepare
from tests.running import free_port

ECHO = contenders("")[2]
ENVIRONMENT = {
    "WECHAT_TOKEN": ACCOUNT.token,
    "WECHAT_APP_ID": ACCOUNT.app_id,
    "WECHAT_AES_KEY": ACCOUNT.aes_key,
    "PYTHONPATH": ".",
}


def test_sealed_replies_are_counted_at_full_speed_and_at_a_given_rate() -> None:
    port = free_port()
    with running(fill(ECHO, port, workers=1), port, ENVIRONMENT) as (pid, _ready):
        requests = prepare(600, port)
        before = cost(pid)
        full = drive(Drive(port, 0.5, connections=4), requests[:500])
        assert full.answered > 20
        assert full.other == 0
        assert len(full.waits) == full.answered
        assert 0 < full.percentile(0.5) <= full.percentile(0.99) < 500
        began = time.perf_counter()
        slow = drive(Drive(port, 1.0, connections=4, rate=50), requests[500:])
        assert 30 <= slow.answered <= 52
        assert time.perf_counter() - began < 4
        after = cost(pid)
    assert after.cpu > before.cpu
    assert after.processes == 2
    assert 10 < after.largest < 250


def test_what_is_no_sealed_reply_is_counted_apart() -> None:
    port = free_port()
    with running(fill(ECHO, port, workers=1), port, ENVIRONMENT | {"WECHAT_TOKEN": "other"}):
        result = drive(Drive(port, 0.3, connections=2), prepare(50, port))
    assert result.answered == 0
    assert result.other > 0
