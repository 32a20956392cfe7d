"""What reading facts has learned: which values are stated, of whom, and whose they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from intents.amounts import Amounts
from intents.model import Model
from intents.owning import Owner
from intents.stating import Stating
from intents.tagging import Tagger
from intents.trade_choice import TradeChooser
from intents.trade_spans import TradeReader
from intents.whom import Whom
from knowledge.facts import FactId, FactSpec

TAGS, AMOUNTS, STATING, TRADES, CHOICE, WHOM, OWNING = (
    "tags", "amounts", "stating", "trades", "choice", "whom", "owning",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Learned:
    """The readers that were trained on ``data/stated.jsonl``."""

    tagger: Tagger
    amounts: Amounts
    stating: Stating
    trades: TradeChooser
    whom: Whom
    owner: Owner


def learned(models: Mapping[str, Model], specs: Mapping[FactId, FactSpec]) -> Learned:
    """The readers around their models."""
    return Learned(
        Tagger(models[TAGS], specs),
        Amounts(models[AMOUNTS]),
        Stating(models[STATING]),
        TradeChooser(TradeReader(models[TRADES]), models[CHOICE]),
        Whom(models[WHOM]),
        Owner(models[OWNING]),
    )
