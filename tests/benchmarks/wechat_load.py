"""Signed and sealed XML over HTTP: our server beside bare bots, in one run on one machine.

    python -m tests.benchmarks.wechat_load --command ".venv/bin/python -m bot serve"

Every server gets the same messages, the same number of processes and the same connections. Beside ours
run wechatpy's documented echo bot, on the same server software and under gunicorn's threads as most
people deploy it, and WeRoBot with its SQLite sessions, which under threads answers hardly anything, so
it is also given gunicorn's processes without threads. Traffic goes to 127.0.0.1 only.
"""

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bot.settings import WeChatMode, WeChatSettings
from tests.benchmarks.driving import LOOPBACK, Drive, Result, drive
from tests.benchmarks.watching import NotReady, cost, running
from tests.running import free_port
from webhooks.wechat.simulator import Answer, Simulator

ACCOUNT = WeChatSettings(
    token="benchToken",
    app_id="wx00000000bench000",
    secret="",
    aes_key="abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
    mode=WeChatMode.SAFE,
    api_base_url=f"http://{LOOPBACK}:9",
)
QUESTIONS = (
    "一年能领几次",
    "同一个工种能领两回不",
    "我领着养老金还能学吗",
    "返乡农民工想创业有啥政策",
    "俺是退伍兵有专门的班没",
    "培训完给多少钱",
    "项目制先给多少",
    "就业率80%能拿全款吗",
    "五单式是啥",
    "四个目录在哪看",
    "这政策还有效吗",
    "交3800包过能领补贴真的假的",
    "今天天气咋样",
    "我在临沂，今年45，想学电焊",
    "怎么申请",
    "你好",
)
PEOPLE = 2000
_GRANIAN = (
    "{bin}/granian --interface wsgi --log-level warning --workers {workers} --blocking-threads 4"
)
_THREADS = "{bin}/gunicorn --worker-class gthread --threads 16 --workers {workers}"
_PROCESSES = "{bin}/gunicorn --worker-class sync --workers {workers}"
_AT = {"granian": " --host {host} --port {port} {app}", "gunicorn": " --bind {host}:{port} {app}"}


class Contender(NamedTuple):
    """A server that is driven."""

    name: str
    command: str
    app: str = ""


class Row(NamedTuple):
    """What was measured of one server."""

    name: str
    full: Result
    half: Result
    cpu: float
    """Microseconds of CPU a message, at full load."""
    memory: int
    ready: float


def contenders(ours: str) -> tuple[Contender, ...]:
    """Ours, and what it is measured against."""
    echo, werobot = "tests.benchmarks.echo_wechatpy:app", "tests.benchmarks.echo_werobot:app"
    return (
        Contender("小匠", ours),
        Contender("wechatpy 回声，同一服务器", _GRANIAN + _AT["granian"], echo),
        Contender("wechatpy 回声，gunicorn 线程", _THREADS + _AT["gunicorn"], echo),
        Contender("WeRoBot+SQLite，同一服务器", _GRANIAN + _AT["granian"], werobot),
        Contender("WeRoBot+SQLite，gunicorn 进程", _PROCESSES + _AT["gunicorn"], werobot),
    )


