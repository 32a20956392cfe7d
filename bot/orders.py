"""The five orders (五单式) as one ledger: its states, its steps, who may take each, and why not. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from bot.errors import BotError
from bot.roles import Role


class Party(StrEnum):
    """Whose demand an order is."""

    WORKER = "worker"
    ENTERPRISE = "enterprise"


class State(StrEnum):
    """Where an order stands."""

    DEMANDED = "demanded"
    """提单: somebody wants to learn something."""
    LISTED = "listed"
    """列单: the bureau has listed it among the demands."""
    WAITING = "waiting"
    """Chosen, but the class is full: on the waiting list."""
    SELECTED = "selected"
    """选单: a class is chosen and a seat is held."""
    ACCEPTED = "accepted"
    """接单: the institution has said yes."""
    SETTLED = "settled"
    """买单: recorded as paid. No money moves here."""
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """No institution answered in time."""
    REFUSED = "refused"
    """The institution said no and there is no other."""


class Step(StrEnum):
    """What may be done to an order."""

    SUBMIT_DEMAND = "submit_demand"
    LIST_COURSE = "list_course"
    ENROL = "enrol"
    WAIT = "wait"
    PROMOTE = "promote"
    """A seat came free for the first of the waiting list."""
    ACCEPT = "accept"
    MOVE_ON = "move_on"
    """Silence or a no: the order goes on to the next institution."""
    LAPSE = "lapse"
    REFUSE = "refuse"
    ADVANCE = "advance"
    """The part paid ahead (先行拨付) is recorded."""
    SETTLE = "settle"
    WITHDRAW = "withdraw"


class Rule(NamedTuple):
    """From which states a step may be taken, where it leads, and by whom. ``None`` is an order not yet made."""

    before: frozenset[State | None]
    after: State
    by: frozenset[Role]


_DEMANDED = (State.DEMANDED, State.LISTED)
_CHOSEN = (State.WAITING, State.SELECTED, State.ACCEPTED)


def _rule(before: tuple[State | None, ...], after: State, *by: Role) -> Rule:
    return Rule(frozenset(before), after, frozenset(by))


RULES: Mapping[Step, Rule] = {
    Step.SUBMIT_DEMAND: _rule((None,), State.DEMANDED, Role.WORKER, Role.ENTERPRISE),
    Step.LIST_COURSE: _rule((State.DEMANDED,), State.LISTED, Role.OFFICER),
    Step.ENROL: _rule((None, *_DEMANDED), State.SELECTED, Role.WORKER),
    Step.WAIT: _rule((None, *_DEMANDED), State.WAITING, Role.WORKER),
    Step.PROMOTE: _rule((State.WAITING,), State.SELECTED, Role.CLOCK),
    Step.ACCEPT: _rule((State.SELECTED, State.LISTED), State.ACCEPTED, Role.INSTITUTION),
    Step.MOVE_ON: _rule((State.SELECTED,), State.SELECTED, Role.CLOCK, Role.INSTITUTION),
    Step.LAPSE: _rule((State.SELECTED, State.WAITING), State.LAPSED, Role.CLOCK),
    Step.REFUSE: _rule((State.SELECTED,), State.REFUSED, Role.INSTITUTION),
    Step.ADVANCE: _rule((State.ACCEPTED,), State.ACCEPTED, Role.OFFICER),
    Step.SETTLE: _rule((State.ACCEPTED,), State.SETTLED, Role.OFFICER),
    Step.WITHDRAW: _rule((*_DEMANDED, *_CHOSEN), State.WITHDRAWN, Role.WORKER, Role.ENTERPRISE),
}
ONLY_ENTERPRISE = frozenset({(Step.ACCEPT, State.LISTED)})
"""A worker's demand becomes a class that the worker chooses; an enterprise's is accepted as it stands."""

OPEN = frozenset({*_DEMANDED, *_CHOSEN})
HOLDS_SEAT = frozenset({State.SELECTED, State.ACCEPTED})
COUNTS = frozenset({*_CHOSEN, State.SETTLED})
"""States that bar another order of the same occupation and level."""
ACTS_NEXT: Mapping[State, Role | None] = {
    State.DEMANDED: Role.OFFICER,
    State.LISTED: Role.INSTITUTION,
    State.WAITING: Role.CLOCK,
    State.SELECTED: Role.INSTITUTION,
    State.ACCEPTED: Role.OFFICER,
    State.SETTLED: None,
    State.WITHDRAWN: None,
    State.LAPSED: Role.WORKER,
    State.REFUSED: Role.WORKER,
}
"""Who is to do something; ``None`` where the order is done with."""


class Why(StrEnum):
    """Why a step is refused."""

    NO_SUCH_ORDER = "no_such_order"
    NOT_YOUR_STEP = "not_your_step"
    """The role may not take it."""
    NOT_YOUR_ORDER = "not_your_order"
    WRONG_STATE = "wrong_state"
    BEGUN = "begun"
    """The class has begun."""
    NOT_OPEN = "not_open"
    """The class is closed, cancelled or has no date."""
    TOO_LATE = "too_late"
    """The deadline for accepting has passed."""
    SAME_LEVEL = "same_level"
    """The same occupation and level is open or paid (同一职业同一等级)."""
    PAID_BEFORE = "paid_before"
    """The worker has said that it was paid elsewhere."""
    QUOTA = "quota"
    """The subsidies that the rule in force allows are used up."""
    SAME_DEMAND = "same_demand"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A step that is not taken, why, and what bears on it."""

    why: Why
    step: Step
    state: State | None = None
    about: Mapping[str, str] = field(default_factory=dict)


class StepRefused(BotError):
    """A step that is not taken."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(f"{refusal.step.value}: {refusal.why.value} ({refusal.state})")


def after(step: Step, state: State | None, role: Role, party: Party = Party.WORKER) -> State:
    """The state that a step leads to; raises ``StepRefused``."""
    rule = RULES[step]
    if role not in rule.by:
        raise StepRefused(Refusal(Why.NOT_YOUR_STEP, step, state, {"role": role.value}))
    barred = party is not Party.ENTERPRISE and (step, state) in ONLY_ENTERPRISE
    if state not in rule.before or barred:
        raise StepRefused(Refusal(Why.WRONG_STATE, step, state))
    return rule.after
