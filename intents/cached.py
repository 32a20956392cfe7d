"""The trained classifier, fitted once for each state of examples, knowledge and code."""

import hashlib
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from intents.errors import TrainingFailed
from intents.examples import KINDS
from intents.matching import Matcher
from intents.model import load_model, unpacked
from intents.segmenting import Segmenter, domain_words
from knowledge.library import Library

ROOT = Path(__file__).parent
CODE = (
    "dialect",
    "examples",
    "features",
    "model",
    "normalising",
    "ordinary",
    "pinyin",
    "segmenting",
    "training",
)
"""The modules that training runs through; a test holds the list against the imports."""
DATA = (*KINDS, "dialect")
LIBRARIES = ("scikit-learn", "numpy", "jieba", "pypinyin", "OpenCC")
_PREFIX = "intents-"


def load_matcher(library: Library, cache: Path) -> Matcher:
    """The matcher; fits the classifier first where the folder has none for what stands now."""
    path = cache.resolve() / f"{_PREFIX}{_state(library)}.npz"
    if not path.is_file():
        _train(path)
    model, beside = load_model(path)
    meant = (model.labels[i] for i in beside["meant"])
    known = dict(zip(unpacked(beside["texts"]), meant, strict=True))
    return Matcher(model, known, Segmenter(domain_words(library)))


def _state(library: Library) -> str:
    """A name for all that a model depends on."""
    words = "\n".join(sorted(domain_words(library)))
    total = hashlib.sha256(words.encode())
    for name in (*(f"{code}.py" for code in CODE), *(f"data/{data}.yaml" for data in DATA)):
        total.update((ROOT / name).read_bytes())
    total.update(" ".join(map(version, LIBRARIES)).encode())
    return total.hexdigest()[:16]


def _train(path: Path) -> None:
    # In a process of its own, so that scikit-learn's memory does not stay in the server.
    command = [sys.executable, "-m", "intents.training", str(path)]
    done = subprocess.run(command, cwd=ROOT.parent, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise TrainingFailed(done.returncode, done.stderr.strip()[-2000:])
    for old in path.parent.glob(f"{_PREFIX}*.npz"):
        if old != path:
            old.unlink(missing_ok=True)
