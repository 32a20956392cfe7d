"""The roles in the chat, and the one table of what each may do."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a person is to the orders. Everybody is a worker; the others are bound by an invitation."""

    WORKER = "worker"
    INSTITUTION = "institution"
    ENTERPRISE = "enterprise"
    OFFICER = "officer"
    TEAM = "team"
    CLOCK = "clock"
    """Time itself: deadlines and waiting lists. Nobody is bound to it."""


class Act(StrEnum):
    """What may be done in the chat."""

    CHOOSE = "choose"
    DEMAND = "demand"
    SEE_OWN_ORDERS = "see_own_orders"
    DEMAND_FOR_STAFF = "demand_for_staff"
    ACCEPT_ORDERS = "accept_orders"
    SEE_DEMANDS = "see_demands"
    MAKE_VISITS = "make_visits"
    SEE_OWN_VISITS = "see_own_visits"
    SEE_ALL_VISITS = "see_all_visits"


_EVERYBODY = frozenset({Act.CHOOSE, Act.DEMAND, Act.SEE_OWN_ORDERS})
MAY: Mapping[Role, frozenset[Act]] = {
    Role.WORKER: _EVERYBODY,
    Role.INSTITUTION: _EVERYBODY | {Act.ACCEPT_ORDERS, Act.SEE_DEMANDS},
    Role.ENTERPRISE: _EVERYBODY | {Act.DEMAND_FOR_STAFF},
    Role.OFFICER: _EVERYBODY
    | {Act.SEE_DEMANDS, Act.MAKE_VISITS, Act.SEE_OWN_VISITS, Act.SEE_ALL_VISITS},
    Role.TEAM: _EVERYBODY | {Act.MAKE_VISITS, Act.SEE_OWN_VISITS},
    Role.CLOCK: frozenset(),
}
BOUND = (Role.INSTITUTION, Role.ENTERPRISE, Role.OFFICER, Role.TEAM)
"""The roles that an invitation gives."""


def may(role: Role, act: Act) -> bool:
    """Whether a role may do something."""
    return act in MAY[role]
