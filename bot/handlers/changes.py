"""What a correction changes: the facts, and every outcome told before that is another now."""

from bot import telling
from bot.turn import Turn
from knowledge.eligibility import Verdict

_MANY = frozenset({"workers", "villagers", "other", "friend", "relative", "sibling", "child"})
"""Persons who may be several: whoever is named anew may be another one than before."""
_CROWD = frozenset({"workers", "villagers", "other"})
"""Of these, 他 and 她 may be another one each time."""
_CORRECTS = ("错", "不对", "不是", "改", "更正")


def changes(turn: Turn, verdicts: tuple[Verdict, ...]) -> list[str]:
    """What was told otherwise before; nothing where this may be somebody else."""
    facts = turn.conversation.facts
    corrected = [f for f in turn.learned if f in turn.before and f in facts]
    if not corrected or _may_be_another(turn):
        return []
    lines = [turn.say("changed", facts=telling.facts_in_words(turn, corrected))]
    told = turn.conversation.subject.outcomes
    for verdict in verdicts:
        before = told.get(verdict.programme.id)
        if before and before != verdict.outcome.value:
            lines.append(
                turn.say(
                    "change_line",
                    title=verdict.programme.spec.title,
                    before=turn.say(f"short_{before}"),
                    after=turn.say(f"short_{verdict.outcome.value}"),
                )
            )
    return lines


def _may_be_another(turn: Turn) -> bool:
    """Whether the message speaks of one of several and says nothing of a mistake."""
    said = turn.understanding
    one_of_many = said.about in _MANY or (
        said.about == "them" and turn.conversation.about in _CROWD
    )
    return one_of_many and not any(word in said.text for word in _CORRECTS)
