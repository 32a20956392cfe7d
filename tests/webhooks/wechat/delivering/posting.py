"""People, messages for them, and a sender between a database and the stand-in of the platform."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Engine, insert

from bot.sending import Sender
from bot.storage import outbox
from bot.storage.tables import PersonRow, TurnRow
from tests.webhooks.wechat import accounts
from tests.webhooks.wechat.platform import StandIn
from webhooks.wechat.client import Platform
from webhooks.wechat.delivering import CustomerMessages

SEND = "message/custom/send"
NOW = accounts.NOW


@dataclass
class Clock:
    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


def make_sender(engine: Engine, url: str, clock: Clock) -> Sender:
    settings = replace(accounts.SAFE, api_base_url=url)
    platform = Platform(settings, engine, clock, sleep=lambda _: None)  # type: ignore[arg-type]
    return Sender(engine, CustomerMessages(platform, clock), clock)  # type: ignore[arg-type]


def person(
    engine: Engine, key: str, kind: str = "text", channel: str = "wechat", ago: float = 0
) -> None:
    at = NOW - timedelta(seconds=ago)
    row = {
        "key": key,
        "channel": channel,
        "sender": f"openid-{key}",
        "conversation": "",
        "updated_at": at,
    }
    turn = {"person_key": key, "message_key": f"{kind}{ago}", "at": at, "kind": kind, "text": "",
            "intent": "", "outcome": "", "response": "", "library": ""}  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(PersonRow).values(row))
        connection.execute(insert(TurnRow).values(turn))


def post(engine: Engine, key: str, count: int = 1, begin: int = 0) -> None:
    with engine.begin() as connection:
        for n in range(begin, begin + count):
            outbox.post(connection, key, f"{key}:{n}", f"{key} 第{n}条", NOW)


def states(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return outbox.count_by_state(connection)


def received(standing: StandIn) -> list[str]:
    return [body["text"]["content"] for body in standing.bodies[SEND]]


def due(engine: Engine, key: str) -> list[str]:
    with engine.begin() as connection:
        return [found.text for found in outbox.tell_due(connection, key, NOW)]
