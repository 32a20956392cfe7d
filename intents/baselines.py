"""Plain ways to tell intents apart, to be held beside our own: BM25, the nearest example, a character SVM."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from rapidfuzz import fuzz, process

from intents.examples import Example
from intents.normalising import normalised
from intents.segmenting import Segmenter

VOTES = 7
_K1, _B = 1.5, 0.75
Baseline = Callable[[Sequence[Example], Sequence[str], Segmenter], Iterator[str]]


def nearest(lines: Sequence[Example], texts: Sequence[str], _: Segmenter) -> Iterator[str]:
    """The intent of the example with the greatest RapidFuzz ratio."""
    known = [normalised(line.text) for line in lines]
    for text in texts:
        found = process.extractOne(normalised(text), known, scorer=fuzz.ratio)
        yield lines[found[2]].intent


def bm25(lines: Sequence[Example], texts: Sequence[str], segmenter: Segmenter) -> Iterator[str]:
    """The vote of the seven examples that BM25 on words ranks first, each by its score."""
    words = [Counter(segmenter.cut(normalised(line.text))) for line in lines]
    postings = _postings(words)
    for text in texts:
        scores = np.zeros(len(lines))
        for word in segmenter.cut(normalised(text)):
            if word in postings:
                places, shares = postings[word]
                scores[places] += shares
        votes: Counter[str] = Counter()
        for i in np.argsort(-scores, kind="stable")[:VOTES]:
            votes[lines[i].intent] += scores[i]
        yield votes.most_common(1)[0][0]


def _postings(
    words: Sequence[Counter[str]],
) -> dict[str, tuple[np.typing.NDArray[np.int64], np.typing.NDArray[np.float64]]]:
    lengths = np.array([sum(count.values()) for count in words], float)
    shorter = _K1 * (1 - _B + _B * lengths / lengths.mean())
    where: dict[str, list[int]] = {}
    for i, count in enumerate(words):
        for word in count:
            where.setdefault(word, []).append(i)
    postings = {}
    for word, places in where.items():
        rare = np.log(1 + (len(words) - len(places) + 0.5) / (len(places) + 0.5))
        often = np.array([words[i][word] for i in places], float)
        at = np.array(places)
        postings[word] = at, rare * often * (_K1 + 1) / (often + shorter[at])
    return postings


def character_machine(
    lines: Sequence[Example], texts: Sequence[str], _: Segmenter
) -> Iterator[str]:
    """A linear SVM on character 1–3-grams, as scikit-learn's defaults make it."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
    machine = make_pipeline(vectors, LinearSVC(random_state=0))
    machine.fit([line.text for line in lines], [line.intent for line in lines])
    yield from (str(intent) for intent in machine.predict(list(texts)))


BASELINES: Mapping[str, Baseline] = MappingProxyType(
    {
        f"BM25 on words, vote of {VOTES}": bm25,
        "nearest example (RapidFuzz ratio)": nearest,
        "linear SVM, characters 1-3": character_machine,
    }
)


def accuracies(
    lines: Sequence[Example],
    wanted: Sequence[tuple[str, frozenset[str]]],
    segmenter: Segmenter,
) -> dict[str, float]:
    """For each baseline, the share of messages whose intent is among those accepted."""
    texts = [text for text, _ in wanted]
    return {
        name: float(
            np.mean(
                [
                    guess in accepted
                    for guess, (_, accepted) in zip(
                        baseline(lines, texts, segmenter), wanted, strict=True
                    )
                ]
            )
        )
        for name, baseline in BASELINES.items()
    }
