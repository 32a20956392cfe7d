"""Starts a server for a benchmark, and reads what its processes cost from /proc."""

import os
import shlex
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.driving import LOOPBACK

_PATIENCE = 240
"""Seconds that a server gets to come up; the first start of ours trains its model."""
_PATIENCE_AT_END = 15
_TICKS = os.sysconf("SC_CLK_TCK")


class Cost(NamedTuple):
    """What the processes of a server have used so far."""

    cpu: float
    """Seconds of CPU, of all of them."""
    largest: int
    """Megabytes resident, of the largest."""
    processes: int


class NotReady(Exception):
    """A server that did not come up in time."""


@contextmanager
def running(command: str, port: int, more: Mapping[str, str]) -> Iterator[tuple[int, float]]:
    """A server while the block runs: its process, and after how many seconds it took connections."""
    began = time.perf_counter()
    with open(os.devnull, "wb") as nowhere:
        server = subprocess.Popen(
            shlex.split(command),
            env={**os.environ, **more},
            stdout=nowhere,
            stderr=nowhere,
            start_new_session=True,
        )
    try:
        _await(server, port)
        yield server.pid, time.perf_counter() - began
    finally:
        _stop(server)


def _stop(server: "subprocess.Popen[bytes]") -> None:
    """Ends a server and every process that it started, so that none answers in the place of the next."""
    server.terminate()
    with suppress(subprocess.TimeoutExpired):
        server.wait(_PATIENCE_AT_END)
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait(5)


def _await(server: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.perf_counter() + _PATIENCE
    while time.perf_counter() < end and server.poll() is None:
        try:
            socket.create_connection((LOOPBACK, port), timeout=0.2).close()
            return
        except OSError:
            time.sleep(0.02)
    raise NotReady(f"port {port}")


def cost(pid: int) -> Cost:
    """What a process and all below it have used so far."""
    family = _family(pid)
    ticks = sum(int(field) for one in family for field in _stat(one)[11:13])
    return Cost(ticks / _TICKS, max(map(_resident, family)), len(family))


def _family(pid: int) -> list[int]:
    parents = {int(path.name): _stat(int(path.name)) for path in Path("/proc").glob("[0-9]*")}
    family, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        family.append(one)
        waiting += [child for child, stat in parents.items() if stat and int(stat[1]) == one]
    return family


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name; nothing for a process that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _resident(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024 if "VmRSS:" in status else 0
