"""``evaluate``: labelled utterances against the understanding."""

from argparse import Namespace
from pathlib import Path

from bot.composition import load_knowledge
from bot.settings import Settings
from intents.evaluation import evaluate as measure
from intents.labelled import read_lines


def evaluate(arguments: Namespace, settings: Settings) -> int:
    """Labelled utterances against the understanding: the table of figures."""
    knowledge = load_knowledge(settings)
    lines = [line for name in arguments.files for line in read_lines(Path(name))]
    print(measure(knowledge.understander, lines).table())
    return 0
