"""For whoever watches over the server: is it alive, is it ready, what are its figures."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from bot.errors import BadSetting
from webhooks.metrics import Metrics
from webhooks.wiring import Parts

Check = Callable[[], bool]


def make_blueprint(parts: Parts, metrics: Metrics) -> Blueprint:
    """``/healthz``, ``/readyz`` and ``/metrics``."""
    blueprint = Blueprint("health", __name__)
    started = parts.clock.now()
    checks = _checks(parts)

    @blueprint.get("/healthz")
    def alive() -> ResponseReturnValue:
        uptime = (parts.clock.now() - started).total_seconds()
        return jsonify(alive=True, knowledge=parts.library.digest, uptime_seconds=round(uptime, 1))

    @blueprint.get("/readyz")
    def ready() -> ResponseReturnValue:
        found = {name: check() for name, check in checks.items()}
        return jsonify(
            ready=all(found.values()), failed=[name for name, works in found.items() if not works]
        ), 200 if all(found.values()) else 503

    @blueprint.get("/metrics")
    def figures() -> Response:
        return Response(metrics.exposition(), content_type="text/plain; version=0.0.4")

    return blueprint


def _checks(parts: Parts) -> Mapping[str, Check]:
    checks: dict[str, Check] = {
        "database": parts.turns.reachable,
        "knowledge": lambda: bool(parts.library.packs),
    }
    if parts.settings.redis_url:
        checks["redis"] = _redis(parts.settings.redis_url)
    return checks


def _redis(url: str) -> Check:
    import redis  # only where one is set: it costs memory in every process

    try:
        client = redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
    except ValueError:
        mend = "写成 redis://主机:6379/0 这样，或留空"
        raise BadSetting("REDIS_URL", "不是 Redis 的网址", mend) from None

    def answers() -> bool:
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False

    return answers
