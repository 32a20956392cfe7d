"""The trained classifier as plain arrays: scoring needs numpy alone, loading needs no pickle."""

import math
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
INTENT = "intent"
"""The name of the model that tells intents apart."""
UNKNOWN = 0
"""The place of all features that no example has: it weighs nothing."""


@dataclass(frozen=True, slots=True)
class Model:
    """One weight for each feature and intent, and what turns a sum of weights into a confidence."""

    labels: tuple[str, ...]
    vocabulary: Mapping[str, int]
    scale: Floats
    """For each feature: the weight of its kind times how rare it is (idf)."""
    weights: npt.NDArray[np.int16]
    """Whole numbers of steps: half the memory of floats, and far sooner made floats than half floats are."""
    step: float
    bias: Floats
    sharpness: float
    """What margins are multiplied with before they are made confidences: fitted on lines held out."""

    def vector(self, counts: Mapping[str, int]) -> tuple[npt.NDArray[np.int64], Floats]:
        """The features of a message by their places, and their values, of length 1 together."""
        found = np.array(list(map(self.vocabulary.get, counts, repeat(UNKNOWN))), np.int64)
        values = self.scale.take(found)
        if max(counts.values(), default=1) > 1:
            often = np.array([*counts.values()], np.float32)
            values = values * (1 + np.log(often))
        length = math.sqrt(values @ values)
        return found, values / np.float32(length or 1.0)

    def margins(self, features: Iterable[str]) -> Floats:
        """How far the message lies on the side of each intent."""
        found, values = self.vector(Counter(features))
        return self._weighed(found, values)

    def sums(self, features: Iterable[str]) -> Floats:
        """The same, where a feature counts as often as it stands; faster for a few features."""
        found = [place for place in map(self.vocabulary.get, features) if place]
        if not found:
            return self.bias
        places = np.array(found, np.int64)
        values = self.scale.take(places)
        return self._weighed(places, values / np.float32(math.sqrt(values @ values)))

    def _weighed(self, places: npt.NDArray[np.int64], values: Floats) -> Floats:
        steps = values @ self.weights.take(places, 0).astype(np.float32)
        margins: Floats = steps * np.float32(self.step) + self.bias
        return margins

    def confidences(self, features: Iterable[str]) -> Floats:
        """The confidence in each intent; together they are 1."""
        return softmax(self.margins(features) * np.float32(self.sharpness))


def save_models(
    path: Path, models: Mapping[str, Model], beside: Mapping[str, npt.NDArray[Any]] | None = None
) -> None:
    """Write models by name, and arrays beside them, so that a reader finds either all or nothing."""
    arrays = {
        f"{name}.{part}": array for name, model in models.items() for part, array in _parts(model)
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, allow_pickle=False, **arrays, **(beside or {}))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _parts(model: Model) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    yield "labels", packed(model.labels)
    yield "vocabulary", packed(model.vocabulary)
    yield "scale", model.scale
    yield "weights", model.weights
    yield "step", np.array(model.step, np.float32)
    yield "bias", model.bias
    yield "sharpness", np.array(model.sharpness, np.float32)


def softmax(scores: Floats) -> Floats:
    """Scores as shares of 1."""
    raised: Floats = np.exp(scores - scores.max())
    shares: Floats = raised / raised.sum()
    return shares


def load_models(path: Path) -> tuple[dict[str, Model], dict[str, npt.NDArray[Any]]]:
    """Saved models by name, and what was saved beside them."""
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    names = {name.partition(".")[0] for name in arrays if "." in name}
    models = {name: _model(name, arrays) for name in sorted(names)}
    return models, {name: array for name, array in arrays.items() if "." not in name}


def _model(name: str, arrays: Mapping[str, npt.NDArray[Any]]) -> Model:
    return Model(
        unpacked(arrays[f"{name}.labels"]),
        {feature: i for i, feature in enumerate(unpacked(arrays[f"{name}.vocabulary"]))},
        arrays[f"{name}.scale"],
        arrays[f"{name}.weights"],
        float(arrays[f"{name}.step"]),
        arrays[f"{name}.bias"],
        float(arrays[f"{name}.sharpness"]),
    )


def packed(texts: Iterable[str]) -> npt.NDArray[np.uint8]:
    """Texts without line breaks as one array of bytes."""
    return np.frombuffer("\n".join(texts).encode(), np.uint8)


def unpacked(data: npt.NDArray[np.uint8]) -> tuple[str, ...]:
    """The texts of ``packed``."""
    return tuple(data.tobytes().decode().split("\n"))
