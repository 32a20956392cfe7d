"""The classifier is the same for the same examples, survives its file, and leaves scikit-learn outside."""

import ast
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from intents import cached, training_intents
from intents.counting import counted
from intents.encoding import gathered
from intents.errors import TrainingFailed
from intents.examples import Example, load_examples
from intents.features import Features, features
from intents.fitting import blank
from intents.model import Model, load_models, save_models
from intents.segmenting import Segmenter
from intents.understander import Understander

ROOT = Path(cached.__file__).parent


WORDS = ("特种作业操作证",)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(WORDS)


@pytest.fixture(scope="module")
def lines() -> tuple[Example, ...]:
    wanted = ("greet", "subsidy_limit", "out_of_scope")
    return tuple(line for line in load_examples().lines if line.intent in wanted)


@pytest.fixture(scope="module")
def model(lines: tuple[Example, ...]) -> Model:
    return training_intents.fit(lines, WORDS).model


def test_the_same_examples_make_the_same_model(model: Model, lines: tuple[Example, ...]) -> None:
    again = training_intents.fit(lines, WORDS).model
    assert again.vocabulary == model.vocabulary
    assert again.sharpness == model.sharpness
    assert np.array_equal(again.weights, model.weights)


def test_features_keep_the_order_in_which_they_come() -> None:
    """An order that hangs on the hash of text would make another model in each process."""
    lines = [[f"{at * 7 % 64}" for at in range(64)], ["0", "new", "new"]]
    seen = gathered(Features((), names) for names in lines)
    known = [*blank(("one",), counted(seen, lambda _: 1), lambda _: 1).vocabulary]
    assert known == ["", *lines[0], "new"]


def test_a_saved_model_scores_as_before(model: Model, segmenter: Segmenter, tmp_path: Path) -> None:
    path = tmp_path / "new" / "model.npz"
    save_models(path, {"one": model}, {"meant": np.array([3, 1], np.int16)})
    models, beside = load_models(path)
    loaded = models["one"]
    seen = features("一年能领几次", segmenter.cut("一年能领几次")).each()
    assert np.array_equal(loaded.confidences(seen), model.confidences(seen))
    assert beside["meant"].tolist() == [3, 1]
    assert [found.name for found in path.parent.iterdir()] == ["model.npz"]


def test_confidences_are_shares_of_one_even_of_an_unknown_message(model: Model) -> None:
    assert model.confidences([]).sum() == pytest.approx(1)
    assert model.confidences(["w没见过的词"]).sum() == pytest.approx(1)


def test_a_domain_word_is_one_word(segmenter: Segmenter) -> None:
    assert "特种作业操作证" in segmenter.cut("我有特种作业操作证，能领吗")


@pytest.mark.parametrize("course", [cached.INTENTS, cached.FACTS], ids=lambda course: course.name)
def test_a_model_depends_on_every_module_that_its_training_runs_through(
    course: cached.Course,
) -> None:
    seen: set[str] = set()
    waiting = [f"training_{course.name}"]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += [n for n in _imported(name) if (ROOT / f"{n}.py").exists()]
    assert set(course.code) == seen


def _imported(module: str) -> list[str]:
    tree = ast.parse((ROOT / f"{module}.py").read_text("utf-8"))
    froms = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module]
    modules = [n.module or "" for n in froms]
    inside = [name.split(".")[1] for name in modules if name.startswith("intents.")]
    return inside + [a.name for n in froms if n.module == "intents" for a in n.names]


def test_a_training_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached, "ROOT", tmp_path / "intents")
    with pytest.raises(TrainingFailed, match="No module named"):
        cached._train({cached.INTENTS: tmp_path / "intents-new.npz"})


def test_the_serving_process_never_imports_scikit_learn(understander: Understander) -> None:
    script = (
        "import sys; from pathlib import Path;"
        "from intents.understander import load_understander;"
        "from knowledge.library import load_library;"
        "load_understander(load_library(), Path('data'));"
        "print([name for name in ('sklearn', 'scipy', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
