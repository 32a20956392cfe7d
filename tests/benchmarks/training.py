"""What training costs: ``python -m tests.benchmarks.training``: each of the two alone, then both at once."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

TRAININGS = ("facts", "intents")


def seconds(*names: str) -> float:
    """How long a training process takes, start of Python and writing of the models included."""
    with tempfile.TemporaryDirectory() as folder:
        files = [f"{name}={Path(folder) / name}.npz" for name in names]
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "intents.training", *files], check=True)
        return time.perf_counter() - began


def main() -> None:
    alone = {name: seconds(name) for name in TRAININGS}
    said = ", ".join(f"{name} {took:.1f} s" for name, took in alone.items())
    print(f"trained alone: {said}; both at once: {seconds(*TRAININGS):.1f} s")


if __name__ == "__main__":
    main()
