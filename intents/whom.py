"""The person asked about, chosen among those named by what was learned from ``data/stated.jsonl``.

Each person named, the sender, and the many for whom a boss, a teacher or a cadre speaks are candidates. A
classifier sees the message with the candidate's own names marked, so that what is learned of 俺媳妇 holds for 俺弟.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from intents.features import Features, Kinds, Run, Start, sides
from intents.model import Model
from intents.persons import CHILD, FAMILY, OTHER, SELF, THEM, VILLAGERS, WORKERS, Said
from intents.view import View

ONE, MANY, MATE = "self", "many", "mate"
_KINDS = {
    **dict.fromkeys((SELF, FAMILY), ONE),
    **dict.fromkeys((WORKERS, VILLAGERS), MANY),
    **dict.fromkeys(("wife", "husband", "spouse"), "spouse"),
    **dict.fromkeys(("father", "mother", "parents"), "parent"),
    **dict.fromkeys(("son", "daughter", CHILD), "child"),
    **dict.fromkeys(("sibling", "brother", "sister"), "sibling"),
    "relative": "relative",
    **dict.fromkeys(("friend", OTHER, THEM), MATE),
}
"""Persons by kind: who is meant is chosen among kinds, one message seldom speaks of two of a kind."""
_ALWAYS = (ONE, MANY)
_MANY = re.compile(
    "厂|公司|企业|单位|矿|店|车间|工人|员工|职工|师傅|学员|学校|我校|学生|班|村|社区|街道|镇|号人|[多几]个|[百十]|们|批|名"
)
"""Words without which a sender seldom speaks for many."""
_OR_FEW = re.compile(
    f"{_MANY.pattern}|院|庄|社|乡|人|都|帮|队|组|园|司|全|俩|户|伙|船|一起|一块|大家|老少|妇女|姐妹"
)
"""Words without which nobody speaks for many."""
_CANDIDATE, _SENDER, _STAFF, _THIRD = "X", "I", "M", "Y"
_PERSON = re.compile(f"[{_CANDIDATE}{_SENDER}{_THIRD}]")
_NEAR = 4
_RULED = 0.1
"""So far the person that the rules take may lie behind another and is still believed."""


class Roles(NamedTuple):
    """A message with every name of a person replaced by the part that the person plays."""

    text: str
    marks: tuple[tuple[str, bool], ...]
    """For each name: the part, and whether what follows is said of the person."""


def kind(who: str | None) -> str:
    """The kind of a person; nobody in particular counts as the sender."""
    return _KINDS.get(who or SELF, ONE)


def kinds(said: Said) -> frozenset[str]:
    """The kinds of the persons that one name stands for."""
    return frozenset(map(kind, said.who or (THEM,)))


def candidates(view: View) -> tuple[str, ...]:
    """The kinds of persons that a message may be about."""
    named = (one for said in view.said for one in map(kind, said.who or (THEM,)))
    always = _ALWAYS if _OR_FEW.search(view.text) else (ONE,)
    return tuple(dict.fromkeys((*named, *always)))


def part(said: Said, candidate: str) -> str:
    """What part a person named plays, where a candidate is looked at."""
    of = kinds(said)
    if candidate in of:
        return _CANDIDATE
    return _SENDER if ONE in of else _STAFF if MANY in of else _THIRD


def roles(view: View, candidate: str) -> Roles:
    """The message as it looks from one candidate."""
    parts, marks, done = ["^"], [], 0
    for said in view.said:
        if said.start >= done:
            mark = part(said, candidate)
            parts += [view.text[done : said.start], mark]
            marks.append((mark, said.subject))
            done = said.end
    return Roles("".join((*parts, view.text[done:], "$")), tuple(marks))


def features(view: View, candidate: str, ruled: str) -> Features:
    """What is seen of one candidate; ``ruled`` is the kind of person that the rules take."""
    seen = roles(view, candidate)
    type_ = candidate if candidate in _ALWAYS else "other"
    kinds: Kinds = ((type_, 1), (type_, 2))
    names = [
        f"g{candidate}",
        f"{type_} rule={ruled == candidate}",
        f"{type_} rule={ruled if ruled in _ALWAYS else 'other'}",
        *_order(seen, type_),
    ]
    return Features([Run(kinds, seen.text)], names, starts=[*_beside(seen, type_)])


def is_plain(view: View, ruled: str | None) -> bool:
    """Whether nobody but the sender can be meant, so that there is nothing to choose."""
    alone = kind(ruled) == ONE and all(kinds(said) == {ONE} for said in view.said)
    return alone and not _MANY.search(view.text)


def _beside(seen: Roles, type_: str) -> Iterator[Start]:
    """What stands right before and after each person."""
    for match in _PERSON.finditer(seen.text):
        before, after = sides(seen.text, *match.span(), _NEAR)
        yield Start(f"{type_}{match.group()}<", before)
        yield Start(f"{type_}{match.group()}>", after)


def _order(seen: Roles, type_: str) -> Iterator[str]:
    """In which order the persons come."""
    if not seen.marks:
        yield f"{type_} nobody"
        return
    parts = [mark for mark, _ in seen.marks]
    subjects = [mark for mark, subject in seen.marks if subject]
    yield f"{type_} n={min(parts.count(_CANDIDATE), 3)}"
    yield f"{type_} first={parts[0]}"
    yield f"{type_} last={parts[-1]}"
    yield f"{type_} all={''.join(sorted(set(parts)))}"
    if subjects:
        yield f"{type_} subjects={subjects[0]}{subjects[-1]}"


class Whom:
    """Chooses the person asked about with one model."""

    __slots__ = ("_model",)

    def __init__(self, model: Model) -> None:
        self._model = model

    def chosen(self, view: View, ruled: str | None) -> str | None:
        """The person asked about, given whom the rules take; ``None`` where the words do not say."""
        own = kind(ruled)
        if is_plain(view, ruled):
            return ruled
        margins = {
            one: self._model.sums(features(view, one, own).each()).item(0) + _RULED * (one == own)
            for one in candidates(view)
        }
        best = max(margins, key=margins.__getitem__)
        return ruled if best == own else _named(view, best)


def _named(view: View, wanted: str) -> str | None:
    """A person of a kind by name: the last one named, else as the kind is called."""
    for said in reversed(view.said):
        for who in said.who:
            if kind(who) == wanted:
                return SELF if who == FAMILY else who
    return {MANY: WORKERS, MATE: THEM}.get(wanted)
