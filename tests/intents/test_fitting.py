"""What is fitted at once is what is scored one by one, and looking at hard counterexamples changes no machine."""

from collections import Counter

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from intents.counting import counted
from intents.encoding import NEITHER, Marks, gathered
from intents.features import Features
from intents.fitting import SAMPLE, TOLERANCE, blank, machines, matrix, sums

LINES: tuple[list[str], ...] = (
    ["a", "b", "a"],
    [],
    ["c", "b", "d"],
    ["d", "d", "d"],
    ["only here"],
)


def test_all_messages_at_once_are_as_each_alone() -> None:
    seen = counted(gathered(Features((), names) for names in LINES), lambda _: 1)
    empty = blank(("yes",), seen, lambda name: 2 if name == "only here" else 1)
    assert [*empty.vocabulary] == ["", "b", "d", "a", "c"]  # those of many lines first
    at_once, summed = matrix(empty, seen).toarray(), sums(empty, seen).toarray()
    for i, line in enumerate(LINES):
        alone = np.zeros(len(empty.vocabulary))
        places, values = empty.vector(Counter(line))
        np.add.at(alone, places, values)
        assert at_once[i] == pytest.approx(alone, abs=1e-6)
        often = np.bincount([empty.vocabulary.get(name, 0) for name in line], minlength=5)
        scaled = often * empty.scale
        length = np.sqrt((often * empty.scale**2).sum()) or 1
        assert summed[i] == pytest.approx(scaled / length, abs=1e-6)


@pytest.fixture(scope="module")
def many() -> tuple[csr_matrix, Marks]:
    """Lines of five features out of sixty; one label is marked by a feature, the other by a pair of them."""
    rng = np.random.default_rng(7)
    table = np.zeros((4000, 60))
    for row in table:
        row[rng.choice(60, 5, replace=False)] = 1
    marks = np.stack([table[:, 0] > 0, (table[:, 1] > 0) & (table[:, 2] > 0)]).astype(np.int8)
    noise = rng.random(marks.shape)
    marks[noise < 0.03] = 1
    marks[noise > 0.98] = NEITHER
    return csr_matrix(table / np.sqrt(5)), marks


def test_hard_counterexamples_make_the_machine_of_all(many: tuple[csr_matrix, Marks]) -> None:
    rows, marks = many
    weights, bias = machines(rows, marks)
    assert SAMPLE > 1
    for label, line in enumerate(marks):
        shows = line != NEITHER
        whole = LinearSVC(tol=TOLERANCE, random_state=0).fit(rows[shows], line[shows] == 1)
        margins, wanted = rows @ weights[label] + bias[label], whole.decision_function(rows)
        assert margins == pytest.approx(wanted, abs=0.1)
        few = np.flatnonzero((line == 1) | (np.arange(len(line)) % SAMPLE == 0))
        fewer = LinearSVC(tol=TOLERANCE, random_state=0).fit(rows[few], line[few] == 1)
        off = np.abs(fewer.decision_function(rows) - wanted)
        assert np.abs(margins - wanted).mean() < off.mean() / 10  # some alone make another one
