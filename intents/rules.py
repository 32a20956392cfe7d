"""All that the rules read in a message, of whomever it is said, and whether it asks about a kind of people."""

from collections.abc import Iterator, Sequence

from intents.asking import asks, in_particular, states_only_a_theme
from intents.extraction_ages import ages
from intents.extraction_certificates import certificates, months_since
from intents.extraction_counts import subsidies
from intents.extraction_cues import from_cues
from intents.extraction_insurance import insured
from intents.extraction_levels import levels
from intents.extraction_topics import topics
from intents.extraction_trades import trades
from intents.found import Found
from intents.mentions import cities, returned, trained
from intents.names import Named
from intents.view import View

PERSONAL = frozenset(
    {"age", "subsidies_this_year", "subsidies_total", "insured_months", "months_since_certificate"}
)
"""Figures that nobody tells but of somebody in particular."""
SAID_OF_ANYONE = frozenset({"city", "occupation", "target_level"})
"""Facts that a question states even where it speaks of nobody: where, and what is to be learned."""


def readings(view: View, named: Sequence[Named]) -> Iterator[Found]:
    """All that the rules read, of whomever it is said."""
    yield from from_cues(view)
    yield from topics(view)
    yield from ages(view)
    found_levels = [*levels(view, named)]
    papers = [*certificates(view)]
    training = [*trained(view, named)]
    yield from found_levels
    yield from papers
    yield from training
    yield from returned(view, named)
    yield from months_since(view)
    yield from subsidies(view)
    yield from insured(view)
    yield from cities(view, named)
    yield from trades(view, named, bool(found_levels or papers or training))


def general(view: View, found: Sequence[Found]) -> bool:
    """Whether a message asks about a kind of people (退役军人有什么培训), or only names it."""
    if in_particular(view) or any(f.fact in PERSONAL for f in found):
        return False
    return asks(view.text) or states_only_a_theme(view)
