"""How many subsidies the rule in force still allows, as far as is known; read off the rules."""

from datetime import date
from typing import NamedTuple

from knowledge.facts import Facts
from knowledge.library import Library
from knowledge.policy import Citation
from knowledge.programmes import Programme

_SCOPES = {"subsidies_this_year": "year", "subsidies_total": "ever"}
"""The facts that count subsidies, and over what time."""


class Quota(NamedTuple):
    """The quota of one person on one day."""

    limit: int
    scope: str
    """The year that it counts in, or ``ever``."""
    used: int | None
    """Subsidies had before, as told; ``None`` where nobody has said."""
    citation: Citation
    short: str
    """What the rule is called in a conversation."""


def quota_in_force(library: Library, day: date, facts: Facts) -> Quota | None:
    """The quota of the rule in force on a day; ``None`` where no rule is known for it."""
    for programme in library.programmes(day):
        if programme.pays_now:
            found = _bound(programme)
            if found is not None:
                fact, limit = found
                scope = str(day.year) if _SCOPES[fact] == "year" else "ever"
                said = facts.get(fact)
                used = said if isinstance(said, int) else None
                rests = Citation(programme.pack, programme.spec.clause)
                return Quota(limit, scope, used, rests, library.packs[programme.pack].spec.short)
    return None


def _bound(programme: Programme) -> tuple[str, int] | None:
    """The fact that counts subsidies, and the number that it must stay below."""
    for condition in programme.requires:
        if condition.fact in _SCOPES and condition.test.kind == "below":
            return condition.fact, int(str(condition.test.operand))
    return None
