"""What can be told of a phrase before it is looked for: how it begins, and what it cannot do without."""

from collections.abc import Iterator, Mapping
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_SMALL = 100


def first_chars(source: str) -> frozenset[str]:
    """The characters that a phrase may begin with; raises ``ValueError`` where it may be any."""
    chars, nullable = _first(_parser.parse(source))
    if chars is None or nullable:
        raise ValueError(f"a phrase must begin with plain characters: {source}")
    return chars


def needed_chars(source: str, common: Mapping[str, int]) -> frozenset[str]:
    """Of the sets of characters of which a phrase must have one, the one least often met."""
    sets = list(_sets(_parser.parse(source)))
    return min(sets, key=lambda chars: sum(common.get(char, 0) for char in chars))


def _first(parsed: Any) -> tuple[frozenset[str] | None, bool]:
    """First characters of a sequence, and whether it may be empty."""
    chars: frozenset[str] = frozenset()
    for name, value in parsed:
        own, nullable = _first_of(str(name), value)
        if own is None:
            return None, False
        chars |= own
        if not nullable:
            return chars, False
    return chars, True


def _first_of(kind: str, value: Any) -> tuple[frozenset[str] | None, bool]:
    if kind == "LITERAL":
        return frozenset(chr(value)), False
    if kind == "IN":
        return _listed(value), False
    if kind == "SUBPATTERN":
        return _first(value[3])
    if kind == "BRANCH":
        return _first_of_branches(value[1])
    if kind in ("AT", "ASSERT", "ASSERT_NOT"):
        return frozenset(), True
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        chars, nullable = _first(value[2])
        return chars, nullable or value[0] == 0
    return None, False


def _listed(parts: Any) -> frozenset[str] | None:
    """The characters of a class such as [一二\\d]; ``None`` where they are not listed."""
    chars: set[str] = set()
    for kind, value in parts:
        if str(kind) == "LITERAL":
            chars.add(chr(value))
        elif str(kind) == "RANGE" and value[1] - value[0] < _SMALL:
            chars.update(map(chr, range(value[0], value[1] + 1)))
        elif str(value) == "CATEGORY_DIGIT":
            chars.update("0123456789")
        else:
            return None
    return frozenset(chars)


def _first_of_branches(branches: Any) -> tuple[frozenset[str] | None, bool]:
    firsts = [_first(branch) for branch in branches]
    if any(chars is None for chars, _ in firsts):
        return None, False
    united = frozenset().union(*(chars or frozenset() for chars, _ in firsts))
    return united, any(nullable for _, nullable in firsts)


def _sets(parsed: Any) -> Iterator[frozenset[str]]:
    for name, value in parsed:
        kind = str(name)
        if kind == "LITERAL":
            yield frozenset(chr(value))
        elif kind == "IN" and all(str(part[0]) == "LITERAL" for part in value):
            yield frozenset(chr(part[1]) for part in value)
        elif kind == "SUBPATTERN":
            yield from _sets(value[3])
        elif kind == "BRANCH":
            branches = [list(_sets(branch)) for branch in value[1]]
            if all(branches):
                yield frozenset().union(*(min(sets, key=len) for sets in branches))
