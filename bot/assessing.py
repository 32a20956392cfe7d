"""Verdicts as the outside interface shows them."""

from collections.abc import Iterable
from typing import Any

from bot.turn import Turn
from knowledge.eligibility import Verdict, judge_all


def assessment(turn: Turn) -> dict[str, Any]:
    """The verdicts on every programme for the person spoken of, on the turn's day."""
    return as_object(judge_all(turn.library.programmes(turn.day), turn.conversation.facts))


def as_object(verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """The object that ``assess`` prints: each programme with status, needs, in_force and because."""
    return {
        "programmes": {
            verdict.programme.id: {
                "status": verdict.outcome.value,
                "needs": list(verdict.needs),
                "in_force": verdict.programme.in_force,
                "because": list(verdict.because),
            }
            for verdict in verdicts
        }
    }
