"""The trained models, fitted once for each state of examples, knowledge and code."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from intents.checking import must_be_sound
from intents.errors import TrainingFailed
from intents.examples import KINDS
from intents.learned import Learned, learned
from intents.matching import Matcher
from intents.model import INTENT, load_models, unpacked
from intents.segmenting import Segmenter, domain_words
from knowledge.library import Library

ROOT = Path(__file__).parent
LIBRARIES = ("scikit-learn", "numpy", "jieba", "pypinyin", "OpenCC")


class Course(NamedTuple):
    """One training: its name in ``training``, and what it depends on. A test holds ``code`` against the imports."""

    name: str
    code: tuple[str, ...]
    data: tuple[str, ...]


_SHARED = (
    "counting", "dialect", "encoding", "errors", "examples", "features", "fitting", "json_lines", "lessons", "model",
    "normalising", "ordinary", "pinyin",
)  # fmt: skip
INTENTS = Course(
    "intents",
    (*_SHARED, "segmenting", "training_intents"),
    (*(f"{kind}.yaml" for kind in KINDS), "dialect.yaml", "stated.jsonl"),
)
FACTS = Course(
    "facts",
    (
        *_SHARED, "about", "amounts", "asking", "cues", "durations", "extraction_ages",
        "extraction_certificates", "extraction_counts", "extraction_cues", "extraction_insurance",
        "extraction_levels", "extraction_topics", "extraction_trades", "finding", "found", "learned", "looking",
        "mentions", "names", "numerals", "owning", "persons", "phrases", "pieces", "rules", "showing", "stating",
        "studied", "tagging", "trade_choice", "trade_spans", "training_facts", "training_trades", "understanding",
        "view", "whom",
    ),
    ("stated.jsonl", "cues.yaml", "dialect.yaml"),
)  # fmt: skip


class Fitted(NamedTuple):
    """Everything that was learned."""

    matcher: Matcher
    facts: Learned


def load_fitted(library: Library, cache: Path) -> Fitted:
    """What was learned; fits first what the folder does not have for what stands now.

    Raises ``BadKnowledge`` or ``BadLine`` where a file that is learned from has a fault.
    """
    paths = {course: _path(course, library, cache) for course in (INTENTS, FACTS)}
    wanted = {course: path for course, path in paths.items() if not path.is_file()}
    if wanted:
        must_be_sound()
        _train(wanted)
    models, beside = load_models(paths[INTENTS])
    model = models[INTENT]
    meant = (model.labels[i] for i in beside["meant"])
    known = dict(zip(unpacked(beside["texts"]), meant, strict=True))
    facts, _ = load_models(paths[FACTS])
    matcher = Matcher(model, known, Segmenter(domain_words(library)))
    return Fitted(matcher, learned(facts, library.facts))


def _path(course: Course, library: Library, cache: Path) -> Path:
    return cache.resolve() / f"{course.name}-{_state(course, library)}.npz"


def _state(course: Course, library: Library) -> str:
    """A name for all that a training depends on."""
    words = "\n".join(sorted(domain_words(library)))
    total = hashlib.sha256(words.encode())
    for name in (
        *(f"{code}.py" for code in course.code),
        *(f"data/{data}" for data in course.data),
    ):
        total.update((ROOT / name).read_bytes())
    total.update(" ".join(map(version, LIBRARIES)).encode())
    return total.hexdigest()[:16]


def _train(wanted: dict[Course, Path]) -> None:
    # In a process of its own, so that scikit-learn's memory does not stay in the server.
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "intents.training", *(f"{c.name}={p}" for c, p in wanted.items())],
        cwd=ROOT.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise TrainingFailed(done.returncode, done.stderr.strip()[-2000:])
    for path in wanted.values():
        for old in _outdated(path):
            old.unlink(missing_ok=True)


def _outdated(path: Path) -> Iterator[Path]:
    """Models of the same training for a state that no longer stands."""
    prefix = path.name.partition("-")[0]
    return (old for old in path.parent.glob(f"{prefix}-*.npz") if old != path)
