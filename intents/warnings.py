"""What must be answered first (danger to life, a swindle), and themes that are not ours to answer."""

from functools import cache

from intents.cues import Finder, cue_file, finder
from intents.understanding import Warning
from intents.view import View


def warning(view: View) -> Warning | None:
    """The warning that a message calls for; danger to life goes before all else."""
    found = {reading for reading, _, _ in _warnings().find(view.text, view.chars)}
    return next((kind for kind in (Warning.HARM, Warning.SCAM) if kind.value in found), None)


def theme(view: View) -> str | None:
    """The named theme outside our field that a message speaks of; the first named."""
    return next((reading for reading, _, _ in _themes().find(view.text, view.chars)), None)


@cache
def _warnings() -> Finder:
    return finder(cue_file().warnings)


@cache
def _themes() -> Finder:
    return finder(cue_file().themes)
