"""Features counted all at once are those that each line spells out by itself, but for what is too rare."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.counting import Counted, counted
from intents.encoding import gathered, joined
from intents.features import Features, Run, Start, sides

FEW = "我领补贴ab"
"""So few characters that their runs come again and again."""
TEXTS = st.text(FEW, max_size=8)
KINDS = st.sampled_from([(("1", 1), ("2", 2), ("3", 3)), (("x", 2),), (("c", 1), ("t", 3))])
LINE = st.builds(
    Features,
    st.lists(st.builds(Run, KINDS, TEXTS), max_size=3),
    st.lists(st.sampled_from(["A", "B", "A我"]), max_size=4),
    st.lists(st.sampled_from(["办", "班", "证", "补贴"]), unique=True, max_size=4).map(sorted),
    st.lists(st.builds(Start, st.sampled_from(["<", ">"]), TEXTS), max_size=3),
)


def times(found: Counted, least: int) -> list[dict[str, int]]:
    """How often each feature stands in each line, of those that stand in enough lines."""
    table = found.times.toarray().astype(int)
    enough = (table > 0).sum(0) >= least
    return [
        {
            name: n
            for name, n, is_known in zip(found.names, row, enough, strict=True)
            if n and is_known
        }
        for row in table.tolist()
    ]


def spelled_out(lines: Sequence[Features], least: int) -> list[dict[str, int]]:
    """The same, one line after the other."""
    each = [Counter(line.each()) for line in lines]
    spread = Counter(name for line in each for name in line)
    return [{name: n for name, n in line.items() if spread[name] >= least} for line in each]


@given(st.lists(LINE, max_size=12), st.integers(1, 4))
def test_what_is_counted_at_once_is_what_each_line_spells_out(
    lines: list[Features], least: int
) -> None:
    found = counted(gathered(lines), lambda _: least)
    assert len(set(found.names)) == len(found.names)
    assert times(found, least) == spelled_out(lines, least)


@given(st.lists(LINE, min_size=2, max_size=9), st.data())
def test_lines_are_the_same_in_one_part_or_in_several(
    lines: list[Features], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(lines)))
    whole = counted(gathered(lines), lambda _: 1)
    parts = counted(joined([gathered(lines[:cut]), gathered(lines[cut:])]), lambda _: 1)
    assert whole.names == parts.names
    assert (whole.times != parts.times).nnz == 0


def test_a_longer_kind_may_need_more_lines() -> None:
    run = Run((("d", 2), ("t", 3)), "补贴班")
    found = counted(gathered([Features([run])] * 3), {"d": 3, "t": 4, "p": 1}.__getitem__)
    assert found.names == ("d补贴", "d贴班")


@pytest.mark.parametrize(
    ("start", "end", "before", "after"),
    [(0, 2, "^", "补贴班"), (2, 4, "领我^", "班$"), (4, 5, "贴补领", "$")],
)
def test_both_sides_of_a_place_end_at_the_edges(
    start: int, end: int, before: str, after: str
) -> None:
    assert sides("我领补贴班", start, end, 3) == (before, after)
