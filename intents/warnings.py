"""What must be answered first (danger to life, a swindle), and themes that are not ours to answer."""

from functools import cache

from intents.cues import cue_file
from intents.finding import PhraseBook
from intents.understanding import Warning
from intents.view import View


def warning(view: View) -> Warning | None:
    """The warning that a message calls for; danger to life goes before all else."""
    found = {hit.reading for hit in _warnings().find(view.text, view.chars)}
    return next((kind for kind in (Warning.HARM, Warning.SCAM) if kind.value in found), None)


def theme(view: View) -> str | None:
    """The named theme outside our field that a message speaks of; the first named."""
    return next((hit.topic for hit in _themes().find(view.text, view.chars)), None)


@cache
def _warnings() -> PhraseBook:
    return PhraseBook({"warning": cue_file().warnings})


@cache
def _themes() -> PhraseBook:
    return PhraseBook({theme: {theme: said} for theme, said in cue_file().themes.items()})
