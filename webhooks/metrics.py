"""What is counted for Prometheus: messages by channel, intent and outcome, and how long they took."""

import os
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import Protocol

from bot.message import Message
from bot.response import Response

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
BOUNDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1.0, 5.0)
"""Upper bounds of the latency histogram, in seconds; 0.1 and 0.3 are promised ones."""


class Responder(Protocol):
    """Whatever answers a message: the assistant, or the assistant being measured."""

    def respond(self, message: Message) -> Response:
        """What comes of one message."""
        ...


class Metrics:
    """The counters of one application; with a folder they are shared by all processes that use it."""

    def __init__(self, folder: Path | None) -> None:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            os.environ[FOLDER] = str(folder)
        # The client decides on import whether counters are shared, by the variable set above.
        from prometheus_client import CollectorRegistry, Counter, Histogram

        self._folder = folder
        self._registry = CollectorRegistry()
        self._messages = Counter(
            "luxiaojiang_messages",
            "Messages answered, repeats of a delivery included.",
            ("channel", "intent", "outcome"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "luxiaojiang_turn_seconds",
            "Time from a message to its reply.",
            ("channel",),
            buckets=BOUNDS,
            registry=self._registry,
        )
        self._failures = Counter(
            "luxiaojiang_failures",
            "Messages that ended in an error.",
            ("channel", "error"),
            registry=self._registry,
        )
        # Looking up a child by its labels costs more than counting: keep the few there are.
        self._message = lru_cache(1024)(self._messages.labels)
        self._second = lru_cache(8)(self._seconds.labels)

    def answered(self, message: Message, response: Response, seconds: float) -> None:
        """Counts an answered message."""
        channel = message.channel.value
        self._message(channel, response.intent, response.outcome).inc()
        self._second(channel).observe(seconds)

    def failed(self, message: Message, error: Exception) -> None:
        """Counts a message that ended in an error."""
        self._failures.labels(message.channel.value, type(error).__name__).inc()

    def exposition(self) -> bytes:
        """All figures, of all processes, in Prometheus' text format."""
        from prometheus_client import CollectorRegistry, generate_latest
        from prometheus_client.multiprocess import MultiProcessCollector

        if self._folder is None:
            return generate_latest(self._registry)
        everywhere = CollectorRegistry()
        MultiProcessCollector(everywhere, path=str(self._folder))  # type: ignore[no-untyped-call]
        return generate_latest(everywhere)

    def measured(self, assistant: Responder) -> "Measured":
        """The assistant with every message counted."""
        return Measured(assistant, self)


class Measured:
    """An assistant whose messages are counted."""

    def __init__(self, assistant: Responder, metrics: Metrics) -> None:
        self._assistant = assistant
        self._metrics = metrics

    def respond(self, message: Message) -> Response:
        """What comes of one message, counted."""
        start = perf_counter()
        try:
            response = self._assistant.respond(message)
        except Exception as error:
            self._metrics.failed(message, error)
            raise
        self._metrics.answered(message, response, perf_counter() - start)
        return response
