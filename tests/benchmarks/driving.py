"""Drives a server on this machine with prepared requests, bounded in number and in time."""

import multiprocessing
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

LOOPBACK = "127.0.0.1"
_LATE = 2.0
"""Seconds that answers still under way are waited for at the end."""


class Drive(NamedTuple):
    """How to drive: over how many connections, for how long, and how fast (0: as fast as it goes)."""

    port: int
    seconds: float
    connections: int = 32
    rate: float = 0.0
    processes: int = 1


@dataclass
class Result:
    """What came of a drive."""

    seconds: float = 0.0
    answered: int = 0
    """Sealed replies with status 200."""
    other: int = 0
    """Anything else that came back, and connections that broke."""
    waits: list[float] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """The wait in milliseconds within which a share of the answers came."""
        ranked = sorted(self.waits)
        return ranked[min(int(len(ranked) * share), len(ranked) - 1)] * 1000 if ranked else 0.0

    @property
    def per_second(self) -> float:
        """Replies a second."""
        return self.answered / self.seconds if self.seconds else 0.0


def drive(how: Drive, requests: Sequence[bytes]) -> Result:
    """Sends each request at most once, over kept connections, from some processes of their own."""
    context = multiprocessing.get_context("fork")
    total = how.processes
    share = how._replace(connections=how.connections // total, rate=how.rate / total)
    parts = [(share, requests[number::total]) for number in range(total)]
    with context.Pool(total) as pool:
        results = pool.starmap(_drive, parts)
    whole = Result(max(result.seconds for result in results))
    for result in results:
        whole.answered += result.answered
        whole.other += result.other
        whole.waits += result.waits
    return whole


@dataclass(eq=False)
class _Line:
    """One kept connection: what it waits for, and what has come of it."""

    socket: socket.socket
    since: float = 0.0
    got: bytes = b""

    def send(self, request: bytes, due: float) -> None:
        self.since, self.got = due, b""
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Takes what has come; whether the answer is whole."""
        chunk = self.socket.recv(65536)
        if not chunk:
            raise ConnectionError
        self.got += chunk
        head, ended, body = self.got.partition(b"\r\n\r\n")
        if not ended:
            return False
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        return len(body) >= int(length)

    @property
    def last(self) -> bool:
        """Whether the server closes after this answer."""
        return b"connection: close" in self.got[:400].lower()

    @property
    def sealed(self) -> bool:
        return self.got.startswith(b"HTTP/1.1 200") and b"<Encrypt>" in self.got


class _Driver:
    """One process's share of a drive."""

    def __init__(self, how: Drive, requests: Sequence[bytes]) -> None:
        self._how = how
        self._requests = iter(requests)
        self._selector = selectors.DefaultSelector()
        self._idle = [self._connect() for _ in range(how.connections)]
        self._busy = 0
        self._sent = 0
        self.result = Result()

    def run(self) -> Result:
        began = time.perf_counter()
        end = began + self._how.seconds
        while (now := time.perf_counter()) < end and self._send(now, began):
            self._receive(self._pause(now, began))
        self.result.seconds = time.perf_counter() - began
        while self._busy and time.perf_counter() < end + _LATE:
            self._receive(0.1)
        self.result.other += self._busy
        return self.result

    def _due(self, began: float) -> float:
        return began + self._sent / self._how.rate if self._how.rate else 0.0

    def _pause(self, now: float, began: float) -> float:
        """How long nothing is to be sent."""
        if not self._idle or not self._how.rate:
            return 0.05
        return min(max(self._due(began) - now, 0.0), 0.05)

    def _send(self, now: float, began: float) -> bool:
        """Sends what is due; false when the requests are used up."""
        while self._idle and self._due(began) <= now:
            request = next(self._requests, None)
            if request is None:
                return False
            line = self._idle.pop()
            # at a given rate a wait counts from when the message was due, not from when it was sent
            due = self._due(began) or now
            self._sent += 1
            self._busy += 1
            try:
                line.send(request, due)
            except OSError:
                self._replace(line)
        return True

    def _receive(self, timeout: float) -> None:
        for key, _ in self._selector.select(timeout):
            line: _Line = key.data
            try:
                if line.receive():
                    self._note(line)
            except (OSError, ValueError):
                self._replace(line)

    def _note(self, line: _Line) -> None:
        self._busy -= 1
        self._idle.append(line)
        if line.sealed:
            self.result.answered += 1
            self.result.waits.append(time.perf_counter() - line.since)
        else:
            self.result.other += 1
        if line.last:
            self._replace(line)

    def _replace(self, line: _Line) -> None:
        """Opens another connection for one that broke; servers close those that rest too long."""
        self._selector.unregister(line.socket)
        line.socket.close()
        if line in self._idle:
            self._idle.remove(line)
        else:
            self._busy -= 1
            self.result.other += 1
        self._idle.append(self._connect())

    def _connect(self) -> _Line:
        made = socket.create_connection((LOOPBACK, self._how.port), timeout=5)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line = _Line(made)
        self._selector.register(made, selectors.EVENT_READ, line)
        return line


def _drive(how: Drive, requests: Sequence[bytes]) -> Result:
    return _Driver(how, requests).run()
