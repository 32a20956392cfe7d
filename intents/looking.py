"""A message looked at before anything is read from it: its names, its clauses, its persons."""

from datetime import date
from typing import NamedTuple

from intents.about import about
from intents.cues import cue_file
from intents.dialect import dialect
from intents.names import Named, NameTable, place_names, programme_names, trade_names
from intents.normalising import mended, plain
from intents.pinyin import SoundIndex
from intents.view import View, lay_out
from knowledge.library import Library


class Looked(NamedTuple):
    """What a message names and of whom it speaks."""

    named: tuple[Named, ...]
    view: View
    who: str | None
    """The person asked about, as far as the rules tell."""


class Looker:
    """Looks at messages with the names of one library."""

    def __init__(self, library: Library) -> None:
        names = [
            *programme_names(library),
            *place_names(library, cue_file().elsewhere),
            *trade_names(library),
        ]
        self.names = NameTable(names)
        heard = {n.written for n in names if n.kind not in ("no_place", "elsewhere")}
        terms = dialect().terms
        self._sounds = SoundIndex([*(name for name in heard if len(name) > 1), *terms])
        self._wary = frozenset(name for name in heard if len(name) == 2) - {*terms}

    def look(self, text: str, today: date) -> Looked:
        """The message in its parts."""
        clean = self.cleaned(text)
        named = tuple(self.names.find(clean))
        places = {n.start: n.end for n in named if n.name.kind == "place"}
        view = lay_out(clean, today, places)
        return Looked(named, view, about(view))

    def cleaned(self, text: str) -> str:
        """The message, or words of it, as they are read."""
        return mended(plain(text), self._sounds, self._wary)
