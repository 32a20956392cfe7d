"""Whether a message tells anything of a person, or only asks about the matter; learned from examples."""

from collections.abc import Sequence

from intents.features import CHARS, Features, Run
from intents.found import Found
from intents.model import Model
from intents.view import View
from intents.whom import ONE, roles

ASKS = 0.1
"""From this margin on a message is held to tell nothing."""
_STEP, _LONGEST = 8, 6


class Stating:
    """Tells with one model whether a message states anything."""

    __slots__ = ("_model",)

    def __init__(self, model: Model) -> None:
        self._model = model

    def only_asks(self, view: View, rules: Sequence[Found], general: bool) -> bool:
        """Whether nothing is told of anybody; ``general`` is what the rules think."""
        return self._model.sums(features(view, rules, general).each()).item(0) >= ASKS


def features(view: View, rules: Sequence[Found], general: bool) -> Features:
    """What is seen of a message: its words with the persons marked, and what the rules read."""
    text = roles(view, ONE).text
    names = [
        *[f"R{found.fact}" for found in rules],
        f"general={general}",
        f"length={min(len(text) // _STEP, _LONGEST)}",
        f"persons={bool(view.said)}",
    ]
    return Features([Run(CHARS, text)], names)
