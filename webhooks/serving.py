"""The production server: granian, a few processes of a few threads each, stopped without losing a reply."""

import errno
import gc
import logging
import multiprocessing
import shutil
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from bot.clock import Clock
from bot.composition import Knowledge, load_knowledge, prepare_database
from bot.settings import Settings
from webhooks import make_app
from webhooks.errors import PortTaken
from webhooks.wiring import assemble

THREADS = 1
"""Threads of a process; measured in docs/decisions/0002-server.md."""
PATIENCE = 10
"""Seconds that a process gets to finish what it is answering."""
_PROBLEMS = {
    errno.EADDRINUSE: "已被别的程序占着",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.EACCES: "没有权限用这个端口",
}


def serve(settings: Settings) -> None:
    """Serves until it is told to stop; raises ``PortTaken`` before anything else is done.

    The database is brought up to date first. The knowledge is loaded once, before the processes part, so that
    they share its memory and a fault in it is told once, here.
    """
    claim(settings.host, settings.port)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    knowledge = _warmed(load_knowledge(settings))
    prepare_database(settings, knowledge.library)
    metrics = _emptied(settings.data / "metrics" / str(settings.port))
    server = _server(settings)
    server.on_startup(partial(_announce, settings))
    load = partial(_application, settings, knowledge, metrics)
    server.serve(target_loader=load, wrap_loader=False)


def claim(host: str, port: int) -> None:
    """Makes sure that nobody listens there yet; raises ``PortTaken``.

    The server itself would not notice: its processes share the port (``SO_REUSEPORT``), with any program
    of the same user, and half of the messages would go astray.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        problem = _PROBLEMS.get(error.errno or 0, str(error.strerror))
        raise PortTaken(host, port, problem) from None


def _server(settings: Settings) -> Any:
    if sys.platform == "linux":  # other methods would load the knowledge again in every process
        multiprocessing.set_start_method("fork", force=True)
    return Granian(
        "webhooks",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=settings.workers,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
    )


def _warmed(knowledge: Knowledge) -> Knowledge:
    """Knowledge with all that is made on first use made, and set apart so that processes go on sharing it."""
    knowledge.understander.understand("培训补贴一年能领几次", None, Clock().today(Clock().now()))
    gc.collect()
    gc.freeze()  # collecting would touch, and so copy, every page in every process
    return knowledge


def _emptied(folder: Path) -> Path:
    """The folder of shared counters without those of an earlier run."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _application(settings: Settings, knowledge: Knowledge, metrics: Path) -> Callable[..., Any]:
    return make_app(replace(assemble(settings, knowledge), metrics=metrics))


def _announce(settings: Settings) -> None:
    address = f"http://{settings.host}:{settings.port}"
    state = "已接上" if settings.wechat else "没接（要设 WECHAT_TOKEN）"
    print(f"小匠在 {address} 等着。公众号：{state}。按 Ctrl+C 停。", flush=True)