def prepare(count: int, port: int) -> list[bytes]:
    """Requests as the platform sends them, each with an id of its own, from many people."""
    chance = random.Random(1)
    phone = Simulator(ACCOUNT, _nowhere, lambda: datetime.now(UTC))
    prepared = []
    for _ in range(count):
        phone.openid = f"oBench{chance.randrange(PEOPLE):022d}"
        text = chance.choice(QUESTIONS)
        query, body = phone.request(phone.compose({"MsgType": "text", "Content": text}))
        head = (
            f"POST /wechat?{query} HTTP/1.1\r\nHost: {LOOPBACK}:{port}\r\n"
            f"Content-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        prepared.append(head.encode() + body)
    return prepared


def fill(contender: Contender, port: int, workers: int) -> str:
    """The command that starts a contender."""
    return contender.command.format(
        bin=Path(sys.executable).parent,
        workers=workers,
        host=LOOPBACK,
        port=port,
        app=contender.app,
    )


def measure(contender: Contender, folder: Path, options: argparse.Namespace) -> Row:
    """One server, started anew: warmed up, driven as fast as it goes, then at half of that."""
    with _started(contender, folder, options.workers):
        pass  # the first start makes the caches, the second is measured
    with _started(contender, folder, options.workers) as (port, pid, ready):
        how = Drive(port, options.seconds, options.connections)
        enough = int(options.most * options.seconds)
        ahead = prepare(options.most + 2 * enough, port)
        drive(how._replace(seconds=1.0), ahead[: options.most])
        before = cost(pid)
        full = drive(how, ahead[options.most : -enough])
        after = cost(pid)
        half = drive(how._replace(rate=max(full.per_second / 2, 1.0)), ahead[-enough:])
        used = (after.cpu - before.cpu) / full.answered * 1e6 if full.answered else 0.0
        return Row(contender.name, full, half, used, cost(pid).largest, ready)


@contextmanager
def _started(contender: Contender, folder: Path, workers: int) -> Iterator[tuple[int, int, float]]:
    port = free_port()
    command = fill(contender, port, workers)
    with running(command, port, _environment(port, folder, workers)) as (pid, ready):
        yield port, pid, ready


def report(rows: list[Row]) -> Iterator[str]:
    """The table, and ours as a multiple of each of the others."""
    yield "服务 | 条/秒 | CPU 微秒/条 | 半载 p50 毫秒 | 半载 p99 毫秒 | 最大进程 MB | 起动秒 | 没答成"
    for row in rows:
        yield (
            f"{row.name} | {row.full.per_second:.0f} | {row.cpu:.0f} | {row.half.percentile(0.5):.1f}"
            f" | {row.half.percentile(0.99):.1f} | {row.memory} | {row.ready:.1f}"
            f" | {row.full.other + row.half.other}"
        )
    ours = rows[0]
    for other in rows[1:]:
        if other.full.per_second and ours.cpu and other.cpu:
            speed = ours.full.per_second / other.full.per_second
            yield f"小匠 / {other.name}：条/秒 {speed:.2f} 倍，CPU {ours.cpu / other.cpu:.2f} 倍"


def main(arguments: list[str] | None = None) -> int:
    """Measures one after the other and prints; 1 where our own server answered nothing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--command", default=f"{sys.executable} -m bot serve")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--most", type=int, default=6000, help="messages a second to prepare for")
    options = parser.parse_args(arguments)
    rows = []
    for contender in contenders(options.command):
        with tempfile.TemporaryDirectory() as folder:
            try:
                rows.append(measure(contender, Path(folder), options))
            except NotReady as error:
                print(f"{contender.name}：没起来（{error}）", file=sys.stderr)
                if contender.command == options.command:
                    return 1
    print("\n".join(report(rows)))
    return int(not rows[0].full.answered)


def _environment(port: int, folder: Path, workers: int) -> dict[str, str]:
    return {
        "HOST": LOOPBACK,
        "PORT": str(port),
        "WORKERS": str(workers),
        "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder}/bench.db"),
        "WEROBOT_SESSIONS": f"{folder}/werobot.db",
        "WECHAT_TOKEN": ACCOUNT.token,
        "WECHAT_APP_ID": ACCOUNT.app_id,
        "WECHAT_AES_KEY": ACCOUNT.aes_key,
        "WECHAT_MODE": ACCOUNT.mode.value,
        "PYTHONPATH": os.getcwd(),
    }


def _nowhere(_method: str, _query: str, _body: bytes) -> Answer:
    raise AssertionError("requests are prepared here, not sent")


if __name__ == "__main__":
    sys.exit(main())
