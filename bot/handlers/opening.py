"""What an eligibility check says first: a premise put right, how the rules asked about stand in time."""

from bot.crowd import denies
from bot.doubting import doubted
from bot.turn import Turn
from knowledge.policy import Standing
from knowledge.premises import put_right

CHECK = "check_eligibility"


def opened(turn: Turn) -> tuple[list[str], Turn]:
    """What is told first, and the turn that remembers whether the end of the plan was among it."""
    said = turn.understanding
    first = [turn.say("many_renamed", who=turn.who)] if denies(said, turn.conversation) else []
    unclear = doubted(said, turn.wording)
    first += [turn.wording.meanings[unclear].says] if unclear else []
    # How often one has drawn is a fact of one's own, and no claim about the rule.
    own = any(fact.startswith("subsidies_") for fact in said.facts)
    supposed = put_right(turn.library, turn.day, CHECK, said.text, () if own else said.claims)[:1]
    if turn.conversation.checking and not said.mentions.programme:
        return [*first, *supposed], turn
    window = _window(turn)
    if window and _pack(turn) == _plan(turn) and _standing(turn) is Standing.ENDED:
        turn = turn.with_conversation(ended_told=True)
    return [*first, *supposed, *window], turn


def _plan(turn: Turn) -> str:
    return next(iter(turn.library.packs))


def _pack(turn: Turn) -> str:
    """The pack that is asked about: that of the programme named or sought, else the plan."""
    by_id = {p.id: p for p in turn.library.programmes(turn.day)}
    asked = turn.understanding.mentions.programme or turn.conversation.goal
    named = by_id.get(asked) or by_id.get(turn.conversation.goal)
    return named.pack if named else _plan(turn)


def _standing(turn: Turn) -> Standing:
    return turn.library.packs[_pack(turn)].spec.standing(turn.day)


def _window(turn: Turn) -> list[str]:
    """How the rules asked about stand in time, and by which it is judged instead."""
    conversation = turn.conversation
    by_id = {p.id: p for p in turn.library.programmes(turn.day)}
    asked = turn.library.packs[_pack(turn)].spec
    caveat = asked.caveat(turn.day)
    in_force = [p for p in by_id.values() if p.in_force]
    if not in_force:
        return [part for part in (caveat, turn.say("nothing_in_force")) if part]
    goal = by_id.get(conversation.goal)
    named = turn.understanding.mentions.programme or conversation.goal
    if not caveat or (goal and goal.id == named):
        return [caveat] if caveat else []
    now = turn.library.packs[(goal or in_force[0]).pack].spec
    if _standing(turn) is not Standing.ENDED:
        return [caveat, turn.say("judged_now", short=now.short)]
    if conversation.ended_told:
        return []
    return [turn.say("judged_now_not_then", short=now.short, before=asked.short)]
