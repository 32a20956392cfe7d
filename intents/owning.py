"""Whose fact it is: of the person asked about, or told of somebody else in passing; learned from examples."""

from collections.abc import Iterator

from intents.features import Features, Run, Start, sides
from intents.found import Found
from intents.model import Model
from intents.persons import FAMILY, Said
from intents.view import View
from intents.whom import MANY, ONE, kind, kinds, part

_OF_THE_HOUSE = "registered_poor"
"""What is said of the house holds for everybody in it."""
_OTHER_OF_TWO = {
    **{"father": "mother", "son": "daughter", "wife": "husband"},
    **{"mother": "father", "daughter": "son", "husband": "wife"},
}
_BESIDE = 3
_STEP, _LONGEST = 4, 6
OTHERS = -0.4
"""Below this margin a fact is told of somebody else."""


class Owner:
    """Tells with one model whose fact it is."""

    __slots__ = ("_model",)

    def __init__(self, model: Model) -> None:
        self._model = model

    def is_own(self, view: View, found: Found, about: str | None) -> bool:
        """Whether a fact is of the person asked about."""
        beside = next((said for said in view.said if 0 <= found.start - said.end <= 1), None)
        if beside and _OTHER_OF_TWO.get(about or "") in beside.who:
            return False  # 我爸五十七，我妈五十五: of one kind, and not the same person
        if all(kinds(said) == {kind(about)} for said in view.said):
            return True
        if found.fact == _OF_THE_HOUSE and _said_of(view, found) == (FAMILY,):
            return True
        seen = features(view, found.fact, (found.start, found.end), kind(about))
        return self._model.sums(seen.each()).item(0) >= OTHERS


def _said_of(view: View, found: Found) -> tuple[str, ...]:
    """The persons named last before a fact."""
    before = [said for said in view.said if said.subject and said.start <= found.start]
    return before[-1].who if before else ()


def features(view: View, fact: str, place: tuple[int, int], about: str) -> Features:
    """What is seen of a fact at a place, where a kind of person is asked about."""
    start, end = place
    type_ = about if about in (ONE, MANY) else "other"
    subjects = [said for said in view.said if said.subject and said.start <= start]
    nearest = subjects[-1] if subjects else None
    mark = type_ + _part(nearest, about)
    between = view.text[nearest.end : start] if nearest else ""
    before, after = sides(view.text, start, end, _BESIDE)
    return Features(
        [Run(((f"{mark}~", 2),), between)],
        [
            f"fact={fact}",
            f"fact={fact} {_part(nearest, about)}",
            f"{mark} n={min(len(between) // _STEP, _LONGEST) if nearest else None}",
            *_persons(view, start, about, type_),
        ],
        starts=[Start(f"{mark}<", before), Start(f"{mark}>", after)],
    )


def _persons(view: View, start: int, about: str, type_: str) -> Iterator[str]:
    """Who is named around a place, how near, and whether what follows is said of them."""
    before = [said for said in view.said if said.start <= start]
    subjects = [said for said in before if said.subject]
    after = next((said for said in view.said if said.start > start), None)
    nearest = subjects[-1] if subjects else None
    begin, close = view.clause(start)
    for name, said in (
        ("b", before[-1] if before else None),
        ("s", nearest),
        ("t", subjects[-2] if len(subjects) > 1 else None),
    ):
        yield f"{type_}{name}={_part(said, about)}"
        if said:
            far = "near" if said.start >= begin else "far"
            yield f"{type_}{name}={_part(said, about)} {far}"
            yield f"{type_}{name}={_part(said, about)} {far} {said.subject}"
    follows = _part(after, about) + ("near" if after and after.start < close else "far")
    yield f"{type_}a={follows}"
    yield f"{type_}{_part(nearest, about)}{bool(nearest and nearest.start >= begin)}{_part(after, about)}"
    yield f"{type_}all={''.join(sorted({part(said, about) for said in view.said}))}"


def _part(said: Said | None, about: str) -> str:
    return part(said, about) if said else "-"
