"""The real server in a process of its own, as ``python -m bot serve`` starts it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import requests

ROOT = Path(__file__).parent.parent
LONGEST_START = 120
"""Seconds; a first start trains the classifier."""


class Server(NamedTuple):
    """A server that is ready."""

    address: str
    port: int
    process: "subprocess.Popen[str]"
    environment: dict[str, str]


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(environment: dict[str, str]) -> "subprocess.Popen[str]":
    """Starts the server and does not wait for it."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def running(database_url: str, **settings: str) -> Iterator[Server]:
    """A server on a port and a database of its own, ready, and stopped afterwards."""
    port = free_port()
    ours = {"DATABASE_URL": database_url, "PORT": str(port), "HOST": "127.0.0.1", "WORKERS": "2"}
    others = {k: v for k, v in os.environ.items() if not k.startswith(("WECHAT_", "POLICY_"))}
    environment = {**others, **ours, **settings}
    process = start(environment)
    server = Server(f"http://127.0.0.1:{port}", port, process, environment)
    try:
        _wait(server)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def _wait(server: Server) -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            if requests.get(server.address + "/readyz", timeout=2).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.05)
    raise AssertionError(f"the server did not start: {server.process.communicate(timeout=5)[0]}")
