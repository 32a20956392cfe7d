"""What came of one message: the reply, and what the outside may see of how it came about."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

import orjson

from bot.reply import Choice, Reply
from knowledge.policy import Citation


@dataclass(frozen=True, slots=True)
class Response:
    """A reply with the understanding it answers, stored with its turn and given again to a repeat."""

    reply: Reply
    at: datetime
    """When the message was first answered; a repeat gets the same moment."""
    intent: str = "out_of_scope"
    confidence: float = 0.0
    alternatives: tuple[tuple[str, float], ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    """All that is known of the person spoken of after the message."""
    outcome: str = "answered"
    """answered, asked, refused, failed, silent."""

    def public(self, text: str | None = None) -> dict[str, Any]:
        """The answer object of the outside interface; ``text`` is the reply as the channel shows it."""
        reply = self.reply
        return {
            "intent": self.intent,
            "confidence": round(self.confidence, 4),
            "alternatives": [[name, round(score, 4)] for name, score in self.alternatives],
            "facts": dict(self.facts),
            "reply": reply.text if text is None else text,
            "sources": [{"pack": c.pack, "clause": c.clause} for c in reply.citations],
            "choices": [choice.text for choice in reply.choices],
            "assessment": reply.assessment,
            "courses": list(reply.courses),
        }

    def dumps(self) -> str:
        """The response as JSON, for storing."""
        state = {name: getattr(self, name) for name in _FIELDS}
        state["reply"] = {name: getattr(self.reply, name) for name in _REPLY_FIELDS}
        state["reply"]["choices"] = [(c.label, c.says) for c in self.reply.choices]
        return orjson.dumps(state, default=_plain).decode()


def _plain(value: object) -> object:
    """What JSON does not know: mappings that are no dict, and named tuples."""
    return dict(value) if isinstance(value, Mapping) else list(value)  # type: ignore[call-overload]


def loads(stored: str) -> Response:
    """A stored response as it was."""
    data = orjson.loads(stored)
    reply = data.pop("reply")
    reply["choices"] = tuple(Choice(*choice) for choice in reply["choices"])
    reply["citations"] = tuple(Citation(*citation) for citation in reply["citations"])
    reply["courses"] = tuple(reply["courses"])
    data["at"] = datetime.fromisoformat(data["at"])
    data["alternatives"] = tuple((name, score) for name, score in data["alternatives"])
    return Response(reply=Reply(**reply), **data)


_FIELDS = tuple(each.name for each in fields(Response))
_REPLY_FIELDS = tuple(each.name for each in fields(Reply))
