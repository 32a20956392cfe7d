"""A stand-in for the platform's HTTP interface on 127.0.0.1, which can be told to fail in each way."""

import json
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = dict[str, Any] | bytes | int
"""What a call is answered: JSON, raw bytes, or nothing but an HTTP status."""
FINE: dict[str, Any] = {"errcode": 0, "errmsg": "ok"}
SILENT = b"\0silent"
"""An answer that does not come while anybody waits."""


def fault(code: int) -> dict[str, Any]:
    """The platform's way to say no."""
    return {"errcode": code, "errmsg": f"fault {code} rid: 0"}


@dataclass
class StandIn:
    """The platform: what it was asked, which token holds, and what it is told to answer."""

    url: str = ""
    token: str = "token-1"
    lifetime: int = 7200
    calls: Counter[str] = field(default_factory=Counter)
    bodies: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    next: dict[str, deque[Answer]] = field(default_factory=lambda: defaultdict(deque))
    """Answers to be given once each, by call."""
    always: dict[str, Answer] = field(default_factory=dict)
    """Answers to be given from now on, by call."""
    awake: threading.Event = field(default_factory=threading.Event)

    def revoke(self) -> None:
        """Makes another token the one that holds."""
        self.token = f"token-{int(self.token.split('-')[1]) + 1}"

    def answer(self, call: str, token: str, body: Any) -> Answer:
        """What one call is answered."""
        self.calls[call] += 1
        self.bodies[call].append(body)
        if self.next[call]:
            return self.next[call].popleft()
        if call in self.always:
            return self.always[call]
        if call == "stable_token":
            return {"access_token": self.token, "expires_in": self.lifetime}
        if token != self.token:
            return fault(40001)
        return _USUAL.get(call, FINE)


_USUAL: dict[str, Answer] = {
    "getcallbackip": {"ip_list": ["101.226.62.77", "101.226.62.78"]},
    "qrcode/create": {
        "ticket": "gQH47joAAA",
        "expire_seconds": 60,
        "url": "http://weixin.qq.com/q/k",
    },
    "menu/get": fault(46003),
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def _handle(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        parts = urlsplit(self.path)
        call = parts.path.removeprefix("/cgi-bin/")
        token = parse_qs(parts.query).get("access_token", [""])[0]
        self._say(self.server.stand_in.answer(call, token, body))

    def _say(self, answer: Answer) -> None:
        if answer == SILENT:
            self.server.stand_in.awake.wait(10)
            self.close_connection = True
            return
        body = json.dumps(answer).encode() if isinstance(answer, dict) else answer
        self.send_response(answer if isinstance(answer, int) else 200)
        content = body if isinstance(body, bytes) else b""
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = _handle

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    stand_in: StandIn


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """A platform that answers while the block runs."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.stand_in = StandIn(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.stand_in
    finally:
        server.stand_in.awake.set()
        server.shutdown()
        thread.join(5)
        server.server_close()
